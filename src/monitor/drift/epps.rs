//! Epps–Singleton: distance of the two empirical characteristic functions, at two points scaled by the quartiles.
//!
//! Epps and Singleton, *An omnibus test for the two-sample problem using the empirical characteristic function* (1986);
//! Goerg and Kaiser (2009). As scipy codes it, t = 0.4 and 0.8.

use super::special::chi_square_above;
use super::{Numbers, TestResult};
use crate::monitor::Error;

const POINTS: [f64; 2] = [0.4, 0.8];

type Matrix4 = [[f64; 4]; 4];

/// W, from 0, and p from chi-square with as many degrees of freedom as the covariance has rank, at most 4. At least five
/// values a side, and quartiles of all values that differ.
pub fn epps_singleton(numbers: &Numbers) -> Result<TestResult, Error> {
    const TEST: &str = "the Epps–Singleton test";
    numbers.at_least(5, TEST)?;
    let (n, m) = (numbers.reference().len() as f64, numbers.current().len() as f64);
    let half_range = quartile_range(numbers) / 2.0;
    if half_range <= 0.0 {
        return Err(Error::Constant { test: "the Epps–Singleton test's quartiles" });
    }
    let (left, left_spread) = moments(numbers.reference(), half_range);
    let (right, right_spread) = moments(numbers.current(), half_range);
    let all = n + m;
    let mut spread = [[0.0; 4]; 4];
    for (row, entries) in spread.iter_mut().enumerate() {
        for (column, entry) in entries.iter_mut().enumerate() {
            *entry = all / n * left_spread[row][column] + all / m * right_spread[row][column];
        }
    }
    let (values, directions) = eigen(spread);
    let largest = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    let (mut statistic, mut rank) = (0.0, 0.0);
    for (value, direction) in values.iter().zip(&directions) {
        // What rounding alone leaves of a direction is no direction.
        if value.abs() > largest * 1e-13 {
            let along: f64 = direction.iter().zip(left.iter().zip(&right)).map(|(entry, (a, b))| entry * (a - b)).sum();
            statistic += all * along * along / value;
            rank += 1.0;
        }
    }
    if rank == 0.0 {
        return Err(Error::Constant { test: TEST });
    }
    if n.max(m) < 25.0 {
        statistic /= 1.0 + libm::pow(all, -0.45) + 10.1 * (libm::pow(n, -1.7) + libm::pow(m, -1.7));
    }
    Ok(TestResult::test(statistic, chi_square_above(statistic, rank)))
}

/// Distance between the quartiles of all values, interpolated linearly.
fn quartile_range(numbers: &Numbers) -> f64 {
    let last = (numbers.reference().len() + numbers.current().len() - 1) as f64;
    let wanted = [0.25 * last, 0.75 * last];
    let mut found = [[0.0; 2]; 2];
    let mut seen = 0_usize;
    numbers.walk(|value, reference, current| {
        let until = seen + reference + current;
        for (place, ends) in wanted.iter().zip(found.iter_mut()) {
            for (end, place) in ends.iter_mut().zip([place.floor() as usize, place.ceil() as usize]) {
                if (seen..until).contains(&place) {
                    *end = value;
                }
            }
        }
        seen = until;
    });
    let at = |side: usize| found[side][0] + (found[side][1] - found[side][0]) * (wanted[side] - wanted[side].floor());
    at(1) - at(0)
}

/// Means and covariances (over n) of cos and sin at both points.
fn moments(values: &[f64], half_range: f64) -> ([f64; 4], Matrix4) {
    let rows: Vec<[f64; 4]> = values
        .iter()
        .map(|value| {
            let [first, second] = POINTS.map(|point| point / half_range * value);
            [libm::cos(first), libm::cos(second), libm::sin(first), libm::sin(second)]
        })
        .collect();
    let count = rows.len() as f64;
    let mut means = [0.0; 4];
    rows.iter().for_each(|row| means.iter_mut().zip(row).for_each(|(mean, value)| *mean += value / count));
    let mut spread = [[0.0; 4]; 4];
    for row in &rows {
        for (left, entries) in spread.iter_mut().enumerate() {
            for (right, entry) in entries.iter_mut().enumerate() {
                *entry += (row[left] - means[left]) * (row[right] - means[right]) / count;
            }
        }
    }
    (means, spread)
}

/// Eigenvalues and unit eigenvectors of a symmetric matrix, by Jacobi's rotations.
fn eigen(mut matrix: Matrix4) -> ([f64; 4], Matrix4) {
    let mut turned: Matrix4 = [[0.0; 4]; 4];
    (0..4).for_each(|place| turned[place][place] = 1.0);
    for _ in 0..60 {
        let off: f64 = (0..4).flat_map(|row| (0..row).map(move |column| (row, column))).map(|(r, c)| matrix[r][c].abs()).sum();
        if off < 1e-300 {
            break;
        }
        for p in 0..3 {
            for q in p + 1..4 {
                if matrix[p][q] == 0.0 {
                    continue;
                }
                let theta = (matrix[q][q] - matrix[p][p]) / (2.0 * matrix[p][q]);
                let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let c = 1.0 / (t * t + 1.0).sqrt();
                let s = t * c;
                for row in &mut matrix {
                    (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
                }
                for column in 0..4 {
                    let (above, below) = (matrix[p][column], matrix[q][column]);
                    (matrix[p][column], matrix[q][column]) = (c * above - s * below, s * above + c * below);
                    let (above, below) = (turned[p][column], turned[q][column]);
                    (turned[p][column], turned[q][column]) = (c * above - s * below, s * above + c * below);
                }
            }
        }
    }
    ([matrix[0][0], matrix[1][1], matrix[2][2], matrix[3][3]], turned)
}
