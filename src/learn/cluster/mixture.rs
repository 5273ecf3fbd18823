//! A mixture of bell curves: every row belongs to each of them by a share.
//!
//! Dempster, Laird and Rubin, *Maximum Likelihood from Incomplete Data via the EM Algorithm* (1977): shares from the
//! curves, curves from the shares, in turn. Start, stop and numbers as in scikit-learn; linfa has full covariances only.

mod gaussian;

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use super::kmeans::KMeansParams;
use crate::learn::Error;
use crate::learn::linfa_fit::{answers, unsupervised};
use crate::learn::shape::rows_of;
use crate::protocol::{Hyperparameters, KMeansSpec, MixtureSpec};
use gaussian::Gaussians;

/// Settings and seed, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct MixtureParams {
    checked: CheckedMixture,
}

/// Settings in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedMixture {
    spec: MixtureSpec,
    seed: u64,
}

/// Fitted bell curves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mixture {
    #[serde(rename = "bells")]
    gaussians: Gaussians,
    lower_bound: f64,
    rounds: u32,
    converged: bool,
}

impl MixtureParams {
    /// The settings of `spec` under `seed`.
    pub fn new(spec: &MixtureSpec, seed: u64) -> Self {
        Self { checked: CheckedMixture { spec: spec.clone(), seed } }
    }
}

impl ParamGuard for MixtureParams {
    type Checked = CheckedMixture;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedMixture, Error> {
        self.checked.spec.check()?;
        Ok(&self.checked)
    }

    fn check(self) -> Result<CheckedMixture, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl CheckedMixture {
    /// Fits finite columns of at least two rows, started `n_init` times from k-means; the best start is kept.
    pub fn fit_columns(&self, columns: &[Vec<f64>], progress: &mut dyn FnMut(f64, &str)) -> Result<Mixture, Error> {
        self.check_rows(columns)?;
        let starts = self.spec.n_init;
        let mut best: Option<Mixture> = None;
        for start in 0..starts {
            let mut heard = |share: f64, doing: &str| progress((f64::from(start) + share) / f64::from(starts), doing);
            let spec = KMeansSpec { n_clusters: self.spec.n_components, ..KMeansSpec::default() };
            let groups = KMeansParams::new(&spec, self.seed.wrapping_add(u64::from(start))).check()?;
            let groups = groups.fit_columns(columns, &mut |share, doing| heard(0.2 * share, doing))?;
            let found = self.climb(columns, groups.labels(), &mut |share, doing| heard(0.2 + 0.8 * share, doing))?;
            if best.as_ref().is_none_or(|best| found.lower_bound > best.lower_bound) {
                best = Some(found);
            }
        }
        best.ok_or(Error::Parameter { name: "n_init", value: "0".into(), takes: "1 or more".into() })
    }

    /// Fits finite columns from a given component for each row, below `n_components`.
    pub fn fit_from(&self, columns: &[Vec<f64>], start: &[u32], progress: &mut dyn FnMut(f64, &str)) -> Result<Mixture, Error> {
        let rows = self.check_rows(columns)?;
        if start.len() != rows {
            return Err(Error::Shape { what: "the start", unit: "rows", found: start.len(), wanted: rows });
        }
        self.climb(columns, start, progress)
    }

    fn check_rows(&self, columns: &[Vec<f64>]) -> Result<usize, Error> {
        let rows = rows_of(columns)?;
        if rows < 2 {
            return Err(Error::Shape { what: "the feature matrix", unit: "rows", found: rows, wanted: 2 });
        }
        if self.spec.n_components as usize > rows {
            let takes = format!("a whole number from 1 to {rows}, the number of rows");
            return Err(Error::Parameter { name: "n_components", value: self.spec.n_components.to_string(), takes });
        }
        Ok(rows)
    }

    fn climb(&self, columns: &[Vec<f64>], start: &[u32], progress: &mut dyn FnMut(f64, &str)) -> Result<Mixture, Error> {
        let spec = &self.spec;
        let belongs = |place: u32| start.iter().map(|label| f64::from(u8::from(*label == place))).collect();
        let mut shares: Vec<Vec<f64>> = (0..spec.n_components).map(belongs).collect();
        let mut gaussians = Gaussians::fit(columns, &shares, spec.covariance_type, spec.reg_covar)?;
        let (mut lower_bound, mut rounds, mut converged) = (f64::NEG_INFINITY, 0, false);
        while rounds < spec.max_iter && !converged {
            rounds += 1;
            let before = lower_bound;
            let densities = gaussians.share_out(columns, &mut shares);
            lower_bound = crate::learn::simd::mean(&densities);
            gaussians = Gaussians::fit(columns, &shares, spec.covariance_type, spec.reg_covar)?;
            converged = (lower_bound - before).abs() < spec.tol;
            progress(1.0 - 10.0 / (10.0 + f64::from(rounds)), &format!("round {rounds}: mean log-likelihood {lower_bound:.4}"));
        }
        Ok(Mixture { gaussians, lower_bound, rounds, converged })
    }
}

impl Mixture {
    /// Share of each component in every row of finite columns, row after row.
    pub fn probabilities_of(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        let mut shares = vec![Vec::new(); self.weights().len()];
        self.gaussians.share_out(columns, &mut shares);
        crate::learn::shape::row_major(&shares)
    }

    /// Logarithm of the density in every row of finite columns.
    pub fn log_densities_of(&self, columns: &[Vec<f64>]) -> Vec<f64> {
        self.gaussians.share_out(columns, &mut vec![Vec::new(); self.weights().len()])
    }

    /// The component with the largest share in every row of finite columns, the first of equals.
    pub fn predict_of(&self, columns: &[Vec<f64>]) -> Vec<usize> {
        self.probabilities_of(columns).chunks_exact(self.weights().len().max(1)).map(crate::learn::largest).collect()
    }

    /// Akaike's criterion on finite columns: smaller is better.
    pub fn aic(&self, columns: &[Vec<f64>]) -> f64 {
        2.0 * self.gaussians.parameters() - 2.0 * crate::learn::simd::sum(&self.log_densities_of(columns))
    }

    /// Schwarz' criterion on finite columns, which weighs every parameter by ln rows: smaller is better.
    pub fn bic(&self, columns: &[Vec<f64>]) -> f64 {
        let rows = columns.first().map_or(0, Vec::len) as f64;
        self.gaussians.parameters() * libm::log(rows) - 2.0 * crate::learn::simd::sum(&self.log_densities_of(columns))
    }

    /// Share of all rows per component.
    pub fn weights(&self) -> &[f64] {
        &self.gaussians.weights
    }

    /// Center of each component, one value per column.
    pub fn means(&self) -> &[Vec<f64>] {
        &self.gaussians.means
    }

    /// Covariances: per component a matrix row after row (`full`), its diagonal (`diag`) or one variance (`spherical`);
    /// one matrix for all (`tied`).
    pub fn covariances(&self) -> &[Vec<f64>] {
        &self.gaussians.covariances
    }

    /// Mean log-likelihood of the training rows before the last round.
    pub fn lower_bound(&self) -> f64 {
        self.lower_bound
    }

    /// Rounds that were made.
    pub fn rounds(&self) -> u32 {
        self.rounds
    }

    /// The gain of a round fell below `tol` within the allowed rounds.
    pub fn converged(&self) -> bool {
        self.converged
    }
}

unsupervised!(CheckedMixture => Mixture);
answers!(Mixture, usize);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::random::Random;

    #[test]
    fn two_clusters_are_separated_and_two_components_have_the_lowest_bic() {
        let mut random = Random::stream(2, 0);
        let heap = |row: usize| if row.is_multiple_of(3) { 8.0 } else { 0.0 };
        let columns: Vec<Vec<f64>> =
            (0..2).map(|_| (0..240).map(|row| heap(row) + random.uniform() + random.uniform()).collect()).collect();
        let fit = |n_components| {
            let spec = MixtureSpec { n_components, ..MixtureSpec::default() };
            MixtureParams::new(&spec, 3).check().unwrap().fit_columns(&columns, &mut |_, _| {}).unwrap()
        };
        let two = fit(2);
        let small = usize::from(two.weights()[1] < two.weights()[0]);
        assert!((two.weights()[small] - 1.0 / 3.0).abs() < 1e-9 && (two.means()[small][0] - 9.0).abs() < 0.2, "{two:?}");
        let labels = two.predict_of(&columns);
        assert!((0..240).all(|row| (labels[row] == small) == row.is_multiple_of(3)));
        assert!(two.bic(&columns) < fit(1).bic(&columns) && two.bic(&columns) < fit(4).bic(&columns));
    }

    #[test]
    fn more_components_than_rows_is_refused() {
        let checked = MixtureParams::new(&MixtureSpec { n_components: 5, ..MixtureSpec::default() }, 0).check().unwrap();
        let error = checked.fit_columns(&[vec![1.0, 2.0]], &mut |_, _| {}).unwrap_err();
        assert_eq!(error.to_string(), "n_components takes a whole number from 1 to 2, the number of rows, not 5");
    }
}
