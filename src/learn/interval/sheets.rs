//! The headline metrics, laid out so that a draw of the rows costs one pass over them.

use super::bootstrap::Sheet;
use crate::learn::metrics::Confusion;
use crate::learn::metrics::calibration::brier_of;
use crate::learn::metrics::probability::log_loss_of;

/// The metrics of a classifier.
#[derive(Clone, Debug)]
pub struct ClassificationSheet {
    classes: usize,
    /// Place of each row in the confusion table.
    cells: Vec<u32>,
    log_loss: Vec<f64>,
    brier: Vec<f64>,
    rankings: Vec<Order>,
}

/// Rows by falling score, equal scores together.
#[derive(Clone, Debug)]
struct Order {
    /// Row, shifted up by two bits; bit 0: positive, bit 1: last of its score.
    rows: Vec<u32>,
}

impl ClassificationSheet {
    /// Takes in predictions; without `shares` (rows × classes) only what the labels give. Labels are below `classes`.
    pub fn new<R: AsRef<[f64]>>(actual: &[u32], predicted: &[u32], shares: &[R], classes: usize) -> Self {
        let cells = actual.iter().zip(predicted).map(|(actual, predicted)| actual * classes as u32 + predicted).collect();
        let row_by_row = |of: fn(u32, &[f64]) -> f64| actual.iter().zip(shares).map(|(label, row)| of(*label, row.as_ref())).collect();
        let of_class = |class: usize| {
            let scores: Vec<f64> = shares.iter().map(|row| row.as_ref()[class]).collect();
            Order::new(&scores, |row| actual[row] as usize == class)
        };
        let ranked = if shares.is_empty() { 0..0 } else { usize::from(classes == 2)..classes };
        Self { classes, cells, log_loss: row_by_row(log_loss_of), brier: row_by_row(brier_of), rankings: ranked.map(of_class).collect() }
    }
}

impl Sheet for ClassificationSheet {
    fn names(&self) -> Vec<&'static str> {
        let labels = ["accuracy", "balanced_accuracy", "precision_macro", "recall_macro", "f1_macro", "matthews_corrcoef"];
        let shares: &[&str] = if self.log_loss.is_empty() { &[] } else { &["roc_auc", "log_loss", "brier_score"] };
        labels.iter().chain(shares).copied().collect()
    }

    fn rows(&self) -> usize {
        self.cells.len()
    }

    fn of(&self, weights: &[u32]) -> Vec<Option<f64>> {
        let mut counts = vec![0_u64; self.classes * self.classes];
        self.cells.iter().zip(weights).for_each(|(cell, weight)| counts[*cell as usize] += u64::from(*weight));
        let confusion = Confusion::from_counts(counts.chunks(self.classes.max(1)).map(<[u64]>::to_vec).collect());
        let averages = confusion.macro_avg();
        let mut values: Vec<Option<f64>> = vec![
            Some(confusion.accuracy()),
            Some(confusion.balanced_accuracy()),
            Some(averages.precision),
            Some(averages.recall),
            Some(averages.f1),
            Some(confusion.matthews()),
        ];
        if !self.log_loss.is_empty() {
            let areas: Option<Vec<f64>> = self.rankings.iter().map(|order| order.area(weights)).collect();
            let mean = areas.map(|areas| areas.iter().sum::<f64>() / areas.len() as f64);
            let half = if self.classes == 2 { 0.5 } else { 1.0 };
            let brier = weighted_mean(&self.brier, weights).map(|brier| brier * half);
            values.extend([mean, weighted_mean(&self.log_loss, weights), brier]);
        }
        values
    }
}

impl Order {
    fn new(scores: &[f64], positive: impl Fn(usize) -> bool) -> Self {
        let mut order: Vec<u32> = (0..scores.len() as u32).collect();
        order.sort_unstable_by(|a, b| scores[*b as usize].total_cmp(&scores[*a as usize]).then(a.cmp(b)));
        let flag = |(place, row): (usize, &u32)| {
            let here = scores[*row as usize];
            let last = order.get(place + 1).is_none_or(|next| scores[*next as usize] != here);
            row << 2 | u32::from(last) << 1 | u32::from(positive(*row as usize))
        };
        Self { rows: order.iter().enumerate().map(flag).collect() }
    }

    /// Area under the ROC curve with each row counted so many times; absent unless both kinds of row came up.
    fn area(&self, weights: &[u32]) -> Option<f64> {
        // Counts are whole numbers, so twice the area is exact. `counts` holds negative rows, then positive ones.
        let (mut counts, mut before, mut twice) = ([0_u64; 2], [0_u64; 2], 0_u64);
        for flagged in &self.rows {
            counts[(flagged & 1) as usize] += u64::from(weights[(flagged >> 2) as usize]);
            if flagged & 2 != 0 {
                twice += (counts[0] - before[0]) * (counts[1] + before[1]);
                before = counts;
            }
        }
        (counts[0] > 0 && counts[1] > 0).then(|| twice as f64 / (2.0 * counts[0] as f64 * counts[1] as f64))
    }
}

/// The metrics of a model of numbers.
#[derive(Clone, Debug)]
pub struct RegressionSheet {
    actual: Vec<f64>,
    /// |actual − predicted| per row.
    sizes: Vec<f64>,
    relative: Vec<f64>,
    /// Rows by rising size of the error.
    order: Vec<u32>,
}

impl RegressionSheet {
    /// Takes in predictions.
    pub fn new(actual: &[f64], predicted: &[f64]) -> Self {
        let sizes: Vec<f64> = actual.iter().zip(predicted).map(|(actual, predicted)| (actual - predicted).abs()).collect();
        let relative = sizes.iter().zip(actual).map(|(size, actual)| size / actual.abs().max(f64::EPSILON)).collect();
        let mut order: Vec<u32> = (0..sizes.len() as u32).collect();
        order.sort_unstable_by(|a, b| sizes[*a as usize].total_cmp(&sizes[*b as usize]).then(a.cmp(b)));
        Self { actual: actual.to_vec(), sizes, relative, order }
    }

    /// The middle error of the rows drawn.
    fn median(&self, weights: &[u32], drawn: u64) -> Option<f64> {
        let (mut seen, mut lower) = (0, None);
        for row in &self.order {
            seen += u64::from(weights[*row as usize]);
            let here = self.sizes[*row as usize];
            if lower.is_none() && 2 * seen >= drawn && seen > 0 {
                lower = Some(here);
            }
            if 2 * seen > drawn {
                return lower.map(|lower| (lower + here) / 2.0);
            }
        }
        None
    }
}

impl Sheet for RegressionSheet {
    fn names(&self) -> Vec<&'static str> {
        vec!["r2", "mean_absolute_error", "root_mean_squared_error", "median_absolute_error", "mean_absolute_percentage_error"]
    }

    fn rows(&self) -> usize {
        self.actual.len()
    }

    fn of(&self, weights: &[u32]) -> Vec<Option<f64>> {
        let drawn: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
        let Some(mean) = weighted_mean(&self.actual, weights) else { return vec![None; 5] };
        let (mut squares, mut spread) = (0.0, 0.0);
        for ((actual, size), weight) in self.actual.iter().zip(&self.sizes).zip(weights) {
            let weight = f64::from(*weight);
            squares += weight * size * size;
            spread += weight * (actual - mean) * (actual - mean);
        }
        let rms = libm::sqrt(squares / drawn as f64);
        vec![
            (spread > 0.0).then(|| 1.0 - squares / spread),
            weighted_mean(&self.sizes, weights),
            Some(rms),
            self.median(weights, drawn),
            weighted_mean(&self.relative, weights),
        ]
    }
}

/// Mean with each value counted so many times; absent if none is.
fn weighted_mean(values: &[f64], weights: &[u32]) -> Option<f64> {
    // Four sums side by side: a single one would wait for itself at every row.
    let (mut sums, mut counts) = ([0.0; 4], [0_u64; 4]);
    for (place, (value, weight)) in values.iter().zip(weights).enumerate() {
        sums[place % 4] += value * f64::from(*weight);
        counts[place % 4] += u64::from(*weight);
    }
    let count: u64 = counts.iter().sum();
    (count > 0).then(|| sums.iter().sum::<f64>() / count as f64)
}
