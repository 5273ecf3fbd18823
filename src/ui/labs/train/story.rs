//! What just happened, in sentences written from the numbers: never a word that a figure does not carry.

use crate::protocol::{Comparison, Estimated, TrainReport};
use crate::ui::kit::number::{count, counted, fixed, p_value, percent, points};
use crate::ui::labs::train::story_numbers;
use crate::ui::workspace::run::{Run, TrainingOutcome};

/// A training accuracy this far above the test accuracy is called over-fitting.
const GAP: f64 = 0.05;
/// An interval wider than this is called wide.
const WIDE: f64 = 0.15;

/// Three or four sentences about one report.
pub(crate) fn of(report: &TrainReport) -> Vec<String> {
    let mut sentences = vec![against_baseline(report), certainty(report), confusion(report)];
    sentences.extend(learned_by_heart(report));
    sentences
}

/// One line that a screen reader is told when training ends.
pub(crate) fn announcement(run: &Run) -> String {
    match &run.found {
        TrainingOutcome::Classes(trained) => of_classes(&trained.report),
        TrainingOutcome::Numbers(regressed) => story_numbers::announcement(&regressed.report),
    }
}

fn of_classes(report: &TrainReport) -> String {
    let accuracy = report.scores.accuracy;
    format!("Finished. Test accuracy {}, baseline {}.", percent(accuracy), percent(report.baseline.accuracy))
}

/// Trainings that take longer, seconds, are announced.
const LONG: f64 = 8.0;

/// What a long training will take with so many workers, and a way out; nothing for a short one.
pub(crate) fn outlook(estimated: &Estimated, workers: u32) -> String {
    // What is not parted is one worker's.
    let workers = if estimated.portions.is_empty() { 1 } else { workers.max(1) };
    let seconds = estimated.seconds / f64::from(workers);
    if seconds < LONG || !estimated.fits_in_memory {
        return String::new();
    }
    let time = if seconds < 90.0 { format!("{} seconds", fixed(seconds, 0)) } else { format!("{} minutes", fixed(seconds / 60.0, 0)) };
    let shared = if workers > 1 { format!(" in each of {workers} workers") } else { String::new() };
    let fits = if estimated.fits > 1 { " Without folds it would be a fraction of that." } else { "" };
    format!(
        "{} of {}: this takes about {time} and {} MB of memory{shared}. Cancel stops it at once; fewer trees or rounds, or a larger test share, take less.{fits}",
        counted(estimated.rows, "row"),
        counted(estimated.columns, "column"),
        fixed(estimated.bytes / 1e6, 0)
    )
}

/// Two sentences about two models on the same rows.
pub(crate) fn between(comparison: &Comparison) -> Vec<String> {
    let (left, right) = (comparison.left.report.scores.accuracy, comparison.right.report.scores.accuracy);
    let gap = points(right - left);
    let first = if gap == "0 points" {
        format!("A and B are right equally often: {} of the test rows.", percent(left))
    } else {
        let (better, worse) = if right > left { ("B", "A") } else { ("A", "B") };
        format!("{better} is right {gap} more often than {worse}: {} against {}.", percent(left.max(right)), percent(left.min(right)))
    };
    let second = match comparison.mcnemar_p {
        None => "The two were tested on different rows, so no test can say whether the difference is chance.".to_owned(),
        Some(p) => {
            let rows = format!(
                "Only A is right on {}, only B on {}",
                counted(comparison.only_left_right, "row"),
                counted(comparison.only_right_right, "row")
            );
            if p < 0.05 {
                format!("{rows}: a split this uneven is rarely chance (McNemar p = {}).", p_value(p))
            } else {
                format!("{rows}: chance alone often does that (McNemar p = {}).", p_value(p))
            }
        }
    };
    vec![first, second]
}

fn against_baseline(report: &TrainReport) -> String {
    let (accuracy, baseline) = (report.scores.accuracy, report.baseline.accuracy);
    let right = rightly(report);
    let start = format!("The model is right on {} of {} ({})", count(right), counted(report.test_rows, "test row"), percent(accuracy));
    let gap = points(accuracy - baseline);
    if gap == "0 points" {
        format!("{start}: exactly as often as always answering with the most common class, so it has learned nothing of use.")
    } else if accuracy > baseline {
        format!("{start}. Always answering with the most common class would be right on {}, {gap} less.", percent(baseline))
    } else {
        format!("{start}. Always answering with the most common class would be right on {}, {gap} more.", percent(baseline))
    }
}

fn certainty(report: &TrainReport) -> String {
    let (low, high) = report.accuracy_interval;
    let range = format!("from {} to {}", percent(low), percent(high));
    if (low..=high).contains(&report.baseline.accuracy) {
        format!("Its accuracy on new rows may lie anywhere {range}. The baseline lies in that range: this test cannot tell the two apart.")
    } else if high - low > WIDE {
        format!(
            "With only {}, its accuracy on new rows may lie anywhere {range}: a second model must be much better to be noticed.",
            counted(report.test_rows, "test row")
        )
    } else {
        format!("On new rows of the same kind, expect an accuracy {range}.")
    }
}

/// Test rows predicted right.
fn rightly(report: &TrainReport) -> u64 {
    report.confusion.iter().enumerate().filter_map(|(class, row)| row.get(class)).sum()
}

fn confusion(report: &TrainReport) -> String {
    let cells = report.confusion.iter().enumerate().flat_map(|(actual, row)| {
        let total: u64 = row.iter().sum();
        row.iter().enumerate().filter(move |(predicted, _)| *predicted != actual).map(move |(predicted, &rows)| {
            let share = rows as f64 / total.max(1) as f64;
            (rows, share, actual, predicted, total)
        })
    });
    let worst = cells.max_by(|left, right| left.0.cmp(&right.0).then(left.1.total_cmp(&right.1)));
    let label = |class: usize| report.classes.get(class).map(String::as_str).unwrap_or_default();
    let mistakes = report.confusion.iter().flatten().sum::<u64>().saturating_sub(rightly(report));
    match worst {
        Some((1, _, actual, predicted, _)) if mistakes == 1 => {
            format!("Its one mistake is to take “{}” for “{}”.", label(actual), label(predicted))
        }
        Some((1, ..)) => format!("Its {mistakes} mistakes are all of different kinds: no two mix up the same two classes the same way."),
        Some((rows, _, actual, predicted, total)) if rows > 0 => format!(
            "Its most common mistake is to take “{}” for “{}”: {} of {}.",
            label(actual),
            label(predicted),
            count(rows),
            counted(total, "row")
        ),
        _ => "It made no mistake on the test rows; look at more rows before you believe in perfection.".to_owned(),
    }
}

fn learned_by_heart(report: &TrainReport) -> Option<String> {
    let gap = report.train_accuracy - report.scores.accuracy;
    let train = percent(report.train_accuracy);
    if gap >= GAP {
        Some(format!("On the rows it learned from it is right on {train}, {} more: it over-fits, try a simpler model.", points(gap)))
    } else if report.train_accuracy < report.baseline.accuracy + GAP {
        Some(format!("Even on the rows it learned from it is right on only {train}: it under-fits, try a more flexible model."))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Portion;
    use crate::ui::workspace::testing;

    fn check(change: impl Fn(&mut TrainReport), expected: &[&str]) {
        let mut report = testing::report();
        change(&mut report);
        let text = of(&report).join(" ");
        for expected in expected {
            assert!(text.contains(expected), "“{expected}” is not in: {text}");
        }
    }

    #[test]
    fn the_baseline_stands_beside_the_accuracy() {
        check(|_| {}, &["right on 9 of 12 test rows (75%)", "would be right on 50%, 25 points less"]);
        check(|report| report.baseline.accuracy = 0.75, &["exactly as often as always answering"]);
        check(|report| report.baseline.accuracy = 0.8, &["right on 80%, 5 points more"]);
    }

    #[test]
    fn the_interval_says_what_can_be_known() {
        check(|_| {}, &["anywhere from 46.8% to 91.1%. The baseline lies in that range"]);
        check(|report| report.baseline.accuracy = 0.4, &["With only 12 test rows"]);
        check(|report| report.accuracy_interval = (0.72, 0.78), &["expect an accuracy from 72% to 78%"]);
    }

    #[test]
    fn the_most_common_mistake_is_named() {
        check(|_| {}, &["take “dog” for “cat”: 2 of 6 rows"]);
        check(|report| report.confusion = vec![vec![6, 0], vec![0, 6]], &["no mistake on the test rows"]);
        check(|report| report.confusion = vec![vec![6, 0], vec![1, 5]], &["Its one mistake is to take “dog” for “cat”."]);
        check(|report| report.confusion = vec![vec![5, 1], vec![1, 5]], &["Its 2 mistakes are all of different kinds"]);
    }

    #[test]
    fn a_gap_to_the_training_rows_is_named() {
        check(|_| {}, &["right on 100%, 25 points more: it over-fits"]);
        check(|report| report.train_accuracy = 0.52, &["only 52%: it under-fits"]);
        let mut level = testing::report();
        level.train_accuracy = 0.78;
        assert_eq!(of(&level).len(), 3);
    }

    #[test]
    fn two_models_are_told_apart_only_as_far_as_the_rows_allow() {
        let rows = [
            (
                0.75,
                Some(0.5),
                "B is right 8.3 points more often than A: 83.3% against 75%.",
                "chance alone often does that (McNemar p = 0.500)",
            ),
            (10.0 / 12.0, Some(1.0), "A and B are right equally often: 83.3%", "Only A is right on 1 row, only B on 2 rows"),
            (0.9, Some(0.0001), "A is right 6.7 points more often than B", "rarely chance (McNemar p = below 0.001)"),
            (0.75, None, "B is right", "tested on different rows"),
        ];
        for (left, mcnemar_p, first, second) in rows {
            let text = between(&testing::comparison(left, 10.0 / 12.0, mcnemar_p)).join(" ");
            assert!(text.contains(first) && text.contains(second), "{text}");
        }
    }

    #[test]
    fn only_a_long_training_is_announced_with_a_way_out() {
        let estimated =
            Estimated { rows: 261_876, columns: 136, fits: 6, seconds: 240.0, bytes: 9e8, fits_in_memory: true, portions: vec![] };
        let text = outlook(&estimated, 2);
        assert!(
            text.starts_with("261,876 rows of 136 columns: this takes about 4 minutes and 900 MB") && text.ends_with("a fraction of that."),
            "{text}"
        );
        let parted = Estimated { portions: vec![Portion::Fit, Portion::Fold(0)], ..estimated.clone() };
        assert!(outlook(&parted, 2).contains("about 2 minutes and 900 MB of memory in each of 2 workers."));
        assert_eq!(outlook(&Estimated { seconds: 3.0, ..estimated.clone() }, 1), "");
        // What does not fit is refused by the worker, in its own words.
        assert_eq!(outlook(&Estimated { fits_in_memory: false, ..estimated }, 1), "");
    }

    #[test]
    fn the_end_of_training_is_announced_in_one_line() {
        assert_eq!(of_classes(&testing::report()), "Finished. Test accuracy 75%, baseline 50%.");
    }
}
