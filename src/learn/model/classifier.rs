//! The models that answer with a class.

use std::ops::Range;

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use crate::learn::bayes::{CheckedNaiveBayes, NaiveBayes, NaiveBayesParams};
use crate::learn::boosting::{Boosting, BoostingParams, CheckedBoosting};
use crate::learn::columns::Columns;
use crate::learn::forest::{CheckedForest, ExtraTreesParams, Forest, ForestParams, Part};
use crate::learn::logistic::{CheckedLogistic, Logistic, LogisticParams};
use crate::learn::neighbours::{CheckedKnn, KnnClassifier, KnnParams};
use crate::learn::perceptron::{CheckedPerceptron, Perceptron, PerceptronParams};
use crate::learn::prepare::{Encoding, Frame};
use crate::learn::scale::Scaling;
use crate::learn::svm::{CheckedLinearSvc, LinearSvc, LinearSvcParams};
use crate::learn::tree::{CheckedTree, Tree, TreeParams};
use crate::learn::{Error, largest};
use crate::protocol::{Importance, ModelSpec, Warning, params};

use super::NO_FOREST;
use super::importance::{Weight, largest_first};

/// Settings in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedClassifier {
    model: Checked,
    /// Its columns must be on one scale.
    scales: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Checked {
    Forest(CheckedForest),
    Tree(CheckedTree),
    Boosting(CheckedBoosting),
    Logistic(CheckedLogistic),
    Svm(CheckedLinearSvc),
    Neighbours(CheckedKnn),
    Bayes(CheckedNaiveBayes),
    Perceptron(CheckedPerceptron),
}

/// A fitted model and the scaling of its features, if it needs one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Classifier {
    fitted: Fitted,
    scaling: Option<Scaling>,
    classes: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Fitted {
    Forest(Forest),
    Tree(Tree),
    Boosting(Boosting),
    Logistic(Logistic),
    Svm(LinearSvc),
    Neighbours(KnnClassifier),
    Bayes(NaiveBayes),
    Perceptron(Perceptron),
}

impl CheckedClassifier {
    /// Checks every setting; absent if the spec is no classifier's.
    pub(super) fn new(spec: &ModelSpec, seed: u64) -> Result<Option<Self>, Error> {
        let model = match spec {
            ModelSpec::RandomForest(spec) => Checked::Forest(ForestParams::new(spec, seed).check()?),
            ModelSpec::ExtraTrees(spec) => Checked::Forest(ExtraTreesParams::new(spec, seed).check()?),
            ModelSpec::DecisionTree(spec) => Checked::Tree(TreeParams::new(spec, seed).check()?),
            ModelSpec::HistGradientBoosting(spec) => Checked::Boosting(BoostingParams::new(spec, seed).check()?),
            ModelSpec::LogisticRegression(spec) => Checked::Logistic(LogisticParams::new(spec, seed).check()?),
            ModelSpec::LinearSvc(spec) => Checked::Svm(LinearSvcParams::new(spec, seed).check()?),
            ModelSpec::KNeighbors(spec) => Checked::Neighbours(KnnParams::new(spec, seed).check()?),
            ModelSpec::GaussianNb(spec) => Checked::Bayes(NaiveBayesParams::new(spec, seed).check()?),
            ModelSpec::Mlp(spec) => Checked::Perceptron(PerceptronParams::new(spec, seed).check()?),
            ModelSpec::LinearRegression(_)
            | ModelSpec::Ridge(_)
            | ModelSpec::Lasso(_)
            | ModelSpec::DecisionTreeRegressor(_)
            | ModelSpec::RandomForestRegressor(_)
            | ModelSpec::ExtraTreesRegressor(_)
            | ModelSpec::HistGradientBoostingRegressor(_)
            | ModelSpec::KNeighborsRegressor(_) => return Ok(None),
        };
        Ok(Some(Self { model, scales: params::kind(spec).scales }))
    }

    /// Fits on encoded columns; labels are below `classes`. `progress` hears the share done and what is being done.
    pub fn fit(
        &self,
        encoding: &Encoding,
        frame: &Frame,
        labels: &[u8],
        classes: usize,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Classifier, Error> {
        let scaling = (self.scales && encoding.leaves_scaling_to_the_model()).then(|| Scaling::fit(encoding, frame));
        let scaled;
        let columns: &[Vec<f64>] = match &scaling {
            Some(scaling) => {
                scaled = scaling.frame(frame);
                &scaled
            }
            None => &frame.columns,
        };
        let ranked = || Columns::new(columns.iter().map(Vec::as_slice), encoding.names());
        let fitted = match &self.model {
            Checked::Forest(forest) => {
                let count = forest.trees();
                let mut grown = |tree: u32| progress(f64::from(tree) / f64::from(count), &format!("tree {tree} of {count}"));
                Fitted::Forest(forest.fit_columns(&ranked()?, labels, classes, &mut grown)?)
            }
            Checked::Tree(tree) => {
                progress(0.0, "growing the tree");
                Fitted::Tree(tree.fit_columns(&ranked()?, labels, classes)?)
            }
            Checked::Boosting(model) => Fitted::Boosting(model.fit_columns(columns, labels, classes, progress)?),
            Checked::Logistic(model) => Fitted::Logistic(model.fit_columns(columns, labels, classes, progress)?),
            Checked::Svm(model) => Fitted::Svm(model.fit_columns(columns, labels, classes, progress)?),
            Checked::Neighbours(model) => Fitted::Neighbours(model.fit_columns(columns, labels, classes, progress)?),
            Checked::Bayes(model) => Fitted::Bayes(model.fit_columns(columns, labels, classes, progress)?),
            Checked::Perceptron(model) => Fitted::Perceptron(model.fit_columns(columns, labels, classes, progress)?),
        };
        Ok(Classifier { fitted, scaling, classes })
    }

    /// Trees that it grows apart from each other; absent for a model that is no forest.
    pub fn trees(&self) -> Option<u32> {
        if let Checked::Forest(forest) = &self.model { Some(forest.trees()) } else { None }
    }

    /// Grows some of a forest's trees; `grown` hears how many of them are finished.
    pub fn grow(
        &self,
        columns: &Columns,
        labels: &[u8],
        classes: usize,
        numbers: Range<u32>,
        grown: &mut dyn FnMut(u32),
    ) -> Result<Part, Error> {
        let Checked::Forest(forest) = &self.model else { return Err(NO_FOREST) };
        forest.grow_part(columns, labels, classes, numbers, grown)
    }

    /// The forest whose trees were grown in parts, as if it had been fitted at once.
    pub fn join(&self, parts: Vec<Part>, labels: &[u8], classes: usize) -> Result<Classifier, Error> {
        let Checked::Forest(forest) = &self.model else { return Err(NO_FOREST) };
        Ok(Classifier { fitted: Fitted::Forest(forest.from_parts(parts, labels)?), scaling: None, classes })
    }
}

impl Classifier {
    /// What the model has as text, at the least; told of forests only, which can be larger than the data.
    pub fn least_bytes(&self) -> u64 {
        match &self.fitted {
            Fitted::Forest(model) => model.trees().iter().map(Tree::least_bytes).sum(),
            _ => 0,
        }
    }

    /// What [`Classifier::predict_of`] gives for the rows and labels that the model was fitted on.
    pub fn predict_own(&self, frame: &Frame, labels: &[u8]) -> Vec<u32> {
        if let Fitted::Forest(forest) = &self.fitted {
            return forest.predict_own(&frame.columns, labels).into_iter().map(|class| class as u32).collect();
        }
        self.predict_of(frame)
    }

    /// Share per class of every row, row after row: probabilities, or, where the model has none, marks between 0 and 1 that
    /// only rank (the logistic function of the decision value).
    pub fn shares_of(&self, frame: &Frame) -> Vec<f64> {
        let scaled;
        let columns: &[Vec<f64>] = match &self.scaling {
            Some(scaling) => {
                scaled = scaling.frame(frame);
                &scaled
            }
            None => &frame.columns,
        };
        match &self.fitted {
            Fitted::Forest(model) => model.probabilities_of(columns),
            Fitted::Tree(model) => model.probabilities_of(columns),
            Fitted::Boosting(model) => model.probabilities_of(columns),
            Fitted::Logistic(model) => model.probabilities_of(columns),
            Fitted::Svm(model) => model.marks_of(columns),
            Fitted::Neighbours(model) => model.probabilities_of(columns),
            Fitted::Bayes(model) => model.probabilities_of(columns),
            Fitted::Perceptron(model) => model.probabilities_of(columns),
        }
    }

    /// The same, one list per row.
    pub fn rows_of(&self, frame: &Frame) -> Vec<Vec<f64>> {
        self.shares_of(frame).chunks_exact(self.classes.max(1)).map(<[f64]>::to_vec).collect()
    }

    /// Most probable class of every row, the first of equals.
    pub fn predict_of(&self, frame: &Frame) -> Vec<u32> {
        if let Fitted::Forest(model) = &self.fitted {
            return model.predict_of(&frame.columns).into_iter().map(|class| class as u32).collect();
        }
        self.shares_of(frame).chunks_exact(self.classes.max(1)).map(|row| largest(row) as u32).collect()
    }

    /// Whether the shares are probabilities.
    pub fn gives_probabilities(&self) -> bool {
        !matches!(self.fitted, Fitted::Svm(_))
    }

    /// How much each encoded feature matters, largest first; empty for a model that does not say.
    pub fn importances(&self, names: &[String]) -> Vec<Importance> {
        let weighed = |weights: &dyn Fn(usize) -> f64| -> Vec<Weight> {
            let spread = |feature| self.scaling.as_ref().map_or(1.0, |scaling| scaling.indicator_spread(feature));
            (0..names.len()).map(|feature| (weights(feature) * spread(feature), None)).collect()
        };
        let mean = |weights: &mut dyn Iterator<Item = f64>, count: usize| weights.map(f64::abs).sum::<f64>() / count.max(1) as f64;
        let values: Vec<Weight> = match &self.fitted {
            Fitted::Forest(forest) => forest.importances().into_iter().map(|(mean, std)| (mean, Some(std))).collect(),
            Fitted::Tree(tree) => tree.importances().iter().map(|value| (*value, None)).collect(),
            Fitted::Boosting(model) => model.importances().into_iter().map(|value| (value, None)).collect(),
            Fitted::Logistic(model) => weighed(&|feature| {
                let weights = model.coefficients(feature);
                mean(&mut weights.iter().copied(), weights.len())
            }),
            Fitted::Svm(model) => {
                let planes = model.coefficients();
                weighed(&|feature| mean(&mut planes.iter().filter_map(|plane| plane.get(feature).copied()), planes.len()))
            }
            Fitted::Neighbours(_) | Fitted::Bayes(_) | Fitted::Perceptron(_) => Vec::new(),
        };
        largest_first(names, values)
    }

    /// What the reader should know about this fit.
    pub fn warnings(&self) -> Vec<Warning> {
        let text = match &self.fitted {
            Fitted::Logistic(model) if !model.converged() => format!(
                "logistic regression stopped before it converged: its gradient is still {:.1e}; allow more steps (max_iter) or accept a larger tol",
                model.gradient()
            ),
            Fitted::Svm(model) if !model.converged() => {
                "the linear SVM stopped before it converged; allow more steps (max_iter) or accept a larger tol".into()
            }
            Fitted::Perceptron(model) if !model.converged() => {
                "the neural network stopped before it settled; allow more rounds (max_iter)".into()
            }
            Fitted::Forest(forest) if forest.oob_unseen() > 0 => {
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
        match &self.fitted {
            Fitted::Forest(forest) => forest.oob_score(),
            _ => None,
        }
    }
}
