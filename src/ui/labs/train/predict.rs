//! Predict a row with the model of the report.

use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::labs::train::state::TrainLab;
use crate::ui::workspace::logging::model::PredictionSource;
use crate::ui::workspace::predict::{PredictionForm, prediction_form};
use crate::ui::workspace::run::Run;

/// The form and the model's answer.
#[component]
pub(crate) fn PredictForm(
    /// The lab.
    lab: TrainLab,
    /// The report whose model answers.
    run: Arc<Run>,
) -> impl IntoView {
    let mut features = run.features().to_vec();
    let importances = run.importances();
    // The features that matter most come first; an encoded one counts for its column.
    let rank = |name: &str| {
        let of = |encoded: &str| encoded == name || encoded.strip_prefix(name).is_some_and(|rest| rest.starts_with('='));
        importances.iter().position(|importance| of(&importance.feature)).unwrap_or(usize::MAX)
    };
    features.sort_by_key(|feature| rank(&feature.name));
    prediction_form(PredictionForm {
        client: lab.client,
        features,
        target: run.asked.target.clone(),
        oracle: PredictionSource::Fitted(Box::new(run.asked.clone())),
        title: "Predict a row of your own",
        trouble: lab.form.trouble,
        on_change: Callback::new(move |()| lab.run.evidence.update(|evidence| evidence.predicted = true)),
    })
}
