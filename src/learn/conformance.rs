//! What every model must do: repeat itself under a seed, leave its input alone, and refuse bad input by name.

mod columns;
mod table;
mod trees;

use linfa::ParamGuard;
use linfa::dataset::DatasetBase;
use linfa::traits::{Fit, Predict};
use ndarray::{Array1, Array2, array};

use super::forest::ForestParams;
use super::logistic::LogisticParams;
use super::testing::{number, shipped, table, text};
use super::tree::TreeParams;
use super::{Error, Experiment, train};
use crate::dataset::{Table, Values};
use crate::protocol::{DatasetRef, ForestSpec, LogisticSpec, ModelSpec, SplitSpec, TrainSpec, TreeSpec};

fn models() -> [ModelSpec; 3] {
    [
        ModelSpec::RandomForest(ForestSpec { n_estimators: 20, ..ForestSpec::default() }),
        ModelSpec::DecisionTree(TreeSpec::default()),
        ModelSpec::LogisticRegression(LogisticSpec::default()),
    ]
}

fn spec(target: &str, model: ModelSpec, seed: u64) -> TrainSpec {
    TrainSpec {
        dataset: DatasetRef::Sample("penguins".into()),
        target: target.into(),
        features: Vec::new(),
        split: SplitSpec { seed, ..SplitSpec::default() },
        model,
        folds: 0,
        prepare: Default::default(),
    }
}

fn run(table: &Table, spec: &TrainSpec) -> Result<Experiment, Error> {
    train(table, spec, &|| 0.0, &mut |_, _| {})
}

/// NaN is not equal to itself, so tables are compared as text.
fn snapshot(table: &Table) -> String {
    format!("{table:?}")
}

fn refuse(table: &Table, target: &str, features: &[&str], folds: u32, message: &str) {
    for model in models() {
        let features = features.iter().map(|name| (*name).to_owned()).collect();
        let spec = TrainSpec { features, folds, ..spec(target, model, 1) };
        let error = run(table, &spec).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(error.hint().ends_with('.'));
    }
}

fn mixed(rows: usize) -> Table {
    let kinds: Vec<&str> = (0..rows).map(|row| ["a", "b", "c"][row % 3]).collect();
    let values: Vec<f64> = (0..rows).map(|row| (row % 3) as f64 * 2.0 + (row * 7 % 11) as f64 / 10.0).collect();
    table(vec![number("x", &values), number("flat", &vec![4.0; rows]), number("gone", &vec![f64::NAN; rows]), text("kind", &kinds)])
}

#[test]
fn a_seed_repeats_every_number_and_the_table_is_left_alone() {
    let penguins = shipped("penguins");
    let before = snapshot(&penguins);
    for model in models() {
        let spec = TrainSpec { folds: 3, ..spec("species", model, 5) };
        let first = run(&penguins, &spec).unwrap();
        assert_eq!(first.report, run(&penguins, &spec).unwrap().report);
        let other = TrainSpec { split: SplitSpec { seed: 6, ..spec.split.clone() }, ..spec.clone() };
        assert_ne!(first.report.outcomes, run(&penguins, &other).unwrap().report.outcomes);
    }
    assert_eq!(snapshot(&penguins), before);
}

#[test]
fn a_report_is_whole_and_beats_the_baseline() {
    let penguins = shipped("penguins");
    for model in models() {
        let mut heard = Vec::new();
        let spec = TrainSpec { folds: 5, ..spec("species", model.clone(), 42) };
        let trained = train(&penguins, &spec, &|| 0.0, &mut |share, doing| heard.push((share, doing.to_owned()))).unwrap();
        let report = &trained.report;
        assert_eq!(report.classes, ["Adelie", "Chinstrap", "Gentoo"]);
        assert_eq!((report.train_rows, report.test_rows, report.outcomes.len()), (275, 69, 69));
        assert!(report.scores.accuracy > 0.9 && report.baseline.accuracy < 0.5, "{:?}", report.scores);
        assert_eq!(report.baseline.roc_auc, Some(0.5));
        assert!(report.accuracy_interval.0 < report.scores.accuracy && report.scores.accuracy <= report.accuracy_interval.1);
        assert_eq!((report.roc.len(), report.precision_recall.len()), (3, 3));
        let validation = report.cross_validation.as_ref().unwrap();
        assert!(validation.accuracy.len() == 5 && validation.mean > 0.9 && validation.baseline_mean < 0.5);
        assert!(heard.is_sorted_by(|a, b| a.0 <= b.0) && heard.iter().all(|(share, _)| (0.0..=1.0).contains(share)), "{heard:?}");
        assert!((1..=5).all(|fold| heard.iter().any(|(_, doing)| doing.starts_with(&format!("fold {fold} of 5")))));
        if let ModelSpec::RandomForest(forest) = &model {
            let trees = heard.iter().filter(|(_, doing)| doing.starts_with("tree ")).count();
            assert_eq!(trees, forest.n_estimators as usize);
        }
        let outcome = &report.outcomes[0];
        let row: Vec<(String, String)> = report
            .features
            .iter()
            .map(|feature| {
                let column = penguins.column(&feature.name).unwrap();
                (feature.name.clone(), column.text(outcome.row as usize).unwrap_or_default())
            })
            .collect();
        let prediction = trained.predict(&row).unwrap();
        assert_eq!(prediction.class, report.classes[outcome.predicted as usize]);
        assert!((prediction.probabilities[outcome.predicted as usize].1 - outcome.confidence).abs() < 1e-12);
    }
}

#[test]
fn the_plane_shows_answers_and_rows() {
    let penguins = shipped("penguins");
    for model in models() {
        let trained = run(&penguins, &spec("species", model, 42)).unwrap();
        let plane = trained.plane(&penguins, "bill_length_mm", "bill_depth_mm", 12).unwrap();
        assert_eq!((plane.class.len(), plane.confidence.len()), (144, 144));
        assert!(plane.class.iter().any(|class| *class != plane.class[0]));
        // Two of the 344 penguins have no measured bill.
        assert_eq!(plane.points.len(), 342);
        let bill = penguins.column("bill_length_mm").unwrap();
        let measured = trained.report.outcomes.iter().filter(|outcome| bill.number(outcome.row as usize).is_some()).count();
        assert_eq!(plane.points.iter().filter(|point| point.3).count(), measured);
        assert!(plane.held.iter().any(|(name, _)| name == "island") && plane.held.iter().all(|(name, _)| !name.starts_with("bill")));
        assert_eq!(
            trained.plane(&penguins, "bill_length_mm", "island", 5).unwrap_err().to_string(),
            "column 'island' is text, and the map needs numbers"
        );
    }
}

#[test]
fn data_that_cannot_be_learned_is_refused_by_name() {
    let data = mixed(60);
    refuse(&data, "none", &[], 0, "there is no column 'none'");
    refuse(&data, "gone", &[], 0, "column 'gone' has no values");
    refuse(&data, "flat", &[], 0, "column 'flat' has only one class, '4'");
    refuse(&data, "kind", &["gone"], 0, "no training row has a value in column 'gone'");
    refuse(&data, "kind", &["kind"], 0, "column 'kind' is the target and cannot be a feature too");
    refuse(&data, "kind", &["y"], 0, "there is no column 'y'");
    refuse(&data, "kind", &[], 21, "folds takes 0, or a whole number from 2 to 20, not 21");
    refuse(&mixed(12), "kind", &[], 5, "class 'a' of column 'kind' has 3 rows, and cross-validation with 5 folds needs at least 5");
    let endless = table(vec![number("x", &[f64::INFINITY; 12]), text("kind", &["a", "b"].repeat(6))]);
    for model in models() {
        let error = run(&endless, &spec("kind", model, 1)).unwrap_err().to_string();
        assert!(error.starts_with("column 'x' has no finite number in row "), "{error}");
    }
}

#[test]
fn columns_that_do_not_vary_do_no_harm() {
    for model in models() {
        let trained = run(&mixed(60), &spec("kind", model, 1)).unwrap();
        assert!(trained.report.scores.accuracy > 0.9);
        assert_eq!(trained.report.warnings.iter().filter(|warning| warning.column.as_deref() == Some("gone")).count(), 1);
        let flat = trained.report.importances.iter().find(|importance| importance.feature == "flat").unwrap();
        assert_eq!(flat.value, 0.0);
    }
}

#[test]
fn settings_out_of_range_are_refused_by_name() {
    let data = mixed(60);
    let refused = |model: ModelSpec, message: &str| assert_eq!(run(&data, &spec("kind", model, 1)).unwrap_err().to_string(), message);
    let forest = ForestSpec::default;
    refused(ModelSpec::RandomForest(ForestSpec { n_estimators: 0, ..forest() }), "n_estimators takes a whole number from 1 to 2000, not 0");
    refused(
        ModelSpec::RandomForest(ForestSpec { bootstrap: false, oob_score: true, ..forest() }),
        "oob_score takes True only when bootstrap is True, not True",
    );
    refused(
        ModelSpec::DecisionTree(TreeSpec { max_depth: Some(65), ..TreeSpec::default() }),
        "max_depth takes a whole number from 1 to 64, or None, not 65",
    );
    refused(
        ModelSpec::LogisticRegression(LogisticSpec { c: 0.0, ..LogisticSpec::default() }),
        "C takes a number from 0.0001 to 10000, not 0",
    );
}

#[test]
fn stopping_early_is_said() {
    let logistic = ModelSpec::LogisticRegression(LogisticSpec { max_iter: 2, ..LogisticSpec::default() });
    let warnings = run(&shipped("penguins"), &spec("species", logistic, 1)).unwrap().report.warnings;
    assert!(warnings.iter().any(|warning| warning.text.contains("stopped before it converged")), "{warnings:?}");
}

/// Fits through linfa's traits; the records come back as they were.
fn fit_and_predict<P>(params: &P, records: &Array2<f64>, targets: &Array1<usize>) -> Result<Array1<usize>, Error>
where
    P: ParamGuard<Error = Error>,
    P::Checked: Fit<Array2<f64>, Array1<usize>, Error>,
    <P::Checked as Fit<Array2<f64>, Array1<usize>, Error>>::Object: for<'a> Predict<&'a Array2<f64>, Array1<usize>>,
{
    let dataset = DatasetBase::new(records.clone(), targets.clone());
    let model = params.check_ref()?.fit(&dataset)?;
    assert_eq!((&dataset.records, &dataset.targets), (records, targets));
    Ok(model.predict(records))
}

#[test]
fn linfas_traits_fit_predict_and_refuse() {
    let records = array![[0.0, 3.0], [0.1, 1.0], [0.9, 2.0], [1.0, 0.5], [0.2, 2.5], [0.8, 1.5]];
    let targets = array![0_usize, 0, 1, 1, 0, 1];
    let mut broken = records.clone();
    broken[(2, 1)] = f64::NAN;
    let answers = |records: &Array2<f64>, targets: &Array1<usize>| {
        [
            fit_and_predict(&ForestParams::new(&ForestSpec::default(), 3), records, targets),
            fit_and_predict(&TreeParams::new(&TreeSpec::default(), 3), records, targets),
            fit_and_predict(&LogisticParams::new(&LogisticSpec { c: 100.0, ..LogisticSpec::default() }, 3), records, targets),
        ]
    };
    answers(&records, &targets).into_iter().for_each(|answer| assert_eq!(answer, Ok(targets.clone())));
    for answer in answers(&broken, &targets) {
        assert_eq!(answer.unwrap_err().to_string(), "column '1' has no finite number in row 2");
    }
    for answer in answers(&records, &Array1::zeros(6)) {
        assert_eq!(answer.unwrap_err().to_string(), "column 'target' has only one class, '0'");
    }
}

#[test]
fn a_tree_does_not_depend_on_the_order_of_rows() {
    let iris = shipped("iris");
    let columns: Vec<Vec<f64>> = iris
        .columns
        .iter()
        .filter_map(|column| if let Values::Numeric(values) = &column.values { Some(values.clone()) } else { None })
        .collect();
    let records = Array2::from_shape_fn((150, 4), |(row, column)| columns[column][row]);
    let targets = Array1::from_shape_fn(150, |row| row / 50);
    let turned = Array2::from_shape_fn((150, 4), |(row, column)| columns[column][149 - row]);
    let turned_targets = Array1::from_shape_fn(150, |row| (149 - row) / 50);
    let params = TreeParams::new(&TreeSpec { max_depth: Some(3), ..TreeSpec::default() }, 8).check().unwrap();
    let fitted = |records: Array2<f64>, targets: Array1<usize>| params.fit(&DatasetBase::new(records, targets)).unwrap();
    assert_eq!(fitted(records, targets), fitted(turned, turned_targets));
}
