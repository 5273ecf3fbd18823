//! Groups found without labels: how many, how well each row fits, and where they lie on a plane.

use std::collections::BTreeMap;

use super::{
    axes::{Axes, Frame, compact, decimal},
    canvas::{Canvas, Dash, TextStyle, clamp_width},
    key::{Key, Sample, roomy, whole},
    palette::Role,
    shapes::shape,
};
use crate::protocol::{
    Drawing,
    cluster::{Elbow, Silhouettes},
};

/// Points drawn and points that answer to the pointer, at most.
const POINTS: usize = 400;
const MARKS: usize = 80;
/// Groups with a colour of their own.
const GROUPS: usize = 10;

/// Inertia by number of groups, the bend marked, and the silhouette below; absent without points.
pub fn elbow(report: &Elbow, width: u32) -> Option<Drawing> {
    let (first, last) = (report.points.first()?, report.points.last()?);
    let most = report.points.iter().map(|point| point.inertia).fold(0.0, f64::max);
    let full = clamp_width(width);
    let plot = ((full - 64.0) * 0.4).clamp(120.0, 220.0);
    let across = (f64::from(first.clusters) - 0.3, f64::from(last.clusters) + 0.3);
    let silhouettes: Vec<(f64, f64)> =
        report.points.iter().filter_map(|point| Some((f64::from(point.clusters), point.silhouette?))).collect();
    let (left, right) = (52.0, full - 14.0);
    let lower = 30.0 + plot + 36.0 + if silhouettes.is_empty() { -36.0 } else { plot * 0.7 };
    let mut canvas = Canvas::new(width, lower + 58.0);
    canvas.headers(&["groups", "inertia", "silhouette"]);
    let inertia = Axes::new(Frame { left, top: 30.0, right, bottom: 30.0 + plot }, across, (0.0, most * 1.06));
    inertia.vertical(&mut canvas, "inertia: squared distance to the centres", |value, _| compact(value));
    let line: Vec<(f64, f64)> = report.points.iter().map(|point| (f64::from(point.clusters), point.inertia)).collect();
    series(&mut canvas, &inertia, &line, report.bend);
    canvas.line((left, inertia.frame.bottom), (right, inertia.frame.bottom), Role::Muted.line(1.0));
    let mut bottom = Axes::new(inertia.frame, across, (0.0, 1.0));
    if let Some((low, high)) = roomy(silhouettes.iter().map(|point| point.1), 0.1) {
        let axes = Axes::new(Frame { left, top: 30.0 + plot + 36.0, right, bottom: lower }, across, (low.min(0.0), high));
        axes.vertical(&mut canvas, "silhouette: nearer to its own group than to the next", decimal);
        series(&mut canvas, &axes, &silhouettes, report.best_silhouette);
        bottom = axes;
    }
    bottom.horizontal(&mut canvas, "groups", whole);
    for point in &report.points {
        let silhouette = point.silhouette.map_or_else(|| "none".to_owned(), |value| format!("{value:.3}"));
        let (x, y) = inertia.at(f64::from(point.clusters), point.inertia);
        canvas.mark(x, y, format!("{} groups: inertia {}, silhouette {silhouette}", point.clusters, compact(point.inertia)));
        canvas.row([point.clusters.to_string(), compact(point.inertia), silhouette]);
    }
    let bend = report.bend.map_or_else(|| "No bend".to_owned(), |count| format!("Bend at {count}"));
    let highest = report.best_silhouette.map_or_else(String::new, |count| format!(", highest silhouette at {count} groups"));
    let words = format!("{bend}{highest}.");
    canvas.text(4.0, lower + 52.0, &TextStyle::NOTE.fit(&words, full - 8.0), TextStyle::NOTE);
    Some(canvas.finish(format!("How many groups: {words}")))
}

/// A line with its points; the chosen one is ringed.
fn series(canvas: &mut Canvas, axes: &Axes, line: &[(f64, f64)], chosen: Option<u32>) {
    axes.curve(canvas, line, Role::Current, 2.0, Dash::Solid);
    for (x, y) in line {
        let here = axes.at(*x, *y);
        if chosen.is_some_and(|chosen| f64::from(chosen) == *x) {
            canvas.circle(here.0, here.1, 8.0, Role::Ink.line(1.5).outline());
        }
        canvas.circle(here.0, here.1, 3.5, Role::Current.fill());
    }
}

/// One bar per sampled row, by group, longest first; absent without rows.
pub fn silhouette(report: &Silhouettes, width: u32) -> Option<Drawing> {
    let rows: usize = report.groups.iter().map(|group| group.1.len()).sum();
    if rows == 0 {
        return None;
    }
    let low = report.groups.iter().flat_map(|group| group.1.iter().copied()).fold(0.0, f64::min);
    let full = clamp_width(width);
    let groups = report.groups.len() as f64;
    let plot = (full * 0.6).clamp(200.0, 340.0).max(groups * 24.0);
    let mut canvas = Canvas::new(width, 24.0 + plot + 44.0);
    canvas.headers(&["group", "rows", "mean silhouette", "rows below 0"]);
    let frame = Frame { left: 74.0_f64.min(full * 0.3), top: 24.0, right: full - 14.0, bottom: 24.0 + plot };
    let axes = Axes::new(frame, ((low * 1.05).max(-1.0), 1.0), (0.0, 1.0));
    axes.horizontal(&mut canvas, "silhouette", decimal);
    // Every group gets room for its name, the rest goes by its rows.
    let spare = plot - groups * 20.0;
    let mut y = frame.top;
    for (label, values) in &report.groups {
        let tall = 20.0 + spare * values.len() as f64 / rows as f64 - 4.0;
        let points = values.iter().enumerate().flat_map(|(row, value)| {
            let at = |row: usize| y + tall * row as f64 / values.len() as f64;
            [(axes.x(*value), at(row)), (axes.x(*value), at(row + 1))]
        });
        let outline: Vec<(f64, f64)> = [(axes.x(0.0), y)].into_iter().chain(points).chain([(axes.x(0.0), y + tall)]).collect();
        let role = usize::try_from(*label).map_or(Role::Reference, |group| Role::class(group % GROUPS));
        canvas.polygon(&thinned(&outline), role.wash(0.75));
        let name = named(*label);
        canvas.text(frame.left - 8.0, y + tall / 2.0 + 4.0, &TextStyle::INK.fit(&name, frame.left - 12.0), TextStyle::INK.end());
        let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
        let below = values.iter().filter(|value| **value < 0.0).count();
        canvas.mark(axes.x(mean), y + tall / 2.0, format!("{name}: mean {mean:.2}, {below} of {} rows below 0", values.len()));
        canvas.row([name, values.len().to_string(), format!("{mean:.3}"), below.to_string()]);
        y += tall + 4.0;
    }
    let mean = axes.x(report.mean);
    canvas.line((mean, frame.top), (mean, frame.bottom), Role::Ink.line(1.2).dashed(Dash::Dashed));
    let words = format!("mean {:.2}", report.mean);
    let half = TextStyle::INK.width(&words) / 2.0;
    canvas.text(mean.clamp(half, full - half), 14.0, &words, TextStyle::INK.middle());
    Some(canvas.finish(format!("Silhouettes of {rows} rows in {} groups, mean {:.3}", report.groups.len(), report.mean)))
}

/// Points at least half a unit apart, the ends kept: a thousand rows do not need a thousand corners.
fn thinned(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for (place, point) in points.iter().enumerate() {
        let far = kept.last().is_none_or(|last| (last.0 - point.0).abs() + (last.1 - point.1).abs() >= 0.8);
        if far || place + 2 >= points.len() {
            kept.push(*point);
        }
    }
    kept
}

/// Rows on a plane of two columns or components.
#[derive(Clone, Copy, Debug)]
pub struct ScatterView<'a> {
    /// Name of the horizontal axis, such as `component 1 (44%)`.
    pub x_name: &'a str,
    /// Name of the vertical axis.
    pub y_name: &'a str,
    /// Dataset row, x, y and group; below 0 for rows of no group.
    pub points: &'a [(u32, f64, f64, i32)],
    /// Names of the groups in order; `group 1`, `group 2` … where it is too short.
    pub names: &'a [String],
}

/// The rows by group; absent without points.
pub fn scatter(view: &ScatterView<'_>, width: u32) -> Option<Drawing> {
    let (x, y) = (roomy(view.points.iter().map(|point| point.1), 0.04)?, roomy(view.points.iter().map(|point| point.2), 0.04)?);
    let mut counts: BTreeMap<i32, u64> = BTreeMap::new();
    view.points.iter().for_each(|point| *counts.entry(point.3.max(-1)).or_default() += 1);
    let name = |group: i32| usize::try_from(group).ok().and_then(|group| view.names.get(group).cloned()).unwrap_or_else(|| named(group));
    let sample = |group: i32| usize::try_from(group).map_or(Sample::Ring(Role::Reference), |group| Sample::Class(group % GROUPS));
    let entries: Vec<(String, Sample)> = counts.keys().take(12).map(|group| (name(*group), sample(*group))).collect();
    let key = Key::new(&entries, width);
    let full = clamp_width(width);
    let top = key.height + 32.0;
    let plot = ((full - 62.0) * 0.75).clamp(190.0, 460.0);
    let mut canvas = Canvas::new(width, top + plot + 58.0);
    canvas.headers(&["group", "rows"]);
    key.draw(&mut canvas, 4.0);
    let axes = Axes::new(Frame { left: 50.0, top, right: full - 12.0, bottom: top + plot }, x, y);
    axes.vertical(&mut canvas, view.y_name, decimal);
    axes.horizontal(&mut canvas, view.x_name, decimal);
    let step = view.points.len().div_ceil(POINTS).max(1);
    let marked = (view.points.len().div_ceil(step)).div_ceil(MARKS).max(1);
    let mut paths: BTreeMap<i32, String> = BTreeMap::new();
    for (place, (row, x, y, group)) in view.points.iter().step_by(step).enumerate() {
        let at = axes.at(*x, *y);
        let group = (*group).max(-1);
        let class = usize::try_from(group).unwrap_or(0) % GROUPS;
        paths.entry(group).or_default().push_str(&shape(class, at.0, at.1, 3.0));
        if place % marked == 0 {
            canvas.mark(
                at.0,
                at.1,
                format!("row {row}, {}: {} {}, {} {}", name(group), view.x_name, compact(*x), view.y_name, compact(*y)),
            );
        }
    }
    for (group, commands) in paths {
        let paint = match usize::try_from(group) {
            Ok(group) => Role::class(group % GROUPS).fill().edged(Role::Surface.line(0.5)),
            Err(_) => Role::Reference.line(1.2).outline(),
        };
        canvas.path(&commands, paint);
    }
    for (group, count) in &counts {
        canvas.row([name(*group), count.to_string()]);
    }
    let drawn = view.points.iter().step_by(step).count();
    if drawn < view.points.len() {
        let words = format!("{drawn} of {} rows drawn.", decimal(view.points.len() as f64, 0));
        canvas.text(4.0, top + plot + 52.0, &TextStyle::NOTE.fit(&words, full - 8.0), TextStyle::NOTE);
    }
    Some(canvas.finish(format!("{} rows in {} groups over {} and {}", view.points.len(), counts.len(), view.x_name, view.y_name)))
}

fn named(group: i32) -> String {
    if group < 0 { "no group".to_owned() } else { format!("group {}", group + 1) }
}
