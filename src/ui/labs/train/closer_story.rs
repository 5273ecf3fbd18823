//! What a closer look found, in sentences and tables made from its figures.

use leptos::prelude::*;

use crate::protocol::Findings;
use crate::protocol::inspect::{Calibration, PermutationReport, ScoreCurve, SliceReport, ThresholdReport};
use crate::protocol::train::FoldScores;
use crate::ui::kit::number::{count, counted, fixed, p_value, percent, plain, score};
use crate::ui::kit::table::{Cell, Column, Line, figure_columns, table};
use crate::ui::workspace::run::Run;

/// Two or three sentences.
pub(crate) fn of(findings: &Findings, run: &Run) -> Vec<String> {
    match findings {
        Findings::Intervals(found) => {
            let wide = found.iter().max_by(|a, b| width(a.low, a.high, a.value).total_cmp(&width(b.low, b.high, b.value)));
            wide.map(|wide| {
                format!(
                    "The least certain is {}: {}, and anywhere from {} to {}. A second model inside that range is not yet better.",
                    words(&wide.metric),
                    plain(wide.value),
                    plain(wide.low),
                    plain(wide.high)
                )
            })
            .into_iter()
            .collect()
        }
        Findings::Calibration(found) => calibration(found),
        Findings::Thresholds(found) => thresholds(found),
        Findings::LearningCurve(found) => learning(found),
        Findings::ValidationCurve(found) => validation(found),
        Findings::Permutation(found) => permutation(found),
        Findings::Dependence(found) => {
            let (low, high) =
                found.mean.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), one| (low.min(*one), high.max(*one)));
            vec![format!(
                "Moving {} over its range moves the mean {} from {} to {}, all else equal.",
                found.feature,
                found.answer,
                plain(low),
                plain(high)
            )]
        }
        Findings::Slices(found) => slices(found, run),
        Findings::Folds(found) => folds(found),
    }
}

fn width(low: f64, high: f64, value: f64) -> f64 {
    (high - low) / value.abs().max(1e-12)
}

/// A metric's name as words.
fn words(metric: &str) -> String {
    metric.trim_start_matches("neg_").replace('_', " ")
}

fn calibration(found: &Calibration) -> Vec<String> {
    let over: f64 = found.bins.iter().map(|bin| bin.rows as f64 * (bin.predicted - bin.positive)).sum();
    let leaning = if over > 0.0 { "too sure" } else { "not sure enough" };
    vec![
        format!(
            "On average a probability is off by {} (expected calibration error); on the whole the model is {leaning} of {}.",
            percent(found.expected_error),
            found.class
        ),
        format!(
            "Its Brier score is {}; always giving the classes’ shares scores {} (less is better).",
            score(found.brier),
            score(found.baseline_brier)
        ),
    ]
}

fn thresholds(found: &ThresholdReport) -> Vec<String> {
    let saved = found.usual.cost - found.cheapest.cost;
    let mut sentences = vec![if saved > 0.0 {
        format!(
            "At these costs the cheapest threshold is {} instead of one half: a row then costs {} instead of {}.",
            found.cheapest.threshold.map_or_else(|| "none at all".to_owned(), score),
            plain(found.cheapest.cost),
            plain(found.usual.cost)
        )
    } else {
        "At these costs one half is as cheap as any other threshold.".to_owned()
    }];
    sentences.extend(found.calibrated_threshold.map(|threshold| {
        format!("If the probabilities could be taken at their word, {} would be the place to draw the line.", score(threshold))
    }));
    sentences
}

fn learning(found: &ScoreCurve) -> Vec<String> {
    let (Some(last), Some(before)) = (found.points.last(), found.points.len().checked_sub(2).and_then(|place| found.points.get(place)))
    else {
        return vec![];
    };
    let gain = last.validation_mean - before.validation_mean;
    let rises = gain > last.validation_std / (last.validation.len().max(1) as f64).sqrt();
    vec![
        format!(
            "From {} to {} training rows the score on unseen rows {}.",
            before.label,
            last.label,
            if rises {
                format!("still rises by {}: more rows would probably help", fixed(gain, 3))
            } else {
                "hardly moves: more rows alone will not help much".to_owned()
            }
        ),
        gap(found.metric.as_str(), last.train_mean, last.validation_mean),
    ]
}

fn gap(metric: &str, train: f64, validation: f64) -> String {
    format!("{}: {} on the rows it learned from, {} on rows it had not seen.", words(metric), score(train), score(validation))
}

fn validation(found: &ScoreCurve) -> Vec<String> {
    let best = found.points.iter().fold(None, |best: Option<&crate::protocol::inspect::ScorePoint>, one| match best {
        Some(best) if best.validation_mean >= one.validation_mean => Some(best),
        _ => Some(one),
    });
    best.map(|best| {
        vec![
            format!("On unseen rows {} = {} does best.", found.along, best.label),
            gap(&found.metric, best.train_mean, best.validation_mean),
        ]
    })
    .unwrap_or_default()
}

fn permutation(found: &PermutationReport) -> Vec<String> {
    let idle = found.features.iter().filter(|feature| feature.mean <= feature.std).count() as u64;
    let mut sentences = found
        .features
        .first()
        .map(|first| {
            vec![format!(
                "Shuffling {} costs most: the {} falls by {} from {}.",
                first.feature,
                words(&found.metric),
                fixed(first.mean, 3),
                score(found.baseline)
            )]
        })
        .unwrap_or_default();
    if idle > 0 {
        sentences.push(format!("{} could be shuffled without a loss that stands out from chance.", counted(idle, "column")));
    }
    sentences
}

fn slices(found: &SliceReport, run: &Run) -> Vec<String> {
    let figure = |value: f64| if run.numbers().is_some() { plain(value) } else { percent(value) };
    let left_out = match found.too_small {
        0 => String::new(),
        1 => format!(" One group of fewer than {} rows was not compared.", found.min_rows),
        several => format!(" {} of fewer than {} rows were not compared.", counted(several, "group"), found.min_rows),
    };
    let unlisted = match found.unlisted {
        0 => String::new(),
        more => format!(" {} more have a high {} too, and are not listed.", count(more), found.metric),
    };
    let compared = format!(
        "{} were compared; over all rows the {} is {}.{left_out}{unlisted}",
        counted(found.tested, "group"),
        found.metric,
        figure(found.overall)
    );
    let Some(worst) = found.failing.first() else {
        return vec![compared, "None is worse than chance explains.".to_owned()];
    };
    let name: Vec<String> = worst.conditions.iter().map(|(column, group)| format!("{column}: {group}")).collect();
    vec![compared, format!("The worst is “{}”, {}: {}.", name.join("” and “"), counted(worst.rows, "row"), figure(worst.error))]
}

fn folds(found: &[FoldScores]) -> Vec<String> {
    let Some(first) = found.first() else { return vec![] };
    let (low, high) = first.scores.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), one| (low.min(*one), high.max(*one)));
    vec![format!(
        "Over {}, {} runs from {} to {}: a single split could have shown any of these.",
        counted(first.scores.len() as u64, "fold"),
        words(&first.metric),
        score(low),
        score(high)
    )]
}

/// Scores over folds with their intervals.
pub(crate) fn folds_table(found: &[FoldScores]) -> AnyView {
    let line = |one: &FoldScores| {
        let sign = if one.metric.starts_with("neg_") { -1.0 } else { 1.0 };
        let ends = one.interval.map(|(low, high)| if sign < 0.0 { (-high, -low) } else { (low, high) });
        let interval = ends.map_or_else(|| "–".to_owned(), |(low, high)| format!("{} to {}", plain(low), plain(high)));
        Line::of_figures(words(&one.metric), "", [plain(sign * one.mean), plain(one.std), interval])
    };
    let columns = figure_columns("Score", &["Mean", "Standard deviation", "95% interval of the mean"]);
    table("Scores over the folds".to_owned(), columns, found.iter().map(line).collect(), vec![])
}

/// The failing groups, the worst first.
pub(crate) fn slices_table(found: &SliceReport) -> AnyView {
    if found.failing.is_empty() {
        return ().into_any();
    }
    let line = |one: &crate::protocol::inspect::Slice| {
        let name: Vec<String> = one.conditions.iter().map(|(column, group)| format!("{column}: {group}")).collect();
        let rows: Vec<String> = one.examples.iter().take(5).map(|row| count(u64::from(*row) + 1)).collect();
        let mut line = Line::of_figures(name.join(" and "), "", [count(one.rows), score(one.error), p_value(one.adjusted_p)]);
        line.cells.push(Cell::Words(rows.join("; ")));
        line
    };
    let mut columns = figure_columns("Group", &["Rows", "Error", "Chance of that"]);
    columns.push(Column::Words("Rows to look at".to_owned()));
    table(format!("Groups with a high {}", found.metric), columns, found.failing.iter().map(line).collect(), vec![])
}
