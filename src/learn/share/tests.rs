//! A training done in portions, in any order, by anyone, is the training done at once.

use super::*;
use crate::learn::testing::shipped;
use crate::learn::training_set::{PartialFit, PartialModel};
use crate::learn::{Experiment, regress, regress_with, train, train_with};
use crate::protocol::model::{MODELS, Task};
use crate::protocol::{DatasetRef, ModelSpec};

fn spec(model: &str, settings: &[(&str, &str)], folds: u32) -> TrainSpec {
    let mut model = ModelSpec::by_id(model).unwrap();
    settings.iter().for_each(|(name, text)| model.set(name, text).unwrap());
    let (sample, target) = match model.kind().task {
        Task::Classification => ("penguins", "species"),
        Task::Regression => ("diabetes", "progression"),
    };
    TrainSpec {
        dataset: DatasetRef::Sample(sample.into()),
        target: target.into(),
        features: Vec::new(),
        prepare: Default::default(),
        split: Default::default(),
        model,
        folds,
    }
}

fn table_of(spec: &TrainSpec) -> Table {
    let DatasetRef::Sample(id) = &spec.dataset else { panic!("not a sample") };
    shipped(id)
}

/// The same model and the same report. (The rows for drawings hold NaN where a value is missing, which equals nothing.)
fn same(found: &Experiment, wanted: &Experiment) {
    assert_eq!((&found.model, &found.encoding, &found.report), (&wanted.model, &wanted.encoding, &wanted.report));
    assert_eq!(serde_json::to_string(&found.report).unwrap(), serde_json::to_string(&wanted.report).unwrap());
}

/// Every portion done apart, the last first, and shipped as bytes.
fn made(table: &Table, spec: &TrainSpec, workers: u32) -> PartialFit {
    let portions = all_portions(spec.model.independent_trees(), spec.folds, workers);
    let mut made = PartialFit { fit_millis: Some(0.0), ..PartialFit::default() };
    let mut parts = Vec::new();
    for portion in portions.into_iter().rev() {
        match portion {
            Portion::Fit => made.model = Some(PartialModel::Fitted(Box::new(fit(table, spec, &mut |_, _| {}).unwrap()))),
            Portion::Trees { from, to } => {
                let part = PreparedRows::read(table, spec).unwrap().grow(from..to, &mut |_, _| {}).unwrap();
                parts.push(PartialForest::from_bytes(&part.to_bytes()).unwrap());
            }
            Portion::Fold(number) => {
                let scores = scores_to_bytes(&fold(table, spec, number, &mut |_, _| {}).unwrap());
                made.folds.push((number, scores_from_bytes(&scores).unwrap()));
            }
        }
    }
    if !parts.is_empty() {
        made.model = Some(PartialModel::Trees(parts));
    }
    assert!(made.model.is_some() && made.folds.len() == spec.folds as usize);
    made
}

fn check(model: &str, settings: &[(&str, &str)], folds: u32, workers: u32) {
    let spec = spec(model, settings, folds);
    let (table, mut heard) = (table_of(&spec), Vec::new());
    let made = made(&table, &spec, workers);
    let mut hear = |share: f64, doing: &str| heard.push((share, doing.to_owned()));
    match spec.model.kind().task {
        Task::Classification => {
            let whole = train(&table, &spec, &|| 0.0, &mut |_, _| {}).unwrap();
            let joined = train_with(&table, &spec, made, &|| 0.0, &mut hear).unwrap();
            same(&joined, &whole);
        }
        Task::Regression => {
            let whole = regress(&table, &spec, &|| 0.0, &mut |_, _| {}).unwrap();
            let joined = regress_with(&table, &spec, made, &|| 0.0, &mut hear).unwrap();
            assert_eq!(joined, whole, "{model} with {workers} workers");
            assert_eq!(serde_json::to_string(&joined.report).unwrap(), serde_json::to_string(&whole.report).unwrap());
        }
    }
    // Nothing was done again.
    assert!(heard.iter().all(|(_, doing)| !doing.contains("tree") && !doing.contains(": ")), "{heard:?}");
}

#[test]
fn forests_of_every_kind_are_the_same_in_portions() {
    for model in MODELS.iter().filter(|kind| kind.independent_trees).map(|kind| kind.id) {
        check(model, &[("n_estimators", "13")], 3, 2);
        check(model, &[("n_estimators", "7"), ("bootstrap", "True"), ("oob_score", "True"), ("max_depth", "4")], 0, 4);
        // More workers than trees.
        check(model, &[("n_estimators", "3")], 0, 8);
    }
}

#[test]
fn every_other_models_folds_are_the_same_in_portions() {
    for kind in MODELS.iter().filter(|kind| !kind.independent_trees) {
        check(kind.id, &[], 3, 2);
    }
}

#[test]
fn folds_that_are_missing_are_scored_and_the_rest_is_taken() {
    let spec = spec("decision_tree", &[], 4);
    let table = table_of(&spec);
    let whole = train(&table, &spec, &|| 0.0, &mut |_, _| {}).unwrap();
    let mut made = made(&table, &spec, 2);
    made.folds.retain(|(number, _)| *number != 2);
    made.model = None;
    same(&train_with(&table, &spec, made, &|| 0.0, &mut |_, _| {}).unwrap(), &whole);
}

#[test]
fn portions_cover_every_tree_and_fold_once() {
    for (trees, folds, workers) in [(100, 5, 2), (13, 0, 3), (2, 2, 4), (2000, 0, 8)] {
        let (mut next, mut scored, mut last) = (0, 0, u32::MAX);
        for portion in all_portions(Some(trees), folds, workers) {
            match portion {
                Portion::Trees { from, to } => {
                    assert!(from == next && to > from && to - from <= last);
                    (next, last) = (to, to - from);
                }
                Portion::Fold(number) => {
                    assert!(number == scored && next == 0);
                    scored += 1;
                }
                Portion::Fit => panic!("a forest is fitted by its trees"),
            }
        }
        assert_eq!((next, scored, last), (trees, folds, 1));
    }
    assert_eq!(all_portions(None, 2, 2), [Portion::Fit, Portion::Fold(0), Portion::Fold(1)]);
    assert_eq!(all_portions(None, 0, 2), []);
    assert_eq!(all_portions(Some(1), 0, 2), []);
}

#[test]
fn only_long_trainings_are_shared() {
    let small = spec("random_forest", &[], 5);
    let table = table_of(&small);
    let training_set = TrainingSet::unchecked(&table, &small).unwrap();
    assert!(portions(&training_set, 4).unwrap().is_empty(), "{:?}", training_set.estimate);
    let large = spec("random_forest", &[("n_estimators", "2000")], 20);
    let training_set = TrainingSet::unchecked(&table, &large).unwrap();
    let shared = portions(&training_set, 2).unwrap();
    assert_eq!((shared[19], shared[20]), (Portion::Fold(19), Portion::Trees { from: 0, to: 334 }), "{:?}", training_set.estimate);
    assert!(portions(&training_set, 1).unwrap().is_empty());
}

#[test]
fn bytes_that_are_no_portion_are_refused() {
    let refused = |outcome: Result<(), Error>, message: &str| assert_eq!(outcome.unwrap_err().to_string(), message);
    let forest = spec("random_forest", &[("n_estimators", "5")], 2);
    let table = table_of(&forest);
    let rows = PreparedRows::read(&table, &forest).unwrap();
    refused(rows.grow(3..6, &mut |_, _| {}).map(drop), "trees takes some of the 5 trees, from 0, not 3 to 6");
    refused(fold(&table, &forest, 2, &mut |_, _| {}).map(drop), "fold takes a whole number below 2, not 2");
    refused(
        PreparedRows::read(&table, &spec("gaussian_nb", &[], 0)).map(drop),
        "the stored model cannot be read: it is no forest, so it has no trees to part",
    );
    refused(scores_from_bytes(&[2, 0, 0]).map(drop), "the stored model cannot be read: it ends too early");
}
