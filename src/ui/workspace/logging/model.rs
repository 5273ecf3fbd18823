//! The fitted model as files of its run: an MLflow model that Python loads, and that is asked again here.

use crate::protocol::track::{NewArtifact, NewRun};
use crate::protocol::{AskModel, KeepModel, ModelFiles, Prediction, Regress, Rows, Train, TrainSpec, model};
use crate::ui::client::{CallFailure, Client};
use crate::ui::kit::number::plain;

/// The directory of the model among a run's files.
pub(crate) const DIRECTORY: &str = "model";
/// The model itself among a run's files: what *Use this model* reads.
pub(crate) const MODEL_PATH: &str = "model/model.json";
/// The tag that says why a run has no model.
pub(crate) const NOT_KEPT: &str = "model_not_kept";
/// Longest model that is kept, in bytes: every one passes through the page, and a hundred of them must be no burden.
const MOST: u64 = 2_000_000;

/// The run with its model, or with a tag that says why it has none. The run counts more than its model, so nothing stops it.
pub(crate) async fn with_model(client: Client, spec: &TrainSpec, run: NewRun) -> NewRun {
    let mut run = run;
    match files(client, spec).await {
        Ok(files) => run.artifacts.extend(files),
        Err(why) => _ = run.tags.insert(NOT_KEPT.to_owned(), why),
    }
    run
}

async fn files(client: Client, spec: &TrainSpec) -> Result<Vec<NewArtifact>, String> {
    let said = |fault| match fault {
        CallFailure::Failed(error) | CallFailure::Stopped(error) => error.what,
        CallFailure::Cancelled => "the training was stopped".to_owned(),
    };
    let fitted = client.call(KeepModel { spec: spec.clone(), most: MOST }).await.map_err(said)?;
    let model = fitted.model.ok_or_else(|| too_large(fitted.bytes))?;
    let files = client.call(ModelFiles { model }).await.map_err(said)?;
    let artifact = |(path, text)| NewArtifact { path: format!("{DIRECTORY}/{path}"), text: Some(text), base64: None };
    Ok(files.into_iter().map(artifact).collect())
}

fn too_large(bytes: u64) -> String {
    let megabytes = |bytes: u64| plain((bytes as f64 / 1e5).ceil() / 10.0);
    format!("it has {} MB, and models of up to {} MB are kept; fewer or smaller trees make it smaller", megabytes(bytes), megabytes(MOST))
}

/// Who answers about a row.
#[derive(Clone)]
pub(crate) enum PredictionSource {
    /// The model of a setting, fitted by the worker or remembered by it.
    Fitted(Box<TrainSpec>),
    /// A kept model, as text.
    Kept(String),
}

impl PredictionSource {
    /// The answer about a row.
    pub(crate) async fn ask(&self, client: Client, row: Vec<(String, String)>) -> Result<Prediction, CallFailure> {
        match self {
            Self::Fitted(spec) => client.call(crate::protocol::Predict { spec: (**spec).clone(), row }).await,
            Self::Kept(model) => client.call(AskModel { model: model.clone(), row, rows: None }).await.map(|answered| answered.prediction),
        }
    }
}

/// Trains the setting anew and asks both models about every test row: how many rows, and for how many the answers are the same to
/// the last bit.
pub(crate) async fn beside(client: Client, model: String, spec: TrainSpec) -> Result<(usize, usize), CallFailure> {
    let dataset = spec.dataset.clone();
    let (rows, then): (Vec<u32>, Vec<(f64, f64)>) = if spec.model.kind().task == model::Task::Regression {
        let found = client.call(Regress { spec, draw_width: None, lean: false }).await?;
        found.report.outcomes.iter().map(|one| (one.row, (one.predicted, one.predicted))).unzip()
    } else {
        let found = client.call(Train { spec, draw_width: None, lean: false }).await?;
        found.report.outcomes.iter().map(|one| (one.row, (f64::from(one.predicted), one.confidence))).unzip()
    };
    let answered = client.call(AskModel { model, row: vec![], rows: Some(Rows { dataset, rows }) }).await?;
    Ok((then.len(), alike(&then, &answered.answers)))
}

/// How many answers are the same to the last bit.
fn alike(then: &[(f64, f64)], now: &[(f64, f64)]) -> usize {
    let bits = |answer: &(f64, f64)| (answer.0.to_bits(), answer.1.to_bits());
    then.iter().zip(now).filter(|(then, now)| bits(then) == bits(now)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_that_is_too_large_says_how_large_it_is() {
        assert_eq!(too_large(23_412_345), "it has 23.5 MB, and models of up to 2 MB are kept; fewer or smaller trees make it smaller");
    }

    #[test]
    fn answers_are_alike_to_the_last_bit_or_not_at_all() {
        let then = [(1.0, 0.1 + 0.2), (0.0, 0.5)];
        assert_eq!(alike(&then, &then), 2);
        assert_eq!(alike(&then, &[(1.0, 0.3), (0.0, 0.5)]), 1);
    }
}
