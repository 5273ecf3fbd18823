//! How well groups found without labels hold together, and how well two groupings agree.
//!
//! Davies and Bouldin, *A cluster separation measure* (1979); Caliński and Harabasz, *A dendrite method for cluster analysis*
//! (1974); Hubert and Arabie, *Comparing partitions* (1985). As in scikit-learn, a label such as −1 for noise is one more
//! group to the figures that compare groups.

mod elbow;
mod silhouette;

pub use elbow::elbow;
pub use silhouette::{SILHOUETTE_ROWS, silhouette_of, silhouettes};

use crate::protocol::cluster::ClusterScores;

/// The headline figures; `known` are labels from elsewhere, `columns` all of one length. The silhouette is that of at most
/// [`SILHOUETTE_ROWS`] rows drawn under the seed.
pub fn cluster_scores(columns: &[Vec<f64>], labels: &[i32], known: Option<&[u32]>, inertia: Option<f64>, seed: u64) -> ClusterScores {
    let grouping = LabelIndex::new(labels);
    let silhouettes = silhouettes(columns, labels, SILHOUETTE_ROWS, seed);
    ClusterScores {
        clusters: grouping.names.iter().filter(|name| **name >= 0).count() as u32,
        noise: labels.iter().filter(|label| **label < 0).count() as u64,
        silhouette_rows: silhouettes.as_ref().map_or(0, |found| found.groups.iter().map(|group| group.1.len() as u64).sum()),
        silhouette: silhouettes.map(|found| found.mean),
        davies_bouldin: davies_bouldin(columns, labels),
        calinski_harabasz: calinski_harabasz(columns, labels),
        adjusted_rand: known.map(|known| adjusted_rand(&known.iter().map(|label| *label as i32).collect::<Vec<_>>(), labels)),
        inertia,
    }
}

/// Labels as places in an ascending list of names.
pub(super) struct LabelIndex {
    pub(super) names: Vec<i32>,
    pub(super) of: Vec<usize>,
}

impl LabelIndex {
    pub(super) fn new(labels: &[i32]) -> Self {
        let mut names = labels.to_vec();
        names.sort_unstable();
        names.dedup();
        let of = labels.iter().map(|label| names.binary_search(label).unwrap_or(0)).collect();
        Self { names, of }
    }

    /// There are 2..=rows−1 groups.
    pub(super) fn comparable(&self) -> bool {
        (2..self.of.len()).contains(&self.names.len())
    }

    fn sizes(&self) -> Vec<f64> {
        let mut sizes = vec![0.0; self.names.len()];
        self.of.iter().for_each(|group| sizes[*group] += 1.0);
        sizes
    }

    /// Centre of each group, column by column: `centres[column][group]`.
    fn centres(&self, columns: &[Vec<f64>], sizes: &[f64]) -> Vec<Vec<f64>> {
        let centre = |column: &Vec<f64>| {
            let mut sums = vec![0.0; sizes.len()];
            column.iter().zip(&self.of).for_each(|(value, group)| sums[*group] += value);
            sums.iter().zip(sizes).map(|(sum, size)| sum / size).collect()
        };
        columns.iter().map(centre).collect()
    }

    /// Squared distance of each row to its group's centre.
    fn squares(&self, columns: &[Vec<f64>], centres: &[Vec<f64>]) -> Vec<f64> {
        let mut squares = vec![0.0; self.of.len()];
        for (column, centres) in columns.iter().zip(centres) {
            for ((square, value), group) in squares.iter_mut().zip(column).zip(&self.of) {
                *square += (value - centres[*group]) * (value - centres[*group]);
            }
        }
        squares
    }
}

/// Mean over groups of the worst (spread + spread) / distance to another group, 0 or more; lower is better. Absent unless
/// there are 2..=rows−1 groups.
pub fn davies_bouldin(columns: &[Vec<f64>], labels: &[i32]) -> Option<f64> {
    let grouping = LabelIndex::new(labels);
    if !grouping.comparable() {
        return None;
    }
    let sizes = grouping.sizes();
    let centres = grouping.centres(columns, &sizes);
    let mut spreads = vec![0.0; sizes.len()];
    grouping.squares(columns, &centres).iter().zip(&grouping.of).for_each(|(square, group)| spreads[*group] += libm::sqrt(*square));
    spreads.iter_mut().zip(&sizes).for_each(|(spread, size)| *spread /= size);
    let distance = |a: usize, b: usize| libm::sqrt(centres.iter().map(|centre| (centre[a] - centre[b]) * (centre[a] - centre[b])).sum());
    let worst = |a: usize| {
        let ratio = |b: usize| {
            let distance: f64 = distance(a, b);
            if distance > 0.0 { (spreads[a] + spreads[b]) / distance } else { 0.0 }
        };
        (0..sizes.len()).filter(|b| *b != a).map(ratio).fold(0.0, f64::max)
    };
    Some((0..sizes.len()).map(worst).sum::<f64>() / sizes.len() as f64)
}

/// Spread between groups over spread within, each per degree of freedom; higher is better. Absent unless there are
/// 2..=rows−1 groups; 1 where no group has any spread.
pub fn calinski_harabasz(columns: &[Vec<f64>], labels: &[i32]) -> Option<f64> {
    let grouping = LabelIndex::new(labels);
    if !grouping.comparable() {
        return None;
    }
    let (rows, sizes) = (labels.len() as f64, grouping.sizes());
    let centres = grouping.centres(columns, &sizes);
    let within: f64 = grouping.squares(columns, &centres).iter().sum();
    let mut between = 0.0;
    for (column, centres) in columns.iter().zip(&centres) {
        let mean = column.iter().sum::<f64>() / rows;
        between += centres.iter().zip(&sizes).map(|(centre, size)| size * (centre - mean) * (centre - mean)).sum::<f64>();
    }
    let groups = sizes.len() as f64;
    Some(if within > 0.0 { between * (rows - groups) / (within * (groups - 1.0)) } else { 1.0 })
}

/// Agreement of two groupings beyond chance: 1 for the same groups, about 0 for unrelated ones.
pub fn adjusted_rand(one: &[i32], other: &[i32]) -> f64 {
    // Both labels in one number, in whatever order: only equal ones must come together.
    let pair = |(one, other): (&i32, &i32)| u64::from(one.cast_unsigned()) << 32 | u64::from(other.cast_unsigned());
    let mut pairs: Vec<u64> = one.iter().zip(other).map(pair).collect();
    pairs.sort_unstable();
    let rows = pairs.len() as f64;
    let squares = |counts: &[f64]| counts.iter().map(|count| count * count).sum::<f64>();
    let both = squares(&pairs.chunk_by(|a, b| a == b).map(|run| run.len() as f64).collect::<Vec<_>>());
    let (a, b) = (squares(&LabelIndex::new(one).sizes()), squares(&LabelIndex::new(other).sizes()));
    // Pairs of rows: together in both, in the second only, in the first only, in neither.
    let (together, second, first) = (both - rows, b - both, a - both);
    let neither = rows * rows - together - second - first - rows;
    if second == 0.0 && first == 0.0 {
        return 1.0;
    }
    let below = (together + first) * (first + neither) + (together + second) * (second + neither);
    2.0 * (together * neither - first * second) / below
}

/// Sum of squared distances of the rows to their group's centre; `centres[group]` has one value per column.
pub fn inertia(columns: &[Vec<f64>], centres: &[Vec<f64>], labels: &[u32]) -> f64 {
    let of_column = |(place, column): (usize, &Vec<f64>)| -> f64 {
        let off = |(value, label): (&f64, &u32)| value - centres[*label as usize][place];
        column.iter().zip(labels).map(off).map(|off| off * off).sum()
    };
    columns.iter().enumerate().map(of_column).sum()
}
