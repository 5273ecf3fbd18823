//! The questions of the metric lab, each with a rare answer, and the model that is trained on them.

use crate::protocol::{BoostingSpec, DatasetRef, DatePart, EarlyStopping, Encoder, ModelSpec, PrepareSpec, SplitSpec, TrainSpec};

/// A question with a rare answer.
pub(crate) struct Problem {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    dataset: &'static str,
    target: &'static str,
    /// Column of dates by which the test rows are the latest.
    time: Option<&'static str>,
    pub(crate) about: &'static str,
}

pub(crate) const PROBLEMS: [Problem; 3] = [
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

/// Gradient boosting at its defaults; flights are held out by date.
pub(crate) fn spec(problem: &Problem) -> TrainSpec {
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
