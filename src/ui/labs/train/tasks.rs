//! What to try in the training lab.

use leptos::prelude::*;

use crate::ui::kit::task_list::{has_room, task_list};
use crate::ui::labs::train::state::{Evidence, TrainLab};

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
    lab: TrainLab,
) -> impl IntoView {
    let tasks = TASKS.iter().map(|(text, done)| (*text, Memo::new(move |_| done(lab.run.evidence.get())))).collect();
    task_list(tasks, !lab.embedded && has_room())
}
