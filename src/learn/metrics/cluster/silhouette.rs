//! The silhouette: how much nearer a row is to its own group than to the next one.
//!
//! Rousseeuw, *Silhouettes: a graphical aid to the interpretation and validation of cluster analysis* (1987). It compares
//! every pair of rows, so large tables are sampled, as scikit-learn's `sample_size` does.

use super::LabelIndex;
use crate::dataset::order;
use crate::learn::random::Random;
use crate::protocol::cluster::Silhouettes;

/// Rows compared at most.
pub const SILHOUETTE_ROWS: usize = 2000;

const STREAM: u64 = 0x5349_4C48;

/// The silhouettes of at most `most` rows, drawn under the seed and compared among themselves. Absent unless the rows drawn
/// are of 2..=rows−1 groups.
pub fn silhouettes(columns: &[Vec<f64>], labels: &[i32], most: usize, seed: u64) -> Option<Silhouettes> {
    let mut rows: Vec<u32> = (0..labels.len() as u32).collect();
    if rows.len() > most {
        Random::stream(seed, STREAM).shuffle(&mut rows);
        rows.truncate(most);
        rows.sort_unstable();
    }
    let labels: Vec<i32> = rows.iter().map(|row| labels[*row as usize]).collect();
    let grouping = LabelIndex::new(&labels);
    if !grouping.comparable() {
        return None;
    }
    let points: Vec<f64> = rows.iter().flat_map(|row| columns.iter().map(|column| column[*row as usize])).collect();
    let values = silhouette_of(&points, columns.len(), &grouping.of, grouping.names.len());
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let group = |(place, name): (usize, &i32)| {
        let mut own: Vec<f64> = values.iter().zip(&grouping.of).filter(|(_, of)| **of == place).map(|(value, _)| *value).collect();
        order::by(&mut own, |a, b| b.total_cmp(a));
        (*name, own)
    };
    Some(Silhouettes { mean, groups: grouping.names.iter().enumerate().map(group).collect() })
}

/// Silhouette of each row: (b − a) / max(a, b) with a the mean distance to its own group's other rows and b the smallest
/// mean distance to another group; 0 for a row alone in its group. `points` is row-major, `width` values a row.
pub fn silhouette_of(points: &[f64], width: usize, group: &[usize], groups: usize) -> Vec<f64> {
    let rows = group.len();
    let mut sizes = vec![0.0; groups];
    group.iter().for_each(|group| sizes[*group] += 1.0);
    // Each pair is measured once and counted for both of its rows.
    let mut sums = vec![0.0; rows * groups];
    for one in 0..rows {
        let here = &points[one * width..(one + 1) * width];
        for other in one + 1..rows {
            let there = &points[other * width..(other + 1) * width];
            let square: f64 = here.iter().zip(there).map(|(a, b)| (a - b) * (a - b)).sum();
            let distance = square.sqrt();
            sums[one * groups + group[other]] += distance;
            sums[other * groups + group[one]] += distance;
        }
    }
    let value = |row: usize| {
        let (own, sums) = (group[row], &sums[row * groups..(row + 1) * groups]);
        if sizes[own] < 2.0 {
            return 0.0;
        }
        let inside = sums[own] / (sizes[own] - 1.0);
        let mean = |other: usize| sums[other] / sizes[other];
        let outside = (0..groups).filter(|other| *other != own && sizes[*other] > 0.0).map(mean).fold(f64::INFINITY, f64::min);
        let larger = inside.max(outside);
        if larger > 0.0 && larger.is_finite() { (outside - inside) / larger } else { 0.0 }
    };
    (0..rows).map(value).collect()
}
