//! Saving runs, row by row as MLflow's SqlAlchemyStore saves them (create_run, log_batch, log_inputs).

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rusqlite::{OptionalExtension, Transaction, params};

use super::error::invalid;
use super::logged::LoggedModel;
use super::{Moment, Result, Store, StoreError, logged, validate};
use crate::protocol::track::{DatasetInput, LogRuns, NewMetric, NewRun, RunStatus};

/// The tag that holds a run's name.
pub(super) const NAME: &str = "mlflow.runName";
/// The tag that holds a run's note.
pub(super) const NOTE: &str = "mlflow.note.content";
/// The tag that names the run a run is a part of.
pub(super) const PARENT: &str = "mlflow.parentRunId";
/// The tag of an input that says what the dataset was for.
pub(super) const CONTEXT: &str = "mlflow.data.context";

impl RunStatus {
    /// The word MLflow writes.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Scheduled => "SCHEDULED",
            Self::Finished => "FINISHED",
            Self::Failed => "FAILED",
            Self::Killed => "KILLED",
        }
    }

    /// The status of a word; one that is unknown counts as finished.
    pub(super) fn of(word: &str) -> Self {
        let all = [Self::Running, Self::Scheduled, Self::Finished, Self::Failed, Self::Killed];
        all.into_iter().find(|status| status.word() == word).unwrap_or_default()
    }
}

impl Store {
    /// Saves runs, all or none; their ids.
    pub(super) fn log_runs(&mut self, asked: LogRuns, moment: &Moment) -> Result<Vec<String>> {
        let mut runs = asked.runs;
        let mut locations = BTreeMap::new();
        let mut ids: Vec<String> = Vec::with_capacity(runs.len());
        let mut models = Vec::with_capacity(runs.len());
        for run in &mut runs {
            if let Some(place) = run.part_of {
                let before = || format!("run {} is said to be part of run {place}, which does not stand before it", ids.len());
                let parent = ids.get(place as usize).ok_or_else(|| invalid(before(), "Put the parent first; places count from 0."))?;
                run.parent_run_id = Some(parent.clone());
            }
            self.complete(run, moment)?;
            models.push(self.models_of(run));
            ids.extend(run.run_id.clone());
            if let Entry::Vacant(place) = locations.entry(run.experiment_id) {
                self.active_experiment(run.experiment_id)?;
                let sql = "SELECT artifact_location FROM main.experiments WHERE experiment_id = ?1";
                let location: Option<String> = self.db.query_row(sql, [run.experiment_id], |row| row.get(0))?;
                place.insert(self.files.writable(location.unwrap_or_default(), run.experiment_id));
            }
        }
        let has_files = runs.iter().any(|run| !run.artifacts.is_empty());
        let written = if has_files { self.write_artifacts(&runs, &locations) } else { Ok(()) };
        let saved = written.and_then(|()| self.write_runs(&runs, &models, &locations, moment));
        if has_files || saved.is_err() {
            // Files without a run: cleared away now or, if that fails too, when the store is opened next.
            let _ = self.files.settle(&self.db, saved.is_ok());
        }
        saved.map(|()| ids)
    }

    fn write_runs(
        &mut self,
        runs: &[NewRun],
        models: &[Vec<LoggedModel>],
        locations: &BTreeMap<i64, String>,
        moment: &Moment,
    ) -> Result<()> {
        let mut fresh = Vec::new();
        for run in runs {
            fresh.push(run.datasets.iter().map(|_| (self.new_id(), self.new_id())).collect::<Vec<_>>());
        }
        let change = self.db.transaction()?;
        for ((run, fresh), models) in runs.iter().zip(fresh).zip(models) {
            let location = locations.get(&run.experiment_id).map_or("", String::as_str);
            write_run(&change, run, location)?;
            write_metrics(&change, run, moment)?;
            logged::write(&change, run, models, location, moment)?;
            for (dataset, (dataset_id, input_id)) in run.datasets.iter().zip(&fresh) {
                write_input(&change, run, dataset, dataset_id, input_id)?;
            }
        }
        Ok(change.commit()?)
    }

    /// Fills in what was left out, and refuses what MLflow would refuse.
    fn complete(&mut self, run: &mut NewRun, moment: &Moment) -> Result<()> {
        match &run.run_id {
            Some(id) => {
                validate::run_id(id)?;
                let sql = "SELECT 1 FROM main.runs WHERE run_uuid = ?1";
                if self.db.prepare_cached(sql)?.query_row([id], |_| Ok(())).optional()?.is_some() {
                    return Err(StoreError::Taken { kind: "run", name: id.clone() });
                }
            }
            None => run.run_id = Some(self.new_id()),
        }
        let id = run.run_id.clone().unwrap_or_default();
        if run.run_name.is_empty() {
            run.run_name = format!("run-{}", id.get(..8).unwrap_or_default());
        }
        run.start_time.get_or_insert(moment.now);
        if run.status != RunStatus::Running && run.status != RunStatus::Scheduled {
            run.end_time.get_or_insert(moment.now);
        }
        for (text, kind, most) in [(&run.run_name, "name of the run", 250), (&run.user_id, "user", 256), (&run.source_name, "source", 500)]
        {
            validate::at_most(kind, text, most)?;
        }
        run.tags.insert(NAME.into(), run.run_name.clone());
        for (tag, value) in [(NOTE, &run.note), (PARENT, &run.parent_run_id)] {
            if let Some(value) = value {
                run.tags.insert(tag.into(), value.clone());
            }
        }
        if !run.source_name.is_empty() {
            run.tags.entry("mlflow.source.name".into()).or_insert_with(|| run.source_name.clone());
            run.tags.entry("mlflow.source.type".into()).or_insert_with(|| "LOCAL".into());
        }
        if !run.user_id.is_empty() {
            run.tags.entry("mlflow.user".into()).or_insert_with(|| run.user_id.clone());
        }
        for (name, value) in &run.params {
            validate::key("param", name)?;
            validate::at_most("value of the param", value, validate::PARAM)?;
        }
        for (name, value) in &run.tags {
            validate::key("tag", name)?;
            validate::at_most("value of the tag", value, validate::TAG)?;
        }
        run.metrics.iter().try_for_each(|metric| validate::key("metric", &metric.key))?;
        run.datasets.iter().try_for_each(check_dataset)
    }
}

fn check_dataset(dataset: &DatasetInput) -> Result<()> {
    validate::named("name of the dataset", &dataset.name, 500)?;
    validate::named("digest of the dataset", &dataset.digest, 36)?;
    validate::at_most("kind of the dataset's source", &dataset.source_type, 36)?;
    if dataset.context.as_deref().is_some_and(str::is_empty) {
        return Err(invalid("the context of the dataset is empty", "Say what it was for, such as training, or leave it out."));
    }
    Ok(())
}

fn write_run(change: &Transaction, run: &NewRun, location: &str) -> Result<()> {
    let id = run.run_id.as_deref().unwrap_or_default();
    let (kind, artifacts) = (if run.source_name.is_empty() { "UNKNOWN" } else { "LOCAL" }, format!("{location}/{id}/artifacts"));
    change
        .prepare_cached(
            "INSERT INTO main.runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time,
             source_version, lifecycle_stage, artifact_uri, experiment_id) VALUES (?1, ?2, ?3, ?4, '', ?5, ?6, ?7, ?8, '', 'active', ?9, ?10)",
        )?
        .execute(params![
            id, run.run_name, kind, run.source_name, run.user_id, run.status.word(), run.start_time, run.end_time, artifacts, run.experiment_id
        ])
        .map_err(|cause| match cause.sqlite_error_code() {
            Some(rusqlite::ErrorCode::ConstraintViolation) => StoreError::Taken { kind: "run", name: id.into() },
            _ => cause.into(),
        })?;
    let mut param = change.prepare_cached("INSERT INTO main.params (key, value, run_uuid) VALUES (?1, ?2, ?3)")?;
    run.params.iter().try_for_each(|(name, value)| param.execute([name, value, id]).map(|_| ()))?;
    let mut tag = change.prepare_cached("INSERT INTO main.tags (key, value, run_uuid) VALUES (?1, ?2, ?3)")?;
    Ok(run.tags.iter().try_for_each(|(name, value)| tag.execute([name, value, id]).map(|_| ()))?)
}

/// A metric's value as MLflow writes it: 0 and a flag for NaN, the largest number for infinity.
fn written(value: Option<f64>) -> (f64, bool) {
    match value {
        Some(value) if !value.is_nan() => (value.clamp(f64::MIN, f64::MAX), false),
        _ => (0.0, true),
    }
}

/// Every value, and of each metric the last: greatest by step, then time, then value; of equal ones the first.
fn write_metrics(change: &Transaction, run: &NewRun, moment: &Moment) -> Result<()> {
    let id = run.run_id.as_deref().unwrap_or_default();
    let time = |metric: &NewMetric| metric.timestamp.or(run.end_time).unwrap_or(moment.now);
    let mut latest: BTreeMap<&str, (i64, i64, f64, bool)> = BTreeMap::new();
    let sql = "INSERT OR IGNORE INTO main.metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let mut insert = change.prepare_cached(sql)?;
    for metric in &run.metrics {
        let (value, is_nan) = written(metric.value);
        insert.execute(params![metric.key, value, time(metric), id, metric.step, is_nan])?;
        let new = (metric.step, time(metric), value, is_nan);
        let last = latest.entry(&metric.key).or_insert(new);
        if (new.0, new.1, new.2) > (last.0, last.1, last.2) {
            *last = new;
        }
    }
    let sql = "INSERT INTO main.latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let mut insert = change.prepare_cached(sql)?;
    for (key, (step, time, value, is_nan)) in latest {
        insert.execute(params![key, value, time, step, is_nan, id])?;
    }
    Ok(())
}

/// A dataset, unless the experiment has it already, and the edge that says that the run used it.
fn write_input(change: &Transaction, run: &NewRun, dataset: &DatasetInput, dataset_id: &str, input_id: &str) -> Result<()> {
    let id = run.run_id.as_deref().unwrap_or_default();
    let sql = "INSERT OR IGNORE INTO main.datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, dataset_source,
        dataset_schema, dataset_profile) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    change.prepare_cached(sql)?.execute(params![
        dataset_id,
        run.experiment_id,
        dataset.name,
        dataset.digest,
        dataset.source_type,
        dataset.source,
        dataset.schema,
        dataset.profile
    ])?;
    let sql = "SELECT dataset_uuid FROM main.datasets WHERE experiment_id = ?1 AND name = ?2 AND digest = ?3";
    let known: String =
        change.prepare_cached(sql)?.query_row(params![run.experiment_id, dataset.name, dataset.digest], |row| row.get(0))?;
    let sql = "INSERT OR IGNORE INTO main.inputs (input_uuid, source_type, source_id, destination_type, destination_id) VALUES (?1, 'DATASET', ?2, 'RUN', ?3)";
    let new = change.prepare_cached(sql)?.execute(params![input_id, known, id])?;
    if let Some(context) = dataset.context.as_ref().filter(|_| new == 1) {
        let sql = "INSERT INTO main.input_tags (input_uuid, name, value) VALUES (?1, ?2, ?3)";
        change.prepare_cached(sql)?.execute(params![input_id, CONTEXT, context])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::track::{ArtifactInfo, GetArtifact, GetRun, MetricHistory, NewArtifact, RunDetail};
    use crate::store::testing::{MOMENT, ask, run, store};

    fn saved(run: NewRun) -> RunDetail {
        let mut store = store();
        let ids = ask(&mut store, LogRuns { runs: vec![run] }).unwrap();
        ask(&mut store, GetRun { run_id: ids[0].clone() }).unwrap()
    }

    #[test]
    fn a_run_comes_back_as_it_was_saved() {
        let dataset = DatasetInput {
            name: "iris".into(),
            digest: "ab12".into(),
            source_type: "local".into(),
            context: Some("training".into()),
            ..DatasetInput::default()
        };
        let artifact = |path: &str, text: &str| NewArtifact { path: path.into(), text: Some(text.into()), base64: None };
        let found = saved(NewRun {
            note: Some("best so far".into()),
            source_name: "/lab/train".into(),
            user_id: "ada".into(),
            parent_run_id: Some(format!("{:032x}", 9)),
            datasets: vec![dataset.clone(), dataset.clone()],
            artifacts: vec![artifact("model/spec.json", "{}"), artifact("a.txt", "hé")],
            ..run(3)
        });
        assert_eq!((found.run.run_name.as_str(), found.run.start_time, found.run.end_time), ("run-3", Some(1003), Some(2003)));
        assert_eq!(found.run.artifact_uri, format!("mlruns/0/{:032x}/artifacts", 3));
        assert_eq!(found.params["model"], "decision_tree");
        assert_eq!(found.metrics["accuracy"], Some(0.53));
        assert_eq!(found.datasets, [dataset], "the same dataset twice is one input");
        let tags = [
            (NAME, "run-3"),
            (NOTE, "best so far"),
            (PARENT, "00000000000000000000000000000009"),
            ("mlflow.source.name", "/lab/train"),
            ("mlflow.source.type", "LOCAL"),
            ("mlflow.user", "ada"),
        ];
        assert_eq!(found.tags, tags.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
        assert_eq!(found.artifacts, [("a.txt", 3), ("model/spec.json", 2)].map(|(path, bytes)| ArtifactInfo { path: path.into(), bytes }));
    }

    #[test]
    fn of_a_metric_the_last_step_counts_then_the_time_then_the_value() {
        let metric = |value, step, timestamp| NewMetric { key: "m".into(), value, step, timestamp: Some(timestamp) };
        let last = |metrics: Vec<NewMetric>| saved(NewRun { metrics, ..run(0) }).metrics["m"];
        assert_eq!(last(vec![metric(Some(1.0), 2, 5), metric(Some(9.0), 1, 9)]), Some(1.0));
        assert_eq!(last(vec![metric(Some(1.0), 2, 5), metric(Some(0.5), 2, 6)]), Some(0.5));
        assert_eq!(last(vec![metric(Some(1.0), 2, 5), metric(Some(3.0), 2, 5), metric(Some(2.0), 2, 5)]), Some(3.0));
        assert_eq!(last(vec![metric(Some(1.0), 0, 5), metric(None, 1, 5)]), None, "not a number, but the last");
        for infinity in [f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(last(vec![metric(Some(infinity), 0, 5)]), Some(infinity), "kept as the largest number, read as infinity");
        }
        let exact = 0.1 + 0.2;
        assert_eq!(last(vec![metric(Some(exact), 0, 5)]).map(f64::to_bits), Some(exact.to_bits()));
    }

    #[test]
    fn either_all_runs_of_a_request_are_saved_or_none_and_no_file_of_theirs() {
        let mut store = store();
        let with_file = NewRun { artifacts: vec![NewArtifact { path: "a".into(), text: Some("x".into()), base64: None }], ..run(1) };
        let twice = ask(&mut store, LogRuns { runs: vec![with_file.clone(), with_file.clone()] }).unwrap_err();
        assert_eq!(twice.what, "the artifact a exists already");
        let same_id = NewRun { artifacts: vec![], ..with_file.clone() };
        assert_eq!(
            ask(&mut store, LogRuns { runs: vec![with_file.clone(), same_id] }).unwrap_err().what,
            format!("the run {:032x} exists already", 1)
        );
        let missing = ask(&mut store, GetRun { run_id: format!("{:032x}", 1) }).unwrap_err();
        assert_eq!(missing.what, format!("there is no run {:032x}", 1));
        let get = GetArtifact { run_id: format!("{:032x}", 1), path: "a".into() };
        assert!(ask(&mut store, get.clone()).unwrap_err().what.starts_with("there is no artifact a of the run"));
        ask(&mut store, LogRuns { runs: vec![with_file.clone()] }).unwrap();
        assert_eq!(ask(&mut store, get).unwrap().text.as_deref(), Some("x"));
        assert!(ask(&mut store, LogRuns { runs: vec![with_file] }).unwrap_err().what.ends_with("exists already"), "saved once, not twice");
    }

    #[test]
    fn what_mlflow_could_not_read_is_refused_with_its_name() {
        let refused = |run: NewRun| ask(&mut store(), LogRuns { runs: vec![run] }).unwrap_err().what;
        let params = |name: &str, value: String| NewRun { params: [(name.to_owned(), value)].into(), ..NewRun::default() };
        assert_eq!(refused(params("a?b", "1".into())), "“a?b” cannot be the name of a param");
        assert!(refused(params("text", "x".repeat(6001))).contains("has 6001 characters"));
        assert_eq!(refused(NewRun { run_id: Some("42".into()), ..NewRun::default() }), "“42” cannot be the id of a run");
        assert_eq!(refused(NewRun { experiment_id: 7, ..NewRun::default() }), "there is no experiment 7");
        let artifact =
            |path: &str, text: Option<&str>| NewArtifact { path: path.into(), text: text.map(str::to_owned), base64: Some("*".into()) };
        let with = |artifact| NewRun { artifacts: vec![artifact], ..NewRun::default() };
        assert_eq!(refused(with(artifact("../x", None))), "“../x” cannot be the path of an artifact");
        assert_eq!(refused(with(artifact("x", Some("")))), "the artifact x has no content of its own");
        assert_eq!(refused(with(artifact("x", None))), "the artifact x is not Base64");
    }

    #[test]
    fn ids_are_chosen_where_none_is_given_and_times_are_the_requests() {
        let mut store = store();
        let ids =
            ask(&mut store, LogRuns { runs: vec![NewRun::default(), NewRun { status: RunStatus::Running, ..NewRun::default() }] }).unwrap();
        assert!(ids[0] != ids[1] && ids.iter().all(|id| validate::run_id(id).is_ok() && &id[12..13] == "4"), "{ids:?}");
        let found = ask(&mut store, GetRun { run_id: ids[0].clone() }).unwrap().run;
        assert_eq!((found.start_time, found.end_time), (Some(MOMENT.now), Some(MOMENT.now)));
        assert_eq!(found.run_name, format!("run-{}", &ids[0][..8]));
        let running = ask(&mut store, GetRun { run_id: ids[1].clone() }).unwrap().run;
        assert_eq!((running.status, running.end_time), (RunStatus::Running, None));
        let series = ask(&mut store, MetricHistory { run_ids: ids, key: "none".into() }).unwrap();
        assert!(series.iter().all(|series| series.points.is_empty()));
    }
}
