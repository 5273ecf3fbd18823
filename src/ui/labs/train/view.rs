//! The lab as a whole: story, controls on one side, result and data on the other; a file can be dropped anywhere on it.

use leptos::ev::DragEvent;
use leptos::prelude::*;

use crate::roadmap::labs;

use crate::ui::kit::browser;
use crate::ui::labs::train::controls::Controls;
use crate::ui::labs::train::report::Report;
use crate::ui::labs::train::state::{Stage, TrainLab};
use crate::ui::labs::train::tasks::Tasks;
use crate::ui::workspace::explore::Explore;
use crate::ui::workspace::notices::notices;

/// The training lab.
#[component]
pub(crate) fn Screen(
    /// Its state.
    lab: TrainLab,
) -> impl IntoView {
    let dragging = RwSignal::new(false);
    let on_drag = move |event: DragEvent| {
        event.prevent_default();
        dragging.set(true);
    };
    let on_drop = move |event: DragEvent| {
        event.prevent_default();
        dragging.set(false);
        if let Some(file) = browser::dropped_file(&event) {
            lab.form.choose_file(file);
        }
    };
    view! {
        <div
            class="lab"
            data-embedded=lab.embedded.then_some("")
            data-dragging=Signal::derive(move || dragging.get().then_some(""))
            on:dragenter=on_drag
            on:dragover=on_drag
            on:dragleave=move |_| dragging.set(false)
            on:drop=on_drop
        >
            {labs::lab("train").filter(|_| lab.embedded).map(|lab| view! { <p class="lab-story">{lab.story}</p> })}
            <Tasks lab />
            {notices(lab.client, move || lab.form.warnings.get())}
            <div class="lab-columns">
                <Controls lab />
                <div class="lab-main">
                    <Standing lab />
                    <Report lab />
                    <Explore data=lab.form.data />
                </div>
            </div>
            <p class="lab-drop" aria-hidden="true">"Drop a CSV file to learn from it"</p>
        </div>
    }
    .into_any()
}

/// One line that says where the lab stands.
#[component]
fn Standing(lab: TrainLab) -> impl IntoView {
    let hint = Signal::derive(move || match lab.run.stage.get() {
        Stage::Waiting => "Nothing is trained yet. Look at the data below, then press Train.",
        Stage::Training { .. } => "Training. The page stays yours; the numbers appear here.",
        Stage::Failed => "No report: read beside the Train button what was wrong.",
        Stage::Finished if lab.is_stale() => "You changed the setting. These numbers belong to the one before; press Train to renew them.",
        Stage::Finished | Stage::Cancelled => "",
    });
    view! { <p class="lab-standing">{hint}</p> }.into_any()
}
