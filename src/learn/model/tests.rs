//! What a model's description says is what the model does: ranges, probabilities, importances, trees.

use linfa::ParamGuard;
use serde_json::{Value, json};

use super::*;
use crate::learn::cluster::{DbscanParams, KMeansParams, MixtureParams};
use crate::learn::pca::PcaParams;
use crate::learn::testing::shipped;
use crate::learn::{regress, train};
use crate::protocol::model::{Interval, MODELS, NO_LIMIT, Param, ParamKind};
use crate::protocol::{DatasetRef, DbscanSpec, Hyperparameters, KMeansSpec, MixtureSpec, PcaSpec, TrainSpec};

/// The ends of a parameter's range, values just outside, and values far away.
fn tried(kind: &ParamKind) -> Vec<Value> {
    let numbers = |numbers: &[f64]| numbers.iter().map(|number| json!(number)).collect::<Vec<Value>>();
    match kind {
        ParamKind::Whole { min, max, .. } => {
            let (min, max) = (i64::from(*min), i64::from(*max));
            [min - 1, min, min + 1, max - 1, max, max + 1, i64::from(NO_LIMIT) + 1]
                .map(Value::from)
                .into_iter()
                .chain([Value::Null])
                .collect()
        }
        ParamKind::Number(range) => {
            let ends = [0.0, 1e-15, 1e-12, 1e-10, 1e-9, 1e-6, 1e-4, 1e-3, 0.01, 0.1, 0.5, 0.9, 1.0, 100.0, 1e4, 1e6, 1e9, 1e300];
            assert!(ends.iter().any(|end| range.contains(*end)));
            let beside = |end: f64| [end.next_down(), end, end.next_up(), -end];
            numbers(&ends.map(beside).concat())
        }
        ParamKind::Features => {
            let shares = [-0.5, 0.0, f64::MIN_POSITIVE, 0.5, 1.0, 1.0_f64.next_up()].map(|share| json!({ "share": share }));
            let counts = [0, 1, i64::from(NO_LIMIT), i64::from(NO_LIMIT) + 1].map(|count| json!({ "count": count }));
            [json!("sqrt"), json!("log2"), json!("all")].into_iter().chain(shares).chain(counts).collect()
        }
        ParamKind::Sizes => vec![json!([0]), json!([1]), json!([1000]), json!([1001]), json!([1, 2, 3, 4, 5]), json!([1, 2, 3, 4, 5, 6])],
        ParamKind::Choice(words) => {
            words.iter().map(|word| json!(if *word == "None" { "none" } else { word })).chain([json!("other")]).collect()
        }
        ParamKind::Flag => vec![json!(true), json!(false)],
        ParamKind::Frequency | ParamKind::Several(_) | ParamKind::Text => panic!("no model has such a parameter"),
    }
}

/// Asks a form and the engine about the same values; counts what both take and what both refuse.
fn agree(of: &str, param: &Param, engine: &dyn Fn(&Value) -> bool) {
    let mut answers = [0, 0];
    for value in tried(&param.kind) {
        // A form prints what it is given, and reads it back; a word is the same in both.
        let text = param.kind.print(&value).unwrap();
        let form = param.kind.read(&text).is_some();
        assert_eq!(engine(&value), form, "{of}: {} {value}", param.name);
        answers[usize::from(form)] += 1;
    }
    assert!(answers[1] > 1 && (answers[0] > 0 || matches!(param.kind, ParamKind::Flag)), "{of}: {} {answers:?}", param.name);
}

#[test]
fn a_form_takes_what_the_engine_takes() {
    for kind in MODELS {
        for param in kind.params {
            agree(kind.id, param, &|value| {
                let mut settings = json!({ param.name: value });
                if param.name == "oob_score" {
                    settings["bootstrap"] = json!(true);
                }
                let spec = serde_json::from_value::<ModelSpec>(json!({ kind.id: settings }));
                let taken = spec.is_ok_and(|spec| Settings::check(&spec, 0).is_ok());
                let text = param.kind.print(value).unwrap();
                let set = ModelSpec::by_id(kind.id).unwrap().set(param.name, &text).is_ok();
                assert_eq!(set, taken, "{}: {} {value}", kind.id, param.name);
                taken
            });
        }
    }
}

/// The same for a model without an answer.
fn alone<S: Hyperparameters>(of: &str, check: fn(&S) -> bool) {
    for param in S::PARAMS {
        agree(of, param, &|value| serde_json::from_value::<S>(json!({ param.name: value })).is_ok_and(|spec| check(&spec)));
    }
}

#[test]
fn a_form_takes_what_the_engine_takes_without_a_target() {
    alone::<KMeansSpec>("k-means", |spec| KMeansParams::new(spec, 0).check().is_ok());
    alone::<DbscanSpec>("dbscan", |spec| DbscanParams::new(spec, 0).check().is_ok());
    alone::<MixtureSpec>("mixture", |spec| MixtureParams::new(spec, 0).check().is_ok());
    alone::<PcaSpec>("pca", |spec| PcaParams::new(spec, 0).check().is_ok());
}

#[track_caller]
fn refused(model: &str, name: &str, value: Value, why: &str) {
    let spec = serde_json::from_value(json!({ model: { name: value } })).unwrap();
    assert_eq!(Settings::check(&spec, 0).unwrap_err().to_string(), format!("{name} takes {why}"));
}

#[test]
fn a_setting_out_of_range_is_refused_in_the_words_of_its_range() {
    refused("mlp", "hidden_layer_sizes", json!([3, 0]), "one to five whole numbers from 1 to 1000, not [3, 0]");
    refused("mlp", "learning_rate_init", json!(2.0), "a number from 0.000001 to 1, not 2");
    refused("gaussian_nb", "var_smoothing", json!(-1.0), "a number from 1e-15 to 1, not -1");
    refused("k_neighbors", "p", json!(3), "1 or 2, not 3");
    refused("decision_tree", "min_samples_split", json!(1), "a whole number from 2, not 1");
    refused("decision_tree", "max_features", json!({ "count": 0 }), "sqrt, log2, None or a whole number from 1, not 0");
    let share = "sqrt, log2, None, a whole number from 1 or a share above 0 and up to 1, not 1.5";
    refused("decision_tree", "max_features", json!({ "share": 1.5 }), share);
    refused("hist_gradient_boosting", "max_leaf_nodes", json!(1), "a whole number from 2 to 4096, or None, not 1");
    refused("hist_gradient_boosting", "validation_fraction", json!(1.0), "a number above 0 and below 1, not 1");
    refused("hist_gradient_boosting", "tol", json!(-0.5), "a number from 0, not -0.5");
    refused("lasso", "alpha", json!(1e7), "a number from 0.000001 to 1000000, not 10000000");
}

/// scikit-learn 1.9.1 sets no other bounds for these: `_parameter_constraints` of its classes.
#[test]
fn ranges_that_were_told_twice_are_scikit_learns() {
    let of = |model: &str, name: &str| &MODELS.iter().find(|kind| kind.id == model).unwrap().param(name).unwrap().kind;
    let boosting = |name: &str| of("hist_gradient_boosting", name);
    let at_least = |min| ParamKind::Whole { min, max: NO_LIMIT, optional: false };
    for tree in ["decision_tree", "decision_tree_regressor", "random_forest", "extra_trees_regressor"] {
        assert_eq!((of(tree, "min_samples_leaf"), of(tree, "min_samples_split")), (&at_least(1), &at_least(2)));
    }
    assert_eq!((boosting("min_samples_leaf"), boosting("n_iter_no_change")), (&at_least(1), &at_least(1)));
    assert_eq!(*boosting("l2_regularization"), ParamKind::Number(Interval::at_least(0.0)));
    assert_eq!(*boosting("tol"), ParamKind::Number(Interval::at_least(0.0)));
    assert_eq!(*boosting("validation_fraction"), ParamKind::Number(Interval::open(0.0, 1.0).proposed_from(0.01)));
    // Above 1 no model here ever learned, in form or engine; the lower end is scikit-learn's.
    assert_eq!(*boosting("learning_rate"), ParamKind::Number(Interval::above(0.0, 1.0).proposed_from(1e-3)));
}

fn experiment(sample: &str, target: &str, model: &str) -> TrainSpec {
    TrainSpec {
        dataset: DatasetRef::Sample(sample.into()),
        target: target.into(),
        features: vec![],
        prepare: Default::default(),
        split: Default::default(),
        model: ModelSpec::by_id(model).unwrap(),
        folds: 0,
    }
}

#[test]
fn every_model_does_what_its_description_says() {
    for kind in MODELS {
        let settings = Settings::check(&ModelSpec::by_id(kind.id).unwrap(), 0).unwrap();
        let importances = match kind.task {
            Task::Classification => {
                assert!(matches!(settings, Settings::Classes(_)) && classifier(&ModelSpec::by_id(kind.id).unwrap(), 0).is_ok());
                let table = shipped("iris");
                let found = train(&table, &experiment("iris", "species", kind.id), &|| 0.0, &mut |_, _| {}).unwrap();
                let rows: Vec<u32> = (0..table.rows as u32).collect();
                let shares = found.model.rows_of(&found.encoding.frame(&table, &rows).unwrap());
                let sums_to_one = shares.iter().all(|shares| (shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
                assert_eq!(sums_to_one, kind.gives_probabilities, "{}", kind.id);
                assert_eq!(found.report.scores.log_loss.is_some(), kind.gives_probabilities, "{}", kind.id);
                found.report.importances
            }
            Task::Regression => {
                assert!(matches!(settings, Settings::Numbers(_)) && regressor(&ModelSpec::by_id(kind.id).unwrap(), 0).is_ok());
                assert!(!kind.gives_probabilities);
                let spec = experiment("iris", "petal_width_cm", kind.id);
                regress(&shipped("iris"), &spec, &|| 0.0, &mut |_, _| {}).unwrap().report.importances
            }
        };
        assert_eq!(!importances.is_empty(), kind.importances.is_some(), "{}", kind.id);
    }
}
