//! What every threshold on a class's probability would give: the ROC curve and the precision-recall curve.
//!
//! Fawcett, *An introduction to ROC analysis* (2006); Davis and Goadrich, *The relationship between precision-recall and
//! ROC curves* (2006). Rows of equal score move together, so ties neither help nor harm.

use crate::dataset::order;
use crate::protocol::Curve;

/// Rows called positive at or above a threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The smallest score called positive.
    pub threshold: f64,
    /// Positive rows at or above it.
    pub hits: f64,
    /// Negative rows at or above it.
    pub false_alarms: f64,
}

/// Every threshold that changes an answer, strictest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// One step per distinct score, descending.
    pub steps: Vec<Step>,
}

/// False-positive rate against true-positive rate, strictest threshold first; points on a straight line between their
/// neighbours are dropped, as scikit-learn does. Absent unless both kinds of row are there.
pub fn roc(class: &str, positive: &[bool], scores: &[f64]) -> Option<Curve> {
    let steps = Ranking::new(positive, scores).steps;
    let last = steps.last()?;
    if last.hits == 0.0 || last.false_alarms == 0.0 {
        return None;
    }
    let mut curve = Curve { class: class.into(), x: vec![0.0], y: vec![0.0], threshold: vec![None], area: 0.0 };
    let (mut x, mut y) = (0.0, 0.0);
    for (place, step) in steps.iter().enumerate() {
        let (here_x, here_y) = (step.false_alarms / last.false_alarms, step.hits / last.hits);
        curve.area += (here_x - x) * (here_y + y) / 2.0;
        (x, y) = (here_x, here_y);
        if place == 0 || !steps.get(place + 1).is_some_and(|next| in_line(&steps[place - 1], step, next)) {
            curve.x.push(x);
            curve.y.push(y);
            curve.threshold.push(Some(step.threshold));
        }
    }
    Some(curve)
}

/// Recall against precision, loosest threshold first, closed by recall 0 at precision 1; the area is average precision,
/// Σ (recallₙ − recallₙ₋₁) · precisionₙ. Absent without a positive row.
pub fn precision_recall(class: &str, positive: &[bool], scores: &[f64]) -> Option<Curve> {
    let steps = Ranking::new(positive, scores).steps;
    let all = steps.last()?.hits;
    if all == 0.0 {
        return None;
    }
    let mut curve = Curve { class: class.into(), x: vec![0.0], y: vec![1.0], threshold: vec![None], area: 0.0 };
    let mut recall = 0.0;
    for step in &steps {
        let precision = step.hits / (step.hits + step.false_alarms);
        curve.area += (step.hits / all - recall) * precision;
        recall = step.hits / all;
        curve.x.push(recall);
        curve.y.push(precision);
        curve.threshold.push(Some(step.threshold));
    }
    curve.x.reverse();
    curve.y.reverse();
    curve.threshold.reverse();
    Some(curve)
}

/// The curve with at most `most` points (3 or more), evenly along its length, ends kept: what a page needs of 60,000 rows. The
/// area stays that of the whole curve.
pub fn thinned(curve: Curve, most: usize) -> Curve {
    let count = curve.x.len();
    if count <= most || most < 3 {
        return curve;
    }
    let step = |place: usize| (curve.x[place] - curve.x[place - 1]).abs() + (curve.y[place] - curve.y[place - 1]).abs();
    let length: f64 = (1..count).map(step).sum();
    let each = length / (most - 2) as f64;
    let (mut along, mut next) = (0.0, each);
    let mut kept = vec![0];
    for place in 1..count - 1 {
        along += step(place);
        if along >= next {
            kept.push(place);
            next = along + each;
        }
    }
    kept.push(count - 1);
    let pick = |from: &[f64]| kept.iter().map(|place| from[*place]).collect();
    let threshold = kept.iter().map(|place| curve.threshold[*place]).collect();
    Curve { x: pick(&curve.x), y: pick(&curve.y), threshold, area: curve.area, class: curve.class.clone() }
}

impl Ranking {
    /// Sorts rows by score.
    pub fn new(positive: &[bool], scores: &[f64]) -> Self {
        let mut order: Vec<(f64, bool)> = scores.iter().copied().zip(positive.iter().copied()).collect();
        order::by(&mut order, |a, b| b.0.total_cmp(&a.0));
        let mut steps: Vec<Step> = Vec::new();
        let (mut hits, mut false_alarms) = (0.0, 0.0);
        for (score, positive) in order {
            if positive {
                hits += 1.0
            } else {
                false_alarms += 1.0
            }
            match steps.last_mut() {
                Some(step) if step.threshold == score => (step.hits, step.false_alarms) = (hits, false_alarms),
                _ => steps.push(Step { threshold: score, hits, false_alarms }),
            }
        }
        Self { steps }
    }

    /// Positive and negative rows in all.
    pub fn totals(&self) -> (f64, f64) {
        self.steps.last().map_or((0.0, 0.0), |last| (last.hits, last.false_alarms))
    }

    /// Area under the ROC curve; absent unless both kinds of row are there.
    pub fn roc_auc(&self) -> Option<f64> {
        let (hits, false_alarms) = self.totals();
        let mut before = (0.0, 0.0);
        let mut twice = 0.0;
        // Counts are whole numbers, so the sum is exact.
        for step in &self.steps {
            twice += (step.false_alarms - before.1) * (step.hits + before.0);
            before = (step.hits, step.false_alarms);
        }
        (hits > 0.0 && false_alarms > 0.0).then(|| twice / (2.0 * hits * false_alarms))
    }

    /// Average precision, Σ (recallₙ − recallₙ₋₁) · precisionₙ; absent without a positive row.
    pub fn average_precision(&self) -> Option<f64> {
        let (hits, _) = self.totals();
        let mut before = 0.0;
        let mut area = 0.0;
        for step in &self.steps {
            area += (step.hits - before) / hits * (step.hits / (step.hits + step.false_alarms));
            before = step.hits;
        }
        (hits > 0.0).then_some(area)
    }
}

fn in_line(before: &Step, step: &Step, after: &Step) -> bool {
    step.hits - before.hits == after.hits - step.hits && step.false_alarms - before.false_alarms == after.false_alarms - step.false_alarms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_curve_keeps_its_shape_in_few_points() {
        let positive: Vec<bool> = (0..20_000_u32).map(|row| row * 7919 % 20_011 < row).collect();
        let scores: Vec<f64> = (0..20_000).map(|row| f64::from(row) / 20_000.0).collect();
        for whole in [roc("c", &positive, &scores).unwrap(), precision_recall("c", &positive, &scores).unwrap()] {
            let thin = thinned(whole.clone(), 300);
            assert!((100..=300).contains(&thin.x.len()) && thin.x.len() == thin.y.len() && thin.x.len() == thin.threshold.len());
            assert_eq!((thin.x[0], thin.x.last(), thin.area), (whole.x[0], whole.x.last(), whole.area));
            assert!(thin.x.windows(2).all(|pair| (pair[1] - pair[0]).abs() < 0.03));
            assert_eq!(thinned(thin.clone(), 300), thin);
        }
    }
}
