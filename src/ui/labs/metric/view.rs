//! The metric lab: one rare class, one model, and every metric naming another winner.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::protocol::report_probability::{CostSpec, ThresholdReport};
use crate::protocol::{
    BoostingSpec, DatasetRef, DatePart, EarlyStopping, Encoder, Findings, Inspect, Inspected, Look, ModelSpec, PrepareSpec, SplitSpec,
    TrainSpec,
};
use crate::ui::kit::inputs::{fields, number};
use crate::ui::labs::metric::story;
use crate::ui::labs::metric::story::Costs;
use crate::ui::platform;
use crate::ui::workspace::codec;
use crate::ui::workspace::job::Job;
use crate::ui::workspace::state::Lab;
use crate::ui::workspace::tasks::task_list;

/// A question with a rare answer.
struct Problem {
    id: &'static str,
    name: &'static str,
    dataset: &'static str,
    target: &'static str,
    /// Column of dates by which the test rows are the latest.
    time: Option<&'static str>,
    about: &'static str,
}

const PROBLEMS: [Problem; 3] = [
    Problem {
        id: "very_late",
        name: "Flights more than two hours late (3 in 100)",
        dataset: "flights",
        target: "very_late",
        time: Some("date"),
        about: "327,346 flights. A passenger who is told in time can rebook; a warning that was wrong costs a phone call.",
    },
    Problem {
        id: "late",
        name: "Flights more than 15 minutes late (1 in 4)",
        dataset: "flights",
        target: "late",
        time: Some("date"),
        about: "The same flights with a milder question. Watch which metrics change and which do not.",
    },
    Problem {
        id: "tumour",
        name: "Malignant tumours (4 in 10)",
        dataset: "breast_cancer",
        target: "diagnosis",
        time: None,
        about: "569 masses, nearly balanced, and an easy question: here even accuracy tells the truth, but not what a miss costs.",
    },
];

/// The lab.
#[component]
pub(crate) fn Metric(
    /// Its worker.
    lab: Lab,
    /// The address it was opened with.
    query: String,
) -> impl IntoView {
    let words = codec::words(&query);
    let text = |key: &str| words.iter().find(|(name, _)| name == key).map(|(_, value)| codec::decode(value));
    let amount = |key: &str, usual: f64| RwSignal::new(text(key).and_then(|text| text.parse().ok()).unwrap_or(usual));
    let problem =
        RwSignal::new(text("problem").filter(|id| PROBLEMS.iter().any(|one| one.id == id)).unwrap_or_else(|| PROBLEMS[0].id.into()));
    let costs = Costs { miss: amount("miss", 20.0), alarm: amount("alarm", 1.0) };
    let chosen = move || problem.with(|id| PROBLEMS.iter().find(|one| one.id == id)).unwrap_or(&PROBLEMS[0]);
    let job = Job::<Inspect>::new();
    let path = platform::path();
    Effect::new(move |_| {
        let query = format!("?problem={}&miss={}&alarm={}", chosen().id, costs.miss.get(), costs.alarm.get());
        if path == platform::path() {
            platform::replace_query(&query);
        }
    });
    let asked = RwSignal::new(String::new());
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let problem = untrack(chosen);
        asked.set(problem.id.to_owned());
        // What errors cost is worked out on the page, so the request does not depend on it.
        job.ask(lab, Inspect { spec: spec(problem), look: Look::Thresholds(CostSpec::default()), draw_width: None });
    };
    let report = Memo::new(move |_| {
        let found = job.found.get().filter(|_| asked.with(|asked| *asked == chosen().id))?;
        thresholds(&found).cloned().map(Arc::new)
    });
    let evidence = story::Evidence::default();
    let radios = PROBLEMS.iter().map(|one| {
        let is = Signal::derive(move || chosen().id == one.id);
        view! {
            <label class="lab-choice">
                <input type="radio" name="problem" value=one.id prop:checked=is on:change=move |_| problem.set(one.id.to_owned()) />
                <span>{one.name}</span>
            </label>
        }
    });
    let silent = Callback::new(|()| ());
    view! {
        <div class="lab">
            {task_list(evidence.tasks(report), platform::window_width() >= 1000)}
            <div class="lab-columns">
                <form class="lab-controls" aria-label="Settings" novalidate on:submit=on_submit>
                    <fieldset class="lab-group">
                        <legend>"What is to be foreseen?"</legend>
                        {radios.collect_view()}
                        <p class="field-about">{move || chosen().about}</p>
                    </fieldset>
                    <fieldset class="lab-group">
                        <legend>"What do errors cost?"</legend>
                        {fields(vec![
                            number("lab-miss", "One that is missed", costs.miss, silent),
                            number("lab-alarm", "One false alarm", costs.alarm, silent),
                        ])}
                    </fieldset>
                    <div class="lab-train">
                        <button id="lab-foresee" class="button-primary" type="submit">"Train the model"</button>
                        {job.waiting(lab, "Training")}
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
                    <div class="lab-report">{move || report.get().map(|report| story::result(&report, costs, evidence))}</div>
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn thresholds(found: &Inspected) -> Option<&ThresholdReport> {
    if let Findings::Thresholds(report) = &found.findings { Some(report) } else { None }
}

/// Gradient boosting at its defaults; flights are held out by date.
fn spec(problem: &Problem) -> TrainSpec {
    let prepare = PrepareSpec {
        encoder: Encoder::Ordinal,
        date_parts: vec![DatePart::Month, DatePart::Day, DatePart::Weekday],
        ..PrepareSpec::default()
    };
    TrainSpec {
        dataset: DatasetRef::Sample(problem.dataset.to_owned()),
        target: problem.target.to_owned(),
        features: vec![],
        prepare: Box::new(prepare),
        split: SplitSpec { time: problem.time.map(str::to_owned), ..SplitSpec::default() },
        model: ModelSpec::HistGradientBoosting(BoostingSpec { early_stopping: EarlyStopping::Off, ..BoostingSpec::default() }),
        folds: 0,
    }
}
