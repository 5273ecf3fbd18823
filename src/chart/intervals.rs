//! Scores with their intervals, and one feature's partial dependence.

use super::{
    axes::{Axes, Frame, compact, decimal},
    canvas::{Canvas, Dash, TextStyle, clamp_width},
    key::{Key, Sample, roomy, within},
    palette::Role,
};
use crate::protocol::{
    Drawing,
    inspect::{Interval, PartialDependence},
};

/// Dots with whiskers on one scale; `baselines` gives a tick for metrics it names. All metrics should be of one kind (shares,
/// or one unit); absent without intervals.
pub fn intervals(intervals: &[Interval], baselines: &[(String, f64)], width: u32) -> Option<Drawing> {
    let baseline = |metric: &str| baselines.iter().find(|(name, _)| name == metric).map(|(_, value)| *value);
    let values = intervals.iter().flat_map(|one| [Some(one.low), Some(one.high), Some(one.value), baseline(&one.metric)]).flatten();
    let (low, high) = roomy(values, 0.05)?;
    let level = intervals.first()?.level * 100.0;
    let full = clamp_width(width);
    let above = full < 460.0;
    let names: Vec<String> = intervals.iter().map(|one| one.metric.replace('_', " ")).collect();
    let widest = names.iter().map(|name| TextStyle::INK.width(name)).fold(0.0, f64::max);
    let left = if above { 12.0 } else { (widest + 18.0).min(full * 0.4) };
    let pitch = if above { 42.0 } else { 28.0 };
    let mut entries = vec![(format!("score, with {level:.0}% interval"), Sample::Line(Role::Current, Dash::Solid))];
    if !baselines.is_empty() {
        entries.push(("baseline".to_owned(), Sample::Tick(Role::Reference)));
    }
    let key = Key::new(&entries, width);
    let top = key.height + 12.0;
    let bottom = top + pitch * intervals.len() as f64;
    let mut canvas = Canvas::new(width, bottom + 26.0);
    canvas.headers(&["metric", "score", "from", "to", "baseline"]);
    key.draw(&mut canvas, 4.0);
    let axes = Axes::new(Frame { left, top, right: full - 16.0, bottom }, (low, high), (0.0, 1.0));
    axes.horizontal(&mut canvas, "", decimal);
    let say = within((low, high));
    for (index, (one, name)) in intervals.iter().zip(&names).enumerate() {
        let y = top + pitch * index as f64;
        let middle = if above { y + 28.0 } else { y + pitch / 2.0 };
        if above {
            canvas.text(4.0, y + 14.0, &TextStyle::INK.fit(name, full - 8.0), TextStyle::INK);
        } else {
            canvas.text(left - 12.0, middle + 4.0, &TextStyle::INK.fit(name, left - 16.0), TextStyle::INK.end());
        }
        canvas.line((axes.frame.left, middle), (axes.frame.right, middle), Role::Grid.line(1.0));
        let (from, to) = (axes.x(one.low), axes.x(one.high));
        canvas.line((from, middle), (to, middle), Role::Current.line(2.0));
        for x in [from, to] {
            canvas.line((x, middle - 4.0), (x, middle + 4.0), Role::Current.line(1.5));
        }
        if let Some(base) = baseline(&one.metric) {
            canvas.line((axes.x(base), middle - 8.0), (axes.x(base), middle + 8.0), Role::Reference.line(2.0));
        }
        canvas.circle(axes.x(one.value), middle, 4.5, Role::Current.fill().edged(Role::Surface.line(1.2)));
        canvas.mark(
            axes.x(one.value),
            middle,
            format!("{name}: {}, {level:.0}% interval {} to {}", say(one.value), say(one.low), say(one.high)),
        );
        let base = baseline(&one.metric).map_or_else(|| "none".to_owned(), |base| format!("{base:.4}"));
        canvas.row([name.clone(), format!("{:.4}", one.value), format!("{:.4}", one.low), format!("{:.4}", one.high), base]);
    }
    Some(canvas.finish(format!("{} scores with their {level:.0}% intervals", intervals.len())))
}

/// The mean answer along a feature, over the answers of a few single rows; absent without a grid.
pub fn dependence(report: &PartialDependence, width: u32) -> Option<Drawing> {
    let across = roomy(report.grid.iter().copied(), 0.0)?;
    let (low, high) = roomy(report.mean.iter().chain(report.rows.iter().flatten()).copied(), 0.05)?;
    let full = clamp_width(width);
    let entries = [
        ("mean".to_owned(), Sample::Line(Role::Current, Dash::Solid)),
        ("single rows".to_owned(), Sample::Line(Role::Reference, Dash::Solid)),
    ];
    let key = Key::new(&entries, width);
    let top = key.height + 32.0;
    let plot = ((full - 62.0) * 0.55).clamp(160.0, 300.0);
    let mut canvas = Canvas::new(width, top + plot + 42.0);
    canvas.headers(&[&report.feature, &report.answer]);
    key.draw(&mut canvas, 4.0);
    let axes = Axes::new(Frame { left: 52.0, top, right: full - 14.0, bottom: top + plot }, across, (low, high));
    axes.vertical(
        &mut canvas,
        &report.answer,
        |value, decimals| if value.abs() >= 1e4 { compact(value) } else { decimal(value, decimals) },
    );
    axes.horizontal(
        &mut canvas,
        &report.feature,
        |value, decimals| if value.abs() >= 1e4 { compact(value) } else { decimal(value, decimals) },
    );
    let line = |answers: &[f64]| -> Vec<(f64, f64)> { report.grid.iter().copied().zip(answers.iter().copied()).collect() };
    for row in &report.rows {
        let points: Vec<(f64, f64)> = line(row).into_iter().map(|(x, y)| axes.at(x, y)).collect();
        canvas.faint(&points, Role::Reference.line(1.0), 0.4);
    }
    axes.curve(&mut canvas, &line(&report.mean), Role::Current, 2.5, Dash::Solid);
    let say = within((low, high));
    for (x, y) in line(&report.mean) {
        let at = axes.at(x, y);
        canvas.mark(at.0, at.1, format!("{} {}: {} {}", report.feature, compact(x), report.answer, say(y)));
        canvas.row([compact(x), format!("{y:.4}")]);
    }
    Some(canvas.finish(format!("Mean {} as {} is moved", report.answer, report.feature)))
}
