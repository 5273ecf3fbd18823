//! What became of the run: it is kept in the tracking store as soon as the report is there, unless the reader said no.

use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::*;

use crate::ui::lab::run::Run;
use crate::ui::lab::state::Lab;
use crate::ui::lab::track::keep::{self, Kept};
use crate::ui::platform;

/// Logs the run and says so.
pub(super) fn logged(lab: Lab, run: Arc<Run>) -> AnyView {
    let kept = RwSignal::new(Kept::default());
    let wanted = RwSignal::new(keep::wanted());
    if wanted.get_untracked() {
        keep::keep(lab, &run, kept);
    }
    let on_change = move |event: Event| {
        let on = event_target_checked(&event);
        keep::want(on);
        wanted.set(on);
        if on && kept.with_untracked(|kept| *kept == Kept::Nothing) {
            keep::keep(lab, &run, kept);
        }
    };
    let said = move || match kept.get() {
        Kept::Nothing => view! { <span>"This run is not logged."</span> }.into_any(),
        Kept::Saving => view! { <span>"Logging the run …"</span> }.into_any(),
        Kept::Saved(id) => {
            let link = format!("{}/lab/track?run={id}", platform::base());
            view! { <span>"Logged. "<a href=link>"See this run in the tracking lab"</a>"."</span> }.into_any()
        }
        Kept::Failed(error) => view! { <span>{format!("Not logged: {}. {}", error.what, error.hint)}</span> }.into_any(),
    };
    view! {
        <div class="lab-logged">
            <p role="status">{said}</p>
            <label class="track-flag">
                <input type="checkbox" prop:checked=wanted on:change=on_change />
                "Log every run"
            </label>
        </div>
    }
    .into_any()
}
