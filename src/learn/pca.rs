//! Principal components: the directions in which centred columns vary most, each at a right angle to those before.
//!
//! Hotelling, *Analysis of a Complex of Statistical Variables into Principal Components* (1933), through the singular
//! values. Signs as in scikit-learn since 1.5: the largest entry of each direction is positive. Our own code: linfa's
//! needs an eigenvalue crate that is larger than this room.

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use super::linfa_fit::unsupervised;
use super::shape::rows_of;
use super::simd::{add, mean};
use super::svd::decompose;
use super::{Error, largest};
use crate::protocol::{Hyperparameters, PcaSpec};

/// Settings, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct PcaParams {
    checked: CheckedPca,
}

/// Settings in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedPca {
    spec: PcaSpec,
}

/// Fitted directions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pca {
    means: Vec<f64>,
    directions: Vec<Vec<f64>>,
    variances: Vec<f64>,
    ratios: Vec<f64>,
    whiten: bool,
}

impl PcaParams {
    /// The settings of `spec`; the seed is not needed.
    pub fn new(spec: &PcaSpec, _seed: u64) -> Self {
        Self { checked: CheckedPca { spec: spec.clone() } }
    }
}

impl ParamGuard for PcaParams {
    type Checked = CheckedPca;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedPca, Error> {
        self.checked.spec.check()?;
        Ok(&self.checked)
    }

    fn check(self) -> Result<CheckedPca, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl CheckedPca {
    /// Fits finite columns of at least two rows.
    pub fn fit_columns(&self, columns: &[Vec<f64>], progress: &mut dyn FnMut(f64, &str)) -> Result<Pca, Error> {
        let rows = rows_of(columns)?;
        if rows < 2 {
            return Err(Error::Shape { what: "the feature matrix", unit: "rows", found: rows, wanted: 2 });
        }
        let most = rows.min(columns.len());
        let kept = self.spec.n_components.map_or(most, |count| count as usize);
        if kept > most {
            let takes = format!("a whole number from 1 to {most}, the smaller of rows and columns");
            return Err(Error::Parameter { name: "n_components", value: kept.to_string(), takes });
        }
        let means: Vec<f64> = columns.iter().map(|column| mean(column)).collect();
        let centred = columns.iter().zip(&means).map(|(column, mean)| column.iter().map(|value| value - mean).collect()).collect();
        let svd = decompose(centred, Vec::new(), progress);
        let mut variances: Vec<f64> = svd.values.iter().map(|value| value * value / (rows - 1) as f64).collect();
        let total: f64 = variances.iter().sum();
        variances.truncate(kept);
        let ratios = variances.iter().map(|variance| if total > 0.0 { variance / total } else { 0.0 }).collect();
        let mut directions = svd.directions;
        directions.truncate(kept);
        for direction in &mut directions {
            let sizes: Vec<f64> = direction.iter().map(|entry| entry.abs()).collect();
            if direction[largest(&sizes)] < 0.0 {
                direction.iter_mut().for_each(|entry| *entry = -*entry);
            }
        }
        Ok(Pca { means, directions, variances, ratios, whiten: self.spec.whiten })
    }
}

impl Pca {
    /// The scores of every row of finite columns: one column per direction.
    pub fn transform_of(&self, columns: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let rows = columns.first().map_or(0, Vec::len);
        let centred: Vec<Vec<f64>> =
            columns.iter().zip(&self.means).map(|(column, mean)| column.iter().map(|value| value - mean).collect()).collect();
        let score = |(direction, variance): (&Vec<f64>, &f64)| {
            let mut scores = vec![0.0; rows];
            // A direction without variance has no spread to be divided by.
            let scale = if self.whiten { 1.0 / variance.sqrt().max(f64::EPSILON) } else { 1.0 };
            direction.iter().zip(&centred).for_each(|(entry, column)| add(&mut scores, entry * scale, column));
            scores
        };
        self.directions.iter().zip(&self.variances).map(score).collect()
    }

    /// Unit vectors over the columns, most variance first; all 0 for a direction without variance.
    pub fn components(&self) -> &[Vec<f64>] {
        &self.directions
    }

    /// Variance along each direction, in squared units of the columns.
    pub fn explained_variance(&self) -> &[f64] {
        &self.variances
    }

    /// Share of all variance along each direction, 0..=1.
    pub fn explained_variance_ratio(&self) -> &[f64] {
        &self.ratios
    }

    /// Mean of each column.
    pub fn means(&self) -> &[f64] {
        &self.means
    }
}

unsupervised!(CheckedPca => Pca);

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(columns: &[Vec<f64>], n_components: Option<u32>, whiten: bool) -> Result<Pca, Error> {
        PcaParams::new(&PcaSpec { n_components, whiten }, 0).check()?.fit_columns(columns, &mut |_, _| {})
    }

    #[test]
    fn points_on_a_line_vary_along_it_alone() {
        let columns = [vec![1.0, 2.0, 3.0, 6.0], vec![-2.0, -4.0, -6.0, -12.0], vec![7.0; 4]];
        let pca = fit(&columns, None, false).unwrap();
        assert!((pca.explained_variance_ratio()[0] - 1.0).abs() < 1e-12);
        let root = 5.0_f64.sqrt();
        assert!((pca.components()[0][1] - 2.0 / root).abs() < 1e-12 && (pca.components()[0][0] + 1.0 / root).abs() < 1e-12);
        let scores = pca.transform_of(&columns);
        assert!((scores[0][0] - 2.0 * root).abs() < 1e-12 && scores[1].iter().all(|score| score.abs() < 1e-12));
        let white = fit(&columns, Some(1), true).unwrap().transform_of(&columns);
        assert!((white[0].iter().map(|score| score * score).sum::<f64>() - 3.0).abs() < 1e-12);
    }

    #[test]
    fn more_directions_than_there_are_is_refused() {
        let error = fit(&[vec![1.0, 2.0], vec![0.0, 1.0], vec![5.0, 6.0]], Some(3), false).unwrap_err();
        assert_eq!(error.to_string(), "n_components takes a whole number from 1 to 2, the smaller of rows and columns, not 3");
        assert_eq!(fit(&[vec![1.0]], None, false).unwrap_err().to_string(), "the feature matrix has 1 rows, not 2");
    }
}
