//! Every hyper-parameter once: name, range, default and meaning. Forms, checks and lessons are generated from here.

mod linear;
pub mod prepare;
mod simple;
mod trees;

use serde_json::{Map, Value};

pub use super::param::{Param, ParamKind};
use super::{ModelSpec, float};

/// What a model answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// A class out of several.
    Classification,
    /// A number.
    Regression,
}

/// How long a fit takes: the steps that the law counts, and the time of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// How many steps a fit has.
    pub law: CostLaw,
    /// Nanoseconds a step, natively.
    pub nanos: f64,
}

/// How the steps of a fit grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CostLaw {
    /// trees · rows · log₂ rows · features tried at a split.
    Forest,
    /// The same for one tree.
    Tree,
    /// rounds · rows · columns, for each class if there are more than two.
    Rounds,
    /// steps · rows · columns, for each class if there are more than two.
    Steps,
    /// test rows · training rows · columns.
    Pairs,
    /// rows · columns.
    Once,
}

/// A model that can be chosen.
#[derive(Debug, PartialEq)]
pub struct ModelKind {
    /// Id in requests and URLs, such as `random_forest`.
    pub id: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// One sentence: how it decides.
    pub about: &'static str,
    /// What it answers.
    pub task: Task,
    /// scikit-learn's class.
    pub sklearn: &'static str,
    /// It weighs or measures columns against each other, so they have to be on one scale.
    pub scales: bool,
    /// It draws random numbers.
    pub draws: bool,
    /// It says how sure it is of a class.
    pub probabilities: bool,
    /// How long a fit takes.
    pub cost: Cost,
    /// Its hyper-parameters, the ones that matter most first.
    pub params: &'static [Param],
}

/// The models there are, in the order they are offered.
pub const MODELS: &[ModelKind] = &[
    trees::RANDOM_FOREST,
    trees::EXTRA_TREES,
    trees::HIST_GRADIENT_BOOSTING,
    trees::DECISION_TREE,
    linear::LOGISTIC_REGRESSION,
    linear::LINEAR_SVC,
    simple::K_NEIGHBORS,
    simple::GAUSSIAN_NB,
    simple::MLP,
    linear::LINEAR_REGRESSION,
    linear::RIDGE,
    linear::LASSO,
    trees::DECISION_TREE_REGRESSOR,
    trees::RANDOM_FOREST_REGRESSOR,
    trees::EXTRA_TREES_REGRESSOR,
    trees::HIST_GRADIENT_BOOSTING_REGRESSOR,
    simple::K_NEIGHBORS_REGRESSOR,
];

/// What is known of a model; a model without a description does not compile.
pub fn kind(model: &ModelSpec) -> &'static ModelKind {
    match model {
        ModelSpec::RandomForest(_) => &trees::RANDOM_FOREST,
        ModelSpec::ExtraTrees(_) => &trees::EXTRA_TREES,
        ModelSpec::HistGradientBoosting(_) => &trees::HIST_GRADIENT_BOOSTING,
        ModelSpec::DecisionTree(_) => &trees::DECISION_TREE,
        ModelSpec::LogisticRegression(_) => &linear::LOGISTIC_REGRESSION,
        ModelSpec::LinearSvc(_) => &linear::LINEAR_SVC,
        ModelSpec::KNeighbors(_) => &simple::K_NEIGHBORS,
        ModelSpec::GaussianNb(_) => &simple::GAUSSIAN_NB,
        ModelSpec::Mlp(_) => &simple::MLP,
        ModelSpec::LinearRegression(_) => &linear::LINEAR_REGRESSION,
        ModelSpec::Ridge(_) => &linear::RIDGE,
        ModelSpec::Lasso(_) => &linear::LASSO,
        ModelSpec::DecisionTreeRegressor(_) => &trees::DECISION_TREE_REGRESSOR,
        ModelSpec::RandomForestRegressor(_) => &trees::RANDOM_FOREST_REGRESSOR,
        ModelSpec::ExtraTreesRegressor(_) => &trees::EXTRA_TREES_REGRESSOR,
        ModelSpec::HistGradientBoostingRegressor(_) => &trees::HIST_GRADIENT_BOOSTING_REGRESSOR,
        ModelSpec::KNeighborsRegressor(_) => &simple::K_NEIGHBORS_REGRESSOR,
    }
}

/// A model with scikit-learn's defaults, by id.
pub fn by_id(id: &str) -> Option<ModelSpec> {
    MODELS.iter().find(|kind| kind.id == id)?;
    put_together(id, Map::new())
}

/// A parameter's value as Python would print it; absent if the model has no such parameter.
pub fn get(model: &ModelSpec, name: &str) -> Option<String> {
    let (id, values) = taken_apart(model)?;
    let param = param(&id, name)?;
    printed(&param.kind, values.get(name)?)
}

/// Sets a parameter from text; the error says what the parameter takes.
pub fn set(model: &mut ModelSpec, name: &str, value: &str) -> Result<(), String> {
    let unknown = || format!("{name} is not a parameter of this model");
    let (id, mut values) = taken_apart(model).ok_or_else(unknown)?;
    let param = param(&id, name).ok_or_else(unknown)?;
    let value = value.trim();
    let wrong = || format!("{name} takes {}, not '{value}'", takes(&param.kind));
    values.insert(name.to_owned(), read(&param.kind, value).ok_or_else(wrong)?);
    *model = put_together(&id, values).ok_or_else(wrong)?;
    Ok(())
}

/// What a parameter takes, in words.
pub fn takes(kind: &ParamKind) -> String {
    match kind {
        ParamKind::Whole { min, max, optional: false } => format!("a whole number from {min} to {max}"),
        ParamKind::Whole { min, max, optional: true } => format!("a whole number from {min} to {max}, or None"),
        ParamKind::Number { min, max } => format!("a number from {min:?} to {max:?}"),
        ParamKind::Choice(words) => format!("one of {}", words.join(", ")),
        ParamKind::Features => "sqrt, log2, None, a whole number from 1 or a share such as 0.5".to_owned(),
        ParamKind::Sizes => "whole numbers from 1 to 1000 in a tuple such as (100,) or (50, 20), at most five".to_owned(),
        ParamKind::Flag => "True or False".to_owned(),
        ParamKind::Frequency => "a count from 1, a share below 1 such as 0.01, or None".to_owned(),
        ParamKind::Several(words) => format!("any of {}, separated by commas", words.join(", ")),
        ParamKind::Text => "any text".to_owned(),
    }
}

/// A spec as its id and its parameters by name: fields are named as scikit-learn names them, so no list of them is kept. It
/// goes through text, because everything else does: reading specs from another form would be compiled a second time.
fn taken_apart(model: &ModelSpec) -> Option<(String, Map<String, Value>)> {
    let outer: Map<String, Value> = serde_json::from_str(&serde_json::to_string(model).ok()?).ok()?;
    outer.into_iter().find_map(|(id, inner)| match inner {
        Value::Object(values) => Some((id, values)),
        _ => None,
    })
}

/// Parameters that are not named have their defaults.
fn put_together(id: &str, values: Map<String, Value>) -> Option<ModelSpec> {
    let whole = Map::from_iter([(id.to_owned(), Value::Object(values))]);
    serde_json::from_str(&serde_json::to_string(&whole).ok()?).ok()
}

fn param(id: &str, name: &str) -> Option<&'static Param> {
    MODELS.iter().find(|kind| kind.id == id)?.params.iter().find(|param| param.name == name)
}

/// A value as Python would print it.
fn printed(kind: &ParamKind, value: &Value) -> Option<String> {
    Some(match (kind, value) {
        (_, Value::Bool(flag)) => if *flag { "True" } else { "False" }.to_owned(),
        (ParamKind::Text, Value::Null) => String::new(),
        (_, Value::Null) => "None".to_owned(),
        (ParamKind::Features, Value::String(word)) if word == "all" => "None".to_owned(),
        (ParamKind::Features, Value::Object(one)) => one.values().next().and_then(|value| printed(&ParamKind::Flag, value))?,
        (ParamKind::Choice(_), Value::String(word)) if word == "none" => "None".to_owned(),
        (ParamKind::Several(_), Value::Array(words)) => words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","),
        // A count reads as one: 10, not 10.0.
        (ParamKind::Frequency, Value::Number(number)) => number.as_f64()?.to_string(),
        (_, Value::String(word)) => word.clone(),
        (ParamKind::Number { .. }, Value::Number(number)) => format!("{:?}", number.as_f64()?),
        (_, Value::Number(number)) => number.to_string(),
        (_, Value::Array(sizes)) => match sizes.as_slice() {
            [size] => format!("({size},)"),
            sizes => format!("({})", sizes.iter().map(Value::to_string).collect::<Vec<_>>().join(", ")),
        },
        (_, Value::Object(_)) => return None,
    })
}

/// A value from text; absent if the parameter does not take it.
fn read(kind: &ParamKind, text: &str) -> Option<Value> {
    match kind {
        ParamKind::Whole { optional: true, .. } if text == "None" => Some(Value::Null),
        ParamKind::Whole { min, max, .. } => text.parse::<u32>().ok().filter(|number| (*min..=*max).contains(number)).map(Value::from),
        ParamKind::Number { min, max } => float(text).filter(|number| number >= min && number <= max).map(Value::from),
        ParamKind::Choice(words) if words.contains(&text) => Some(Value::from(if text == "None" { "none" } else { text })),
        ParamKind::Choice(_) => None,
        ParamKind::Features => features(text),
        ParamKind::Sizes => sizes(text),
        ParamKind::Flag => match text {
            "True" => Some(Value::Bool(true)),
            "False" => Some(Value::Bool(false)),
            _ => None,
        },
        ParamKind::Frequency => frequency(text),
        ParamKind::Several(words) => several(words, text),
        ParamKind::Text => Some(if text.is_empty() { Value::Null } else { Value::from(text) }),
    }
}

fn frequency(text: &str) -> Option<Value> {
    if matches!(text, "None" | "") {
        return Some(Value::Null);
    }
    let number = text.parse::<f64>().ok()?;
    (number >= 1.0 && number.fract() == 0.0 && number < 1e9 || number > 0.0 && number < 1.0).then(|| Value::from(number))
}

/// Words in the order of the table, each once.
fn several(words: &[&str], text: &str) -> Option<Value> {
    let asked: Vec<&str> = text.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
    let known = asked.iter().all(|word| words.contains(word));
    known.then(|| words.iter().filter(|word| asked.contains(word)).copied().collect())
}

fn features(text: &str) -> Option<Value> {
    let one = |name: &str, value: Value| Some(Value::Object(Map::from_iter([(name.to_owned(), value)])));
    match text {
        "sqrt" | "log2" => Some(Value::from(text)),
        "None" => Some(Value::from("all")),
        _ => match text.parse::<u32>() {
            Ok(0) => None,
            Ok(count) => one("count", Value::from(count)),
            Err(_) => float(text).filter(|share| *share > 0.0 && *share <= 1.0).and_then(|share| one("share", Value::from(share))),
        },
    }
}

fn sizes(text: &str) -> Option<Value> {
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text).trim().trim_end_matches(',');
    let sizes: Option<Vec<u32>> = inner.split(',').map(|size| size.trim().parse().ok().filter(|size| (1..=1000).contains(size))).collect();
    sizes.filter(|sizes| sizes.len() <= 5).map(Value::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_reads_as_its_default_and_can_be_set_to_it() {
        for model in MODELS {
            let mut spec = by_id(model.id).unwrap();
            for param in model.params {
                assert_eq!(get(&spec, param.name).as_deref(), Some(param.default), "{} {}", model.id, param.name);
                set(&mut spec, param.name, param.default).unwrap();
            }
            assert_eq!(spec, by_id(model.id).unwrap());
            assert_eq!(kind(&spec).id, model.id);
        }
    }

    #[test]
    fn a_value_out_of_range_is_refused_and_changes_nothing() {
        let mut spec = by_id("random_forest").unwrap();
        let error = set(&mut spec, "n_estimators", "0").unwrap_err();
        assert_eq!(error, "n_estimators takes a whole number from 1 to 2000, not '0'");
        assert_eq!(spec, by_id("random_forest").unwrap());
    }

    fn check(model: &str, name: &str, text: &str, printed: &str) {
        let mut spec = by_id(model).unwrap();
        set(&mut spec, name, text).unwrap();
        assert_eq!(get(&spec, name).as_deref(), Some(printed));
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
        assert!(set(&mut by_id("decision_tree").unwrap(), "class_weight", "balanced_subsample").is_err());
        check("random_forest", "oob_score", " True ", "True");
        check("logistic_regression", "C", "1e-3", "0.001");
        check("logistic_regression", "C", "10", "10.0");
    }
}
