//! What to try, ticked off by what the reader has done in this session.

use leptos::prelude::*;

use crate::ui::lab::state::{Evidence, Lab};
use crate::ui::platform;

/// Windows of this width, CSS pixels, have room for the open list.
const WIDE: u32 = 1000;

type Task = (&'static str, fn(Evidence) -> bool);

const TASKS: [Task; 6] = [
    ("Train a model that beats always naming the most common class", |evidence| evidence.beat_baseline),
    ("Change a setting and train again", |evidence| evidence.changed_setting),
    ("Open the rows behind a wrong cell of the confusion matrix", |evidence| evidence.opened_wrong_rows),
    ("Keep a model as A and compare it with another", |evidence| evidence.compared),
    ("Predict a row of your own", |evidence| evidence.predicted),
    ("Copy the link, and send it to someone who doubts your numbers", |evidence| evidence.shared),
];

/// The list of tasks.
#[component]
pub(crate) fn Tasks(
    /// The lab.
    lab: Lab,
) -> impl IntoView {
    let count = Signal::derive(move || {
        let evidence = lab.evidence.get();
        format!("{} of {} done", TASKS.iter().filter(|(_, done)| done(evidence)).count(), TASKS.len())
    });
    let open = !lab.embedded && platform::window_width() >= WIDE;
    view! {
        <details class="lab-tasks" open=open>
            <summary>"Your tasks: " <span role="status">{count}</span></summary>
            <ul>
                {TASKS
                    .iter()
                    .map(|(text, done)| {
                        let done = Memo::new(move |_| done(lab.evidence.get()));
                        view! {
                            <li data-done=Signal::derive(move || done.get().then_some(""))>
                                <span class="lab-tick" aria-hidden="true">{Signal::derive(move || if done.get() { "✓" } else { "" })}</span>
                                {*text}
                                <span class="visually-hidden">{Signal::derive(move || if done.get() { " (done)" } else { "" })}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </details>
    }
    .into_any()
}
