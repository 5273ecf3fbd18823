//! The bell curves of a mixture: fitted to shares of rows, and sharing rows out.
//!
//! Each covariance is kept with the inverse of its Cholesky factor, which turns a row into one of unit variances.

use serde::{Deserialize, Serialize};

use crate::learn::Error;
use crate::learn::simd::{add, dot, exp, sum};
use crate::protocol::CovarianceType;

/// Rows handled together, so that their columns stay in the cache.
const BLOCK: usize = 128;

/// Weights, centers and shapes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Gaussians {
    shape: CovarianceType,
    pub(super) weights: Vec<f64>,
    pub(super) means: Vec<Vec<f64>>,
    /// Per component, or one for all: a matrix row after row, a diagonal, or one variance.
    pub(super) covariances: Vec<Vec<f64>>,
    /// For each covariance: the inverse of its lower Cholesky factor, laid out alike, or of its standard deviations.
    factors: Vec<Vec<f64>>,
}

impl Gaussians {
    /// The most likely curves for given shares: one list per component, one share per row.
    pub(super) fn fit(columns: &[Vec<f64>], shares: &[Vec<f64>], shape: CovarianceType, reg_covar: f64) -> Result<Self, Error> {
        // Never 0, so that a component that lost its rows stays where it can be divided by.
        let counts: Vec<f64> = shares.iter().map(|shares| sum(shares) + 10.0 * f64::EPSILON).collect();
        let all: f64 = counts.iter().sum();
        let center = |(shares, count): (&Vec<f64>, &f64)| columns.iter().map(|column| dot(shares, column) / count).collect();
        let means: Vec<Vec<f64>> = shares.iter().zip(&counts).map(center).collect();
        let square = matches!(shape, CovarianceType::Full | CovarianceType::Tied);
        let mut spreads: Vec<Vec<f64>> = shares
            .iter()
            .zip(&means)
            .map(|(shares, mean)| if square { products(columns, shares, mean) } else { squares(columns, shares, mean) })
            .collect();
        if shape == CovarianceType::Tied {
            let sums = spreads.iter().skip(1).fold(spreads.first().cloned().unwrap_or_default(), |mut sums, spread| {
                add(&mut sums, 1.0, spread);
                sums
            });
            spreads = vec![sums];
        }
        for (spread, count) in spreads.iter_mut().zip(&counts) {
            let count = if shape == CovarianceType::Tied { all } else { *count };
            spread.iter_mut().for_each(|entry| *entry /= count);
            let step = if square { columns.len() + 1 } else { 1 };
            spread.iter_mut().step_by(step).for_each(|variance| *variance += reg_covar);
            if shape == CovarianceType::Spherical {
                *spread = vec![sum(spread) / columns.len() as f64];
            }
        }
        let wrong = || Error::Parameter {
            name: "reg_covar",
            value: reg_covar.to_string(),
            takes: "a larger number here, as a component has shrunk to fewer directions than there are columns".into(),
        };
        let factors = spreads.iter().map(|spread| if square { inverse_factor(spread, columns.len()) } else { inverse_roots(spread) });
        let factors = factors.collect::<Option<Vec<_>>>().ok_or_else(wrong)?;
        Ok(Self { shape, weights: counts.iter().map(|count| count / all).collect(), means, covariances: spreads, factors })
    }

    /// Writes each component's share of every row; returns the logarithm of the density in every row.
    pub(super) fn share_out(&self, columns: &[Vec<f64>], shares: &mut [Vec<f64>]) -> Vec<f64> {
        let rows = columns.first().map_or(0, Vec::len);
        shares.iter_mut().for_each(|shares| shares.resize(rows, 0.0));
        let mut densities = Vec::with_capacity(rows);
        for start in (0..rows).step_by(BLOCK) {
            let range = start..rows.min(start + BLOCK);
            let block: Vec<&[f64]> = columns.iter().map(|column| &column[range.clone()]).collect();
            let mut tops = [f64::NEG_INFINITY; BLOCK];
            for (place, shares) in shares.iter_mut().enumerate() {
                let logs = &mut shares[range.clone()];
                self.logs(place, &block, logs);
                tops.iter_mut().zip(logs.iter()).for_each(|(top, log)| *top = if *log > *top { *log } else { *top });
            }
            let mut sums = [0.0; BLOCK];
            for shares in shares.iter_mut() {
                for ((share, top), sum) in shares[range.clone()].iter_mut().zip(&tops).zip(&mut sums) {
                    *share = exp(*share - top);
                    *sum += *share;
                }
            }
            for shares in shares.iter_mut() {
                shares[range.clone()].iter_mut().zip(&sums).for_each(|(share, sum)| *share /= sum);
            }
            densities.extend(range.zip(tops.iter().zip(sums)).map(|(_, (top, sum))| top + libm::log(sum)));
        }
        densities
    }

    /// ln(weight · density) of a component in every row of a block.
    fn logs(&self, place: usize, block: &[&[f64]], logs: &mut [f64]) {
        let (mean, width) = (&self.means[place], block.len());
        let factor = &self.factors[if self.shape == CovarianceType::Tied { 0 } else { place }];
        let less = |(values, mean): (&&[f64], &f64)| values.iter().map(|value| value - mean).collect();
        let differences: Vec<Vec<f64>> = block.iter().zip(mean).map(less).collect();
        logs.fill(0.0);
        let mut constant = libm::log(self.weights[place]) - 0.5 * width as f64 * libm::log(2.0 * std::f64::consts::PI);
        let mut turned = vec![0.0; logs.len()];
        for row in 0..width {
            turned.fill(0.0);
            match self.shape {
                CovarianceType::Full | CovarianceType::Tied => {
                    let weights = &factor[row * width..=row * width + row];
                    weights.iter().zip(&differences).for_each(|(weight, difference)| add(&mut turned, *weight, difference));
                    constant += libm::log(weights[row]);
                }
                CovarianceType::Diag | CovarianceType::Spherical => {
                    let weight = factor.get(row).or(factor.first()).copied().unwrap_or(1.0);
                    add(&mut turned, weight, &differences[row]);
                    constant += libm::log(weight);
                }
            }
            logs.iter_mut().zip(&turned).for_each(|(log, value)| *log += value * value);
        }
        logs.iter_mut().for_each(|log| *log = constant - 0.5 * *log);
    }

    /// Numbers that were free to be chosen.
    pub(super) fn parameters(&self) -> f64 {
        let (count, width) = (self.means.len(), self.means.first().map_or(0, Vec::len));
        let spreads = match self.shape {
            CovarianceType::Full => count * width * (width + 1) / 2,
            CovarianceType::Tied => width * (width + 1) / 2,
            CovarianceType::Diag => count * width,
            CovarianceType::Spherical => count,
        };
        (spreads + count * width + count - 1) as f64
    }
}

/// Σ share·(x − mean)·(x − mean)ᵀ, row after row.
fn products(columns: &[Vec<f64>], shares: &[f64], mean: &[f64]) -> Vec<f64> {
    let width = columns.len();
    let mut sums = vec![0.0; width * width];
    for start in (0..shares.len()).step_by(BLOCK) {
        let range = start..shares.len().min(start + BLOCK);
        let less = |(column, mean): (&Vec<f64>, &f64)| column[range.clone()].iter().map(|value| value - mean).collect();
        let differences: Vec<Vec<f64>> = columns.iter().zip(mean).map(less).collect();
        for (i, first) in differences.iter().enumerate() {
            let weighted: Vec<f64> = first.iter().zip(&shares[range.clone()]).map(|(value, share)| value * share).collect();
            for (j, second) in differences.iter().enumerate().take(i + 1) {
                sums[i * width + j] += dot(&weighted, second);
            }
        }
    }
    for i in 0..width {
        for j in 0..i {
            sums[j * width + i] = sums[i * width + j];
        }
    }
    sums
}

/// Σ share·(x − mean)² per column.
fn squares(columns: &[Vec<f64>], shares: &[f64], mean: &[f64]) -> Vec<f64> {
    let one = |(column, mean): (&Vec<f64>, &f64)| {
        let squares: Vec<f64> = column.iter().map(|value| (value - mean) * (value - mean)).collect();
        dot(&squares, shares)
    };
    columns.iter().zip(mean).map(one).collect()
}

fn inverse_roots(variances: &[f64]) -> Option<Vec<f64>> {
    variances.iter().map(|variance| (*variance > 0.0).then(|| 1.0 / variance.sqrt())).collect()
}

/// L⁻¹ of matrix = L·Lᵀ, row after row; absent if the matrix is not positive definite.
fn inverse_factor(matrix: &[f64], size: usize) -> Option<Vec<f64>> {
    let mut factor = vec![0.0; size * size];
    for i in 0..size {
        for j in 0..=i {
            let left = matrix[i * size + j] - dot(&factor[i * size..i * size + j], &factor[j * size..j * size + j]);
            factor[i * size + j] = match () {
                () if i != j => left / factor[j * size + j],
                () if left > 0.0 => left.sqrt(),
                () => return None,
            };
        }
    }
    let mut inverse = vec![0.0; size * size];
    for column in 0..size {
        inverse[column * size + column] = 1.0 / factor[column * size + column];
        for row in column + 1..size {
            let above: f64 = (column..row).map(|k| factor[row * size + k] * inverse[k * size + column]).sum();
            inverse[row * size + column] = -above / factor[row * size + row];
        }
    }
    Some(inverse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_factor_undoes_the_matrix() {
        let matrix = [4.0, 2.0, 0.6, 2.0, 5.0, 1.0, 0.6, 1.0, 3.0];
        let inverse = inverse_factor(&matrix, 3).unwrap();
        // L⁻¹·A·L⁻ᵀ is the identity.
        for i in 0..3 {
            for j in 0..3 {
                let entry: f64 = (0..9).map(|place| inverse[i * 3 + place / 3] * matrix[place] * inverse[j * 3 + place % 3]).sum();
                assert!((entry - f64::from(u8::from(i == j))).abs() < 1e-12);
            }
        }
        assert_eq!(inverse_factor(&[1.0, 2.0, 2.0, 1.0], 2), None);
    }
}
