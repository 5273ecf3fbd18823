//! A training as a run of the tracking store: what went in, what came out, and all it takes to do it again.

use std::collections::BTreeMap;

use crate::dataset::sample;
use crate::protocol::model;
use crate::protocol::track::{DatasetInput, NewArtifact, NewMetric, NewRun};
use crate::protocol::train::{RegressReport, RegressionScores};
use crate::protocol::{DatasetProfile, DatasetRef, Scores, TrainReport, TrainSpec, wire};
use crate::ui::workspace::experiment_query::run_query;
use crate::ui::workspace::run::{Run, TrainingOutcome};

/// Where a run's full setting lies among its files: what *Reproduce* reads.
pub(crate) const SPEC_PATH: &str = "model/spec.json";
/// The one metric that is measured and so differs from one time to the next.
pub(crate) const FIT_MILLIS: &str = "fit_millis";
/// Longest value of a param that MLflow takes.
const LONGEST: usize = 6000;

/// A run to be saved; its experiment is chosen by who saves it.
///
/// `ended_millis` is when it ended; it began as much earlier as the fit took.
pub(crate) fn run(run: &Run, profile: Option<&DatasetProfile>, name: String, ended_millis: i64) -> NewRun {
    let spec = match &run.found {
        TrainingOutcome::Classes(trained) => &trained.report.spec,
        TrainingOutcome::Numbers(regressed) => &regressed.report.spec,
    };
    let metrics = match &run.found {
        TrainingOutcome::Classes(trained) => of_classes(&trained.report),
        TrainingOutcome::Numbers(regressed) => of_numbers(&regressed.report),
    };
    let fit_millis = metrics.iter().find(|metric| metric.key == FIT_MILLIS).and_then(|metric| metric.value).unwrap_or(0.0);
    NewRun {
        run_name: name,
        start_time: Some(ended_millis - (fit_millis.ceil() as i64).max(1)),
        end_time: Some(ended_millis),
        source_name: format!("lab/train{}", run_query(&run.asked)),
        params: params_of(spec),
        metrics,
        datasets: profile.map(|profile| dataset(profile, spec)).into_iter().collect(),
        artifacts: vec![NewArtifact { path: SPEC_PATH.to_owned(), text: wire::encode(spec).ok(), base64: None }],
        ..NewRun::default()
    }
}

/// A name that tells the run from its neighbours: the model, and what differs from its defaults.
pub(crate) fn name(spec: &TrainSpec) -> String {
    let kind = spec.model.kind();
    let differs = |param: &&model::Param| spec.model.get(param.name).is_some_and(|value| value != param.default);
    let own: Vec<String> = kind
        .params
        .iter()
        .filter(differs)
        .take(3)
        .map(|param| format!("{} {}", param.name, spec.model.get(param.name).unwrap_or_default()))
        .collect();
    if own.is_empty() { kind.title.to_owned() } else { format!("{}, {}", kind.title, own.join(", ")) }
}

/// Every setting under scikit-learn's name; those of the split and the data too.
pub(crate) fn params_of(spec: &TrainSpec) -> BTreeMap<String, String> {
    let kind = spec.model.kind();
    let mut all = BTreeMap::from([
        ("model".to_owned(), kind.id.to_owned()),
        ("target".to_owned(), spec.target.clone()),
        ("test_share".to_owned(), spec.split.test_share.to_string()),
        ("stratify".to_owned(), if spec.split.stratify { "True" } else { "False" }.to_owned()),
        ("seed".to_owned(), spec.split.seed.to_string()),
        ("folds".to_owned(), spec.folds.to_string()),
    ]);
    for param in kind.params {
        if let Some(value) = spec.model.get(param.name) {
            all.insert(param.name.to_owned(), value);
        }
    }
    let features = if spec.features.is_empty() { "all".to_owned() } else { spec.features.join(", ") };
    all.insert("features".to_owned(), features.chars().take(LONGEST).collect());
    for (name, column) in [("group", &spec.split.group), ("time", &spec.split.time)] {
        if let Some(column) = column {
            all.insert(name.to_owned(), column.clone());
        }
    }
    if let Some(prepare) = wire::encode(&spec.prepare).ok().filter(|_| *spec.prepare != Default::default()) {
        all.insert("prepare".to_owned(), prepare.chars().take(LONGEST).collect());
    }
    all
}

fn metric(key: &str, value: impl Into<Option<f64>>) -> Option<NewMetric> {
    value.into().map(|value| NewMetric { key: key.to_owned(), value: Some(value), step: 0, timestamp: None })
}

fn steps<'a>(key: &'a str, values: &'a [f64]) -> impl Iterator<Item = Option<NewMetric>> + 'a {
    values.iter().enumerate().map(move |(step, value)| metric(key, *value).map(|metric| NewMetric { step: step as i64, ..metric }))
}

fn of_classes(report: &TrainReport) -> Vec<NewMetric> {
    let Scores { accuracy, balanced_accuracy, macro_avg, weighted_avg, roc_auc, log_loss } = report.scores.clone();
    let mut all = vec![
        metric("accuracy", accuracy),
        metric("balanced_accuracy", balanced_accuracy),
        metric("precision_macro", macro_avg.precision),
        metric("recall_macro", macro_avg.recall),
        metric("f1_macro", macro_avg.f1),
        metric("f1_weighted", weighted_avg.f1),
        metric("roc_auc", roc_auc),
        metric("log_loss", log_loss),
        metric("train_accuracy", report.train_accuracy),
        metric("baseline_accuracy", report.baseline.accuracy),
        metric("oob_score", report.oob_score),
        metric(FIT_MILLIS, report.fit_millis),
    ];
    if let Some(folds) = &report.cross_validation {
        all.extend(steps("cv_accuracy", &folds.accuracy));
        all.extend([metric("cv_accuracy_mean", folds.mean), metric("cv_accuracy_std", folds.std)]);
    }
    all.into_iter().flatten().collect()
}

fn of_numbers(report: &RegressReport) -> Vec<NewMetric> {
    let RegressionScores { mae, mse, rmse, r2, median_ae, mape, max_error } = report.scores;
    let mut all = vec![
        metric("mae", mae),
        metric("mse", mse),
        metric("rmse", rmse),
        metric("r2", r2),
        metric("median_absolute_error", median_ae),
        metric("mape", mape),
        metric("max_error", max_error),
        metric("train_mae", report.train_scores.mae),
        metric("baseline_mae", report.baseline.mae),
        metric("oob_score", report.oob_score),
        metric(FIT_MILLIS, report.fit_millis),
    ];
    for folds in &report.cross_validation {
        let key = format!("cv_{}", folds.metric);
        all.extend(steps(&key, &folds.scores));
        all.extend([metric(&format!("{key}_mean"), folds.mean), metric(&format!("{key}_std"), folds.std)]);
    }
    all.into_iter().flatten().collect()
}

/// What a run was trained on.
pub(crate) fn dataset(profile: &DatasetProfile, spec: &TrainSpec) -> DatasetInput {
    // Both are digests of content, so two runs with the same one saw the same rows.
    let (id, kind, digest) = match &profile.dataset {
        DatasetRef::Sample(id) => (id, "sample", sample(id).map_or(id.as_str(), |sample| sample.digest)),
        DatasetRef::Own(id) => (id, "local", id.as_str()),
    };
    let columns: Vec<(&str, String)> =
        profile.columns.iter().map(|column| (column.name.as_str(), format!("{:?}", column.kind).to_lowercase())).collect();
    DatasetInput {
        name: profile.title.clone(),
        digest: digest.chars().take(36).collect(),
        source_type: kind.to_owned(),
        source: wire::encode(&BTreeMap::from([("id", id.as_str()), ("target", spec.target.as_str())])).unwrap_or_default(),
        schema: wire::encode(&columns).ok(),
        profile: wire::encode(&BTreeMap::from([("num_rows", profile.rows), ("num_columns", profile.columns.len() as u64)])).ok(),
        context: Some("training".to_owned()),
    }
}

/// Metrics of a run and of the same setting done again, side by side: name, then, now, and whether they are equal to the last
/// bit. What is measured by the clock is left out.
pub(crate) fn beside(then: &BTreeMap<String, Option<f64>>, now: &[NewMetric]) -> Vec<(String, Option<f64>, Option<f64>, bool)> {
    // Of a metric with steps, the store shows the last.
    let last: BTreeMap<&str, Option<f64>> = now.iter().map(|metric| (metric.key.as_str(), metric.value)).collect();
    then.iter()
        .filter(|(name, _)| *name != FIT_MILLIS)
        .map(|(name, then)| {
            let now = last.get(name.as_str()).copied().flatten();
            let equal = then.map(f64::to_bits) == now.map(f64::to_bits);
            (name.clone(), *then, now, equal)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{ForestSpec, ModelSpec, Trained};
    use crate::ui::kit::query::Query;
    use crate::ui::workspace::experiment_query;
    use crate::ui::workspace::testing;

    #[test]
    fn a_run_says_what_went_in_and_what_came_out() {
        let report = testing::report();
        let found = Run { asked: report.spec.clone(), found: TrainingOutcome::Classes(Box::new(Trained { report, drawings: vec![] })) };
        let new = run(&found, None, "first".into(), 5000);
        assert_eq!((new.params["model"].as_str(), new.params["seed"].as_str()), ("random_forest", "42"));
        assert_eq!((new.start_time, new.end_time), (Some(4996), Some(5000)));
        let accuracy = new.metrics.iter().find(|metric| metric.key == "accuracy").unwrap();
        assert_eq!(accuracy.value, Some(found.classes().unwrap().scores.accuracy));
        let spec: TrainSpec = wire::decode(new.artifacts[0].text.as_ref().unwrap()).unwrap();
        assert_eq!(spec, found.classes().unwrap().spec);
        let then = new.metrics.iter().map(|metric| (metric.key.clone(), metric.value)).collect();
        assert!(beside(&then, &new.metrics).iter().all(|(name, .., equal)| *equal && name != FIT_MILLIS));
        let mut other = new.metrics.clone();
        other.iter_mut().for_each(|metric| metric.value = metric.value.map(|value| value.next_up()));
        assert!(beside(&then, &other).iter().all(|(.., equal)| !*equal));
    }

    #[test]
    fn a_name_tells_what_differs() {
        let mut spec = experiment_query::read(&Query::parse("?data=iris"), &mut vec![]).unwrap();
        assert_eq!(name(&spec), "Random forest");
        spec.model = ModelSpec::RandomForest(ForestSpec { n_estimators: 25, max_depth: Some(3), ..Default::default() });
        assert_eq!(name(&spec), "Random forest, n_estimators 25, max_depth 3");
    }
}
