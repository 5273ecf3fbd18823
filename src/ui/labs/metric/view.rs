//! The metric lab: one rare class, one model, and every metric naming another winner.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::ui::kit::inputs::{fields, number};
use crate::ui::kit::task_list::{has_room, task_list};
use crate::ui::labs::metric::problems::PROBLEMS;
use crate::ui::labs::metric::state::MetricLab;
use crate::ui::labs::metric::story;

/// The lab.
#[component]
pub(crate) fn Metric(
    /// Its state.
    lab: MetricLab,
) -> impl IntoView {
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        lab.train();
    };
    let report = Memo::new(move |_| lab.report());
    let radios = PROBLEMS.iter().map(|one| {
        let is = Signal::derive(move || lab.chosen().id == one.id);
        view! {
            <label class="lab-choice">
                <input type="radio" name="problem" value=one.id prop:checked=is on:change=move |_| lab.problem.set(one.id.to_owned()) />
                <span>{one.name}</span>
            </label>
        }
    });
    let silent = Callback::new(|()| ());
    view! {
        <div class="lab">
            {task_list(lab.evidence.tasks(report), has_room())}
            <div class="lab-columns">
                <form class="lab-controls" aria-label="Settings" novalidate on:submit=on_submit>
                    <fieldset class="lab-group">
                        <legend>"What is to be foreseen?"</legend>
                        {radios.collect_view()}
                        <p class="field-about">{move || lab.chosen().about}</p>
                    </fieldset>
                    <fieldset class="lab-group">
                        <legend>"What do errors cost?"</legend>
                        {fields(vec![
                            number("lab-miss", "One that is missed", lab.costs.miss, silent),
                            number("lab-alarm", "One false alarm", lab.costs.alarm, silent),
                        ])}
                    </fieldset>
                    <div class="lab-train">
                        <button id="lab-foresee" class="button-primary" type="submit">"Train the model"</button>
                        {lab.job.waiting(lab.client, "Training")}
                    </div>
                </form>
                <div class="lab-main">
                    <p class="lab-standing">
                        {move || {
                            if report.with(Option::is_none) {
                                "Press Train the model. Before you do: a model that always says no, how often is it right?"
                            } else {
                                ""
                            }
                        }}
                    </p>
                    <div class="lab-report">{move || report.get().map(|report| story::result(&report, lab.costs, lab.evidence))}</div>
                </div>
            </div>
        </div>
    }
    .into_any()
}
