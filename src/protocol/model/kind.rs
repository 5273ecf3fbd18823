//! What is known of a model beside its settings: whatever a room has to know before it offers, costs, scales, shares, draws or
//! exports one.

use super::param::Param;

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
    /// trees · rows · log₂ rows · features tried at a split; `n_estimators` says how many trees.
    Trees,
    /// rounds · rows · columns, for each class if there are more than two.
    Rounds,
    /// steps · rows · columns, for each class if there are more than two.
    Steps,
    /// test rows · training rows · columns.
    Pairs,
    /// rows · columns.
    Once,
}

/// What a model measures when it says how much each feature matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Importances {
    /// Mean fall of impurity by the splits on a feature; all sum to 1.
    ImpurityDecrease,
    /// Share of the fall of the loss by the splits on a feature; all sum to 1.
    LossDecrease,
    /// Size of the coefficient of a scaled feature.
    Coefficient,
    /// Mean size of the coefficients of a scaled feature over the classes.
    MeanCoefficient,
}

/// The description of a model. Every room takes from here what it has to know of a model, so that a new one is known everywhere.
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
    pub needs_scaling: bool,
    /// scikit-learn's class takes no sparse matrix.
    pub needs_dense: bool,
    /// It draws random numbers: scikit-learn's class has a `random_state`.
    pub draws_numbers: bool,
    /// It says how sure it is of a class: scikit-learn's class has a `predict_proba`.
    pub gives_probabilities: bool,
    /// Each of its trees depends on the seed and its own number alone, so several workers can grow them.
    pub independent_trees: bool,
    /// What it measures when it says how much each feature matters; absent if it does not say.
    pub importances: Option<Importances>,
    /// How long a fit takes.
    pub cost: Cost,
    /// Its hyper-parameters, the ones that matter most first.
    pub params: &'static [Param],
}

impl ModelKind {
    /// The parameter with this name.
    pub fn param(&self, name: &str) -> Option<&'static Param> {
        self.params.iter().find(|param| param.name == name)
    }
}
