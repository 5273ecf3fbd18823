//! Closer looks: questions about the model on the page, each asked only when the reader opens it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::protocol::{Findings, Inspect, Inspected};
use crate::ui::kit::drawing::chart_width;
use crate::ui::kit::thresholds::threshold_view;
use crate::ui::labs::train::closer_forms::form_of;
use crate::ui::labs::train::closer_story;
use crate::ui::labs::train::state::TrainLab;
use crate::ui::workspace::explore::drawing_view;
use crate::ui::workspace::job::Job;
use crate::ui::workspace::run::Run;

/// A question that can be asked of a model.
pub(crate) struct Question {
    /// Id in the page.
    pub(crate) id: &'static str,
    /// What it is called.
    title: &'static str,
    /// What it answers, one sentence.
    about: &'static str,
    /// When not to believe it, one sentence.
    doubt: &'static str,
    /// Of which models it can be asked.
    of: fn(&Run) -> bool,
}

fn any(_: &Run) -> bool {
    true
}

fn sure(run: &Run) -> bool {
    run.classes().is_some() && run.asked.model.kind().gives_probabilities
}

fn two_classes(run: &Run) -> bool {
    sure(run) && run.classes().is_some_and(|report| report.classes.len() == 2)
}

fn has_numbers(run: &Run) -> bool {
    run.features().iter().any(|feature| feature.levels.is_empty())
}

const QUESTIONS: [Question; 9] = [
    Question {
        id: "intervals",
        title: "How sure is every figure?",
        about: "The test rows are drawn again a thousand times, with repeats; each metric gets the range that holds 95% of its draws.",
        doubt: "It knows only these test rows: if they are unlike the rows to come, so is the range.",
        of: any,
    },
    Question {
        id: "calibration",
        title: "Can its probabilities be taken at their word?",
        about: "Of the rows that it gives 70%, seven in ten should be right. On the diagonal they are.",
        doubt: "Bins with few rows jump about; look at the whiskers before you blame the model.",
        of: sure,
    },
    Question {
        id: "thresholds",
        title: "Where to draw the line, and what do errors cost?",
        about: "A probability becomes a decision at a threshold. One half is only right when both kinds of error cost the same.",
        doubt: "A threshold chosen on the test rows flatters them; choose it on other rows before you report a score.",
        of: two_classes,
    },
    Question {
        id: "learning_curve",
        title: "Would more rows help?",
        about: "The same model, trained on more and more of the training rows, scored on folds it has not seen.",
        doubt: "It says nothing about better columns, only about more rows of the same kind.",
        of: any,
    },
    Question {
        id: "validation_curve",
        title: "Which setting is right?",
        about: "One parameter is turned, all others stay; where the two lines part, the model begins to learn by heart.",
        doubt: "Parameters work together: the best value of one depends on the others. The tuning of several needs a search.",
        of: any,
    },
    Question {
        id: "permutation",
        title: "What does it lean on?",
        about: "Each column of the test rows is shuffled in turn; the more the score falls, the more the model needs it.",
        doubt: "Two columns that say the same cover for each other, and both look unimportant.",
        of: any,
    },
    Question {
        id: "dependence",
        title: "How does its answer move with one column?",
        about: "The column is set to one value after another in every row, and the mean answer is drawn; thin lines are single rows.",
        doubt: "It also asks about rows that cannot exist, such as a heavy bird with short wings.",
        of: has_numbers,
    },
    Question {
        id: "slices",
        title: "Whom does it fail?",
        about: "Test rows are grouped by every column and every pair of columns; groups whose errors are beyond chance are listed.",
        doubt: "Many groups are compared, so the probabilities are corrected; small groups may fail unnoticed all the same.",
        of: any,
    },
    Question {
        id: "folds",
        title: "Was the split just lucky?",
        about: "The training rows are divided again and again, and several scores are taken on every fold.",
        doubt: "Folds share most of their training rows, so the plain standard error is too small; the interval here allows for it.",
        of: any,
    },
];

/// All questions that make sense for the report.
pub(crate) fn closer(lab: TrainLab, run: Arc<Run>) -> AnyView {
    let asked: Vec<&'static Question> = QUESTIONS.iter().filter(|question| (question.of)(&run)).collect();
    view! {
        <section class="lab-section" aria-labelledby="lab-closer">
            <h2 id="lab-closer">"Look closer"</h2>
            <p>"Each question trains or asks the model again, in the worker, when you open it."</p>
            <div class="lab-closer">{asked.into_iter().map(|question| one(lab, run.clone(), question)).collect_view()}</div>
        </section>
    }
    .into_any()
}

fn one(lab: TrainLab, run: Arc<Run>, question: &'static Question) -> AnyView {
    let answer = Job::<Inspect>::new();
    let form = form_of(question.id, &run);
    let run = StoredValue::new(run);
    let ask = Callback::new(move |()| {
        let look = form.look();
        let spec = run.with_value(|run| run.asked.clone());
        answer.ask(lab.client, Inspect { spec, look, draw_width: Some(chart_width()) });
    });
    let opened = RwSignal::new(false);
    let open = move |_| {
        // The element toggles after this click has been heard.
        if !opened.get_untracked() && answer.found.with_untracked(Option::is_none) {
            ask.run(());
        }
        opened.update(|opened| *opened = !*opened);
    };
    view! {
        <details class="lab-look" id=format!("lab-look-{}", question.id)>
            <summary on:click=open>{question.title}</summary>
            <p>{question.about}</p>
            {form.view(ask)}
            {answer.waiting(lab.client, "Looking closer")}
            {move || answer.found.get().map(|found| result(run.get_value(), found))}
            <p class="lab-note">{question.doubt}</p>
        </details>
    }
    .into_any()
}

fn result(run: Arc<Run>, found: Arc<Inspected>) -> AnyView {
    let sentences = closer_story::of(&found.findings, &run);
    let own = match &found.findings {
        Findings::Thresholds(report) => Some(threshold_view(report)),
        Findings::Folds(folds) => Some(closer_story::folds_table(folds)),
        Findings::Slices(slices) => Some(closer_story::slices_table(slices)),
        _ => None,
    };
    let drawing = found.drawing.as_ref().map(|drawing| drawing_view(String::new(), drawing));
    view! {
        <div class="lab-found" role="status">
            {sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
            {own}
            <div class="lab-drawings">{drawing}</div>
        </div>
    }
    .into_any()
}
