//! Settings of the models that learn from columns alone: groups of rows, and directions that vary most.

use serde::{Deserialize, Serialize};

use super::check::Hyperparameters;
use super::param::{Interval, Param};

/// Settings of `sklearn.cluster.KMeans`, started with k-means++.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KMeansSpec {
    /// Groups, 1..=1000.
    pub n_clusters: u32,
    /// Starts of which the best is kept, 1..=100; scikit-learn's `auto` is 1 with k-means++.
    pub n_init: u32,
    /// Rounds at most, 1..=10000.
    pub max_iter: u32,
    /// Move of the centers at which it stops, as a share of the columns' mean variance, 1e-12..=0.1.
    pub tol: f64,
}

impl Default for KMeansSpec {
    fn default() -> Self {
        Self { n_clusters: 8, n_init: 1, max_iter: 300, tol: 1e-4 }
    }
}

impl Hyperparameters for KMeansSpec {
    const PARAMS: &'static [Param] = &[
        Param::whole("n_clusters", 1..=1000, "8", "How many groups to look for.").main(),
        N_INIT,
        Param::whole("max_iter", 1..=10_000, "300", "Rounds that it may take."),
        Param::number("tol", Interval::closed(1e-12, 0.1), "0.0001", "How little the centers must move for it to stop."),
    ];
}

/// Settings of `sklearn.cluster.DBSCAN` with straight distances.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DbscanSpec {
    /// How near a row must be to be a neighbour, above 0, in units of the columns.
    pub eps: f64,
    /// Rows within `eps`, itself included, that make a row a core of its group, 1..=100000.
    pub min_samples: u32,
}

impl Default for DbscanSpec {
    fn default() -> Self {
        Self { eps: 0.5, min_samples: 5 }
    }
}

impl Hyperparameters for DbscanSpec {
    const PARAMS: &'static [Param] = &[
        Param::number("eps", Interval::closed(1e-9, 1e9), "0.5", "How near two rows must be to count as neighbours; more joins groups.")
            .main(),
        Param::whole("min_samples", 1..=100_000, "5", "How many neighbours make a place dense; more leaves more rows outside every group.")
            .main(),
    ];
}

/// What shapes a component of a mixture may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CovarianceType {
    /// Each its own ellipse.
    #[default]
    Full,
    /// One ellipse for all.
    Tied,
    /// Each its own ellipse along the axes.
    Diag,
    /// Each its own circle.
    Spherical,
}

/// Settings of `sklearn.mixture.GaussianMixture`, started from k-means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MixtureSpec {
    /// Components, 1..=200.
    pub n_components: u32,
    /// What shapes they may have.
    pub covariance_type: CovarianceType,
    /// Gain of the mean log-likelihood at which it stops, 1e-12..=0.1.
    pub tol: f64,
    /// Added to every variance, 1e-15..=1.
    pub reg_covar: f64,
    /// Rounds at most, 1..=10000.
    pub max_iter: u32,
    /// Starts of which the best is kept, 1..=100.
    pub n_init: u32,
}

impl Default for MixtureSpec {
    fn default() -> Self {
        Self { n_components: 1, covariance_type: CovarianceType::Full, tol: 1e-3, reg_covar: 1e-6, max_iter: 100, n_init: 1 }
    }
}

impl Hyperparameters for MixtureSpec {
    const PARAMS: &'static [Param] = &[
        Param::whole("n_components", 1..=200, "1", "How many bells the data is made of.").main(),
        Param::choice(
            "covariance_type",
            &["full", "tied", "diag", "spherical"],
            "What shapes the bells may have; freer shapes need more rows.",
        )
        .main(),
        N_INIT,
        Param::whole("max_iter", 1..=10_000, "100", "Rounds that it may take."),
        Param::number("tol", Interval::closed(1e-12, 0.1), "0.001", "How small the gain of a round must be for it to stop."),
        Param::number("reg_covar", Interval::closed(1e-15, 1.0), "1e-6", "Added to every variance, so that no bell shrinks to a point."),
    ];
}

/// Settings of `sklearn.decomposition.PCA`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PcaSpec {
    /// Directions kept, 1..=10000 and no more than rows or columns; `None` keeps all.
    pub n_components: Option<u32>,
    /// Divide each score by its standard deviation.
    pub whiten: bool,
}

impl Hyperparameters for PcaSpec {
    const PARAMS: &'static [Param] = &[
        Param::optional("n_components", 1..=10_000, "None", "How many directions to keep.").main(),
        Param::flag("whiten", "False", "Give every direction the same spread."),
    ];
}

const N_INIT: Param = Param::whole("n_init", 1..=100, "1", "How often it starts anew; the best of all is kept.");
