//! Models against scikit-learn's on the shipped datasets.

use std::collections::BTreeMap;

use linfa::ParamGuard;
use serde::Deserialize;

use super::columns::Columns;
use super::forest::{Forest, ForestParams};
use super::largest;
use super::logistic::LogisticParams;
use super::prepare::{Encoding, Frame, choose};
use super::scale::Scaling;
use super::target::Target;
use super::testing::shipped;
use super::tree::TreeParams;
use crate::dataset::Table;
use crate::protocol::{ClassWeight, Criterion, ForestSpec, LogisticSpec, TreeSpec};

/// A shipped dataset, its target and the rows and labels of one part.
struct Set {
    table: Table,
    target: Target,
    features: Vec<String>,
}

impl Set {
    fn load(id: &str, target: &str) -> Self {
        let table = shipped(id);
        let features = choose(&table, target, &[]).unwrap().0;
        Self { target: Target::read(&table, target).unwrap(), table, features }
    }

    fn encode(&self, rows: &[u32]) -> (Encoding, Frame) {
        let encoding = Encoding::fit(&self.table, &self.features, rows).unwrap();
        let frame = encoding.frame(&self.table, rows).unwrap();
        (encoding, frame)
    }

    fn labels(&self, rows: &[u32]) -> Vec<u8> {
        rows.iter().map(|row| self.target.labels[self.target.rows.binary_search(row).unwrap()] as u8).collect()
    }
}

fn accuracy(frame: &Frame, labels: &[u8], predict: impl Fn(usize) -> usize) -> f64 {
    let right = (0..frame.rows).filter(|row| predict(*row) == usize::from(labels[*row])).count();
    right as f64 / frame.rows as f64
}

#[derive(Deserialize)]
struct LogisticGold {
    models: BTreeMap<String, LogisticCase>,
}

#[derive(Deserialize)]
struct LogisticCase {
    data: String,
    target: String,
    #[serde(rename = "C")]
    c: f64,
    fit_intercept: bool,
    names: Vec<String>,
    coef: Vec<Vec<f64>>,
    intercept: Vec<f64>,
    shares: Vec<Vec<f64>>,
}

#[test]
fn logistic_coefficients_are_scikit_learns() {
    let gold: LogisticGold = serde_json::from_str(include_str!("gold/logistic.json")).unwrap();
    assert_eq!(gold.models.len(), 5);
    for (name, case) in gold.models {
        let set = Set::load(&case.data, &case.target);
        let (encoding, frame) = set.encode(&set.target.rows);
        let scaling = Scaling::fit(&encoding, &frame);
        let spec = LogisticSpec { c: case.c, max_iter: 2000, tol: 1e-8, fit_intercept: case.fit_intercept, ..LogisticSpec::default() };
        let labels = set.labels(&set.target.rows);
        let model = LogisticParams::new(&spec, 0).check().unwrap();
        let model = model.fit_columns(&scaling.frame(&frame), &labels, set.target.classes.len(), &mut |_, _| {}).unwrap();
        assert!(model.converged(), "{name}: {}", model.gradient());
        for (place, feature) in case.names.iter().map(|name| name.replace('_', " ")).enumerate() {
            // scikit-learn joins column and level by an underscore, we by an equals sign.
            let found = encoding.names().iter().position(|name| name.replace(['_', '='], " ") == feature).unwrap();
            for (found, wanted) in model.coefficients(found).iter().zip(case.coef.iter().map(|class| class[place])) {
                assert!((found - wanted).abs() < 1e-4, "{name} {feature}: {found} against {wanted}");
            }
        }
        let intercepts = model.intercepts();
        let mean = if intercepts.len() > 1 { intercepts.iter().sum::<f64>() / intercepts.len() as f64 } else { 0.0 };
        for (found, wanted) in intercepts.iter().zip(&case.intercept) {
            assert!((found - mean - wanted).abs() < 1e-4, "{name} intercept: {found} against {wanted}");
        }
        for (place, wanted) in case.shares.iter().enumerate() {
            let row = place * 17;
            let found = model.probabilities(|column| scaling.apply(column, frame.columns[column][row]));
            assert!(found.iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() < 1e-4), "{name}: {found:?}, {wanted:?}");
        }
    }
}

#[derive(Deserialize)]
struct TreeGold {
    trees: Vec<TreeCase>,
}

#[derive(Deserialize)]
struct TreeCase {
    data: String,
    target: String,
    settings: BTreeMap<String, serde_json::Value>,
    train: Vec<u32>,
    test: Vec<u32>,
    accuracy: Vec<f64>,
    train_accuracy: Vec<f64>,
    depth: Vec<u32>,
    leaves: Vec<usize>,
}

fn tree_spec(settings: &BTreeMap<String, serde_json::Value>) -> TreeSpec {
    let whole = |name: &str| settings.get(name).and_then(serde_json::Value::as_u64).map(|value| value as u32);
    let mut spec = TreeSpec { max_depth: whole("max_depth"), ..TreeSpec::default() };
    if settings.contains_key("criterion") {
        spec.criterion = Criterion::Entropy;
    }
    if settings.contains_key("class_weight") {
        spec.class_weight = ClassWeight::Balanced;
    }
    spec.min_samples_leaf = whole("min_samples_leaf").unwrap_or(1);
    spec.min_samples_split = whole("min_samples_split").unwrap_or(2);
    spec
}

/// Equal splits are drawn, so several trees are right: scikit-learn's forty runs give the range, and where all forty
/// agree ours must agree too.
#[test]
fn exact_trees_score_as_scikit_learns_on_the_same_rows() {
    let gold: TreeGold = serde_json::from_str(include_str!("gold/trees.json")).unwrap();
    assert_eq!(gold.trees.len(), 30);
    let within = |found: f64, wanted: &[f64]| found >= wanted[0] - 1e-12 && found <= wanted[wanted.len() - 1] + 1e-12;
    let mut settled = 0;
    for case in gold.trees {
        let set = Set::load(&case.data, &case.target);
        let (encoding, frame) = set.encode(&case.train);
        let test = encoding.frame(&set.table, &case.test).unwrap();
        let columns = Columns::new(frame.columns.iter().map(Vec::as_slice), encoding.names()).unwrap();
        let labels = set.labels(&case.train);
        let params = TreeParams::new(&tree_spec(&case.settings), 1).check().unwrap();
        let tree = params.fit_columns(&columns, &labels, set.target.classes.len()).unwrap();
        let score =
            |frame: &Frame, labels: &[u8]| accuracy(frame, labels, |row| largest(tree.probabilities(|column| frame.columns[column][row])));
        let (name, found) = (format!("{} {:?}", case.data, case.settings), score(&test, &set.labels(&case.test)));
        assert!(within(found, &case.accuracy), "{name}: accuracy {found} against {:?}", case.accuracy);
        let found = score(&frame, &labels);
        assert!(within(found, &case.train_accuracy), "{name}: training accuracy {found} against {:?}", case.train_accuracy);
        let (low, high) = (case.depth[0], case.depth[case.depth.len() - 1]);
        assert!((low..=high).contains(&tree.depth()), "{name}: depth {} against {:?}", tree.depth(), case.depth);
        let (low, high) = (case.leaves[0], case.leaves[case.leaves.len() - 1]);
        assert!((low..=high).contains(&tree.leaves()), "{name}: {} leaves against {:?}", tree.leaves(), case.leaves);
        settled += usize::from(case.accuracy.len() == 1);
    }
    assert!(settled >= 10, "only {settled} cases are free of ties");
}

#[derive(Deserialize)]
struct ForestGold {
    forests: Vec<ForestCase>,
}

#[derive(Deserialize)]
struct ForestCase {
    data: String,
    target: String,
    mean: f64,
    std: f64,
    oob_mean: f64,
    oob_std: f64,
    /// Test rows of each of the twenty splits: ours are the same, so that only the forests differ.
    tests: Vec<Vec<u32>>,
    importances: Vec<f64>,
    names: Vec<String>,
}

const FORESTS: u64 = 5;

fn sum_importances(forest: &Forest, encoding: &Encoding, names: &[String], sums: &mut [f64]) {
    let found = forest.importances();
    for (sum, name) in sums.iter_mut().zip(names) {
        let same = |ours: &String| ours.replace(['_', '='], " ") == name.replace('_', " ");
        *sum += found[encoding.names().iter().position(same).unwrap()].0 / (20.0 * FORESTS as f64);
    }
}

#[test]
fn forests_score_within_two_standard_errors_of_scikit_learns() {
    let gold: ForestGold = serde_json::from_str(include_str!("gold/forests.json")).unwrap();
    assert_eq!(gold.forests.len(), 5);
    for case in gold.forests {
        let set = Set::load(&case.data, &case.target);
        let classes = set.target.classes.len();
        let (mut found, mut oob, mut importances) = (Vec::new(), Vec::new(), vec![0.0; case.names.len()]);
        for (seed, test) in (0..).zip(&case.tests) {
            let train: Vec<u32> = set.target.rows.iter().copied().filter(|row| !test.contains(row)).collect();
            let (encoding, frame) = set.encode(&train);
            let columns = Columns::new(frame.columns.iter().map(Vec::as_slice), encoding.names()).unwrap();
            let labels = set.labels(&train);
            let held = encoding.frame(&set.table, test).unwrap();
            let truth = set.labels(test);
            let (mut right, mut bags) = (0.0, 0.0);
            for number in 0..FORESTS {
                let spec = ForestSpec { oob_score: true, ..ForestSpec::default() };
                let params = ForestParams::new(&spec, 1000 * number + seed).check().unwrap();
                let forest = params.fit_columns(&columns, &labels, classes, &mut |_| {}).unwrap();
                let answer = |row: usize| largest(&forest.probabilities(|column| held.columns[column][row]));
                right += accuracy(&held, &truth, answer) / FORESTS as f64;
                bags += forest.oob_score().unwrap() / FORESTS as f64;
                sum_importances(&forest, &encoding, &case.names, &mut importances);
            }
            found.push(right);
            oob.push(bags);
        }
        let near = |what: &str, found: &[f64], mean: f64, std: f64| {
            let error = std / (found.len() as f64).sqrt();
            let ours = found.iter().sum::<f64>() / found.len() as f64;
            println!("{} {what}: {ours:.4} ours, {mean:.4} scikit-learn's, standard error {error:.4}", case.data);
            assert!((ours - mean).abs() <= 2.0 * error, "{} {what}: {ours} against {mean} ± {error}", case.data);
        };
        near("accuracy", &found, case.mean, case.std);
        near("out-of-bag accuracy", &oob, case.oob_mean, case.oob_std);
        let distance: f64 = importances.iter().zip(&case.importances).map(|(ours, theirs)| (ours - theirs).abs()).sum();
        assert!(distance < 0.05, "{}: importances differ by {distance}", case.data);
        assert!((importances.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }
}
