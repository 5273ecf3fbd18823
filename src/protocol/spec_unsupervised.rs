//! Settings of the models that learn from columns alone: groups of rows, and directions that vary most.

use serde::{Deserialize, Serialize};

use super::param::{Param, ParamKind};

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

/// Settings of `sklearn.decomposition.PCA`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PcaSpec {
    /// Directions kept, 1..=10000 and no more than rows or columns; `None` keeps all.
    pub n_components: Option<u32>,
    /// Divide each score by its standard deviation.
    pub whiten: bool,
}

const N_INIT: Param = Param {
    name: "n_init",
    kind: ParamKind::Whole { min: 1, max: 100, optional: false },
    default: "1",
    about: "How often it starts anew; the best of all is kept.",
    main: false,
};

/// The parameters of a [`KMeansSpec`].
pub const PARAMS_KMEANS: &[Param] = &[
    Param {
        name: "n_clusters",
        kind: ParamKind::Whole { min: 1, max: 1000, optional: false },
        default: "8",
        about: "How many groups to look for.",
        main: true,
    },
    N_INIT,
    Param {
        name: "max_iter",
        kind: ParamKind::Whole { min: 1, max: 10_000, optional: false },
        default: "300",
        about: "Rounds that it may take.",
        main: false,
    },
    Param {
        name: "tol",
        kind: ParamKind::Number { min: 1e-12, max: 0.1 },
        default: "0.0001",
        about: "How little the centers must move for it to stop.",
        main: false,
    },
];

/// The parameters of a [`DbscanSpec`].
pub const PARAMS_DBSCAN: &[Param] = &[
    Param {
        name: "eps",
        kind: ParamKind::Number { min: 1e-9, max: 1e9 },
        default: "0.5",
        about: "How near two rows must be to count as neighbours; more joins groups.",
        main: true,
    },
    Param {
        name: "min_samples",
        kind: ParamKind::Whole { min: 1, max: 100_000, optional: false },
        default: "5",
        about: "How many neighbours make a place dense; more leaves more rows outside every group.",
        main: true,
    },
];

/// The parameters of a [`MixtureSpec`].
pub const PARAMS_MIXTURE: &[Param] = &[
    Param {
        name: "n_components",
        kind: ParamKind::Whole { min: 1, max: 200, optional: false },
        default: "1",
        about: "How many bells the data is made of.",
        main: true,
    },
    Param {
        name: "covariance_type",
        kind: ParamKind::Choice(&["full", "tied", "diag", "spherical"]),
        default: "full",
        about: "What shapes the bells may have; freer shapes need more rows.",
        main: true,
    },
    N_INIT,
    Param {
        name: "max_iter",
        kind: ParamKind::Whole { min: 1, max: 10_000, optional: false },
        default: "100",
        about: "Rounds that it may take.",
        main: false,
    },
    Param {
        name: "tol",
        kind: ParamKind::Number { min: 1e-12, max: 0.1 },
        default: "0.001",
        about: "How small the gain of a round must be for it to stop.",
        main: false,
    },
    Param {
        name: "reg_covar",
        kind: ParamKind::Number { min: 1e-15, max: 1.0 },
        default: "1e-6",
        about: "Added to every variance, so that no bell shrinks to a point.",
        main: false,
    },
];

/// The parameters of a [`PcaSpec`].
pub const PARAMS_PCA: &[Param] = &[
    Param {
        name: "n_components",
        kind: ParamKind::Whole { min: 1, max: 10_000, optional: true },
        default: "None",
        about: "How many directions to keep.",
        main: true,
    },
    Param { name: "whiten", kind: ParamKind::Flag, default: "False", about: "Give every direction the same spread.", main: false },
];

#[cfg(test)]
mod tests {
    use super::super::spec_linear::check_table;
    use super::*;

    #[test]
    fn every_parameter_is_listed_with_its_default() {
        check_table(&KMeansSpec::default(), PARAMS_KMEANS);
        check_table(&DbscanSpec::default(), PARAMS_DBSCAN);
        check_table(&MixtureSpec::default(), PARAMS_MIXTURE);
        check_table(&PcaSpec::default(), PARAMS_PCA);
    }
}
