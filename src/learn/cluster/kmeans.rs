//! k-means: a given number of centers, each in the middle of the rows nearest to it.
//!
//! MacQueen, *Some methods for classification and analysis of multivariate observations* (1967). Our own rounds rather
//! than linfa-clustering's: that measures every row against every center in every round and moves centers differently.

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use super::blocks::{Blocks, LANES, NearestCenters};
use super::lloyd::{LloydResult, settle};
use super::seeding::plus_plus;
use crate::learn::Error;
use crate::learn::linfa_fit::{answers, unsupervised};
use crate::learn::random::Random;
use crate::learn::shape::rows_of;
use crate::learn::simd::{mean, squares_about};
use crate::protocol::{Hyperparameters, KMeansSpec};

/// Settings and seed, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct KMeansParams {
    checked: CheckedKMeans,
}

/// Settings in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedKMeans {
    spec: KMeansSpec,
    seed: u64,
}

/// Fitted centers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KMeans {
    centers: Vec<Vec<f64>>,
    labels: Vec<u32>,
    inertia: f64,
    rounds: u32,
    converged: bool,
}

impl KMeansParams {
    /// The settings of `spec` under `seed`.
    pub fn new(spec: &KMeansSpec, seed: u64) -> Self {
        Self { checked: CheckedKMeans { spec: spec.clone(), seed } }
    }
}

impl ParamGuard for KMeansParams {
    type Checked = CheckedKMeans;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedKMeans, Error> {
        self.checked.spec.check()?;
        Ok(&self.checked)
    }

    fn check(self) -> Result<CheckedKMeans, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl CheckedKMeans {
    /// Fits finite columns, started `n_init` times from drawn rows; the best start is kept.
    pub fn fit_columns(&self, columns: &[Vec<f64>], progress: &mut dyn FnMut(f64, &str)) -> Result<KMeans, Error> {
        let work = CenteredRows::new(columns, &self.spec)?;
        let starts = self.spec.n_init;
        let mut best: Option<LloydResult> = None;
        for start in 0..starts {
            let mut heard = |share: f64, doing: &str| progress((f64::from(start) + share) / f64::from(starts), doing);
            heard(0.0, "choosing the first centers");
            let centers = plus_plus(&work.blocks, self.spec.n_clusters as usize, &mut Random::stream(self.seed, u64::from(start)));
            let settled = settle(&work.blocks, columns.len(), centers, (self.spec.max_iter, work.tol), &mut heard);
            if best.as_ref().is_none_or(|best| settled.inertia < best.inertia) {
                best = Some(settled);
            }
        }
        best.map(|best| work.finish(best)).ok_or(Error::Parameter { name: "n_init", value: "0".into(), takes: "1 or more".into() })
    }

    /// Fits finite columns from given centers, one value per column each; `n_clusters` and `n_init` do not count.
    pub fn fit_from(&self, columns: &[Vec<f64>], centers: &[Vec<f64>], progress: &mut dyn FnMut(f64, &str)) -> Result<KMeans, Error> {
        let spec = KMeansSpec { n_clusters: centers.len() as u32, ..self.spec.clone() };
        let work = CenteredRows::new(columns, &spec)?;
        if let Some(center) = centers.iter().find(|center| center.len() != columns.len()) {
            return Err(Error::Shape { what: "a center", unit: "columns", found: center.len(), wanted: columns.len() });
        }
        let centred = centers.iter().flat_map(|center| center.iter().zip(&work.means).map(|(value, mean)| value - mean)).collect();
        Ok(work.finish(settle(&work.blocks, columns.len(), centred, (spec.max_iter, work.tol), progress)))
    }
}

/// Columns ready for the rounds: centred, so that squares keep their digits.
struct CenteredRows {
    blocks: Blocks,
    means: Vec<f64>,
    tol: f64,
}

impl CenteredRows {
    fn new(columns: &[Vec<f64>], spec: &KMeansSpec) -> Result<Self, Error> {
        let rows = rows_of(columns)?;
        if spec.n_clusters as usize > rows || spec.n_clusters == 0 {
            let takes = format!("a whole number from 1 to {rows}, the number of rows");
            return Err(Error::Parameter { name: "n_clusters", value: spec.n_clusters.to_string(), takes });
        }
        let means: Vec<f64> = columns.iter().map(|column| mean(column)).collect();
        let variance: f64 = columns.iter().zip(&means).map(|(column, mean)| squares_about(column, *mean) / rows as f64).sum();
        Ok(Self { blocks: Blocks::new(columns, &means), means, tol: spec.tol * variance / columns.len() as f64 })
    }

    fn finish(&self, settled: LloydResult) -> KMeans {
        let centers = settled.centers.chunks_exact(self.means.len());
        let back = |center: &[f64]| center.iter().zip(&self.means).map(|(value, mean)| value + mean).collect();
        let LloydResult { labels, inertia, rounds, converged, .. } = settled;
        KMeans { centers: centers.map(back).collect(), labels, inertia, rounds, converged }
    }
}

impl KMeans {
    /// The nearest center of every row of finite columns, the first of equals.
    pub fn predict_of(&self, columns: &[Vec<f64>]) -> Vec<usize> {
        let blocks = Blocks::new(columns, &vec![0.0; columns.len()]);
        let centers = self.centers.concat();
        let mut found = Vec::with_capacity(blocks.len() * LANES);
        for block in 0..blocks.len() {
            found.extend(NearestCenters::find(blocks.block(block), &centers, columns.len()).center.map(|center| center as usize));
        }
        found.truncate(blocks.rows());
        found
    }

    /// The centers, one value per column each.
    pub fn centers(&self) -> &[Vec<f64>] {
        &self.centers
    }

    /// The nearest center of every training row.
    pub fn labels(&self) -> &[u32] {
        &self.labels
    }

    /// Sum of the squared distances of all training rows to their centers.
    pub fn inertia(&self) -> f64 {
        self.inertia
    }

    /// Rounds that were made.
    pub fn rounds(&self) -> u32 {
        self.rounds
    }

    /// The centers came to rest within the allowed rounds.
    pub fn converged(&self) -> bool {
        self.converged
    }
}

unsupervised!(CheckedKMeans => KMeans);
answers!(KMeans, usize);

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows without order, so that many rounds are needed and rows change back and forth.
    fn cloud() -> Vec<Vec<f64>> {
        let mut random = Random::stream(4, 0);
        (0..3).map(|_| (0..1003).map(|_| random.uniform()).collect()).collect()
    }

    #[test]
    fn rows_passed_over_are_those_that_a_full_look_would_leave() {
        let columns = cloud();
        let checked = KMeansParams::new(&KMeansSpec { n_clusters: 12, tol: 1e-12, ..KMeansSpec::default() }, 3).check().unwrap();
        let model = checked.fit_columns(&columns, &mut |_, _| {}).unwrap();
        assert!(model.converged() && model.rounds() > 10, "{}", model.rounds());
        // At rest every center is the mean of the rows that are nearest to it, by a plain count.
        let labels = model.predict_of(&columns);
        assert_eq!(labels, model.labels().iter().map(|label| *label as usize).collect::<Vec<_>>());
        for (place, center) in model.centers().iter().enumerate() {
            let own: Vec<usize> = (0..1003).filter(|row| labels[*row] == place).collect();
            for (column, at) in columns.iter().zip(center) {
                let mean = own.iter().map(|row| column[*row]).sum::<f64>() / own.len() as f64;
                assert!((mean - at).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn more_starts_are_never_worse() {
        let columns = cloud();
        let inertia = |n_init| {
            let spec = KMeansSpec { n_clusters: 9, n_init, ..KMeansSpec::default() };
            KMeansParams::new(&spec, 1).check().unwrap().fit_columns(&columns, &mut |_, _| {}).unwrap().inertia()
        };
        assert!(inertia(8) < inertia(1));
    }

    #[test]
    fn more_groups_than_rows_is_refused() {
        let error = KMeansParams::new(&KMeansSpec::default(), 0).check().unwrap().fit_columns(&[vec![1.0, 2.0]], &mut |_, _| {});
        assert_eq!(error.unwrap_err().to_string(), "n_clusters takes a whole number from 1 to 2, the number of rows, not 8");
    }
}
