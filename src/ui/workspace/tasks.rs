//! What to try, ticked off by what the reader has done in this session.

use leptos::prelude::*;

use crate::ui::platform;
use crate::ui::workspace::state::{Evidence, Lab};

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
    let tasks = TASKS.iter().map(|(text, done)| (*text, Memo::new(move |_| done(lab.evidence.get())))).collect();
    task_list(tasks, !lab.embedded && platform::window_width() >= WIDE)
}

/// Tasks with whether each is done; the list can be folded away.
pub(crate) fn task_list(tasks: Vec<(&'static str, Memo<bool>)>, open: bool) -> AnyView {
    let each = tasks.clone();
    let count = Signal::derive(move || format!("{} of {} done", each.iter().filter(|(_, done)| done.get()).count(), each.len()));
    let items = tasks.into_iter().map(|(text, done)| {
        view! {
            <li data-done=Signal::derive(move || done.get().then_some(""))>
                <span class="lab-tick" aria-hidden="true">{Signal::derive(move || if done.get() { "✓" } else { "" })}</span>
                {text}
                <span class="visually-hidden">{Signal::derive(move || if done.get() { " (done)" } else { "" })}</span>
            </li>
        }
    });
    view! {
        <details class="lab-tasks" open=open>
            <summary>"Your tasks: " <span role="status">{count}</span></summary>
            <ul>{items.collect_view()}</ul>
        </details>
    }
    .into_any()
}
