//! Every threshold on a binary model's probability, with what its errors cost.
//!
//! Elkan, *The foundations of cost-sensitive learning* (2001): with calibrated probabilities the cheapest threshold is
//! (FP − TN) / (FP − TN + FN − TP), the costs of the four kinds of answer.

use super::curves::{Ranking, Step};
use crate::protocol::inspect::{CostSpec, ThresholdPoint, ThresholdReport};

/// Points reported at most.
const POINTS: usize = 200;

/// Judges every threshold; `shares` are the probabilities of being `positive`. Absent unless both kinds of row are there.
pub fn thresholds(class: &str, positive: &[bool], shares: &[f64], costs: CostSpec) -> Option<ThresholdReport> {
    let ranking = Ranking::new(positive, shares);
    let totals = ranking.totals();
    if totals.0 == 0.0 || totals.1 == 0.0 {
        return None;
    }
    let judge = |step: Option<&Step>| judge(step, totals, costs);
    let points: Vec<ThresholdPoint> = std::iter::once(judge(None)).chain(ranking.steps.iter().map(|step| judge(Some(step)))).collect();
    let best = |worth: fn(&ThresholdPoint) -> f64| {
        let better = |best: usize, here: usize| if worth(&points[here]) > worth(&points[best]) { here } else { best };
        (1..points.len()).fold(0, better)
    };
    // The last threshold at or above 0.5 calls the same rows positive as 0.5 itself.
    let usual = ranking.steps.partition_point(|step| step.threshold >= 0.5);
    let (cheapest, highest_f1) = (best(|point| -point.cost), best(|point| point.f1));
    let kept = thinned(&points, &[usual, cheapest, highest_f1]);
    Some(ThresholdReport {
        class: class.into(),
        costs,
        usual: ThresholdPoint { threshold: Some(0.5), ..points[usual] },
        cheapest: points[cheapest],
        highest_f1: points[highest_f1],
        calibrated_threshold: calibrated(costs),
        roc_auc: ranking.roc_auc(),
        average_precision: ranking.average_precision(),
        points: kept.into_iter().map(|place| points[place]).collect(),
    })
}

/// The cheapest threshold for calibrated probabilities; absent where one kind of error costs no more than being right.
fn calibrated(costs: CostSpec) -> Option<f64> {
    let alarm = costs.false_positive - costs.true_negative;
    let miss = costs.false_negative - costs.true_positive;
    (alarm >= 0.0 && miss >= 0.0 && alarm + miss > 0.0).then(|| alarm / (alarm + miss))
}

fn judge(step: Option<&Step>, (positives, negatives): (f64, f64), costs: CostSpec) -> ThresholdPoint {
    let (hits, alarms) = step.map_or((0.0, 0.0), |step| (step.hits, step.false_alarms));
    let (missed, quiet) = (positives - hits, negatives - alarms);
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    let cost = hits * costs.true_positive + alarms * costs.false_positive + missed * costs.false_negative + quiet * costs.true_negative;
    ThresholdPoint {
        threshold: step.map(|step| step.threshold),
        true_positives: hits as u64,
        false_positives: alarms as u64,
        false_negatives: missed as u64,
        true_negatives: quiet as u64,
        precision: share(hits, hits + alarms),
        recall: share(hits, positives),
        f1: share(2.0 * hits, 2.0 * hits + alarms + missed),
        specificity: share(quiet, negatives),
        accuracy: (hits + quiet) / (positives + negatives),
        cost: cost / (positives + negatives),
    }
}

/// Places of the points to keep, ascending: the ends, `always`, and others half evenly by rank and half evenly by threshold,
/// so that neither crowded nor empty stretches of the scale are lost.
fn thinned(points: &[ThresholdPoint], always: &[usize]) -> Vec<usize> {
    if points.len() <= POINTS {
        return (0..points.len()).collect();
    }
    let last = points.len() - 1;
    let each = (POINTS - always.len() - 2) / 2;
    let at = |place: usize| points[place].threshold.unwrap_or(f64::INFINITY);
    let (high, low) = (at(1), at(last));
    let by_rank = (0..each).map(|step| 1 + step * (last - 1) / each);
    let by_value = (0..each).map(|step| {
        let wanted = high - (high - low) * step as f64 / each as f64;
        points.partition_point(|point| point.threshold.is_none_or(|threshold| threshold > wanted)).min(last)
    });
    let mut kept: Vec<usize> = by_rank.chain(by_value).chain(always.iter().copied()).chain([0, last]).collect();
    kept.sort_unstable();
    kept.dedup();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const POSITIVE: [bool; 8] = [true, true, false, true, false, false, true, false];
    const SHARES: [f64; 8] = [0.9, 0.8, 0.8, 0.6, 0.5, 0.3, 0.2, 0.1];

    #[test]
    fn every_threshold_counts_its_rows() {
        let found = thresholds("yes", &POSITIVE, &SHARES, CostSpec::default()).unwrap();
        let counts: Vec<[u64; 4]> = found
            .points
            .iter()
            .map(|point| [point.true_positives, point.false_positives, point.false_negatives, point.true_negatives])
            .collect();
        assert_eq!(
            counts,
            [[0, 0, 4, 4], [1, 0, 3, 4], [2, 1, 2, 3], [3, 1, 1, 3], [3, 2, 1, 2], [3, 3, 1, 1], [4, 3, 0, 1], [4, 4, 0, 0]]
        );
        assert_eq!((found.usual.threshold, found.usual.true_positives, found.usual.false_positives), (Some(0.5), 3, 2));
        assert_eq!((found.cheapest.threshold, found.cheapest.cost), (Some(0.6), 0.25));
        assert_eq!(found.calibrated_threshold, Some(0.5));
    }

    #[test]
    fn dear_misses_lower_the_threshold_and_dear_alarms_raise_it() {
        let at = |costs: CostSpec| thresholds("yes", &POSITIVE, &SHARES, costs).unwrap().cheapest.threshold;
        assert_eq!(at(CostSpec { false_negative: 10.0, ..CostSpec::default() }), Some(0.2));
        assert_eq!(at(CostSpec { false_positive: 10.0, ..CostSpec::default() }), Some(0.9));
        assert_eq!(at(CostSpec { false_positive: 10.0, false_negative: 0.1, ..CostSpec::default() }), Some(0.9));
        // Where finding a positive row costs more than missing it, nobody is called.
        assert_eq!(at(CostSpec { true_positive: 5.0, ..CostSpec::default() }), None);
    }

    #[test]
    fn many_thresholds_are_thinned_but_the_best_stays() {
        let rows = 30_000;
        let shares: Vec<f64> = (0..rows).map(|row| f64::from(row) / f64::from(rows)).map(|share| share * share).collect();
        let positive: Vec<bool> = (0..rows).map(|row| row * 7 % 30 < row / 1000).collect();
        let found = thresholds("yes", &positive, &shares, CostSpec { false_negative: 3.0, ..CostSpec::default() }).unwrap();
        assert!((150..=200).contains(&found.points.len()), "{}", found.points.len());
        assert!(found.points.contains(&found.cheapest) && found.points.contains(&found.highest_f1));
        assert_eq!((found.points[0].threshold, found.points.last().unwrap().true_negatives), (None, 0));
        assert!(found.points.windows(2).all(|pair| pair[0].recall <= pair[1].recall));
    }

    #[test]
    fn one_kind_of_row_has_no_threshold() {
        assert_eq!(thresholds("yes", &[true, true], &[0.1, 0.2], CostSpec::default()), None);
    }
}
