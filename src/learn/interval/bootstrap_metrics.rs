//! The headline metrics, laid out so that a draw of the rows costs one pass over them.
//!
//! A sheet keeps its rows in an order of its own, the one its dearest metric needs: rows of a bootstrap are exchangeable, so
//! it does not matter which of them a weight falls on, and memory is read from front to back.

use super::bootstrap::BootstrapMetrics;
use crate::dataset::order;
use crate::learn::metrics::Confusion;
use crate::learn::metrics::calibration::brier_of;
use crate::learn::metrics::probability::log_loss_of;

/// The metrics of a classifier.
#[derive(Clone, Debug)]
pub struct ClassificationBootstrap {
    classes: usize,
    order: Vec<u32>,
    rows: Vec<ScoredRow>,
    rankings: Vec<RankedScores>,
    with_shares: bool,
}

/// One row of a classifier's sheet.
#[derive(Clone, Copy, Debug)]
struct ScoredRow {
    /// Place in the confusion table.
    cell: u32,
    log_loss: f64,
    brier: f64,
}

/// Rows by falling score, equal scores together.
#[derive(Clone, Debug)]
struct RankedScores {
    /// Place in the sheet, shifted up by two bits; bit 0: positive, bit 1: last of its score.
    rows: Vec<u32>,
}

impl ClassificationBootstrap {
    /// Takes in predictions; without `shares` (rows × classes) only what the labels give. Labels are below `classes`.
    pub fn new<R: AsRef<[f64]>>(actual: &[u32], predicted: &[u32], shares: &[R], classes: usize) -> Self {
        let with_shares = !shares.is_empty();
        let mut order: Vec<u32> = (0..actual.len() as u32).collect();
        let ranked = if with_shares { usize::from(classes == 2)..classes } else { 0..0 };
        if with_shares {
            let score = |row: &u32| shares[*row as usize].as_ref()[ranked.start];
            order::by(&mut order, |a, b| score(b).total_cmp(&score(a)));
        }
        let judged = |row: &u32| {
            let row = *row as usize;
            let own = shares.get(row).map(AsRef::as_ref);
            let loss = |of: fn(u32, &[f64]) -> f64| own.map_or(0.0, |own| of(actual[row], own));
            ScoredRow { cell: actual[row] * classes as u32 + predicted[row], log_loss: loss(log_loss_of), brier: loss(brier_of) }
        };
        let of_class = |class: usize| {
            let scores: Vec<f64> = order.iter().map(|row| shares[*row as usize].as_ref()[class]).collect();
            RankedScores::new(&scores, |place| actual[order[place] as usize] as usize == class)
        };
        let (rows, rankings) = (order.iter().map(judged).collect(), ranked.clone().map(of_class).collect());
        Self { classes, rows, rankings, with_shares, order }
    }

    /// The rows as given, in the order of the sheet.
    pub fn order(&self) -> &[u32] {
        &self.order
    }
}

impl BootstrapMetrics for ClassificationBootstrap {
    fn names(&self) -> Vec<&'static str> {
        let labels = ["accuracy", "balanced_accuracy", "precision_macro", "recall_macro", "f1_macro", "matthews_corrcoef"];
        let shares: &[&str] = if self.with_shares { &["roc_auc", "log_loss", "brier_score"] } else { &[] };
        labels.iter().chain(shares).copied().collect()
    }

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn of(&self, weights: &[u32]) -> Vec<Option<f64>> {
        let mut counts = vec![0_u64; self.classes * self.classes];
        let (mut drawn, mut log_loss, mut brier) = (0_u64, 0.0, 0.0);
        for (row, weight) in self.rows.iter().zip(weights) {
            counts[row.cell as usize] += u64::from(*weight);
            drawn += u64::from(*weight);
            log_loss += row.log_loss * f64::from(*weight);
            brier += row.brier * f64::from(*weight);
        }
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
        if self.with_shares {
            let areas: Option<Vec<f64>> = self.rankings.iter().map(|ranked| ranked.area(weights)).collect();
            let mean = areas.map(|areas| areas.iter().sum::<f64>() / areas.len() as f64);
            let half = if self.classes == 2 { 0.5 } else { 1.0 };
            let share = |sum: f64| (drawn > 0).then(|| sum / drawn as f64);
            values.extend([mean, share(log_loss), share(brier * half)]);
        }
        values
    }
}

impl RankedScores {
    fn new(scores: &[f64], positive: impl Fn(usize) -> bool) -> Self {
        let mut order: Vec<u32> = (0..scores.len() as u32).collect();
        // Stable: the first ranking is in order already, and stays so.
        order::by(&mut order, |a, b| scores[*b as usize].total_cmp(&scores[*a as usize]));
        let flag = |(place, row): (usize, &u32)| {
            let here = scores[*row as usize];
            let last = order.get(place + 1).is_none_or(|next| scores[*next as usize] != here);
            row << 2 | u32::from(last) << 1 | u32::from(positive(*row as usize))
        };
        Self { rows: order.iter().enumerate().map(flag).collect() }
    }

    /// Area under the ROC curve with each row weighted by its count; absent unless both classes occur.
    fn area(&self, weights: &[u32]) -> Option<f64> {
        // Counts are whole numbers, so twice the area is exact.
        let (mut hits, mut all, mut hits_before, mut alarms_before, mut twice) = (0_u64, 0_u64, 0_u64, 0_u64, 0_u64);
        for flagged in &self.rows {
            let weight = u64::from(weights[(flagged >> 2) as usize]);
            all += weight;
            hits += weight * u64::from(flagged & 1);
            if flagged & 2 != 0 {
                let alarms = all - hits;
                twice += (alarms - alarms_before) * (hits + hits_before);
                (hits_before, alarms_before) = (hits, alarms);
            }
        }
        let alarms = all - hits;
        (hits > 0 && alarms > 0).then(|| twice as f64 / (2.0 * hits as f64 * alarms as f64))
    }
}

/// The metrics of a model of numbers.
#[derive(Clone, Debug)]
pub struct RegressionBootstrap {
    /// By rising size of the error.
    rows: Vec<RowError>,
    order: Vec<u32>,
}

/// One row of a sheet of numbers.
#[derive(Clone, Copy, Debug)]
struct RowError {
    /// The actual value less the mean of all, so that squares stay small.
    actual: f64,
    /// |actual − predicted|.
    size: f64,
    /// The same as a share of |actual|.
    relative: f64,
}

impl RegressionBootstrap {
    /// Takes in predictions.
    pub fn new(actual: &[f64], predicted: &[f64]) -> Self {
        let mean = actual.iter().sum::<f64>() / actual.len().max(1) as f64;
        let size = |row: &u32| (actual[*row as usize] - predicted[*row as usize]).abs();
        let mut order: Vec<u32> = (0..actual.len() as u32).collect();
        order::by(&mut order, |a, b| size(a).total_cmp(&size(b)));
        let off = |row: &u32| {
            let (value, size) = (actual[*row as usize], size(row));
            RowError { actual: value - mean, size, relative: size / value.abs().max(f64::EPSILON) }
        };
        Self { rows: order.iter().map(off).collect(), order }
    }

    /// The rows as given, in the order of the sheet.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// The middle error of the rows drawn.
    fn median(&self, weights: &[u32], drawn: u64) -> Option<f64> {
        let (mut seen, mut lower) = (0, None);
        for (row, weight) in self.rows.iter().zip(weights) {
            seen += u64::from(*weight);
            if lower.is_none() && 2 * seen >= drawn && seen > 0 {
                lower = Some(row.size);
            }
            if 2 * seen > drawn {
                return lower.map(|lower| (lower + row.size) / 2.0);
            }
        }
        None
    }
}

impl BootstrapMetrics for RegressionBootstrap {
    fn names(&self) -> Vec<&'static str> {
        vec!["r2", "mean_absolute_error", "root_mean_squared_error", "median_absolute_error", "mean_absolute_percentage_error"]
    }

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn of(&self, weights: &[u32]) -> Vec<Option<f64>> {
        let mut drawn = 0_u64;
        let (mut actual, mut actual_squares, mut sizes, mut squares, mut relative) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (row, weight) in self.rows.iter().zip(weights) {
            drawn += u64::from(*weight);
            let weight = f64::from(*weight);
            actual += weight * row.actual;
            actual_squares += weight * row.actual * row.actual;
            sizes += weight * row.size;
            squares += weight * row.size * row.size;
            relative += weight * row.relative;
        }
        if drawn == 0 {
            return vec![None; 5];
        }
        let count = drawn as f64;
        let spread = actual_squares - actual * actual / count;
        // A spread this small is rounding error.
        let r2 = (spread > 1e-12 * actual_squares).then(|| 1.0 - squares / spread);
        vec![r2, Some(sizes / count), Some(libm::sqrt(squares / count)), self.median(weights, drawn), Some(relative / count)]
    }
}
