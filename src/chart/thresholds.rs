//! What every threshold gives: precision, recall and F1 above, the cost of a row below, the cheapest threshold through both.

use super::{
    axes::{Axes, Frame, compact, decimal},
    canvas::{Canvas, Dash, TextStyle, clamp_width},
    key::{Key, Sample, roomy},
    palette::Role,
};
use crate::protocol::{
    Drawing,
    inspect::{ThresholdPoint, ThresholdReport},
};

/// Readouts at most.
const MARKS: usize = 60;

type Rate = (&'static str, fn(&ThresholdPoint) -> f64, Role, Dash);

const RATES: [Rate; 4] = [
    ("precision", |point| point.precision, Role::Class(0), Dash::Solid),
    ("recall", |point| point.recall, Role::Class(1), Dash::Long),
    ("F1", |point| point.f1, Role::Class(2), Dash::Dotted),
    ("specificity", |point| point.specificity, Role::Class(3), Dash::Mixed),
];

/// The curves of a threshold report; absent where fewer than two thresholds call a row positive.
pub fn thresholds(report: &ThresholdReport, width: u32) -> Option<Drawing> {
    let points: Vec<(f64, &ThresholdPoint)> = report.points.iter().filter_map(|point| Some((point.threshold?, point))).collect();
    let ((high, _), (low, _)) = (points.first()?, points.last()?);
    if points.len() < 2 {
        return None;
    }
    // Probabilities are shown from 0 to 1; other scores over their own range.
    let range = if (0.0..=1.0).contains(low) && (0.0..=1.0).contains(high) { (0.0, 1.0) } else { (*low, *high) };
    let full = clamp_width(width);
    let mut entries: Vec<(String, Sample)> =
        RATES.iter().map(|(name, _, role, dash)| ((*name).into(), Sample::Line(*role, *dash))).collect();
    entries.push(("cost of a row".into(), Sample::Line(Role::Current, Dash::Solid)));
    let key = Key::new(&entries, width);
    let top = key.height + 32.0;
    let plot = ((full - 54.0) * 0.5).clamp(150.0, 280.0);
    let (upper, lower) = (top + plot, top + plot + 36.0 + plot * 0.6);
    let mut canvas = Canvas::new(width, lower + 58.0);
    canvas.headers(&["threshold", "precision", "recall", "F1", "specificity", "false alarms", "missed", "cost of a row"]);
    key.draw(&mut canvas, 4.0);
    let (left, right) = (48.0, full - 12.0);
    let rates = Axes::new(Frame { left, top, right, bottom: upper }, range, (0.0, 1.0));
    rates.vertical(&mut canvas, "rate", decimal);
    canvas.line((left, upper), (right, upper), Role::Muted.line(1.0));
    for (_, rate, role, dash) in RATES {
        let line: Vec<(f64, f64)> = points.iter().map(|(threshold, point)| (*threshold, rate(point))).collect();
        rates.curve(&mut canvas, &line, role, 2.0, dash);
    }
    let (cheap, dear) = roomy(points.iter().map(|(_, point)| point.cost), 0.06)?;
    let costs = Axes::new(Frame { left, top: upper + 36.0, right, bottom: lower }, range, (cheap, dear));
    costs.vertical(&mut canvas, "cost of a row", |value, _| compact(value));
    costs.horizontal(&mut canvas, "threshold", decimal);
    let line: Vec<(f64, f64)> = points.iter().map(|(threshold, point)| (*threshold, point.cost)).collect();
    costs.curve(&mut canvas, &line, Role::Current, 2.0, Dash::Solid);
    let note = best(&mut canvas, &rates, &costs, report);
    let every = points.len().div_ceil(MARKS).max(1);
    for (place, (threshold, point)) in points.iter().enumerate() {
        let cells = [*threshold, point.precision, point.recall, point.f1, point.specificity].map(|value| format!("{value:.3}"));
        let [at, precision, recall, f1, specificity] = cells;
        canvas.row([
            at,
            precision,
            recall,
            f1,
            specificity,
            point.false_positives.to_string(),
            point.false_negatives.to_string(),
            format!("{:.4}", point.cost),
        ]);
        if place % every == 0 {
            let (x, y) = costs.at(*threshold, point.cost);
            let text = format!(
                "threshold {threshold:.2}: precision {:.2}, recall {:.2}, F1 {:.2}, cost {}",
                point.precision,
                point.recall,
                point.f1,
                compact(point.cost)
            );
            canvas.mark(x, y, text);
        }
    }
    canvas.text(4.0, lower + 52.0, &TextStyle::NOTE.fit(&note, full - 8.0), TextStyle::NOTE);
    Some(canvas.finish(format!("Thresholds for {}. {note}", report.class)))
}

/// Marks the cheapest threshold and says so.
fn best(canvas: &mut Canvas, rates: &Axes, costs: &Axes, report: &ThresholdReport) -> String {
    let cost = compact(report.cheapest.cost);
    let Some(threshold) = report.cheapest.threshold else {
        return format!("Cheapest: call no row positive, at {cost} a row.");
    };
    let x = costs.x(threshold);
    canvas.line((x, rates.frame.top), (x, rates.frame.bottom), Role::Current.line(1.2).dashed(Dash::Dashed));
    canvas.line((x, costs.frame.top), (x, costs.frame.bottom), Role::Current.line(1.2).dashed(Dash::Dashed));
    canvas.circle(x, costs.y(report.cheapest.cost), 4.5, Role::Current.fill().edged(Role::Surface.line(1.5)));
    format!("Cheapest: {threshold:.3}, at {cost} a row; the usual 0.500 costs {}.", compact(report.usual.cost))
}
