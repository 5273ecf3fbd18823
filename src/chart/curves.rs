//! ROC and precision-recall curves: one per class, distinguished by pattern as well as colour.
//!
//! Fawcett, *An introduction to ROC analysis*, Pattern Recognition Letters 27 (2006).

use super::{
    axes::{Axes, Frame, decimal},
    canvas::{Canvas, Dash, TextStyle},
    palette::Role,
};
use crate::protocol::{Curve, Drawing, TrainReport};

/// About the most readouts of all curves together.
const MARKS: usize = 240;
/// Line height of the key.
const LINE: f64 = 17.0;

/// What differs between the two kinds of curve.
struct CurveKind {
    x: &'static str,
    y: &'static str,
    area: &'static str,
}

pub(super) fn roc(report: &TrainReport, width: u32) -> Option<Drawing> {
    let kind = CurveKind { x: "false-positive rate", y: "true-positive rate", area: "AUC" };
    let (mut canvas, axes) = begin(&report.roc, width, &kind)?;
    axes.curve(&mut canvas, &[(0.0, 0.0), (1.0, 1.0)], Role::Reference, 1.5, Dash::Dashed);
    draw(&mut canvas, &axes, &report.roc, &kind);
    let mut notes = vec![("guessing: AUC 0.50".to_owned(), Role::Reference, Dash::Dashed)];
    let mean = report.scores.roc_auc;
    if let (Some(mean), true) = (mean, report.roc.len() > 1) {
        notes.insert(0, (format!("macro average: AUC {mean:.3}"), Role::Ink, Dash::Solid));
    }
    key(&mut canvas, &axes, &report.roc, &kind, &notes);
    let summary = mean.map_or_else(String::new, |mean| format!(", AUC {mean:.3}"));
    Some(canvas.finish(format!("ROC curve of {}{summary}", classes(&report.roc))))
}

pub(super) fn precision_recall(report: &TrainReport, width: u32) -> Option<Drawing> {
    let kind = CurveKind { x: "recall", y: "precision", area: "AP" };
    let (mut canvas, axes) = begin(&report.precision_recall, width, &kind)?;
    let total: u64 = report.per_class.iter().map(|class| class.support).sum();
    let mut notes = Vec::new();
    let mut drawn: Vec<f64> = Vec::new();
    for curve in &report.precision_recall {
        let Some(class) = report.per_class.iter().find(|class| class.class == curve.class) else { continue };
        let prevalence = class.support as f64 / total.max(1) as f64;
        drawn.push(prevalence);
    }
    let (low, high) = drawn.iter().fold((1.0_f64, 0.0_f64), |(low, high), value| (low.min(*value), high.max(*value)));
    if !drawn.is_empty() {
        // One line, or the lowest and the highest: ten of them would only be stripes.
        for level in if high - low < 0.005 { vec![low] } else { vec![low, high] } {
            axes.curve(&mut canvas, &[(0.0, level), (1.0, level)], Role::Reference, 1.2, Dash::Dashed);
        }
        let range = if high - low < 0.005 { format!("{low:.2}") } else { format!("{low:.2} to {high:.2}") };
        notes.push((format!("guessing: {range}"), Role::Reference, Dash::Dashed));
    }
    draw(&mut canvas, &axes, &report.precision_recall, &kind);
    key(&mut canvas, &axes, &report.precision_recall, &kind, &notes);
    Some(canvas.finish(format!("Precision-recall curve of {}", classes(&report.precision_recall))))
}

fn classes(curves: &[Curve]) -> String {
    match curves {
        [curve] => curve.class.clone(),
        _ => format!("{} classes, each against the rest", curves.len()),
    }
}

/// The empty plot; the key goes beside it where there is room and below it elsewhere.
fn begin(curves: &[Curve], width: u32, kind: &CurveKind) -> Option<(Canvas, Axes)> {
    if curves.is_empty() || curves.iter().all(|curve| curve.x.is_empty()) {
        return None;
    }
    let full = super::canvas::clamp_width(width);
    let beside = full >= 520.0;
    let lines = curves.len() as f64 + 2.0;
    let right = if beside { full - 210.0 } else { full - 10.0 };
    let plot_height = ((right - 40.0) * 0.85).clamp(200.0, 400.0);
    let bottom = 30.0 + plot_height;
    let height = if beside { (bottom + 40.0).max(30.0 + lines * LINE) } else { bottom + 46.0 + lines * LINE };
    let mut canvas = Canvas::new(width, height);
    canvas.headers(&["class", kind.x, kind.y, "threshold"]);
    let axes = Axes::new(Frame { left: 40.0, top: 30.0, right, bottom }, (0.0, 1.0), (0.0, 1.0));
    axes.vertical(&mut canvas, kind.y, decimal);
    axes.horizontal(&mut canvas, kind.x, decimal);
    Some((canvas, axes))
}

fn draw(canvas: &mut Canvas, axes: &Axes, curves: &[Curve], kind: &CurveKind) {
    let each = (MARKS / curves.len().max(1)).max(8);
    // The first class is drawn last, on top.
    for (index, curve) in curves.iter().enumerate().rev() {
        let points: Vec<(f64, f64)> = curve.x.iter().copied().zip(curve.y.iter().copied()).collect();
        let spaced = thin(&points, axes);
        let line: Vec<(f64, f64)> = spaced.iter().filter_map(|index| points.get(*index)).copied().collect();
        axes.curve(canvas, &line, Role::class(index), 2.0, Dash::class(index));
    }
    for curve in curves {
        let points: Vec<(f64, f64)> = curve.x.iter().copied().zip(curve.y.iter().copied()).collect();
        let kept = thin(&points, axes);
        let step = kept.len().div_ceil(each).max(1);
        for (order, index) in kept.iter().enumerate() {
            if order % step != 0 && order + 1 != kept.len() {
                continue;
            }
            let Some((x, y)) = points.get(*index) else { continue };
            let threshold = curve.threshold.get(*index).copied().flatten();
            let at = axes.at(*x, *y);
            let when = threshold.map_or_else(String::new, |threshold| format!(" at threshold {threshold:.2}"));
            canvas.mark(at.0, at.1, format!("{}: {} {x:.2}, {} {y:.2}{when}", curve.class, kind.x, kind.y));
            let threshold = threshold.map_or_else(|| "none".to_owned(), |threshold| format!("{threshold:.3}"));
            canvas.row([curve.class.clone(), format!("{x:.3}"), format!("{y:.3}"), threshold]);
        }
    }
}

/// Indices of the points that shape the line: corners at least a viewBox unit from the one before, and both ends.
fn thin(points: &[(f64, f64)], axes: &Axes) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::new();
    for (index, (x, y)) in points.iter().enumerate() {
        let last = index + 1 == points.len();
        let far = kept.last().and_then(|seen| points.get(*seen)).is_none_or(|(seen_x, seen_y)| {
            let (from, to) = (axes.at(*seen_x, *seen_y), axes.at(*x, *y));
            (from.0 - to.0).abs() + (from.1 - to.1).abs() >= 1.0
        });
        let corner = match (index.checked_sub(1).and_then(|before| points.get(before)), points.get(index + 1)) {
            (Some((bx, by)), Some((ax, ay))) => ((x - bx) * (ay - y) - (ax - x) * (y - by)).abs() > 1e-12,
            _ => true,
        };
        if last || (far && corner) {
            kept.push(index);
        }
    }
    kept
}

/// Names beside or below the plot, in the order of their area, each after a piece of its line.
fn key(canvas: &mut Canvas, axes: &Axes, curves: &[Curve], kind: &CurveKind, notes: &[(String, Role, Dash)]) {
    let beside = canvas.width >= 520.0;
    let (x, mut y) = if beside { (axes.frame.right + 16.0, axes.frame.top + 8.0) } else { (axes.frame.left, axes.frame.bottom + 54.0) };
    let room = canvas.width - x - 42.0;
    for (index, curve) in curves.iter().enumerate() {
        let area = format!(": {} {:.3}", kind.area, curve.area);
        let name = TextStyle::INK.fit(&curve.class, room - TextStyle::INK.width(&area));
        entry(canvas, x, y, &format!("{name}{area}"), Role::class(index), Dash::class(index));
        y += LINE;
    }
    for (text, role, dash) in notes {
        let text = TextStyle::INK.fit(text, room);
        if *role == Role::Ink {
            canvas.text(x + 36.0, y + 4.0, &text, TextStyle::INK.bold());
        } else {
            entry(canvas, x, y, &text, *role, *dash);
        }
        y += LINE;
    }
}

fn entry(canvas: &mut Canvas, x: f64, y: f64, text: &str, role: Role, dash: Dash) {
    canvas.line((x, y), (x + 28.0, y), role.line(2.0).dashed(dash));
    canvas.text(x + 36.0, y + 4.0, text, TextStyle::INK);
}
