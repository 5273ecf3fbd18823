//! Any of the models behind one face: checked settings in, class probabilities out.

use linfa::ParamGuard;

use super::encode::{Encoding, Frame};
use super::forest::{CheckedForest, Forest, ForestParams};
use super::logistic::{CheckedLogistic, Logistic, LogisticParams};
use super::scale::Scaling;
use super::tree::{CheckedTree, Tree, TreeParams};
use super::{Error, columns::Columns};
use crate::protocol::{Importance, ModelSpec, Warning};

/// Settings in range.
#[derive(Clone, Debug, PartialEq)]
pub enum CheckedModel {
    /// A random forest.
    Forest(CheckedForest),
    /// A decision tree.
    Tree(CheckedTree),
    /// A logistic regression on scaled features.
    Logistic(CheckedLogistic),
}

/// A fitted model.
#[derive(Clone, Debug, PartialEq)]
pub enum Model {
    /// A random forest.
    Forest(Forest),
    /// A decision tree.
    Tree(Tree),
    /// A logistic regression and the scaling of its features.
    Logistic(Logistic, Scaling),
}

impl CheckedModel {
    /// Checks every setting.
    pub fn new(spec: &ModelSpec, seed: u64) -> Result<Self, Error> {
        Ok(match spec {
            ModelSpec::RandomForest(spec) => Self::Forest(ForestParams::new(spec, seed).check()?),
            ModelSpec::DecisionTree(spec) => Self::Tree(TreeParams::new(spec, seed).check()?),
            ModelSpec::LogisticRegression(spec) => Self::Logistic(LogisticParams::new(spec, seed).check()?),
        })
    }

    /// Fits on encoded columns; `progress` hears the share done and what is being done.
    pub fn fit(
        &self,
        encoding: &Encoding,
        frame: &Frame,
        labels: &[u8],
        classes: usize,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Model, Error> {
        let ranked = || Columns::new(frame.columns.iter().map(Vec::as_slice), encoding.names());
        match self {
            Self::Forest(forest) => {
                let count = forest.trees();
                let mut grown = |tree: u32| progress(f64::from(tree) / f64::from(count), &format!("tree {tree} of {count}"));
                forest.fit_columns(&ranked()?, labels, classes, &mut grown).map(Model::Forest)
            }
            Self::Tree(tree) => {
                progress(0.0, "growing the tree");
                tree.fit_columns(&ranked()?, labels, classes).map(Model::Tree)
            }
            Self::Logistic(logistic) => {
                progress(0.0, "finding the weights");
                let scaling = Scaling::fit(encoding, frame);
                logistic.fit_columns(&scaling.frame(frame), labels, classes, progress).map(|model| Model::Logistic(model, scaling))
            }
        }
    }
}

impl Model {
    /// Probability per class of a row of encoded values.
    pub fn probabilities(&self, value: impl Fn(usize) -> f64) -> Vec<f64> {
        match self {
            Self::Forest(forest) => forest.probabilities(value),
            Self::Tree(tree) => tree.probabilities(value).to_vec(),
            Self::Logistic(model, scaling) => model.probabilities(|feature| scaling.apply(feature, value(feature))),
        }
    }

    /// Probability per class of every row.
    pub fn probabilities_of(&self, frame: &Frame) -> Vec<Vec<f64>> {
        (0..frame.rows).map(|row| self.probabilities(|feature| frame.columns[feature][row])).collect()
    }

    /// How much each encoded feature matters, largest first.
    pub fn importances(&self, names: &[String]) -> Vec<Importance> {
        let values: Vec<(f64, Option<f64>)> = match self {
            Self::Forest(forest) => forest.importances().into_iter().map(|(mean, std)| (mean, Some(std))).collect(),
            Self::Tree(tree) => tree.importances().iter().map(|value| (*value, None)).collect(),
            Self::Logistic(model, scaling) => (0..model.features())
                .map(|feature| {
                    let weights = model.coefficients(feature);
                    let mean = weights.iter().map(|weight| weight.abs()).sum::<f64>() / weights.len() as f64;
                    (mean * scaling.indicator_spread(feature), None)
                })
                .collect(),
        };
        let mut importances: Vec<Importance> =
            names.iter().zip(values).map(|(name, (value, std))| Importance { feature: name.clone(), value, std }).collect();
        importances.sort_by(|a, b| b.value.total_cmp(&a.value));
        importances
    }

    /// What the reader should know about this fit.
    pub fn warnings(&self) -> Vec<Warning> {
        let text = match self {
            Self::Logistic(model, _) if !model.converged() => format!(
                "logistic regression stopped before it converged: its gradient is still {:.1e}; allow more steps (max_iter) or accept a larger tol",
                model.gradient()
            ),
            Self::Forest(forest) if forest.oob_unseen() > 0 => {
                format!(
                    "{} training rows were in every tree's draw, so the out-of-bag score is rough; grow more trees",
                    forest.oob_unseen()
                )
            }
            _ => return Vec::new(),
        };
        vec![Warning { line: None, column: None, text }]
    }

    /// Out-of-bag accuracy of a forest, when asked for.
    pub fn oob_score(&self) -> Option<f64> {
        match self {
            Self::Forest(forest) => forest.oob_score(),
            _ => None,
        }
    }
}
