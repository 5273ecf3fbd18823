//! What came out of a training: a report on a model of classes or of numbers, and the setting it belongs to.

use crate::protocol::train::{NumbersComparison, RegressReport, Regressed};
use crate::protocol::{Comparison, Drawing, FeatureSummary, Importance, TrainReport, TrainSpec, Trained};

/// A report and the setting that was asked for.
#[derive(Debug, PartialEq)]
pub(crate) struct Run {
    /// As the controls stood.
    pub(crate) asked: TrainSpec,
    /// What came out.
    pub(crate) found: TrainingOutcome,
}

/// What comes out of training.
#[derive(Debug, PartialEq)]
pub(crate) enum TrainingOutcome {
    /// A model of classes.
    Classes(Box<Trained>),
    /// A model of numbers.
    Numbers(Box<Regressed>),
}

/// Two models beside each other.
#[derive(Debug, PartialEq)]
pub(crate) enum ModelComparison {
    /// Models of classes.
    Classes(Box<Comparison>),
    /// Models of numbers.
    Numbers(Box<NumbersComparison>),
}

impl Run {
    /// The report on a model of classes.
    pub(crate) fn classes(&self) -> Option<&TrainReport> {
        if let TrainingOutcome::Classes(trained) = &self.found { Some(&trained.report) } else { None }
    }

    /// The report on a model of numbers.
    pub(crate) fn numbers(&self) -> Option<&RegressReport> {
        if let TrainingOutcome::Numbers(regressed) = &self.found { Some(&regressed.report) } else { None }
    }

    /// What the predict form shows.
    pub(crate) fn features(&self) -> &[FeatureSummary] {
        match &self.found {
            TrainingOutcome::Classes(trained) => &trained.report.features,
            TrainingOutcome::Numbers(regressed) => &regressed.report.features,
        }
    }

    /// How much each encoded feature matters, largest first.
    pub(crate) fn importances(&self) -> &[Importance] {
        match &self.found {
            TrainingOutcome::Classes(trained) => &trained.report.importances,
            TrainingOutcome::Numbers(regressed) => &regressed.report.importances,
        }
    }

    /// The report's charts by name.
    pub(crate) fn drawings(&self) -> &[(String, Drawing)] {
        match &self.found {
            TrainingOutcome::Classes(trained) => &trained.drawings,
            TrainingOutcome::Numbers(regressed) => &regressed.drawings,
        }
    }
}
