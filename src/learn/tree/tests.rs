//! Trees of numbers against scikit-learn's, and trees as bytes.

use linfa::ParamGuard;
use serde::Deserialize;

use super::{RegressionTree, RegressionTreeParams, Tree, TreeParams};
use crate::learn::{Error, columns::Columns};
use crate::protocol::{RegressionTreeSpec, TreeSpec};

#[derive(Deserialize)]
struct Gold {
    train_rows: usize,
    columns: Vec<Vec<f64>>,
    target: Vec<f64>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    settings: RegressionTreeSpec,
    depth: (u32, u32),
    leaves: (usize, usize),
    r2: (f64, f64),
    train_r2: (f64, f64),
    /// Absent where equal cuts leave several trees right.
    predictions: Option<Vec<f64>>,
    importances: Option<Vec<f64>>,
}

fn gold() -> Gold {
    serde_json::from_str(include_str!("../gold/regression_trees.json")).unwrap()
}

fn ranked(columns: &[Vec<f64>]) -> Columns {
    Columns::new(columns.iter().map(Vec::as_slice), &[]).unwrap()
}

fn part(columns: &[Vec<f64>], rows: std::ops::Range<usize>) -> Vec<Vec<f64>> {
    columns.iter().map(|column| column[rows.clone()].to_vec()).collect()
}

fn grown(gold: &Gold, spec: &RegressionTreeSpec, seed: u64) -> RegressionTree {
    let params = RegressionTreeParams::new(spec, seed).check().unwrap();
    let known = part(&gold.columns, 0..gold.train_rows);
    params.fit_columns(&ranked(&known), &gold.target[..gold.train_rows], &mut |_, _| {}).unwrap()
}

fn r2(found: &[f64], truth: &[f64]) -> f64 {
    let mean = truth.iter().sum::<f64>() / truth.len() as f64;
    let left: f64 = found.iter().zip(truth).map(|(a, b)| (a - b) * (a - b)).sum();
    1.0 - left / truth.iter().map(|b| (b - mean) * (b - mean)).sum::<f64>()
}

#[test]
fn regression_trees_are_scikit_learns() {
    let gold = gold();
    assert_eq!(gold.cases.len(), 6);
    let (known, truth) = gold.target.split_at(gold.train_rows);
    let unknown = part(&gold.columns, gold.train_rows..gold.target.len());
    for case in &gold.cases {
        let (tree, name) = (grown(&gold, &case.settings, 4), format!("{:?}", case.settings));
        let within = |found: f64, (low, high): (f64, f64)| assert!(found >= low - 1e-9 && found <= high + 1e-9, "{name}: {found}");
        within(f64::from(tree.depth()), (f64::from(case.depth.0), f64::from(case.depth.1)));
        within(tree.leaves() as f64, (case.leaves.0 as f64, case.leaves.1 as f64));
        let found = tree.predict_of(&unknown);
        within(r2(&tree.predict_of(&part(&gold.columns, 0..gold.train_rows)), known), case.train_r2);
        within(r2(&found, truth), case.r2);
        for (row, found) in found.iter().enumerate() {
            assert_eq!(*found, tree.predict(|feature| unknown[feature][row]));
        }
        for (found, wanted) in found.iter().zip(case.predictions.iter().flatten()) {
            assert!((found - wanted).abs() < 1e-9, "{name}: {found} against {wanted}");
        }
        for (found, wanted) in tree.importances().iter().zip(case.importances.iter().flatten()) {
            assert!((found - wanted).abs() < 1e-9, "{name} importance: {found} against {wanted}");
        }
    }
    assert!(gold.cases.iter().filter(|case| case.predictions.is_some()).count() >= 3, "too many ties");
}

#[test]
fn a_tree_of_numbers_does_not_depend_on_its_seed_or_on_where_the_numbers_lie() {
    let gold = gold();
    let spec = RegressionTreeSpec { min_samples_leaf: 12, ..RegressionTreeSpec::default() };
    let tree = grown(&gold, &spec, 1);
    assert_eq!(tree.predict_of(&gold.columns), grown(&gold, &spec, 2).predict_of(&gold.columns));
    let target = gold.target.iter().map(|target| target + 1e6).collect();
    let far = Gold { target, columns: gold.columns.clone(), cases: Vec::new(), ..gold };
    for (near, far) in tree.predict_of(&far.columns).iter().zip(grown(&far, &spec, 1).predict_of(&far.columns)) {
        assert!((near + 1e6 - far).abs() < 1e-8);
    }
}

#[test]
fn a_target_without_spread_gives_one_leaf_and_a_bad_one_is_refused() {
    let columns = ranked(&[vec![1.0, 2.0, 3.0]]);
    let params = RegressionTreeParams::new(&RegressionTreeSpec::default(), 1).check().unwrap();
    let flat = params.fit_columns(&columns, &[0.1, 0.1, 0.1], &mut |_, _| {}).unwrap();
    assert_eq!((flat.leaves(), flat.predict(|_| 9.0)), (1, 0.1));
    let refused = |targets: &[f64]| params.fit_columns(&columns, targets, &mut |_, _| {}).unwrap_err().to_string();
    assert_eq!(refused(&[0.1, f64::NAN, 0.1]), "column 'target' has no finite number in row 1");
    assert_eq!(refused(&[0.1]), "the target has 1 rows, not 3");
}

fn classified() -> (Tree, Vec<Vec<f64>>) {
    let gold = gold();
    let labels: Vec<u8> = gold.target.iter().map(|target| u8::from(*target > 250.0) + u8::from(*target > 290.0)).collect();
    let spec = TreeSpec { min_samples_leaf: 4, ..TreeSpec::default() };
    (TreeParams::new(&spec, 1).check().unwrap().fit_columns(&ranked(&gold.columns), &labels, 3).unwrap(), gold.columns)
}

#[test]
fn many_rows_at_once_are_answered_as_one_by_one() {
    let (tree, columns) = classified();
    let all = tree.probabilities_of(&columns);
    for (row, shares) in all.chunks_exact(3).enumerate() {
        assert_eq!(shares, tree.probabilities(|feature| columns[feature][row]), "row {row}");
    }
    assert!(tree.probabilities_of(&vec![Vec::new(); columns.len()]).is_empty());
}

#[test]
fn bytes_and_json_give_the_same_tree_back() {
    let (tree, _) = classified();
    let bytes = tree.to_bytes();
    assert_eq!(Tree::from_bytes(&bytes).unwrap(), tree);
    assert_eq!(serde_json::from_str::<Tree>(&serde_json::to_string(&tree).unwrap()).unwrap(), tree);
    let numbers = grown(&gold(), &RegressionTreeSpec::default(), 1);
    assert_eq!(serde_json::from_str::<RegressionTree>(&serde_json::to_string(&numbers).unwrap()).unwrap(), numbers);
}

#[test]
fn bytes_that_are_no_tree_are_refused() {
    let bytes = classified().0.to_bytes();
    for length in 0..bytes.len() {
        assert!(matches!(Tree::from_bytes(&bytes[..length]), Err(Error::Stored { .. })), "{length} bytes");
    }
    let longer = [&bytes[..], &[0]].concat();
    assert_eq!(Tree::from_bytes(&longer).unwrap_err().to_string(), "the stored model cannot be read: something follows its end");
    // Any damage is either refused or leaves a tree that answers.
    for place in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[place] ^= 0x41;
        if let Ok(tree) = Tree::from_bytes(&damaged) {
            assert_eq!(tree.probabilities(|_| 0.0).len(), tree.classes());
        }
    }
}
