//! What just happened to a model of numbers, in sentences written from the figures.

use crate::protocol::train::{NumbersComparison, RegressReport};
use crate::ui::kit::number::{counted, p_value, percent, plain};

/// A training error below this share of the test error is called over-fitting.
const GAP: f64 = 0.6;

/// Three or four sentences about one report.
pub(crate) fn of(report: &RegressReport) -> Vec<String> {
    let mut sentences = vec![against_the_mean(report), certainty(report), spread(report)];
    sentences.extend(learned_by_heart(report));
    sentences
}

/// One line that a screen reader is told when training ends.
pub(crate) fn announcement(report: &RegressReport) -> String {
    format!("Finished. Mean absolute error {}, baseline {}.", plain(report.scores.mae), plain(report.baseline.mae))
}

/// Two or three sentences about two models on the same rows.
pub(crate) fn between(comparison: &NumbersComparison) -> Vec<String> {
    let (left, right) = (comparison.left.report.scores.mae, comparison.right.report.scores.mae);
    let (better, worse) = if right < left { ("B", "A") } else { ("A", "B") };
    let first = if plain(left) == plain(right) {
        format!("A and B are off by the same on average: {}.", plain(left))
    } else {
        format!("{better} is off by {} on average, {worse} by {}.", plain(left.min(right)), plain(left.max(right)))
    };
    let Some(paired) = &comparison.paired else {
        return vec![first, "The two were tested on different rows, so no test can say whether the difference is chance.".to_owned()];
    };
    let Some((p, (low, high))) = paired.wilcoxon_p.zip(paired.interval) else {
        return vec![first, "On every row the two are off by the same.".to_owned()];
    };
    let rows = format!("A is nearer on {}, B on {}", counted(paired.left_nearer, "row"), counted(paired.right_nearer, "row"));
    let p = p_value(p);
    let verdict = match (low <= 0.0 && high >= 0.0, paired.wilcoxon_p.is_some_and(|p| p < 0.05)) {
        (false, true) => {
            format!("{rows}; the interval of the mean difference leaves 0 out, and the ranks agree: rarely chance (Wilcoxon p = {p}).")
        }
        (true, false) => {
            format!("{rows}; 0 lies within the interval of the mean difference: chance alone often does that (Wilcoxon p = {p}).")
        }
        (true, true) => format!(
            "{rows}, and that is rarely chance (Wilcoxon p = {p}); but 0 lies within the interval of the mean difference: a few large errors weigh against many small gains."
        ),
        (false, false) => format!(
            "{rows}: chance alone often does that (Wilcoxon p = {p}); but the interval of the mean difference leaves 0 out: a few rows with large errors decide it."
        ),
    };
    vec![first, verdict]
}

fn against_the_mean(report: &RegressReport) -> String {
    let (error, baseline) = (report.scores.mae, report.baseline.mae);
    let start = format!("On {} the model is off by {} on average", counted(report.test_rows, "test row"), plain(error));
    if error < baseline {
        format!(
            "{start}. Always answering with the mean is off by {}: the model takes away {} of that error.",
            plain(baseline),
            percent(1.0 - error / baseline)
        )
    } else {
        format!("{start}. Always answering with the mean is off by {}, no more: the model has learned nothing of use.", plain(baseline))
    }
}

fn certainty(report: &RegressReport) -> String {
    let Some((low, high)) = report.mae_interval else {
        return "One test row says nothing about the next one.".to_owned();
    };
    let range = format!("from {} to {}", plain(low), plain(high));
    if (low..=high).contains(&report.baseline.mae) {
        format!(
            "On new rows its mean error may lie anywhere {range}. The mean’s own error lies in that range: this test cannot tell the two apart."
        )
    } else {
        format!("On new rows of the same kind, expect a mean error {range}.")
    }
}

fn spread(report: &RegressReport) -> String {
    let (half, worst) = (report.scores.median_ae, report.scores.max_error);
    let explained = report.scores.r2.map_or_else(String::new, |r2| {
        if r2 > 0.0 {
            format!(" It explains {} of the target’s spread (R²).", percent(r2))
        } else {
            " It explains none of the target’s spread (R² is not above 0).".to_owned()
        }
    });
    format!("Half of the rows are nearer than {}; the worst is off by {}.{explained}", plain(half), plain(worst))
}

fn learned_by_heart(report: &RegressReport) -> Option<String> {
    let (train, test) = (report.train_scores.mae, report.scores.mae);
    (train < GAP * test)
        .then(|| format!("On the rows it learned from it is off by only {}: it knows them by heart, so try a simpler model.", plain(train)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::train::{PairedErrors, Regressed};
    use crate::ui::workspace::testing;

    fn check(change: impl Fn(&mut RegressReport), expected: &[&str]) {
        let mut report = testing::numbers();
        change(&mut report);
        let text = of(&report).join(" ");
        for expected in expected {
            assert!(text.contains(expected), "“{expected}” is not in: {text}");
        }
    }

    #[test]
    fn the_mean_stands_beside_the_error() {
        check(|_| {}, &["On 89 test rows the model is off by 40 on average", "takes away 37.5% of that error"]);
        check(|report| report.scores.mae = 70.0, &["learned nothing of use"]);
        assert_eq!(announcement(&testing::numbers()), "Finished. Mean absolute error 40, baseline 64.");
    }

    #[test]
    fn the_interval_and_the_spread_say_what_can_be_expected() {
        check(|_| {}, &["expect a mean error from 35 to 46", "Half of the rows are nearer than 33", "explains 50% of the target’s spread"]);
        check(|report| report.mae_interval = Some((35.0, 66.0)), &["cannot tell the two apart"]);
        check(|report| report.scores.r2 = Some(-0.1), &["explains none"]);
        check(|report| report.mae_interval = None, &["One test row says nothing"]);
    }

    #[test]
    fn a_model_that_knows_its_rows_by_heart_is_told_so() {
        check(|_| {}, &["off by only 15: it knows them by heart"]);
        let mut level = testing::numbers();
        level.train_scores.mae = 38.0;
        assert_eq!(of(&level).len(), 3);
    }

    #[test]
    fn two_models_are_told_apart_by_rows_and_by_the_mean() {
        let pair =
            PairedErrors { rows: 89, left_nearer: 30, right_nearer: 59, mean: 4.0, interval: Some((1.0, 7.0)), wilcoxon_p: Some(0.002) };
        let says = |paired: Option<PairedErrors>, right: f64, expected: &str| {
            let regressed = |mae: f64| {
                let mut report = testing::numbers();
                report.scores.mae = mae;
                Regressed { report, drawings: vec![] }
            };
            let text = between(&NumbersComparison { left: regressed(40.0), right: regressed(right), paired }).join(" ");
            assert!(text.contains(expected), "“{expected}” is not in: {text}");
        };
        says(
            Some(pair),
            36.0,
            "B is off by 36 on average, A by 40. A is nearer on 30 rows, B on 59 rows; the interval of the mean difference leaves 0 out",
        );
        says(Some(PairedErrors { interval: Some((-1.0, 7.0)), wilcoxon_p: Some(0.3), ..pair }), 36.0, "chance alone often does that");
        says(Some(PairedErrors { interval: Some((-1.0, 7.0)), ..pair }), 36.0, "a few large errors weigh against many small gains");
        says(Some(PairedErrors { wilcoxon_p: Some(0.3), ..pair }), 36.0, "a few rows with large errors decide it");
        says(
            Some(PairedErrors { wilcoxon_p: None, ..pair }),
            40.0,
            "off by the same on average: 40. On every row the two are off by the same.",
        );
        says(None, 44.0, "A is off by 40 on average, B by 44. The two were tested on different rows");
    }
}
