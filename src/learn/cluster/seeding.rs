//! k-means++: the first centers are rows drawn far from each other, of a few draws the best.
//!
//! Arthur and Vassilvitskii, *k-means++: The Advantages of Careful Seeding* (2007), with scikit-learn's 2 + ⌊ln k⌋ draws
//! for each center.

use super::blocks::{Blocks, LANES, squares};
use crate::learn::random::Random;
use crate::learn::simd::{lower, sum};

/// `count` rows as centers, one after the other in one list.
pub(super) fn plus_plus(blocks: &Blocks, count: usize, random: &mut Random) -> Vec<f64> {
    let tries = 2 + libm::log(count as f64) as usize;
    let first = random.below(blocks.rows() as u32) as usize;
    let mut centers: Vec<f64> = blocks.row(first).collect();
    let mut closest = nearer(blocks, &[first]).swap_remove(0);
    for _ in 1..count {
        let potential = sum(&closest);
        let rows: Vec<usize> = (0..tries).map(|_| draw(&closest, random.uniform() * potential)).collect();
        let mut best: Option<(f64, usize, Vec<f64>)> = None;
        for (row, mut found) in rows.iter().zip(nearer(blocks, &rows)) {
            lower(&mut found, &closest);
            let left = sum(&found);
            if best.as_ref().is_none_or(|best| left < best.0) {
                best = Some((left, *row, found));
            }
        }
        if let Some((_, row, found)) = best {
            centers.extend(blocks.row(row));
            closest = found;
        }
    }
    centers
}

/// Squared distances of all rows to each of some rows; every block is read from memory once for all of them.
fn nearer(blocks: &Blocks, rows: &[usize]) -> Vec<Vec<f64>> {
    let centers: Vec<Vec<f64>> = rows.iter().map(|row| blocks.row(*row).collect()).collect();
    let mut found = vec![vec![0.0; blocks.rows()]; rows.len()];
    for block in 0..blocks.len() {
        let (values, filled, start) = (blocks.block(block), blocks.filled(block), block * LANES);
        for (found, center) in found.iter_mut().zip(&centers) {
            found[start..start + filled].copy_from_slice(&squares(values, center)[..filled]);
        }
    }
    found
}

/// The row in which the running sum of the weights reaches `objective`.
fn draw(weights: &[f64], goal: f64) -> usize {
    let mut reached = 0.0;
    for (row, weight) in weights.iter().enumerate() {
        reached += weight;
        if reached >= goal {
            return row;
        }
    }
    weights.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn centers_are_rows_in_different_places() {
        // Three heaps far apart: a center falls into each, whatever the seed.
        let columns = [(0..60).map(|row| f64::from(row % 3) * 1000.0 + f64::from(row)).collect::<Vec<f64>>()];
        for seed in 0..20 {
            let mut centers = plus_plus(&Blocks::new(&columns, &[0.0]), 3, &mut Random::stream(seed, 0));
            assert!(centers.iter().all(|center| columns[0].contains(center)));
            centers.sort_by(f64::total_cmp);
            assert!(centers[0] < 100.0 && (1000.0..1100.0).contains(&centers[1]) && centers[2] >= 2000.0, "{centers:?}");
        }
    }

    #[test]
    fn equal_rows_give_equal_centers() {
        assert_eq!(plus_plus(&Blocks::new(&[vec![4.0; 5]], &[0.0]), 3, &mut Random::stream(1, 0)), [4.0; 3]);
    }
}
