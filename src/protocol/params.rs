//! Every hyper-parameter once: name, range, default and meaning. Forms, checks and lessons are generated from here.

use super::{ClassWeight, Criterion, MaxFeatures, ModelSpec};

/// A hyper-parameter as scikit-learn names it.
#[derive(Debug, PartialEq)]
pub struct Param {
    /// scikit-learn's name.
    pub name: &'static str,
    /// What values it takes.
    pub kind: ParamKind,
    /// scikit-learn's default, as text in the form [`get`] returns.
    pub default: &'static str,
    /// One sentence: what it does and what more of it means.
    pub about: &'static str,
    /// Shown at once, or only under *More settings*.
    pub main: bool,
}

/// What values a hyper-parameter takes.
#[derive(Debug, PartialEq)]
pub enum ParamKind {
    /// A whole number in a range; `optional` also allows `None`.
    Whole {
        /// Smallest.
        min: u32,
        /// Largest.
        max: u32,
        /// May be `None`.
        optional: bool,
    },
    /// A number in a range, best moved on a logarithmic scale.
    Number {
        /// Smallest.
        min: f64,
        /// Largest.
        max: f64,
    },
    /// One of these words.
    Choice(&'static [&'static str]),
    /// `sqrt`, `log2`, `None` (all) or a whole number.
    Features,
    /// `True` or `False`.
    Flag,
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
    /// scikit-learn's class.
    pub sklearn: &'static str,
    /// Its hyper-parameters, the ones that matter most first.
    pub params: &'static [Param],
}

const CRITERION: Param = Param {
    name: "criterion",
    kind: ParamKind::Choice(&["gini", "entropy"]),
    default: "gini",
    about: "How mixed a group of rows is; the two nearly always agree.",
    main: false,
};
const MAX_DEPTH: Param = Param {
    name: "max_depth",
    kind: ParamKind::Whole { min: 1, max: 64, optional: true },
    default: "None",
    about: "How many questions in a row a tree may ask; fewer means a simpler model.",
    main: true,
};
const MIN_SPLIT: Param = Param {
    name: "min_samples_split",
    kind: ParamKind::Whole { min: 2, max: 1000, optional: false },
    default: "2",
    about: "A group smaller than this is not divided further.",
    main: false,
};
const MIN_LEAF: Param = Param {
    name: "min_samples_leaf",
    kind: ParamKind::Whole { min: 1, max: 1000, optional: false },
    default: "1",
    about: "Every final group keeps at least this many rows; more smooths the model.",
    main: true,
};
const CLASS_WEIGHT: Param = Param {
    name: "class_weight",
    kind: ParamKind::Choice(&["None", "balanced"]),
    default: "None",
    about: "Balanced makes rows of rare classes count for more.",
    main: false,
};

/// The models there are, in the order they are offered.
pub const MODELS: &[ModelKind] = &[
    ModelKind {
        id: "random_forest",
        title: "Random forest",
        about: "Many decision trees, each grown on a random draw of rows and columns, vote.",
        sklearn: "sklearn.ensemble.RandomForestClassifier",
        params: &[
            Param {
                name: "n_estimators",
                kind: ParamKind::Whole { min: 1, max: 2000, optional: false },
                default: "100",
                about: "How many trees vote; more is steadier and slower, never worse.",
                main: true,
            },
            MAX_DEPTH,
            MIN_LEAF,
            Param {
                name: "max_features",
                kind: ParamKind::Features,
                default: "sqrt",
                about: "How many columns each question may choose from; fewer makes the trees differ more.",
                main: false,
            },
            MIN_SPLIT,
            CRITERION,
            Param {
                name: "bootstrap",
                kind: ParamKind::Flag,
                default: "True",
                about: "Each tree sees its own draw of the rows, with repeats.",
                main: false,
            },
            Param {
                name: "oob_score",
                kind: ParamKind::Flag,
                default: "False",
                about: "Also judge each row by the trees that never saw it; needs bootstrap.",
                main: false,
            },
            CLASS_WEIGHT,
        ],
    },
    ModelKind {
        id: "decision_tree",
        title: "Decision tree",
        about: "A chain of yes-or-no questions that you can read.",
        sklearn: "sklearn.tree.DecisionTreeClassifier",
        params: &[
            MAX_DEPTH,
            MIN_LEAF,
            MIN_SPLIT,
            CRITERION,
            Param {
                name: "max_features",
                kind: ParamKind::Features,
                default: "None",
                about: "How many columns each question may choose from.",
                main: false,
            },
            CLASS_WEIGHT,
        ],
    },
    ModelKind {
        id: "logistic_regression",
        title: "Logistic regression",
        about: "A weighted sum of the columns, turned into a probability; the first thing to try.",
        sklearn: "sklearn.linear_model.LogisticRegression",
        params: &[
            Param {
                name: "C",
                kind: ParamKind::Number { min: 1e-4, max: 1e4 },
                default: "1.0",
                about: "How far weights may grow; smaller holds them back and smooths the model.",
                main: true,
            },
            Param {
                name: "max_iter",
                kind: ParamKind::Whole { min: 1, max: 10_000, optional: false },
                default: "100",
                about: "Steps the optimiser may take.",
                main: true,
            },
            Param {
                name: "tol",
                kind: ParamKind::Number { min: 1e-10, max: 1e-1 },
                default: "0.0001",
                about: "How flat the slope must be before it stops.",
                main: false,
            },
            Param {
                name: "fit_intercept",
                kind: ParamKind::Flag,
                default: "True",
                about: "Learn a constant beside the weights.",
                main: false,
            },
        ],
    },
];

/// The kind of a model spec.
pub fn kind(model: &ModelSpec) -> &'static ModelKind {
    match model {
        ModelSpec::RandomForest(_) => &MODELS[0],
        ModelSpec::DecisionTree(_) => &MODELS[1],
        ModelSpec::LogisticRegression(_) => &MODELS[2],
    }
}

/// A model with scikit-learn's defaults, by id.
pub fn by_id(id: &str) -> Option<ModelSpec> {
    match id {
        "random_forest" => Some(ModelSpec::RandomForest(Default::default())),
        "decision_tree" => Some(ModelSpec::DecisionTree(Default::default())),
        "logistic_regression" => Some(ModelSpec::LogisticRegression(Default::default())),
        _ => None,
    }
}

/// A parameter's value as Python would print it; absent if the model has no such parameter.
pub fn get(model: &ModelSpec, name: &str) -> Option<String> {
    let flag = |value: bool| if value { "True" } else { "False" }.to_owned();
    let depth = |value: Option<u32>| value.map_or_else(|| "None".to_owned(), |depth| depth.to_string());
    Some(match (model, name) {
        (ModelSpec::RandomForest(forest), "n_estimators") => forest.n_estimators.to_string(),
        (ModelSpec::RandomForest(forest), "bootstrap") => flag(forest.bootstrap),
        (ModelSpec::RandomForest(forest), "oob_score") => flag(forest.oob_score),
        (ModelSpec::RandomForest(forest), "max_depth") => depth(forest.max_depth),
        (ModelSpec::DecisionTree(tree), "max_depth") => depth(tree.max_depth),
        (ModelSpec::RandomForest(forest), "min_samples_split") => forest.min_samples_split.to_string(),
        (ModelSpec::DecisionTree(tree), "min_samples_split") => tree.min_samples_split.to_string(),
        (ModelSpec::RandomForest(forest), "min_samples_leaf") => forest.min_samples_leaf.to_string(),
        (ModelSpec::DecisionTree(tree), "min_samples_leaf") => tree.min_samples_leaf.to_string(),
        (ModelSpec::RandomForest(forest), "max_features") => features_text(forest.max_features),
        (ModelSpec::DecisionTree(tree), "max_features") => features_text(tree.max_features),
        (ModelSpec::RandomForest(forest), "criterion") => criterion_text(forest.criterion),
        (ModelSpec::DecisionTree(tree), "criterion") => criterion_text(tree.criterion),
        (ModelSpec::RandomForest(forest), "class_weight") => weight_text(forest.class_weight),
        (ModelSpec::DecisionTree(tree), "class_weight") => weight_text(tree.class_weight),
        (ModelSpec::LogisticRegression(logistic), "C") => format!("{:?}", logistic.c),
        (ModelSpec::LogisticRegression(logistic), "max_iter") => logistic.max_iter.to_string(),
        (ModelSpec::LogisticRegression(logistic), "tol") => format!("{:?}", logistic.tol),
        (ModelSpec::LogisticRegression(logistic), "fit_intercept") => flag(logistic.fit_intercept),
        _ => return None,
    })
}

/// Sets a parameter from text; the error says what the parameter takes.
pub fn set(model: &mut ModelSpec, name: &str, value: &str) -> Result<(), String> {
    let param =
        kind(model).params.iter().find(|param| param.name == name).ok_or_else(|| format!("{name} is not a parameter of this model"))?;
    let value = value.trim();
    let wrong = || format!("{name} takes {}, not '{value}'", takes(&param.kind));
    check(&param.kind, value).ok_or_else(wrong)?;
    let whole = || value.parse::<u32>().map_err(|_| wrong());
    let number = || value.parse::<f64>().map_err(|_| wrong());
    let depth = || if value == "None" { Ok(None) } else { whole().map(Some) };
    let flag = value == "True";
    match (model, name) {
        (ModelSpec::RandomForest(forest), "n_estimators") => forest.n_estimators = whole()?,
        (ModelSpec::RandomForest(forest), "bootstrap") => forest.bootstrap = flag,
        (ModelSpec::RandomForest(forest), "oob_score") => forest.oob_score = flag,
        (ModelSpec::RandomForest(forest), "max_depth") => forest.max_depth = depth()?,
        (ModelSpec::DecisionTree(tree), "max_depth") => tree.max_depth = depth()?,
        (ModelSpec::RandomForest(forest), "min_samples_split") => forest.min_samples_split = whole()?,
        (ModelSpec::DecisionTree(tree), "min_samples_split") => tree.min_samples_split = whole()?,
        (ModelSpec::RandomForest(forest), "min_samples_leaf") => forest.min_samples_leaf = whole()?,
        (ModelSpec::DecisionTree(tree), "min_samples_leaf") => tree.min_samples_leaf = whole()?,
        (ModelSpec::RandomForest(forest), "max_features") => forest.max_features = features(value).ok_or_else(wrong)?,
        (ModelSpec::DecisionTree(tree), "max_features") => tree.max_features = features(value).ok_or_else(wrong)?,
        (ModelSpec::RandomForest(forest), "criterion") => forest.criterion = criterion(value),
        (ModelSpec::DecisionTree(tree), "criterion") => tree.criterion = criterion(value),
        (ModelSpec::RandomForest(forest), "class_weight") => forest.class_weight = weight(value),
        (ModelSpec::DecisionTree(tree), "class_weight") => tree.class_weight = weight(value),
        (ModelSpec::LogisticRegression(logistic), "C") => logistic.c = number()?,
        (ModelSpec::LogisticRegression(logistic), "max_iter") => logistic.max_iter = whole()?,
        (ModelSpec::LogisticRegression(logistic), "tol") => logistic.tol = number()?,
        (ModelSpec::LogisticRegression(logistic), "fit_intercept") => logistic.fit_intercept = flag,
        _ => return Err(format!("{name} is not a parameter of this model")),
    }
    Ok(())
}

/// What a parameter takes, in words.
pub fn takes(kind: &ParamKind) -> String {
    match kind {
        ParamKind::Whole { min, max, optional: false } => format!("a whole number from {min} to {max}"),
        ParamKind::Whole { min, max, optional: true } => format!("a whole number from {min} to {max}, or None"),
        ParamKind::Number { min, max } => format!("a number from {min:?} to {max:?}"),
        ParamKind::Choice(words) => format!("one of {}", words.join(", ")),
        ParamKind::Features => "sqrt, log2, None or a whole number from 1".to_owned(),
        ParamKind::Flag => "True or False".to_owned(),
    }
}

fn check(kind: &ParamKind, value: &str) -> Option<()> {
    let fits = match kind {
        ParamKind::Whole { min, max, optional } => {
            (*optional && value == "None") || value.parse::<u32>().is_ok_and(|number| (*min..=*max).contains(&number))
        }
        ParamKind::Number { min, max } => value.parse::<f64>().is_ok_and(|number| number >= *min && number <= *max),
        ParamKind::Choice(words) => words.contains(&value),
        ParamKind::Features => features(value).is_some(),
        ParamKind::Flag => value == "True" || value == "False",
    };
    fits.then_some(())
}

fn features(value: &str) -> Option<MaxFeatures> {
    match value {
        "sqrt" => Some(MaxFeatures::Sqrt),
        "log2" => Some(MaxFeatures::Log2),
        "None" => Some(MaxFeatures::All),
        count => count.parse().ok().filter(|count| *count > 0).map(MaxFeatures::Count),
    }
}

fn features_text(features: MaxFeatures) -> String {
    match features {
        MaxFeatures::Sqrt => "sqrt".to_owned(),
        MaxFeatures::Log2 => "log2".to_owned(),
        MaxFeatures::All => "None".to_owned(),
        MaxFeatures::Count(count) => count.to_string(),
    }
}

fn criterion(value: &str) -> Criterion {
    if value == "entropy" { Criterion::Entropy } else { Criterion::Gini }
}

fn criterion_text(criterion: Criterion) -> String {
    match criterion {
        Criterion::Gini => "gini".to_owned(),
        Criterion::Entropy => "entropy".to_owned(),
    }
}

fn weight(value: &str) -> ClassWeight {
    if value == "balanced" { ClassWeight::Balanced } else { ClassWeight::None }
}

fn weight_text(weight: ClassWeight) -> String {
    match weight {
        ClassWeight::None => "None".to_owned(),
        ClassWeight::Balanced => "balanced".to_owned(),
    }
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
        }
    }

    #[test]
    fn a_value_out_of_range_is_refused_and_changes_nothing() {
        let mut spec = by_id("random_forest").unwrap();
        let error = set(&mut spec, "n_estimators", "0").unwrap_err();
        assert_eq!(error, "n_estimators takes a whole number from 1 to 2000, not '0'");
        assert_eq!(spec, by_id("random_forest").unwrap());
    }
}
