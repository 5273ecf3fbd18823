//! Runs as lines across several fields to a metric.

use super::field::{RunField, left_out, name, number, text};
use crate::chart::canvas::TextStyle;
use crate::chart::key::{roomy, within};
use crate::chart::parallel_axes::{ParallelLine, rails};
use crate::dataset::order;
use crate::protocol::{
    Drawing,
    track::chart::{RunPoint, lower_is_better},
    tune::{Scale, SearchAxis},
};

/// Ratio of the largest to the smallest number from which an axis is logarithmic.
const WIDE: f64 = 100.0;

/// The chart; absent if no run has the metric.
pub(super) fn parallel(fields: &[String], metric: &str, all: &[RunPoint], width: u32) -> Option<Drawing> {
    let mut ranked: Vec<(&RunPoint, f64)> = all.iter().filter_map(|run| Some((run, number(run, metric)?))).collect();
    let lower = lower_is_better(metric);
    order::by(&mut ranked, |left, right| if lower { left.1.total_cmp(&right.1) } else { right.1.total_cmp(&left.1) });
    let points: Vec<RunPoint> = ranked.iter().map(|(run, _)| (*run).clone()).collect();
    let axis = |path: &String| {
        let (field, places) = RunField::of(path, false, &points);
        let numbers = || places.iter().flatten().copied();
        let (low, high) = (numbers().fold(f64::INFINITY, f64::min), numbers().fold(f64::NEG_INFINITY, f64::max));
        let scale = if field.words.is_empty() && low > 0.0 && high / low >= WIDE { Scale::Log } else { Scale::Linear };
        SearchAxis { name: field.name, scale, words: field.words }
    };
    let axes: Vec<SearchAxis> = fields.iter().map(axis).collect();
    let strand = |(run, score): &(&RunPoint, f64)| {
        let values: Vec<Option<String>> = fields.iter().map(|path| text(run, path)).collect();
        ParallelLine { values, score: *score, says: run.name.clone() }
    };
    let strands: Vec<ParallelLine> = ranked.iter().map(strand).collect();
    let title = name(metric);
    let (mut canvas, height) = rails(&axes, &title, &strands, width)?;
    let mut headers = vec!["run"];
    headers.extend(axes.iter().map(|axis| axis.name.as_str()));
    headers.push(&title);
    canvas.headers(&headers);
    for ((run, score), strand) in ranked.iter().zip(&strands) {
        let own = strand.values.iter().map(|value| value.clone().unwrap_or_default());
        canvas.cells([run.name.clone()].into_iter().chain(own).chain([score.to_string()]).collect());
    }
    let best = ranked.first()?;
    let found = format!("{title} {}", within(roomy(ranked.iter().map(|run| run.1), 0.0)?)(best.1));
    let words = format!("Thick line: {}, {found}. {}", best.0.name, left_out(ranked.len(), all.len(), &title));
    canvas.text(4.0, height + 8.0, &TextStyle::NOTE.fit(&words, canvas.width - 8.0), TextStyle::NOTE);
    Some(canvas.finish(format!("{} runs across {} fields, best {found}", ranked.len(), fields.len())))
}
