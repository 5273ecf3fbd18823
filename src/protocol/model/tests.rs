//! Descriptions and settings say the same, for every model.

use super::*;

#[test]
fn every_parameter_reads_as_its_default_and_can_be_set_to_it() {
    for kind in MODELS {
        let mut spec = ModelSpec::by_id(kind.id).unwrap();
        for param in kind.params {
            assert_eq!(spec.get(param.name).as_deref(), Some(param.default), "{} {}", kind.id, param.name);
            spec.set(param.name, param.default).unwrap();
        }
        assert_eq!(spec, ModelSpec::by_id(kind.id).unwrap());
        assert_eq!(spec.kind().id, kind.id);
    }
}

#[test]
fn the_name_of_a_model_in_json_is_its_id() {
    for kind in MODELS {
        let spec = ModelSpec::by_id(kind.id).unwrap();
        let json = serde_json::to_value(&spec).unwrap();
        assert_eq!(json.as_object().unwrap().keys().collect::<Vec<_>>(), [kind.id]);
        assert_eq!(serde_json::from_str::<ModelSpec>(&format!("{{\"{}\":{{}}}}", kind.id)).unwrap(), spec);
    }
    assert_eq!(ModelSpec::by_id("no_model"), None);
}

/// Every field is described, with the default that the description says.
#[track_caller]
fn described(values: &Map<String, Value>, params: &[Param]) {
    let mut names: Vec<&str> = params.iter().map(|param| param.name).collect();
    names.sort_unstable();
    assert_eq!(values.keys().map(String::as_str).collect::<Vec<_>>(), names);
    for Param { name, kind, default, about, .. } in params {
        assert_eq!(kind.print(&values[*name]).as_deref(), Some(*default), "{name}");
        assert!(about.ends_with('.'), "{name}");
    }
}

#[test]
fn every_field_is_described_with_its_default() {
    for kind in MODELS {
        described(&ModelSpec::by_id(kind.id).unwrap().values(), kind.params);
    }
    described(&check::values(&KMeansSpec::default()), KMeansSpec::PARAMS);
    described(&check::values(&DbscanSpec::default()), DbscanSpec::PARAMS);
    described(&check::values(&MixtureSpec::default()), MixtureSpec::PARAMS);
    described(&check::values(&PcaSpec::default()), PcaSpec::PARAMS);
}

#[test]
fn a_value_out_of_range_is_refused_and_changes_nothing() {
    let mut spec = ModelSpec::by_id("random_forest").unwrap();
    let error = spec.set("n_estimators", "0").unwrap_err();
    assert_eq!(error, "n_estimators takes a whole number from 1 to 2000, not '0'");
    assert_eq!(spec.set("C", "1").unwrap_err(), "C is not a parameter of this model");
    assert_eq!(spec, ModelSpec::by_id("random_forest").unwrap());
}

fn check(model: &str, name: &str, text: &str, printed: &str) {
    let mut spec = ModelSpec::by_id(model).unwrap();
    spec.set(name, text).unwrap();
    assert_eq!(spec.get(name).as_deref(), Some(printed));
}

#[test]
fn a_value_prints_as_python_writes_it() {
    check("random_forest", "max_depth", "None", "None");
    check("random_forest", "max_features", "None", "None");
    check("random_forest", "max_features", "7", "7");
    check("random_forest", "max_features", "0.5", "0.5");
    check("random_forest", "max_features", "1.0", "1.0");
    check("random_forest", "class_weight", "balanced", "balanced");
    check("extra_trees", "class_weight", "balanced_subsample", "balanced_subsample");
    assert!(ModelSpec::by_id("decision_tree").unwrap().set("class_weight", "balanced_subsample").is_err());
    check("random_forest", "oob_score", " True ", "True");
    check("logistic_regression", "C", "1e-3", "0.001");
    check("logistic_regression", "C", "10", "10.0");
}

#[test]
fn a_form_says_what_it_takes_and_proposes_less() {
    let boosting = ModelSpec::by_id("hist_gradient_boosting").unwrap();
    let said = |name: &str| {
        let kind = &boosting.kind().param(name).unwrap().kind;
        (kind.takes(), kind.ends().unwrap())
    };
    let pair = |takes: &str, ends: &str| (takes.to_owned(), ends.to_owned());
    assert_eq!(said("max_iter"), pair("a whole number from 1 to 2000", "1 to 2000"));
    assert_eq!(said("max_depth"), pair("a whole number from 1 to 64, or None", "1 to 64"));
    assert_eq!(said("min_samples_leaf"), pair("a whole number from 1", "from 1"));
    assert_eq!(said("learning_rate"), pair("a number above 0.0 and at most 1.0", "above 0.0 and at most 1.0"));
    assert_eq!(said("validation_fraction"), pair("a number above 0.0 and below 1.0", "above 0.0 and below 1.0"));
    assert_eq!(said("tol"), pair("a number from 0.0", "from 0.0"));
    let ParamKind::Number(rate) = boosting.kind().param("learning_rate").unwrap().kind else { panic!("a number") };
    assert_eq!(
        [0.0, 1e-4, 1e-3, 1.0, 1.1].map(|number| (rate.contains(number), rate.proposes(number))),
        [(false, false), (true, false), (true, true), (true, true), (false, false)]
    );
}

#[test]
fn only_forests_have_trees_that_can_be_grown_apart() {
    let apart: Vec<&str> =
        MODELS.iter().map(|kind| kind.id).filter(|id| ModelSpec::by_id(id).unwrap().independent_trees().is_some()).collect();
    assert_eq!(apart, ["random_forest", "extra_trees", "random_forest_regressor", "extra_trees_regressor"]);
    let forest = ModelSpec::RandomForest(ForestSpec { n_estimators: 7, ..ForestSpec::default() });
    assert_eq!(forest.independent_trees(), Some(7));
}
