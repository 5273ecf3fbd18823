//! The confusion table and the rates read off it: accuracy, precision, recall, F1, agreement beyond chance.
//!
//! Matthews (1975) and Gorodkin, *Comparing two K-category assignments by a K-category correlation coefficient* (2004);
//! Cohen, *A coefficient of agreement for nominal scales* (1960); van Rijsbergen, *Information Retrieval* (1979).

use crate::protocol::Averages;

/// Rows by actual and predicted class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion {
    counts: Vec<Vec<u64>>,
}

impl Confusion {
    /// Counts the pairs; classes are below `classes`.
    pub fn new(actual: &[u32], predicted: &[u32], classes: usize) -> Self {
        let mut counts = vec![vec![0; classes]; classes];
        for (actual, predicted) in actual.iter().zip(predicted) {
            counts[*actual as usize][*predicted as usize] += 1;
        }
        Self { counts }
    }

    /// The table itself, `counts[actual][predicted]`, as many rows as columns.
    pub fn from_counts(counts: Vec<Vec<u64>>) -> Self {
        Self { counts }
    }

    /// `counts()[actual][predicted]`.
    pub fn counts(&self) -> &[Vec<u64>] {
        &self.counts
    }

    /// Share of rows on the diagonal.
    pub fn accuracy(&self) -> f64 {
        let right: u64 = (0..self.counts.len()).map(|class| self.counts[class][class]).sum();
        ratio(right, self.rows())
    }

    /// Mean recall of the classes that have rows.
    pub fn balanced_accuracy(&self) -> f64 {
        let present: Vec<usize> = (0..self.counts.len()).filter(|class| self.support(*class) > 0).collect();
        present.iter().map(|class| self.of_class(*class).recall).sum::<f64>() / present.len().max(1) as f64
    }

    /// Rows of an actual class.
    pub fn support(&self, class: usize) -> u64 {
        self.counts[class].iter().sum()
    }

    /// Precision, recall and F1 of a class; 0 where a denominator is 0.
    pub fn of_class(&self, class: usize) -> Averages {
        let right = self.counts[class][class];
        let predicted: u64 = self.counts.iter().map(|row| row[class]).sum();
        let actual = self.support(class);
        Averages { precision: ratio(right, predicted), recall: ratio(right, actual), f1: ratio(2 * right, predicted + actual) }
    }

    /// F-beta of a class: recall counts `beta` times as much as precision; 0 where a denominator is 0.
    pub fn f_beta(&self, class: usize, beta: f64) -> f64 {
        let right = self.counts[class][class] as f64;
        let predicted: u64 = self.counts.iter().map(|row| row[class]).sum();
        let below = beta * beta * self.support(class) as f64 + predicted as f64;
        if below > 0.0 { (1.0 + beta * beta) * right / below } else { 0.0 }
    }

    /// Share of the rows of other classes that are not called this one; absent where every row is of this class.
    pub fn specificity(&self, class: usize) -> Option<f64> {
        let others = self.rows() - self.support(class);
        let called: u64 = self.counts.iter().map(|row| row[class]).sum::<u64>() - self.counts[class][class];
        (others > 0).then(|| (others - called) as f64 / others as f64)
    }

    /// Matthews' correlation of actual and predicted class, −1..=1; 0 where one of the two never varies.
    pub fn matthews(&self) -> f64 {
        let (right, rows, actual, predicted) = self.margins();
        let cross: f64 = actual.iter().zip(&predicted).map(|(actual, predicted)| actual * predicted).sum();
        let left = |side: &[f64]| rows * rows - side.iter().map(|count| count * count).sum::<f64>();
        let below = left(&actual) * left(&predicted);
        if below > 0.0 { (right * rows - cross) / libm::sqrt(below) } else { 0.0 }
    }

    /// Cohen's kappa: agreement beyond chance, at most 1; absent where both sides hold one and the same class only.
    pub fn kappa(&self) -> Option<f64> {
        let (right, rows, actual, predicted) = self.margins();
        let chance: f64 = actual.iter().zip(&predicted).map(|(actual, predicted)| actual * predicted).sum::<f64>() / (rows * rows);
        (chance < 1.0).then(|| (right / rows - chance) / (1.0 - chance))
    }

    /// Rows right, all rows, rows by actual class, rows by predicted class.
    fn margins(&self) -> (f64, f64, Vec<f64>, Vec<f64>) {
        let classes = 0..self.counts.len();
        let right: u64 = classes.clone().map(|class| self.counts[class][class]).sum();
        let actual = classes.clone().map(|class| self.support(class) as f64).collect();
        let predicted = classes.map(|class| self.counts.iter().map(|row| row[class]).sum::<u64>() as f64).collect();
        (right as f64, self.rows() as f64, actual, predicted)
    }

    /// Unweighted mean over all classes.
    pub fn macro_avg(&self) -> Averages {
        self.average(|_| 1.0)
    }

    /// Mean over classes weighted by support.
    pub fn weighted_avg(&self) -> Averages {
        self.average(|class| self.support(class) as f64)
    }

    fn rows(&self) -> u64 {
        self.counts.iter().flatten().sum()
    }

    fn average(&self, weight: impl Fn(usize) -> f64) -> Averages {
        let mut sum = Averages::default();
        let mut total = 0.0;
        for class in 0..self.counts.len() {
            let (scores, weight) = (self.of_class(class), weight(class));
            sum.precision += weight * scores.precision;
            sum.recall += weight * scores.recall;
            sum.f1 += weight * scores.f1;
            total += weight;
        }
        if total > 0.0 { Averages { precision: sum.precision / total, recall: sum.recall / total, f1: sum.f1 / total } } else { sum }
    }
}

/// The interval that holds the true share with 95% confidence when `right` of `rows` were right.
///
/// Wilson, *Probable inference, the law of succession, and statistical inference*, JASA 22 (1927). Without rows it is 0..=1.
pub fn wilson_interval(right: u64, rows: u64) -> (f64, f64) {
    if rows == 0 {
        return (0.0, 1.0);
    }
    const Z: f64 = 1.959_963_984_540_054;
    let (share, rows) = (right as f64 / rows as f64, rows as f64);
    let middle = share + Z * Z / (2.0 * rows);
    let half = Z * libm::sqrt(share * (1.0 - share) / rows + Z * Z / (4.0 * rows * rows));
    let scale = 1.0 + Z * Z / rows;
    (((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0))
}

fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
