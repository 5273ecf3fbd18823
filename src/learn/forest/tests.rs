//! Forests of numbers and extra trees against scikit-learn's, and forests put together from parts.

use linfa::ParamGuard;
use serde::Deserialize;

use super::*;
use crate::protocol::{ExtraTreesRegressorSpec, ExtraTreesSpec, RegressionForestSpec};

#[derive(Deserialize)]
struct Gold {
    train_rows: usize,
    numbers: Listed,
    classes: Listed,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Listed {
    columns: Vec<Vec<f64>>,
    target: Vec<f64>,
}

#[derive(Deserialize)]
struct Case {
    model: String,
    mean: f64,
    std: f64,
    oob_mean: f64,
    oob_std: f64,
}

impl Listed {
    fn part(&self, rows: Range<usize>) -> Vec<Vec<f64>> {
        self.columns.iter().map(|column| column[rows.clone()].to_vec()).collect()
    }

    fn labels(&self) -> Vec<u8> {
        self.target.iter().map(|target| *target as u8).collect()
    }
}

fn gold() -> Gold {
    serde_json::from_str(include_str!("../gold/tree_ensembles.json")).unwrap()
}

fn ranked(columns: &[Vec<f64>]) -> Columns {
    Columns::new(columns.iter().map(Vec::as_slice), &[]).unwrap()
}

fn r2(found: &[f64], truth: &[f64]) -> f64 {
    let mean = truth.iter().sum::<f64>() / truth.len() as f64;
    let left: f64 = found.iter().zip(truth).map(|(a, b)| (a - b) * (a - b)).sum();
    1.0 - left / truth.iter().map(|b| (b - mean) * (b - mean)).sum::<f64>()
}

fn accuracy(shares: &[f64], classes: usize, truth: &[u8]) -> f64 {
    let right = shares.chunks_exact(classes).zip(truth).filter(|(shares, label)| crate::learn::largest(shares) == usize::from(**label));
    right.count() as f64 / truth.len() as f64
}

/// Score on rows held out, and out of bag, under a seed.
fn scored(gold: &Gold, model: &str, seed: u64) -> (f64, Option<f64>) {
    let (numbers, classes, train) = (&gold.numbers, &gold.classes, gold.train_rows);
    let of_numbers = |params: CheckedRegressionForest| {
        let forest = params.fit_columns(&ranked(&numbers.part(0..train)), &numbers.target[..train], &mut |_, _| {}).unwrap();
        let held = numbers.part(train..numbers.target.len());
        (r2(&forest.predict_of(&held), &numbers.target[train..]), forest.oob_score())
    };
    let of_classes = |params: CheckedForest| {
        let labels = classes.labels();
        let forest = params.fit_columns(&ranked(&classes.part(0..train)), &labels[..train], 3, &mut |_| {}).unwrap();
        let held = classes.part(train..labels.len());
        (accuracy(&forest.probabilities_of(&held), 3, &labels[train..]), forest.oob_score())
    };
    let extra = ExtraTreesSpec { n_estimators: 50, ..ExtraTreesSpec::default() };
    match model {
        "forest_regressor" => {
            let spec = RegressionForestSpec { n_estimators: 50, oob_score: true, ..RegressionForestSpec::default() };
            of_numbers(RegressionForestParams::new(&spec, seed).check().unwrap())
        }
        "extra_trees_regressor" => {
            let spec = ExtraTreesRegressorSpec { n_estimators: 50, ..ExtraTreesRegressorSpec::default() };
            of_numbers(ExtraTreesRegressorParams::new(&spec, seed).check().unwrap())
        }
        "extra_trees" => of_classes(ExtraTreesParams::new(&extra, seed).check().unwrap()),
        "extra_trees_drawn" => {
            let spec = ExtraTreesSpec { bootstrap: true, oob_score: true, min_samples_leaf: 3, ..extra };
            of_classes(ExtraTreesParams::new(&spec, seed).check().unwrap())
        }
        other => panic!("no model {other}"),
    }
}

#[test]
fn forests_of_numbers_and_extra_trees_score_as_scikit_learns() {
    let gold = gold();
    assert_eq!(gold.cases.len(), 4);
    for case in &gold.cases {
        let found: Vec<(f64, Option<f64>)> = (0..20).map(|seed| scored(&gold, &case.model, seed)).collect();
        let near = |what: &str, ours: Vec<f64>, mean: f64, std: f64| {
            // Both means carry the luck of their twenty seeds.
            let error = std * (2.0 / ours.len() as f64).sqrt();
            let ours = ours.iter().sum::<f64>() / ours.len() as f64;
            println!("{} {what}: {ours:.5} ours, {mean:.5} scikit-learn's, standard error {error:.5}", case.model);
            assert!((ours - mean).abs() <= 2.0 * error, "{} {what}: {ours} against {mean} ± {error}", case.model);
        };
        near("score", found.iter().map(|(score, _)| *score).collect(), case.mean, case.std);
        let bags: Vec<f64> = found.iter().filter_map(|(_, bag)| *bag).collect();
        if case.oob_std > 0.0 {
            assert_eq!(bags.len(), 20);
            near("out-of-bag score", bags, case.oob_mean, case.oob_std);
        } else {
            assert!(bags.is_empty());
        }
    }
}

#[test]
fn parts_make_the_same_forest_in_any_order() {
    let gold = gold();
    let (columns, labels) = (ranked(&gold.classes.columns), gold.classes.labels());
    let spec = ForestSpec { n_estimators: 13, oob_score: true, ..ForestSpec::default() };
    let params = ForestParams::new(&spec, 3).check().unwrap();
    let whole = params.fit_columns(&columns, &labels, 3, &mut |_| {}).unwrap();
    let mut heard = Vec::new();
    let mut part = |numbers| {
        PartialForest::from_bytes(&params.grow_part(&columns, &labels, 3, numbers, &mut |count| heard.push(count)).unwrap().to_bytes())
            .unwrap()
    };
    let (first, middle, last) = (part(0..5), part(5..6), part(6..13));
    assert_eq!(heard, [1, 2, 3, 4, 5, 1, 1, 2, 3, 4, 5, 6, 7]);
    let joined = |parts| params.from_parts(parts, &labels);
    let found = joined(vec![last.clone(), first.clone(), middle.clone()]).unwrap();
    assert_eq!(found, whole);
    assert_eq!(found.pure_counts.counts(), whole.pure_counts.counts());
    assert!(whole.pure_counts.counts().iter().all(|count| (1..=13).contains(count)), "{:?}", whole.pure_counts);
    let refused = |parts, message: &str| assert_eq!(joined(parts).unwrap_err().to_string(), message);
    refused(vec![first.clone(), middle.clone()], "the stored model cannot be read: a part is missing");
    refused(vec![first.clone(), last.clone()], "the stored model cannot be read: its parts do not follow each other");
    let mut longer = last.clone();
    longer.pure_counts.add(&vec![1; labels.len() + 1]);
    longer.pure_counts.gather();
    refused(vec![first.clone(), middle.clone(), longer], "the stored model cannot be read: its counts do not fit the rows");
    refused(
        vec![first, middle, PartialForest { votes: None, ..last }],
        "the stored model cannot be read: a part lacks its out-of-bag votes",
    );
    let rows: Vec<Vec<f64>> = whole.probabilities_of(&gold.classes.columns).chunks_exact(3).map(<[f64]>::to_vec).collect();
    for (row, shares) in rows.iter().enumerate() {
        assert_eq!(*shares, whole.probabilities(|feature| gold.classes.columns[feature][row]));
    }
}

#[test]
fn parts_make_the_same_forest_of_numbers() {
    let gold = gold();
    let columns = ranked(&gold.numbers.columns);
    let spec = RegressionForestSpec { n_estimators: 6, oob_score: true, ..RegressionForestSpec::default() };
    let params = RegressionForestParams::new(&spec, 3).check().unwrap();
    let mut heard = Vec::new();
    let whole = params.fit_columns(&columns, &gold.numbers.target, &mut |share, doing| heard.push((share, doing.to_owned()))).unwrap();
    assert_eq!(heard[2], (0.5, "tree 3 of 6".to_owned()));
    let part = |numbers| params.grow_part(&columns, &gold.numbers.target, numbers, &mut |_| {}).unwrap();
    assert_eq!(params.from_parts(vec![part(2..6), part(0..2)], &gold.numbers.target).unwrap(), whole);
    let loaded: RegressionForest = serde_json::from_str(&serde_json::to_string(&whole).unwrap()).unwrap();
    assert_eq!(loaded.predict_of(&gold.numbers.columns), whole.predict_of(&gold.numbers.columns));
    assert_eq!((loaded.trees(), loaded.features()), (whole.trees(), whole.features()));
}

#[test]
fn a_decided_row_is_not_asked_about_any_more_and_the_answer_stays() {
    let gold = gold();
    let (columns, labels) = (ranked(&gold.classes.columns), gold.classes.labels());
    let specs = [(1, None), (2, Some(1)), (3, None), (10, Some(1)), (10, Some(2)), (25, Some(3)), (40, None), (41, Some(4))];
    let mut close = 0;
    for (n_estimators, max_depth) in specs {
        for seed in 0..5 {
            let spec = ForestSpec { n_estimators, max_depth, ..ForestSpec::default() };
            let forest = ForestParams::new(&spec, seed).check().unwrap().fit_columns(&columns, &labels, 3, &mut |_| {}).unwrap();
            let shares = forest.probabilities_of(&gold.classes.columns);
            let expected: Vec<usize> = shares.chunks_exact(3).map(crate::learn::largest).collect();
            assert_eq!(forest.predict_of(&gold.classes.columns), expected, "{n_estimators} trees, depth {max_depth:?}, seed {seed}");
            // So close that only the last trees decide.
            close += shares.chunks_exact(3).filter(|row| row.iter().all(|share| *share < 0.52)).count();
        }
    }
    assert!(close > 20, "{close} rows were close");
}

#[test]
fn rows_that_go_down_together_are_answered_as_one_by_one() {
    let gold = gold();
    let (columns, labels) = (ranked(&gold.classes.columns), gold.classes.labels());
    let spec = ForestSpec { n_estimators: 9, ..ForestSpec::default() };
    let forest = ForestParams::new(&spec, 1).check().unwrap().fit_columns(&columns, &labels, 3, &mut |_| {}).unwrap();
    // More than fit into a block, and every number of rows that are no eight; with a value so far away that the others' places are
    // all one, and with one that has no place.
    for (rows, far) in (0..40).map(|rows| (rows, 0.0)).chain([(66_000, 0.0), (3000, 1e15), (3000, f64::INFINITY), (100, f64::NAN)]) {
        let value = |feature: usize, row: usize| match (row + 3 * feature) % 17 {
            0 if row > 40 => f64::NAN,
            _ => gold.classes.columns[feature][(7 * row + 31 * feature) % labels.len()],
        };
        let table: Vec<Vec<f64>> = (0..columns.len())
            .map(|feature| (0..rows).map(|row| value(feature, row) + if row == 50 { far } else { 0.0 }).collect())
            .collect();
        let together = forest.probabilities_of(&table);
        assert_eq!(together.len(), 3 * rows);
        for (row, shares) in together.chunks_exact(3).enumerate() {
            assert_eq!(shares, forest.probabilities(|feature| table[feature][row]), "row {row} of {rows}");
        }
    }
}

#[test]
fn the_rows_that_a_forest_was_grown_on_are_answered_as_any_others() {
    let gold = gold();
    // Every row twice, some of them with another label: their leaves are not pure, and more trees than one are wrong.
    let columns: Vec<Vec<f64>> = gold.classes.columns.iter().map(|column| [&column[..], &column[..]].concat()).collect();
    let mut labels = [gold.classes.labels(), gold.classes.labels()].concat();
    let clean = labels.clone();
    let half = labels.len() / 2;
    (half..labels.len()).step_by(9).for_each(|row| labels[row] = (labels[row] + 1) % 3);
    let spec = |n_estimators, max_depth, bootstrap| ForestSpec { n_estimators, max_depth, bootstrap, ..ForestSpec::default() };
    let specs = [
        spec(1, None, true),
        spec(2, None, true),
        spec(5, None, true),
        spec(30, None, true),
        spec(300, None, true),
        spec(5, None, false),
        spec(9, Some(3), true),
    ];
    let mut wrong = 0;
    for (spec, labels) in specs.iter().flat_map(|spec| [(spec, &labels), (spec, &clean)]) {
        for seed in 0..4 {
            let params = ForestParams::new(spec, seed).check().unwrap();
            let forest = params.fit_columns(&ranked(&columns), labels, 3, &mut |_| {}).unwrap();
            let found = forest.predict_of(&columns);
            assert!(forest.predict_own(&columns, labels) == found, "{spec:?}, seed {seed}");
            let stored: Forest = serde_json::from_str(&serde_json::to_string(&forest).unwrap()).unwrap();
            assert!(stored.predict_own(&columns, labels) == found, "{spec:?}, seed {seed}, stored");
            wrong += found.iter().zip(labels).filter(|(found, label)| **found != usize::from(**label)).count();
        }
    }
    assert!(wrong > 1000, "{wrong} rows are answered with another label than their own");
}
