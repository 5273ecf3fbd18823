//! Requests in, events out, as the page and the command line see them.

use super::*;
use crate::protocol::{
    Call, CellRows, Compare, DatasetRef, DecisionMap, Describe, ForestSpec, Load, ModelSpec, Predict, Predictions, Script, SplitSpec,
    Train, TrainSpec, TreeSpec,
};
use std::cell::Cell;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

#[derive(Clone, Default)]
struct SampleFiles {
    reads: Rc<Cell<u32>>,
}

impl Files for SampleFiles {
    type Local = Vec<u8>;

    async fn sample(&self, sample: &Sample, progress: &mut dyn FnMut(f64)) -> Result<Vec<u8>, Error> {
        self.reads.set(self.reads.get() + 1);
        progress(1.0);
        let path = format!("public/data/{}", sample.file);
        std::fs::read(path).map_err(|cause| Error::new(cause.to_string(), ""))
    }

    fn local(&self, path: &str) -> Result<Vec<u8>, Error> {
        Err(Error::new(format!("no {path}"), ""))
    }
}

struct TestEngine {
    engine: Engine<SampleFiles>,
    files: SampleFiles,
    shares: Vec<f64>,
    attachment: Option<Attachment>,
}

impl TestEngine {
    fn new() -> Self {
        let files = SampleFiles::default();
        Self { engine: Engine::new(files.clone(), Box::new(|| 0.0)), files, shares: vec![], attachment: None }
    }

    fn ask<C: Call<Commands = EngineCommand>>(&mut self, call: C) -> Result<C::Reply, Error> {
        self.ask_with(call, None, vec![])
    }

    /// Asks with a file and bytes beside the call; bytes beside the answer are kept.
    fn ask_with<C: Call<Commands = EngineCommand>>(
        &mut self,
        call: C,
        file: Option<Vec<u8>>,
        buffers: Vec<Vec<u8>>,
    ) -> Result<C::Reply, Error> {
        let mut shares = vec![];
        let outcome = {
            let mut progress = |share: f64, _: &str| shares.push(share);
            let mut future = pin!(self.engine.answer(call.into_command(), Attachments { file, buffers }, &mut progress));
            let Poll::Ready(outcome) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) else { panic!("it waits") };
            outcome
        };
        self.shares = shares;
        let answer = outcome?;
        self.attachment = answer.attachment;
        Ok(C::from_reply(answer.reply).unwrap())
    }
}

fn spec(sample: &str, target: &str, model: ModelSpec) -> TrainSpec {
    let dataset = DatasetRef::Sample(sample.into());
    TrainSpec {
        dataset,
        target: target.into(),
        features: vec![],
        split: SplitSpec::default(),
        model,
        folds: 0,
        prepare: Default::default(),
    }
}

fn tree(max_depth: Option<u32>) -> ModelSpec {
    ModelSpec::DecisionTree(TreeSpec { max_depth, ..TreeSpec::default() })
}

#[test]
fn a_sample_is_fetched_once_and_described() {
    let mut engine = TestEngine::new();
    let describe = Describe { dataset: DatasetRef::Sample("penguins".into()), target: None, draw_width: None };
    let (profile, drawings) = engine.ask(describe.clone()).unwrap();
    assert_eq!((profile.rows, profile.target.as_deref(), drawings.len()), (344, Some("species"), 0));
    let (profile, drawings) = engine.ask(Describe { target: Some("sex".into()), draw_width: Some(360), ..describe.clone() }).unwrap();
    assert_eq!(profile.target.as_deref(), Some("sex"));
    assert!(drawings.iter().any(|(name, _)| name == "bill_length_mm"));
    assert_eq!(engine.files.reads.get(), 1);
    let error = engine.ask(Describe { target: Some("nope".into()), ..describe }).unwrap_err();
    assert_eq!(error.what, "there is no column “nope”");
    assert!(error.hint.contains("bill_length_mm"), "{}", error.hint);
}

#[test]
fn an_own_file_is_named_by_its_digest() {
    let mut engine = TestEngine::new();
    let text = "a,b\n1,x\n2,y\n";
    let load = |text: Option<&str>| Load { name: "own.csv".into(), text: text.map(Into::into), path: None, lean: false };
    let profile = engine.ask(load(Some(text))).unwrap();
    assert_eq!(profile.dataset, DatasetRef::Own(digest(text.as_bytes())));
    assert_eq!((profile.title.as_str(), profile.rows), ("own.csv", 2));
    assert_eq!(engine.ask_with(load(None), Some(text.into()), vec![]).unwrap(), profile);
    let outline = engine.ask(Load { lean: true, ..load(Some(text)) }).unwrap();
    assert_eq!((&outline.dataset, outline.rows, outline.columns.len()), (&profile.dataset, 2, 0));
    let page = engine.ask(Rows { dataset: profile.dataset, rows: vec![1] }).unwrap();
    assert_eq!(page.rows, [(1, vec![Some("2".into()), Some("y".into())])]);
    assert_eq!(engine.ask(load(None)).unwrap_err().what, "no content came with the file “own.csv”");
    assert_eq!(engine.ask(load(Some(""))).unwrap_err().what, "the file is empty");
    let gone = Rows { dataset: DatasetRef::Own("12".into()), rows: vec![] };
    assert_eq!(engine.ask(gone).unwrap_err().what, "the file with the digest 12 is not loaded");
}

#[test]
fn rows_and_samples_that_do_not_exist_are_named() {
    let mut engine = TestEngine::new();
    let rows = |sample: &str, rows: Vec<u32>| Rows { dataset: DatasetRef::Sample(sample.into()), rows };
    assert_eq!(engine.ask(rows("iris", vec![0, 150])).unwrap_err().what, "there is no row 150");
    assert_eq!(engine.ask(rows("iris", vec![0; 1001])).unwrap_err().what, "1001 rows were asked for; at most 1000 are given");
    let error = engine.ask(rows("titanic", vec![])).unwrap_err();
    assert_eq!(
        (error.what.as_str(), error.hint.as_str()),
        ("there is no sample “titanic”", "Choose one of these: iris, penguins, wine, breast_cancer, digits, diabetes, flights.")
    );
}

#[test]
fn training_answers_with_a_report_and_remembers_the_model() {
    let mut engine = TestEngine::new();
    let spec = spec("iris", "species", ModelSpec::RandomForest(ForestSpec { n_estimators: 20, ..ForestSpec::default() }));
    let trained = engine.ask(Train { spec: spec.clone(), draw_width: None, lean: false }).unwrap();
    assert_eq!((trained.report.test_rows, trained.drawings.len()), (30, 0));
    assert!(engine.shares.len() > 20, "{}", engine.shares.len());
    assert!(engine.shares.iter().all(|share| (0.0..=1.0).contains(share)));
    let again = engine.ask(Train { spec: trained.report.spec.clone(), draw_width: Some(480), lean: false }).unwrap();
    assert_eq!(again.report, trained.report);
    assert!(engine.shares.is_empty() && !again.drawings.is_empty());
    let row = vec![("petal_width_cm".into(), "0.2".into()), ("petal_length_cm".into(), "1.4".into())];
    let prediction = engine.ask(Predict { spec: spec.clone(), row }).unwrap();
    assert_eq!(prediction.class, "setosa");
    assert!(engine.shares.is_empty());
    let map = DecisionMap { spec, x: "petal_width_cm".into(), y: "petal_length_cm".into(), draw_width: 360 };
    let regions = engine.ask(map.clone()).unwrap();
    assert_eq!(regions.held.len(), 2);
    assert!(engine.ask(DecisionMap { x: "nope".into(), ..map }).is_err());
}

#[test]
fn two_models_are_compared_on_the_rows_they_share() {
    let mut engine = TestEngine::new();
    let (left, right) = (spec("wine", "cultivar", tree(Some(1))), spec("wine", "cultivar", tree(None)));
    let comparison = engine.ask(Compare { left: left.clone(), right: right.clone(), draw_width: None, lean: false }).unwrap();
    let rights = |report: &crate::protocol::TrainReport| (report.scores.accuracy * report.test_rows as f64).round() as i64;
    let difference = rights(&comparison.right.report) - rights(&comparison.left.report);
    assert_eq!(comparison.only_right_right as i64 - comparison.only_left_right as i64, difference);
    assert!(difference > 0 && comparison.mcnemar_p.is_some_and(|p| p > 0.0 && p <= 1.0));
    let other = TrainSpec { split: SplitSpec { seed: 7, ..SplitSpec::default() }, ..right };
    assert_eq!(engine.ask(Compare { left: left.clone(), right: other, draw_width: None, lean: false }).unwrap().mcnemar_p, None);
    let iris = spec("iris", "species", tree(None));
    assert_eq!(engine.ask(Compare { left, right: iris, draw_width: None, lean: false }).unwrap().only_left_right, 0);
}

#[test]
fn a_script_names_the_features_that_training_would_choose() {
    let mut engine = TestEngine::new();
    for sample in crate::dataset::SAMPLES {
        // What training would refuse has no script.
        let refused = engine.ask(Script { spec: spec(sample.id, sample.target, ModelSpec::by_id("random_forest").unwrap()) }).is_err();
        let model = if refused { "random_forest_regressor" } else { "random_forest" };
        assert_eq!(refused, sample.id == "diabetes");
        let script = engine.ask(Script { spec: spec(sample.id, sample.target, ModelSpec::by_id(model).unwrap()) }).unwrap();
        assert_eq!(script.file, format!("{}_{model}.py", sample.id));
        assert!(script.text.contains(&format!("target = \"{}\"", sample.target)));
    }
    assert!(engine.ask(Script { spec: spec("iris", "nope", tree(None)) }).is_err());
}

#[test]
fn predictions_come_as_a_file_with_a_line_per_test_row() {
    let mut engine = TestEngine::new();
    let asked = spec("penguins", "species", tree(Some(3)));
    let report = engine.ask(Train { spec: asked.clone(), draw_width: None, lean: false }).unwrap().report;
    let file = engine.ask(Predictions { spec: asked }).unwrap();
    assert_eq!(file.file, "penguins_decision_tree_predictions.csv");
    let table = crate::dataset::csv::read(file.text.as_bytes(), &mut |_| {}).unwrap().table;
    let column = |name: &str| table.column(name).unwrap();
    let agree = |row: &usize| column("species").text(*row) == column("predicted").text(*row);
    let right = (0..table.rows).filter(agree).count();
    assert_eq!(table.rows as u64, report.test_rows);
    assert!((right as f64 / table.rows as f64 - report.scores.accuracy).abs() < 1e-12);
    assert!(report.scores.accuracy > report.baseline.accuracy);
}

#[test]
fn a_lean_report_says_the_same_without_its_rows_and_a_cell_gives_them_back() {
    let mut engine = TestEngine::new();
    let asked = spec("iris", "species", tree(Some(1)));
    let full = engine.ask(Train { spec: asked.clone(), draw_width: None, lean: false }).unwrap().report;
    let lean = engine.ask(Train { spec: asked.clone(), draw_width: None, lean: true }).unwrap().report;
    assert_eq!((lean.outcomes.len(), lean.roc[1].x.len(), lean.roc[1].area), (0, 0, full.roc[1].area));
    assert_eq!((&lean.scores, &lean.confusion), (&full.scores, &full.confusion));
    let (actual, predicted) = if full.confusion[2][1] > 0 { (2, 1) } else { (1, 2) };
    let cell_rows = |most| CellRows { spec: asked.clone(), actual, predicted, most };
    let page = engine.ask(cell_rows(1000)).unwrap();
    assert_eq!(page.rows.len() as u64, full.confusion[actual as usize][predicted as usize]);
    assert_eq!((page.columns[0].as_str(), page.columns.len()), ("confidence", 6));
    assert!(page.rows.iter().all(|(_, cells)| cells[5] == Some(full.classes[actual as usize].clone())));
    let sure: Vec<&Option<String>> = page.rows.iter().map(|(_, cells)| &cells[0]).collect();
    assert!(sure.is_sorted_by(|left, right| left >= right));
    assert_eq!(engine.ask(cell_rows(2)).unwrap().rows, page.rows[..2]);
    assert_eq!(engine.ask(cell_rows(1001)).unwrap_err().what, "1001 rows were asked for; at most 1000 are given");
}

mod files;
mod judging;
mod same_answers;
mod sharing;
mod watching;
mod watching_truth;
