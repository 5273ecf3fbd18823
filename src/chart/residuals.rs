//! The errors of a model of numbers: predicted against actual, error against predicted, and how errors are spread.
//!
//! Anscombe, *Graphs in statistical analysis* (1973).

use super::{
    axes::{Axes, Frame, compact, decimal},
    canvas::{Canvas, Dash, TextStyle, clamp_width},
    key::roomy,
    palette::Role,
    shapes::shape,
};
use crate::dataset::order;
use crate::protocol::{Drawing, train::Residuals};

/// Points that answer to the pointer: those with the largest errors.
const MARKS: usize = 60;

/// Predicted against actual value, with the line of perfect answers; absent without points.
pub(super) fn predicted_actual(report: &Residuals, width: u32) -> Option<Drawing> {
    let range = roomy(report.points.iter().flat_map(|point| [point.1, point.2]), 0.04)?;
    let (mut canvas, axes) = begin(report, width, range, range, "predicted", "actual");
    axes.curve(&mut canvas, &[(range.0, range.0), (range.1, range.1)], Role::Reference, 1.5, Dash::Dashed);
    scatter(&mut canvas, &axes, report, |(_, actual, predicted)| (actual, predicted));
    note(&mut canvas, report, "Dashed: a perfect answer.");
    Some(canvas.finish(format!("Predicted against actual {} of {} rows", report.target, report.rows)))
}

/// Error (actual − predicted) against predicted value, with the line of no error; absent without points.
pub(super) fn residuals(report: &Residuals, width: u32) -> Option<Drawing> {
    let across = roomy(report.points.iter().map(|point| point.2), 0.04)?;
    let (low, high) = roomy(report.points.iter().map(|point| point.1 - point.2).chain([0.0]), 0.06)?;
    let (mut canvas, axes) = begin(report, width, across, (low, high), "actual − predicted", "predicted");
    axes.curve(&mut canvas, &[(across.0, 0.0), (across.1, 0.0)], Role::Reference, 1.5, Dash::Dashed);
    scatter(&mut canvas, &axes, report, |(_, actual, predicted)| (predicted, actual - predicted));
    note(&mut canvas, report, "Above the line: guessed too low.");
    Some(canvas.finish(format!("Errors of {} rows against the predicted {}", report.rows, report.target)))
}

/// How many rows have an error of which size; absent without bins.
pub(super) fn residual_histogram(report: &Residuals, width: u32) -> Option<Drawing> {
    let (first, last) = (report.edges.first()?, report.edges.last()?);
    let most = report.counts.iter().copied().max().filter(|most| *most > 0)? as f64;
    let full = clamp_width(width);
    let height = (full * 0.5).clamp(210.0, 300.0);
    let mut canvas = Canvas::new(width, height + 18.0);
    canvas.headers(&["error from", "to", "rows"]);
    let frame = Frame { left: 46.0, top: 30.0, right: full - 14.0, bottom: height - 40.0 };
    let axes = Axes::new(frame, (*first, *last), (0.0, most * 1.06));
    axes.vertical(&mut canvas, "test rows", |value, _| compact(value));
    for (ends, count) in report.edges.windows(2).zip(&report.counts) {
        let [from, to] = ends else { continue };
        let gap = (to - from) * 0.04;
        axes.bar(&mut canvas, (from + gap, *count as f64), (to - gap, 0.0), Role::Current, 0.75);
        let (x, y) = axes.at((from + to) / 2.0, *count as f64);
        canvas.mark(x, y, format!("error {} to {}: {count} rows", compact(*from), compact(*to)));
        canvas.row([compact(*from), compact(*to), count.to_string()]);
    }
    axes.horizontal(&mut canvas, "actual − predicted", decimal);
    canvas.line((axes.x(0.0), frame.top), (axes.x(0.0), frame.bottom), Role::Reference.line(1.5).dashed(Dash::Dashed));
    let words = format!("Mean {}, standard deviation {}.", compact(report.mean), compact(report.std));
    canvas.text(4.0, height + 10.0, &TextStyle::NOTE.fit(&words, full - 8.0), TextStyle::NOTE);
    Some(canvas.finish(format!(
        "Errors of {} rows: mean {}, standard deviation {}",
        report.rows,
        compact(report.mean),
        compact(report.std)
    )))
}

fn begin(report: &Residuals, width: u32, x: (f64, f64), y: (f64, f64), up: &str, along: &str) -> (Canvas, Axes) {
    let full = clamp_width(width);
    let plot = ((full - 68.0) * 0.7).clamp(180.0, 420.0);
    let mut canvas = Canvas::new(width, 30.0 + plot + 60.0);
    canvas.headers(&["row", "actual", "predicted", "actual − predicted"]);
    let axes = Axes::new(Frame { left: 54.0, top: 30.0, right: full - 14.0, bottom: 30.0 + plot }, x, y);
    let of = |what: &str| if what.contains('−') { what.to_owned() } else { format!("{what} {}", report.target) };
    axes.vertical(&mut canvas, &of(up), |value, decimals| if value.abs() >= 1e4 { compact(value) } else { decimal(value, decimals) });
    axes.horizontal(&mut canvas, &of(along), |value, decimals| if value.abs() >= 1e4 { compact(value) } else { decimal(value, decimals) });
    (canvas, axes)
}

/// All points as one path; the ones with the largest errors answer to the pointer and are in the table.
fn scatter(canvas: &mut Canvas, axes: &Axes, report: &Residuals, place: fn((u32, f64, f64)) -> (f64, f64)) {
    let mut commands = String::new();
    for point in &report.points {
        let (x, y) = place(*point);
        let (x, y) = axes.at(x, y);
        commands.push_str(&shape(0, x, y, 2.6));
    }
    canvas.path(&commands, Role::Current.wash(0.55));
    let mut worst: Vec<&(u32, f64, f64)> = report.points.iter().collect();
    order::by(&mut worst, |a, b| (b.1 - b.2).abs().total_cmp(&(a.1 - a.2).abs()).then(a.0.cmp(&b.0)));
    for point in worst.into_iter().take(MARKS) {
        let (row, actual, predicted) = *point;
        let (x, y) = place(*point);
        let (x, y) = axes.at(x, y);
        canvas.mark(x, y, format!("row {row}: actual {}, predicted {}", compact(actual), compact(predicted)));
        canvas.row([row.to_string(), compact(actual), compact(predicted), compact(actual - predicted)]);
    }
}

fn note(canvas: &mut Canvas, report: &Residuals, words: &str) {
    let shown = report.points.len();
    let some = if (shown as u64) < report.rows { format!(" {shown} of {} rows.", decimal(report.rows as f64, 0)) } else { String::new() };
    let (text, y) = (TextStyle::NOTE.fit(&format!("{words}{some}"), canvas.width - 8.0), canvas.height - 10.0);
    canvas.text(4.0, y, &text, TextStyle::NOTE);
}
