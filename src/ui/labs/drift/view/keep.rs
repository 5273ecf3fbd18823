//! Where the prediction log is: in memory, and kept in the tracking store once the service has run to its end.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::ui::labs::drift::state::DriftLabState;
use crate::ui::platform;
use crate::ui::workspace::logging::keep;
use crate::ui::workspace::logging::keep::Kept;

/// What became of the service, and whether services are kept.
pub(crate) fn keep(drift: DriftLabState) -> AnyView {
    let wanted = RwSignal::new(keep::wanted());
    let on_change = move |event: Event| {
        let on = event_target_checked(&event);
        keep::want(on);
        wanted.set(on);
    };
    let offered = move || {
        let open = drift.kept_logs.kept.with(|kept| matches!(kept, Kept::Nothing | Kept::Failed(_)));
        open && drift.windows() > 0 && !drift.run.is_busy()
    };
    view! {
        <div class="lab-logged">
            <p role="status">{move || said(drift, wanted.get())}</p>
            {move || offered().then(|| view! {
                <button type="button" class="button" on:click=move |_| drift.keep()>"Keep this service and its log"</button>
            })}
            <label class="track-flag">
                <input type="checkbox" prop:checked=wanted on:change=on_change />
                "Log every run"
            </label>
        </div>
    }
    .into_any()
}

fn said(drift: DriftLabState, wanted: bool) -> AnyView {
    match drift.kept_logs.kept.get() {
        Kept::Nothing if wanted => {
            view! { <span>"The log is in this tab's memory. When the last window has passed, it is kept in the tracking store."</span> }
                .into_any()
        }
        Kept::Nothing => view! { <span>"The log is in this tab's memory, and ends with it."</span> }.into_any(),
        Kept::Saving => view! { <span>"Logging the service …"</span> }.into_any(),
        Kept::Saved(id) => {
            let link = format!("{}/lab/track?run={id}", platform::base());
            let left_out = move || drift.kept_logs.left_out.get().map(|why| format!(" Its log was not kept: {why}."));
            let memory = move || {
                drift
                    .kept_logs
                    .in_memory
                    .get()
                    .then_some(" This browser gives the page no file system, so the store too is in memory, and ends with this tab.")
            };
            view! { <span>"Logged. "<a href=link>"See this service in the tracking lab"</a>"."{left_out}{memory}</span> }.into_any()
        }
        Kept::Failed(error) => {
            let text = format!("Not logged: {}. {} The log stays in this tab's memory.", error.what, error.hint);
            view! { <span>{text}</span> }.into_any()
        }
    }
}

/// Which log is read: this service's own, or one that was kept.
pub(crate) fn source(drift: DriftLabState, changed: Callback<()>) -> AnyView {
    let chosen = drift.setup.log;
    let options = move || {
        let mut all = vec![(String::new(), "This service, in memory".to_owned())];
        all.extend(drift.kept_logs.logs.get());
        let own = chosen.get_untracked();
        if !all.iter().any(|(id, _)| *id == own) {
            all.push((own, "A kept log".to_owned()));
        }
        all.into_iter()
            .map(|(id, name)| {
                let mine = id.clone();
                let is = Signal::derive(move || chosen.with(|chosen| *chosen == mine));
                view! { <option value=id prop:selected=is>{name}</option> }
            })
            .collect_view()
    };
    let set = move |event: Event| {
        chosen.set(event_target_value(&event));
        changed.run(());
    };
    view! {
        <div class="watch-which">
            <div class="field">
                <label for="watch-source">"Which log"</label>
                <select id="watch-source" on:change=set>{options}</select>
            </div>
            <button type="button" class="button" on:click=move |_| drift.look_for_logs()>"Look for kept logs"</button>
        </div>
    }
    .into_any()
}
