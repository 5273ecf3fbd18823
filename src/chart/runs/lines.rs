//! Metrics over steps or time: one line a run and metric, smoothed if asked, on plain or logarithmic axes.
//!
//! Smoothing is an exponential moving average whose start is not drawn towards zero (Kingma and Ba, *Adam*, 2015, section 3), as
//! MLflow and TensorBoard draw it; the values themselves stay visible behind the smoothed line.

use crate::chart::axes::{Axes, Frame, compact, decimal};
use crate::chart::canvas::{Canvas, Dash, TextStyle, clamp_width};
use crate::chart::key::{Key, Sample, roomy, within};
use crate::chart::palette::Role;
use crate::chart::shapes::shape;
use crate::protocol::{
    Drawing,
    track::chart::{Along, LineSettings, MetricLine, MetricPoint},
};

/// Lines with a name in the key; MLflow compares ten runs as well.
const NAMED: usize = 10;
/// Lines drawn at most, and corners of all lines together.
const LINES: usize = 100;
const CORNERS: usize = 1000;
/// So few values show their points.
const SHOW_POINTS: usize = 160;
const MARKS: usize = 200;

/// The chart; absent without a value.
pub(super) fn lines(settings: &LineSettings, all: &[MetricLine], width: u32) -> Option<Drawing> {
    let wanted = |line: &&MetricLine| settings.metrics.contains(&line.metric) && !line.points.is_empty();
    let begin = all.iter().filter(wanted).flat_map(|line| line.points.iter().map(|point| point.timestamp_millis)).min()?;
    let most = CORNERS / all.iter().filter(wanted).count().clamp(1, LINES);
    let drawn: Vec<(&MetricLine, Vec<(f64, f64)>)> = all
        .iter()
        .filter(wanted)
        .map(|line| (line, corners(settings, line, begin, most)))
        .filter(|(_, points)| !points.is_empty())
        .take(LINES)
        .collect();
    let smooth: Vec<Vec<(f64, f64)>> = drawn.iter().map(|(_, points)| smoothed(points, settings.smoothing)).collect();
    let across = roomy(drawn.iter().flat_map(|line| line.1.iter().map(|point| point.0)), 0.02)?;
    let up = heights(settings, drawn.iter().flat_map(|line| line.1.iter().map(|point| point.1)).collect())?;
    let full = clamp_width(width);
    let several = settings.metrics.len() > 1;
    let label = |line: &MetricLine| if several { format!("{} · {}", line.name, line.metric) } else { line.name.clone() };
    let named = drawn.iter().take(NAMED).enumerate();
    let entries: Vec<(String, Sample)> =
        named.map(|(place, (line, _))| (label(line), Sample::Line(Role::class(place), Dash::class(place)))).collect();
    let key = Key::new(&entries, width);
    let top = key.height + 34.0;
    let plot = ((full - 62.0) * 0.55).clamp(180.0, 340.0);
    let mut canvas = Canvas::new(width, top + plot + 60.0);
    key.draw(&mut canvas, 4.0);
    let frame = Frame { left: 54.0, top, right: full - 14.0, bottom: top + plot };
    let axes = Axes::new(frame, across, up);
    let metric = if several { "value".to_owned() } else { settings.metrics.first().cloned().unwrap_or_default() };
    let title = |name: &str, log: bool| if log { format!("{name} (log scale)") } else { name.to_owned() };
    let tick = |log: bool| move |value: f64, decimals: usize| if log { compact(10f64.powf(value)) } else { decimal(value, decimals) };
    axes.vertical(&mut canvas, &title(&metric, settings.log_y), tick(settings.log_y));
    axes.horizontal(&mut canvas, &title(along_words(settings.along), settings.log_x), tick(settings.log_x));
    canvas.headers(&["run", "metric", along_words(settings.along), "value"]);
    let few = drawn.iter().map(|line| line.1.len()).sum::<usize>() < SHOW_POINTS;
    let clip = |points: &[(f64, f64)]| points.iter().map(|(x, y)| (*x, y.clamp(axes.y.0, axes.y.1))).collect::<Vec<_>>();
    for (place, ((_, points), smooth)) in drawn.iter().zip(&smooth).enumerate() {
        let (role, dash) = (Role::class(place), if place < NAMED { Dash::class(place) } else { Dash::Solid });
        let at = |points: &[(f64, f64)]| points.iter().map(|(x, y)| axes.at(*x, *y)).collect::<Vec<_>>();
        if settings.smoothing > 0 {
            canvas.faint(&at(&clip(points)), role.line(1.0), 0.3);
        }
        let line = at(&clip(smooth));
        if place < NAMED {
            canvas.polyline(&line, role.line(2.0).dashed(dash));
        } else {
            canvas.faint(&line, role.line(1.2), 0.4);
        }
        if few && place < NAMED {
            for (x, y) in &line {
                canvas.path(&shape(place, *x, *y, 3.0), role.fill());
            }
        }
    }
    readouts(&mut canvas, settings, &axes, &drawn, &label);
    let hidden = drawn.len().saturating_sub(NAMED);
    let mut note = if hidden > 0 { format!("{hidden} more lines are drawn thin and without a name. ") } else { String::new() };
    if settings.smoothing > 0 {
        note.push_str(&format!("Smoothed by {}%; the values themselves are the faint lines.", settings.smoothing));
    }
    canvas.text(4.0, top + plot + 52.0, &TextStyle::NOTE.fit(&note, full - 8.0), TextStyle::NOTE);
    Some(canvas.finish(format!("{} over {} of {} runs", settings.metrics.join(", "), along_words(settings.along), drawn.len())))
}

/// Readouts and the table: the values as they were logged.
fn readouts(
    canvas: &mut Canvas,
    settings: &LineSettings,
    axes: &Axes,
    drawn: &[(&MetricLine, Vec<(f64, f64)>)],
    label: &dyn Fn(&MetricLine) -> String,
) {
    let say = within(if settings.log_y { (0.0, 1.0) } else { axes.y });
    let total: usize = drawn.iter().map(|line| line.1.len()).sum();
    let every = total.div_ceil(MARKS).max(1);
    let mut number = 0;
    let back = |value: f64, log: bool| if log { 10f64.powf(value) } else { value };
    for (line, points) in drawn {
        for (x, y) in points {
            let (own_x, own_y) = (back(*x, settings.log_x), back(*y, settings.log_y));
            if number % every == 0 {
                let (at_x, at_y) = axes.at(*x, y.clamp(axes.y.0, axes.y.1));
                canvas.mark(at_x, at_y, format!("{}: {} at {} {}", label(line), say(own_y), along_words(settings.along), compact(own_x)));
            }
            canvas.row([line.name.clone(), line.metric.clone(), compact(own_x), own_y.to_string()]);
            number += 1;
        }
    }
}

fn along_words(along: Along) -> &'static str {
    match along {
        Along::Step => "step",
        Along::Relative => "seconds since the run's first value",
        Along::Wall => "seconds since the first value of all",
    }
}

/// At most this many points of a line, evenly chosen, on the requested scales; a logarithmic scale leaves out values up to 0.
fn corners(settings: &LineSettings, line: &MetricLine, begin: i64, most: usize) -> Vec<(f64, f64)> {
    let own = line.points.iter().map(|point| point.timestamp_millis).min().unwrap_or(begin);
    let seconds = |point: &MetricPoint, since: i64| point.timestamp_millis.saturating_sub(since) as f64 / 1000.0;
    let scaled = |value: f64, log: bool| if log { (value > 0.0).then(|| value.log10()) } else { Some(value) };
    let every = line.points.len().div_ceil(most.max(2));
    let kept = line.points.iter().enumerate().filter(|(place, _)| place % every == 0 || place + 1 == line.points.len());
    kept.filter_map(|(_, point)| {
        let x = match settings.along {
            Along::Step => point.step as f64,
            Along::Relative => seconds(point, own),
            Along::Wall => seconds(point, begin),
        };
        Some((scaled(x, settings.log_x)?, scaled(point.value, settings.log_y)?)).filter(|(_, y)| y.is_finite())
    })
    .collect()
}

/// The exponential moving average of the heights, freed of its start at zero.
fn smoothed(points: &[(f64, f64)], percent: u8) -> Vec<(f64, f64)> {
    let weight = f64::from(percent.min(99)) / 100.0;
    let (mut mean, mut left) = (0.0, 1.0);
    let step = |(x, y): &(f64, f64)| {
        mean = mean * weight + y * (1.0 - weight);
        left *= weight;
        (*x, mean / (1.0 - left))
    };
    points.iter().map(step).collect()
}

/// The ends of the vertical axis: all values, or the middle 90% of them.
fn heights(settings: &LineSettings, mut values: Vec<f64>) -> Option<(f64, f64)> {
    if !settings.ignore_outliers {
        return roomy(values, 0.06);
    }
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values.get((share * (values.len().saturating_sub(1)) as f64).round() as usize).copied();
    roomy([at(0.05)?, at(0.95)?], 0.06)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smoothing_starts_at_the_first_value_and_keeps_a_constant() {
        let line = [(0.0, 4.0), (1.0, 8.0), (2.0, 6.0)];
        let found = smoothed(&line, 50);
        // Weights 1/2 and 1/4 … over their sum: (2 · 8 + 4) / 3, then (4 · 6 + 2 · 8 + 4) / 7.
        let expected = [4.0, 20.0 / 3.0, 44.0 / 7.0];
        assert!(found.iter().zip(expected).all(|(own, expected)| (own.1 - expected).abs() < 1e-12), "{found:?}");
        assert_eq!(smoothed(&line, 0), line);
        assert!(smoothed(&[(0.0, 3.0); 40], 99).iter().all(|point| (point.1 - 3.0).abs() < 1e-12));
    }

    #[test]
    fn outliers_stay_outside_when_asked() {
        let mut values: Vec<f64> = (0..100).map(f64::from).collect();
        values.push(1e6);
        let settings = LineSettings { ignore_outliers: true, ..LineSettings::default() };
        assert!(heights(&settings, values.clone()).unwrap().1 < 110.0);
        assert!(heights(&LineSettings::default(), values).unwrap().1 > 1e6);
    }
}
