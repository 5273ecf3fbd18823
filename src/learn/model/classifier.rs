//! The models that answer with a class.

use std::ops::Range;

use linfa::traits::Predict;
use serde::{Deserialize, Serialize};

use crate::learn::bayes::{CheckedNaiveBayes, NaiveBayes};
use crate::learn::boosting::{Boosting, CheckedBoosting};
use crate::learn::columns::Columns;
use crate::learn::forest::{CheckedForest, Forest, PartialForest};
use crate::learn::logistic::{CheckedLogistic, Logistic};
use crate::learn::neighbours::{CheckedKnn, KnnClassifier};
use crate::learn::perceptron::{CheckedPerceptron, Perceptron};
use crate::learn::prepare::{Encoding, Frame};
use crate::learn::scale::Scaling;
use crate::learn::svm::{CheckedLinearSvc, LinearSvc};
use crate::learn::tree::{CheckedTree, Tree};
use crate::learn::{Error, largest};
use crate::protocol::{Importance, Warning};

use super::NO_FOREST;
use super::importance::{FeatureWeight, largest_first, unseen};

/// Settings in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedClassifier {
    pub(super) model: Checked,
    /// Its columns must be on one scale.
    pub(super) scales: bool,
}

/// Settings of each way to learn.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Checked {
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
    /// Fits on encoded columns; labels are below `classes`. `progress` gets the share done and the name of the current step.
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

    /// Grows some of a forest's trees; `grown` hears how many of them are finished.
    pub fn grow(
        &self,
        columns: &Columns,
        labels: &[u8],
        classes: usize,
        numbers: Range<u32>,
        grown: &mut dyn FnMut(u32),
    ) -> Result<PartialForest, Error> {
        let Checked::Forest(forest) = &self.model else { return Err(NO_FOREST) };
        forest.grow_part(columns, labels, classes, numbers, grown)
    }

    /// The forest whose trees were grown in parts, as if it had been fitted at once.
    pub fn join(&self, parts: Vec<PartialForest>, labels: &[u8], classes: usize) -> Result<Classifier, Error> {
        let Checked::Forest(forest) = &self.model else { return Err(NO_FOREST) };
        Ok(Classifier { fitted: Fitted::Forest(forest.from_parts(parts, labels)?), scaling: None, classes })
    }
}

impl Classifier {
    /// What the model has as text, a lower bound; only for forests, which can be larger than the data.
    pub fn least_bytes(&self) -> u64 {
        match &self.fitted {
            Fitted::Forest(model) => model.trees().iter().map(Tree::least_bytes).sum(),
            Fitted::Tree(_)
            | Fitted::Boosting(_)
            | Fitted::Logistic(_)
            | Fitted::Svm(_)
            | Fitted::Neighbours(_)
            | Fitted::Bayes(_)
            | Fitted::Perceptron(_) => 0,
        }
    }

    /// What [`Predict::predict`] gives for the rows and labels that the model was fitted on.
    pub fn predict_own(&self, frame: &Frame, labels: &[u8]) -> Vec<u32> {
        if let Fitted::Forest(forest) = &self.fitted {
            return forest.predict_own(&frame.columns, labels).into_iter().map(|class| class as u32).collect();
        }
        self.predict(frame)
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

    /// How much each encoded feature matters, largest first; empty for a model that does not say.
    pub fn importances(&self, names: &[String]) -> Vec<Importance> {
        let weighed = |weights: &dyn Fn(usize) -> f64| -> Vec<FeatureWeight> {
            let spread = |feature| self.scaling.as_ref().map_or(1.0, |scaling| scaling.indicator_spread(feature));
            (0..names.len()).map(|feature| (weights(feature) * spread(feature), None)).collect()
        };
        let mean = |weights: &mut dyn Iterator<Item = f64>, count: usize| weights.map(f64::abs).sum::<f64>() / count.max(1) as f64;
        let values: Vec<FeatureWeight> = match &self.fitted {
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
            Fitted::Logistic(model) => (!model.converged()).then(|| {
                format!(
                    "logistic regression stopped before it converged: its gradient is still {:.1e}; allow more steps (max_iter) or accept a larger tol",
                    model.gradient()
                )
            }),
            Fitted::Svm(model) => (!model.converged())
                .then(|| "the linear SVM stopped before it converged; allow more steps (max_iter) or accept a larger tol".into()),
            Fitted::Perceptron(model) => {
                (!model.converged()).then(|| "the neural network stopped before it settled; allow more rounds (max_iter)".into())
            }
            Fitted::Forest(forest) => unseen(forest.oob_unseen()),
            Fitted::Tree(_) | Fitted::Boosting(_) | Fitted::Neighbours(_) | Fitted::Bayes(_) => None,
        };
        text.into_iter().map(|text| Warning { line: None, column: None, text }).collect()
    }

    /// Out-of-bag accuracy of a forest, when asked for.
    pub fn oob_score(&self) -> Option<f64> {
        match &self.fitted {
            Fitted::Forest(forest) => forest.oob_score(),
            Fitted::Tree(_)
            | Fitted::Boosting(_)
            | Fitted::Logistic(_)
            | Fitted::Svm(_)
            | Fitted::Neighbours(_)
            | Fitted::Bayes(_)
            | Fitted::Perceptron(_) => None,
        }
    }
}

/// Most probable class of every row, the first of equals.
impl Predict<&Frame, Vec<u32>> for Classifier {
    fn predict(&self, frame: &Frame) -> Vec<u32> {
        if let Fitted::Forest(model) = &self.fitted {
            return model.predict_of(&frame.columns).into_iter().map(|class| class as u32).collect();
        }
        self.shares_of(frame).chunks_exact(self.classes.max(1)).map(|row| largest(row) as u32).collect()
    }
}
