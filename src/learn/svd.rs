//! The singular values of centred columns and what hangs on them: directions of most variance, least squares.
//!
//! Householder's reflections (1958) make a small triangle of the columns, Hestenes' rotations (1958) make that
//! orthogonal; see Golub and Van Loan, *Matrix Computations*, 5.2 and 8.6. Slower than forming XᵀX, but small singular
//! values keep all their digits, which XᵀX would square away.

use super::simd::{add, dot};
use crate::dataset::order;

/// Rotations stop when no two vectors are further from a right angle than this.
const RIGHT_ANGLE: f64 = 1e-15;
/// Sweeps over all pairs; ten are usual.
const SWEEPS: usize = 60;

/// X = U·diag(values)·Vᵀ, as far as it is needed.
pub(super) struct Svd {
    /// Largest first, one for each of min(rows, columns).
    pub(super) values: Vec<f64>,
    /// Rows of Vᵀ: one unit vector over the columns per value; all 0 where the value is.
    pub(super) directions: Vec<Vec<f64>>,
    /// Uᵀ·target.
    pub(super) along: Vec<f64>,
}

/// Takes columns apart; the columns and the target, which may be empty, are used up. `progress` hears the share done.
pub(super) fn decompose(columns: Vec<Vec<f64>>, mut target: Vec<f64>, progress: &mut dyn FnMut(f64, &str)) -> Svd {
    let (width, rows) = (columns.len(), columns.first().map_or(0, Vec::len));
    let size = width.min(rows);
    target.resize(rows, 0.0);
    let mut vectors: Vec<Vec<f64>>;
    let mut reflections = Vec::new();
    if rows >= width {
        // X = Q·R: the rows of R are turned into U₁ᵀ·R, and the target goes along.
        let mut triangle = columns;
        let mirrors = reflect(&mut triangle, progress);
        mirrors.iter().enumerate().for_each(|(place, mirror)| mirror.apply(place, &mut target));
        vectors = (0..size).map(|row| triangle.iter().map(|column| column[row]).collect()).collect();
        for (row, vector) in vectors.iter_mut().enumerate() {
            vector[..row].fill(0.0);
        }
    } else {
        // Xᵀ = Q·R: the columns of R are turned, and Q leads back to directions over the columns of X.
        let mut triangle: Vec<Vec<f64>> = (0..rows).map(|row| columns.iter().map(|column| column[row]).collect()).collect();
        drop(columns);
        reflections = reflect(&mut triangle, progress);
        vectors = triangle;
        for (place, vector) in vectors.iter_mut().enumerate() {
            vector.truncate(size);
            vector[place + 1..].fill(0.0);
        }
    }
    target.resize(size, 0.0);
    rotate(&mut vectors, &mut target, progress);
    let mut found: Vec<(f64, Vec<f64>, f64)> =
        vectors.into_iter().zip(target).map(|(vector, along)| (dot(&vector, &vector).sqrt(), vector, along)).collect();
    order::by(&mut found, |a, b| b.0.total_cmp(&a.0));
    let noise = found.first().map_or(0.0, |first| first.0) * f64::EPSILON;
    let mut svd = Svd { values: Vec::new(), directions: Vec::new(), along: Vec::new() };
    for (value, mut vector, along) in found {
        vector.iter_mut().for_each(|entry| *entry = if value > noise { *entry / value } else { 0.0 });
        vector.resize(width, 0.0);
        reflections.iter().enumerate().rev().for_each(|(place, mirror)| mirror.apply(place, &mut vector));
        svd.values.push(value);
        svd.directions.push(vector);
        svd.along.push(along);
    }
    svd
}

/// v ↦ v − 2·(v·normal)·normal, where the normal has its first entries, as many as its place, 0.
struct Reflection {
    normal: Vec<f64>,
}

impl Reflection {
    fn apply(&self, place: usize, vector: &mut [f64]) {
        let tail = &mut vector[place..];
        let along = dot(&self.normal, tail);
        add(tail, -2.0 * along, &self.normal);
    }
}

/// Makes the columns an upper triangle, mirror by mirror.
fn reflect(columns: &mut [Vec<f64>], progress: &mut dyn FnMut(f64, &str)) -> Vec<Reflection> {
    let count = columns.len();
    let mut mirrors = Vec::with_capacity(count);
    for place in 0..count {
        let (done, rest) = columns.split_at_mut(place + 1);
        let column = &mut done[place];
        let mut normal = column[place..].to_vec();
        let length = dot(&normal, &normal).sqrt();
        // Away from the axis, so that nothing cancels.
        normal[0] += if normal[0] < 0.0 { -length } else { length };
        let norm = dot(&normal, &normal).sqrt();
        normal.iter_mut().for_each(|entry| *entry = if norm > 0.0 { *entry / norm } else { 0.0 });
        let mirror = Reflection { normal };
        mirror.apply(place, column);
        rest.iter_mut().for_each(|column| mirror.apply(place, column));
        mirrors.push(mirror);
        progress(0.8 * (place + 1) as f64 / count as f64, "taking the columns apart");
    }
    mirrors
}

/// Turns vectors in pairs until all are at right angles; `along` is turned with them.
fn rotate(vectors: &mut [Vec<f64>], along: &mut [f64], progress: &mut dyn FnMut(f64, &str)) {
    for sweep in 0..SWEEPS {
        let mut turned = false;
        for p in 0..vectors.len() {
            let (before, after) = vectors.split_at_mut(p + 1);
            let first = &mut before[p];
            for (q, second) in after.iter_mut().enumerate() {
                let (a, b, c) = (dot(first, first), dot(second, second), dot(first, second));
                if c.abs() <= RIGHT_ANGLE * (a * b).sqrt() || c == 0.0 {
                    continue;
                }
                turned = true;
                let ratio = (b - a) / (2.0 * c);
                let tangent = (if ratio < 0.0 { -1.0 } else { 1.0 }) / (ratio.abs() + (1.0 + ratio * ratio).sqrt());
                let cosine = 1.0 / (1.0 + tangent * tangent).sqrt();
                let sine = cosine * tangent;
                for (x, y) in first.iter_mut().zip(second.iter_mut()) {
                    (*x, *y) = (cosine * *x - sine * *y, sine * *x + cosine * *y);
                }
                let (x, y) = (along[p], along[p + 1 + q]);
                (along[p], along[p + 1 + q]) = (cosine * x - sine * y, sine * x + cosine * y);
            }
        }
        progress(0.8 + 0.2 * ((sweep + 1) as f64 / 12.0).min(1.0), "turning the axes");
        if !turned {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rebuilt(columns: &[Vec<f64>]) -> Svd {
        let rows = columns[0].len();
        let svd = decompose(columns.to_vec(), vec![1.0; rows], &mut |_, _| {});
        // XᵀX = V·diag(values²)·Vᵀ and V's columns are at right angles.
        for (i, a) in columns.iter().enumerate() {
            for (j, b) in columns.iter().enumerate() {
                let sum: f64 = svd.values.iter().zip(&svd.directions).map(|(value, v)| value * value * v[i] * v[j]).sum();
                assert!((sum - dot(a, b)).abs() < 1e-12, "{sum} against {}", dot(a, b));
            }
        }
        svd
    }

    #[test]
    fn a_tall_and_a_wide_matrix_are_rebuilt_from_their_parts() {
        let tall = vec![vec![1.0, 2.0, 4.0, -1.0, 0.5], vec![0.0, 3.0, -2.0, 1.0, 1.0], vec![2.0, 2.0, 0.0, 0.25, 7.0]];
        let wide: Vec<Vec<f64>> = (0..5).map(|row| tall.iter().map(|column| column[row]).collect()).collect();
        let (tall, wide) = (rebuilt(&tall), rebuilt(&wide));
        assert!(tall.values.is_sorted_by(|a, b| a >= b));
        assert!(tall.values.iter().zip(&wide.values).all(|(a, b)| (a - b).abs() < 1e-12) && wide.values.len() == 3);
    }

    #[test]
    fn a_repeated_column_leaves_a_value_of_nothing() {
        let svd = rebuilt(&[vec![1.0, 2.0, 3.0, 5.0], vec![1.0, 2.0, 3.0, 5.0], vec![0.0; 4]]);
        assert!((svd.values[0] - 78.0_f64.sqrt()).abs() < 1e-12 && svd.values[1] < 1e-14 && svd.values[2] < 1e-14);
    }
}
