//! How the loss is curved, nearly: what makes a descent on columns that go together take a third of the steps.
//!
//! Where every class is equally likely, the second derivative for the weights of one class is that of a least-squares fit,
//! XᵀX/n times the classes' variance, plus the penalty (Böhning, *Multinomial logistic regression algorithm*, 1992). Its
//! inverse stretches a step where the loss is flat and shortens it where it is steep; how far to go is still searched for, and
//! the end is where the gradient is small enough, so that only the way there changes.

use crate::learn::simd::{add, dot, dot_four};

/// Rows that the shape of the columns is taken from, at most.
const MOST_ROWS: usize = 2048;

/// Columns up to which the shape is worth taking.
const MOST_COLUMNS: usize = 160;

/// The lower triangle L of a product L·Lᵀ, row after row, one row for each column and a last one for the intercept.
pub(super) struct Curvature {
    rows: Vec<Vec<f64>>,
    /// Weights per column.
    width: usize,
}

impl Curvature {
    /// The curvature of columns; `width` weights stand for each. Absent if there are too many, or if they are so alike that it
    /// cannot be divided by.
    pub(super) fn of(columns: &[Vec<f64>], width: usize, penalty: f64, intercept: bool) -> Option<Self> {
        if columns.len() > MOST_COLUMNS {
            return None;
        }
        let every = columns.first()?.len().div_ceil(MOST_ROWS).max(1);
        let mut sampled: Vec<Vec<f64>> = columns.iter().map(|column| column.iter().step_by(every).copied().collect()).collect();
        let count = sampled.first()?.len();
        if intercept {
            sampled.push(vec![1.0; count]);
        }
        let variance = if width == 1 { 0.25 } else { 1.0 / width as f64 };
        let scale = variance / count as f64;
        let mut rows: Vec<Vec<f64>> = Vec::with_capacity(sampled.len());
        for (place, column) in sampled.iter().enumerate() {
            let mut row = Vec::with_capacity(place + 1);
            for (before, product) in products(column, &sampled[..place]).enumerate() {
                let done = dot(&row, &rows[before]);
                row.push((scale * product - done) / rows[before][before]);
            }
            let own = scale * dot(column, column) + if place < columns.len() { penalty } else { 0.0 };
            let left = own - dot(&row, &row);
            // A column that depends on the others leaves only rounding error.
            if !(left > 1e-8 * own && left.is_finite()) {
                return None;
            }
            row.push(left.sqrt());
            rows.push(row);
        }
        Some(Self { rows, width })
    }

    /// Divides by the curvature, class by class.
    pub(super) fn divide(&self, direction: &mut [f64]) {
        for class in 0..self.width {
            let mut part: Vec<f64> = direction.iter().skip(class).step_by(self.width).copied().collect();
            for (place, row) in self.rows.iter().enumerate() {
                part[place] = (part[place] - dot(&row[..place], &part)) / row[place];
            }
            for (place, row) in self.rows.iter().enumerate().rev() {
                let value = part[place] / row[place];
                part[place] = value;
                add(&mut part[..place], -value, row);
            }
            direction.iter_mut().skip(class).step_by(self.width).zip(part).for_each(|(to, value)| *to = value);
        }
    }
}

/// Products of a column with others.
fn products(column: &[f64], others: &[Vec<f64>]) -> impl Iterator<Item = f64> {
    let (fours, rest) = others.as_chunks::<4>();
    let in_fours = fours.iter().flat_map(|four| dot_four(four.each_ref().map(Vec::as_slice), column));
    in_fours.chain(rest.iter().map(|other| dot(other, column)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dividing_undoes_the_product() {
        let columns = [vec![1.0, -1.0, 2.0, 0.5], vec![0.0, 3.0, 1.0, -1.0]];
        let curvature = Curvature::of(&columns, 2, 0.1, true).unwrap();
        // Weights of two columns and the intercept, two classes each.
        let weights = [0.3, -1.0, 2.0, 0.7, -0.4, 1.1];
        let ones = vec![1.0; 4];
        let all = [&columns[0], &columns[1], &ones];
        let mut product = [0.0; 6];
        for (at, to) in product.iter_mut().enumerate() {
            for (place, other) in all.iter().enumerate() {
                let own = if place == at / 2 && place < 2 { 0.1 } else { 0.0 };
                *to += (0.5 * dot(all[at / 2], other) / 4.0 + own) * weights[place * 2 + at % 2];
            }
        }
        curvature.divide(&mut product);
        assert!(product.iter().zip(weights).all(|(found, weight)| (found - weight).abs() < 1e-6), "{product:?}");
    }

    #[test]
    fn columns_that_are_alike_without_a_penalty_are_not_divided_by() {
        let column = vec![1.0, 2.0, 3.0];
        assert!(Curvature::of(&[column.clone(), column.clone()], 1, 0.0, false).is_none());
        assert!(Curvature::of(&[column.clone(), column], 1, 0.1, false).is_some());
        assert!(Curvature::of(&[], 1, 0.1, true).is_none());
    }
}
