//! Quartiles of a field, for each value of another: Tukey's box plot.
//!
//! Boxes reach from the first to the third quartile (linear interpolation, numpy's default), whiskers to the last value within
//! 1.5 times that height (Tukey, *Exploratory Data Analysis*, 1977); every run is a point, so that few runs look like few.

use super::field::{RunField, left_out, number};
use crate::chart::axes::{Axes, Frame, decimal};
use crate::chart::canvas::{Canvas, TextStyle, clamp_width};
use crate::chart::key::{roomy, within};
use crate::chart::palette::Role;
use crate::protocol::{Drawing, track::chart::RunPoint};

/// Groups side by side, at most.
const GROUPS: usize = 24;

/// Five figures of a group, and its outliers' bounds.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Box {
    low: f64,
    first: f64,
    median: f64,
    third: f64,
    high: f64,
}

/// The chart; absent if no run has the field.
pub(super) fn boxes(field: &str, by: Option<&str>, all: &[RunPoint], width: u32) -> Option<Drawing> {
    let kept: Vec<RunPoint> = all.iter().filter(|run| number(run, field).is_some()).cloned().collect();
    let groups = grouped(field, by, &kept);
    let (low, high) = roomy(groups.iter().flat_map(|group| group.1.iter().copied()), 0.06)?;
    let full = clamp_width(width);
    let title = super::field::name(field);
    let plot = ((full - 62.0) * 0.55).clamp(180.0, 320.0);
    let mut canvas = Canvas::new(width, 28.0 + plot + 60.0);
    let along = by.map_or_else(|| "runs".to_owned(), super::field::name);
    canvas.headers(&[&along, "runs", "lower whisker", "first quartile", "median", "third quartile", "upper whisker"]);
    let frame = Frame { left: 54.0, top: 28.0, right: full - 14.0, bottom: 28.0 + plot };
    let axes = Axes::new(frame, (-0.5, groups.len() as f64 - 0.5), (low, high));
    axes.vertical(&mut canvas, &title, decimal);
    canvas.line((frame.left, frame.bottom), (frame.right, frame.bottom), Role::Muted.line(1.0));
    let room = (frame.right - frame.left) / groups.len() as f64;
    let half = (room * 0.3).min(34.0);
    let say = within((low, high));
    for (place, (label, values)) in groups.iter().enumerate() {
        let Some(own) = summary(values) else { continue };
        let x = axes.x(place as f64);
        let [bottom, first, median, third, top] = [own.low, own.first, own.median, own.third, own.high].map(|value| axes.y(value));
        canvas.line((x, bottom), (x, first), Role::Ink.line(1.2));
        canvas.line((x, third), (x, top), Role::Ink.line(1.2));
        for end in [bottom, top] {
            canvas.line((x - half / 2.0, end), (x + half / 2.0, end), Role::Ink.line(1.2));
        }
        canvas.rect(x - half, third, 2.0 * half, first - third, Role::Accent.wash(0.25).edged(Role::Ink.line(1.2)));
        canvas.line((x - half, median), (x + half, median), Role::Current.line(2.5));
        for value in values.iter().take(200) {
            canvas.circle(x, axes.y(*value), 2.5, Role::Ink.wash(0.45));
        }
        let name = TextStyle::NOTE.fit(label, room - 4.0);
        canvas.text(x, frame.bottom + 16.0, &name, TextStyle::NOTE.middle());
        let [low, first, middle, third, high] = [own.low, own.first, own.median, own.third, own.high].map(&say);
        canvas.mark(x, median, format!("{along} {label}: {} runs, median {middle}, middle half from {first} to {third}", values.len()));
        canvas.row([label.clone(), values.len().to_string(), low, first, middle, third, high]);
    }
    canvas.text(frame.right, frame.bottom + 32.0, &TextStyle::NOTE.fit(&along, frame.right - frame.left), TextStyle::NOTE.end());
    let note = left_out(kept.len(), all.len(), &title);
    canvas.text(4.0, frame.bottom + 50.0, &TextStyle::NOTE.fit(&note, full - 8.0), TextStyle::NOTE);
    let by = by.map_or_else(String::new, |_| format!(" by {along}"));
    Some(canvas.finish(format!("Quartiles of {title} of {} runs{by}", kept.len())))
}

/// The values of each group, in the order of the axis; runs without the grouping field form the last.
fn grouped(field: &str, by: Option<&str>, runs: &[RunPoint]) -> Vec<(String, Vec<f64>)> {
    let values = || runs.iter().filter_map(|run| number(run, field));
    let Some(by) = by else { return vec![("all".to_owned(), values().collect())] };
    let (axis, places) = RunField::of(by, false, runs);
    let mut stands: Vec<f64> = places.iter().flatten().copied().collect();
    stands.sort_by(f64::total_cmp);
    stands.dedup();
    stands.truncate(GROUPS);
    let label = |place: f64| match axis.words.get(place as usize) {
        Some(word) => word.clone(),
        None => place.to_string(),
    };
    let of =
        |stand: Option<f64>| places.iter().zip(values()).filter(|(place, _)| **place == stand).map(|(_, value)| value).collect::<Vec<_>>();
    let mut groups: Vec<(String, Vec<f64>)> = stands.into_iter().map(|stand| (label(stand), of(Some(stand)))).collect();
    let without = of(None);
    if !without.is_empty() {
        groups.push(("none".to_owned(), without));
    }
    groups
}

/// Quartiles and whiskers; absent without values.
fn summary(values: &[f64]) -> Option<Box> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = share * (sorted.len() as f64 - 1.0);
        let (below, above) = (sorted.get(place.floor() as usize)?, sorted.get(place.ceil() as usize)?);
        Some(below + (above - below) * place.fract())
    };
    let (first, median, third) = (at(0.25)?, at(0.5)?, at(0.75)?);
    let reach = 1.5 * (third - first);
    let low = sorted.iter().copied().find(|value| *value >= first - reach)?;
    let high = sorted.iter().rev().copied().find(|value| *value <= third + reach)?;
    Some(Box { low, first, median, third, high })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_and_whiskers_are_tukeys() {
        // numpy.percentile([1, 2, 4, 7, 8, 30], [25, 50, 75]) is 2.5, 5.5, 7.75; 30 lies beyond 7.75 + 1.5 · 5.25.
        let own = summary(&[30.0, 1.0, 8.0, 2.0, 7.0, 4.0]).unwrap();
        assert_eq!(own, Box { low: 1.0, first: 2.5, median: 5.5, third: 7.75, high: 8.0 });
        assert_eq!(summary(&[3.0]), Some(Box { low: 3.0, first: 3.0, median: 3.0, third: 3.0, high: 3.0 }));
        assert_eq!(summary(&[]), None);
    }
}
