//! Every model by one line: how it is fitted to columns, what it answers, and what may be expected of it.

use linfa::ParamGuard;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::learn::Error;
use crate::learn::bayes::{NaiveBayes, NaiveBayesParams};
use crate::learn::cluster::{Dbscan, DbscanParams, KMeans, KMeansParams, Mixture, MixtureParams};
use crate::learn::linear::{Lasso, LassoParams, Linear, LinearParams, RidgeParams};
use crate::learn::logistic::{Logistic, LogisticParams};
use crate::learn::neighbours::{KnnClassifier, KnnParams, KnnRegressor};
use crate::learn::pca::{Pca, PcaParams};
use crate::learn::perceptron::{Perceptron, PerceptronParams};
use crate::learn::svm::{LinearSvc, LinearSvcParams};
use crate::protocol::{
    CovarianceType, DbscanSpec, KMeansSpec, KnnSpec, LassoSpec, LinearSpec, LinearSvcSpec, LogisticSpec, MixtureSpec, NaiveBayesSpec,
    NeighbourWeights, PcaSpec, PerceptronSpec, RidgeSpec,
};

/// What a model is fitted to; those that ask for less ignore the rest.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Input {
    pub(super) columns: Vec<Vec<f64>>,
    pub(super) labels: Vec<u8>,
    pub(super) classes: usize,
    pub(super) targets: Vec<f64>,
}

/// What a model answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutputKind {
    Classes,
    Numbers,
    Columns,
}

/// What came of one fit.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) answers: Vec<f64>,
    /// Answers on columns without rows.
    pub(super) on_nothing: Vec<f64>,
    /// Answers of the same model, stored and loaded again.
    pub(super) loaded: Vec<f64>,
    /// The reported shares of the work.
    pub(super) told: Vec<f64>,
}

type Run = Box<dyn Fn(&Input, u64, &[Vec<f64>]) -> Result<Outcome, Error>>;

/// A model in the table.
pub(super) struct ModelCase {
    pub(super) name: &'static str,
    pub(super) kind: OutputKind,
    /// Rows in another order give the same answers but for rounding.
    pub(super) any_order: bool,
    /// Another seed may give other answers.
    pub(super) seeded: bool,
    /// One class alone can be learned.
    pub(super) one_class: bool,
    /// NaN is a missing value to it.
    pub(super) gaps: bool,
    /// It compares values and never adds them up, so none is too large.
    pub(super) compares: bool,
    /// Fits under a seed and answers for the given columns.
    pub(super) run: Run,
}

type ProgressFn<'a> = &'a mut dyn FnMut(f64, &str);

pub(super) fn entry<M: Serialize + DeserializeOwned + 'static>(
    name: &'static str,
    kind: OutputKind,
    fit: impl Fn(&Input, u64, ProgressFn<'_>) -> Result<M, Error> + 'static,
    answer: impl Fn(&M, &[Vec<f64>]) -> Vec<f64> + 'static,
) -> ModelCase {
    let run = move |input: &Input, seed: u64, unknown: &[Vec<f64>]| {
        let mut told = Vec::new();
        let model = fit(input, seed, &mut |share, _| told.push(share))?;
        let loaded: M = serde_json::from_str(&serde_json::to_string(&model).unwrap()).unwrap();
        let nothing = vec![Vec::new(); unknown.len()];
        Ok(Outcome { answers: answer(&model, unknown), on_nothing: answer(&model, &nothing), loaded: answer(&loaded, unknown), told })
    };
    ModelCase { name, kind, any_order: true, seeded: false, one_class: false, gaps: false, compares: false, run: Box::new(run) }
}

impl ModelCase {
    pub(super) fn compares(self) -> Self {
        Self { compares: true, ..self }
    }

    pub(super) fn gaps(self) -> Self {
        Self { gaps: true, ..self }
    }

    pub(super) fn seeded(self) -> Self {
        Self { any_order: false, seeded: true, ..self }
    }

    fn ordered(self) -> Self {
        Self { any_order: false, ..self }
    }

    fn one_class(self) -> Self {
        Self { one_class: true, ..self }
    }
}

fn numbers(classes: Vec<usize>) -> Vec<f64> {
    classes.into_iter().map(|class| class as f64).collect()
}

fn knn(n_neighbors: u32, weights: NeighbourWeights, p: u32) -> KnnParams {
    KnnParams::new(&KnnSpec { n_neighbors, weights, p }, 0)
}

fn logistic(l1_ratio: f64) -> impl Fn(&Input, u64, ProgressFn<'_>) -> Result<Logistic, Error> {
    let spec = LogisticSpec { l1_ratio, tol: 1e-8, max_iter: 1000, ..LogisticSpec::default() };
    move |i, seed, told| LogisticParams::new(&spec, seed).check()?.fit_columns(&i.columns, &i.labels, i.classes, told)
}

fn mixture(covariance_type: CovarianceType) -> impl Fn(&Input, u64, ProgressFn<'_>) -> Result<Mixture, Error> {
    let spec = MixtureSpec { n_components: 3, covariance_type, reg_covar: 1e-3, ..MixtureSpec::default() };
    move |i, seed, told| MixtureParams::new(&spec, seed).check()?.fit_columns(&i.columns, told)
}

fn perceptron(early_stopping: bool) -> impl Fn(&Input, u64, ProgressFn<'_>) -> Result<Perceptron, Error> {
    let spec = PerceptronSpec { hidden_layer_sizes: vec![7, 5], max_iter: 15, early_stopping, ..PerceptronSpec::default() };
    move |i, seed, told| PerceptronParams::new(&spec, seed).check()?.fit_columns(&i.columns, &i.labels, i.classes, told)
}

/// All models, in many of their shapes.
pub(super) fn models() -> Vec<ModelCase> {
    use NeighbourWeights::{Distance, Uniform};
    use OutputKind::{Classes, Columns, Numbers};
    let kmeans = |n_init| KMeansSpec { n_clusters: 3, n_init, ..KMeansSpec::default() };
    let (ridge, lasso) = (RidgeSpec::default(), LassoSpec { alpha: 0.1, tol: 1e-10, max_iter: 100_000, ..LassoSpec::default() });
    let svm = LinearSvcSpec { tol: 1e-8, ..LinearSvcSpec::default() };
    let mut all = vec![
        entry("logistic", Classes, logistic(0.0), |m, c| m.probabilities_of(c)),
        entry("logistic l1", Classes, logistic(1.0), |m, c| m.probabilities_of(c)),
        entry(
            "svm",
            Classes,
            move |i, s, t| LinearSvcParams::new(&svm, s).check()?.fit_columns(&i.columns, &i.labels, i.classes, t),
            |m: &LinearSvc, c| numbers(m.predict_of(c)),
        ),
        entry(
            "bayes",
            Classes,
            |i, s, t| NaiveBayesParams::new(&NaiveBayesSpec::default(), s).check()?.fit_columns(&i.columns, &i.labels, i.classes, t),
            |m: &NaiveBayes, c| m.probabilities_of(c),
        )
        .one_class(),
        entry(
            "knn",
            Classes,
            |i, _, t| knn(3, Uniform, 2).check()?.fit_columns(&i.columns, &i.labels, i.classes, t),
            |m: &KnnClassifier, c| m.probabilities_of(c),
        )
        .one_class(),
        entry(
            "knn by distance",
            Classes,
            |i, _, t| knn(4, Distance, 1).check()?.fit_columns(&i.columns, &i.labels, i.classes, t),
            |m: &KnnClassifier, c| m.probabilities_of(c),
        )
        .one_class(),
        entry("perceptron", Classes, perceptron(false), |m, c| m.probabilities_of(c)).seeded(),
        entry("perceptron stopping early", Classes, perceptron(true), |m, c| m.probabilities_of(c)).seeded(),
        entry(
            "linear",
            Numbers,
            |i, s, t| LinearParams::new(&LinearSpec::default(), s).check()?.fit_columns(&i.columns, &i.targets, t),
            |m: &Linear, c| m.predict_of(c),
        ),
        entry(
            "ridge",
            Numbers,
            move |i, s, t| RidgeParams::new(&ridge, s).check()?.fit_columns(&i.columns, &i.targets, t),
            |m: &Linear, c| m.predict_of(c),
        ),
        entry(
            "lasso",
            Numbers,
            move |i, s, t| LassoParams::new(&lasso, s).check()?.fit_columns(&i.columns, &i.targets, t),
            |m: &Lasso, c| m.predict_of(c),
        ),
        entry(
            "knn regressor",
            Numbers,
            |i, _, t| knn(3, Distance, 2).check()?.regressor().fit_columns(&i.columns, &i.targets, t),
            |m: &KnnRegressor, c| m.predict_of(c),
        ),
        entry(
            "pca",
            Columns,
            |i, s, t| PcaParams::new(&PcaSpec { n_components: Some(2), whiten: false }, s).check()?.fit_columns(&i.columns, t),
            |m: &Pca, c| m.transform_of(c).concat(),
        ),
        entry(
            "k-means",
            Columns,
            move |i, s, t| KMeansParams::new(&kmeans(1), s).check()?.fit_columns(&i.columns, t),
            |m: &KMeans, c| numbers(m.predict_of(c)),
        )
        .seeded(),
        entry(
            "k-means from several starts",
            Columns,
            move |i, s, t| KMeansParams::new(&kmeans(4), s).check()?.fit_columns(&i.columns, t),
            |m: &KMeans, c| numbers(m.predict_of(c)),
        )
        .seeded(),
        // It has no answer for new rows; its labels number groups by their first row.
        entry(
            "dbscan",
            Columns,
            |i, s, t| DbscanParams::new(&DbscanSpec { eps: 1.0, min_samples: 4 }, s).check()?.fit_columns(&i.columns, t),
            |m: &Dbscan, c| if c[0].is_empty() { Vec::new() } else { m.labels().iter().map(|label| f64::from(*label)).collect() },
        )
        .ordered(),
        entry("full mixture", Columns, mixture(CovarianceType::Full), |m, c| m.probabilities_of(c)).seeded(),
        entry("tied mixture", Columns, mixture(CovarianceType::Tied), |m, c| m.probabilities_of(c)).seeded(),
        entry("diagonal mixture", Columns, mixture(CovarianceType::Diag), |m, c| m.probabilities_of(c)).seeded(),
        entry("spherical mixture", Columns, mixture(CovarianceType::Spherical), |m, c| m.probabilities_of(c)).seeded(),
    ];
    all.extend(super::trees::models());
    all
}
