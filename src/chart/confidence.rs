//! How sure the model was: right answers above the line, wrong ones below, by the probability of the predicted class.

use super::{
    axes::{Axes, Frame, decimal},
    canvas::{Canvas, TextStyle},
    palette::Role,
};
use crate::protocol::{Drawing, TrainReport};

/// Width of a bin, a share.
const BIN: f64 = 0.05;

pub(super) fn confidence(report: &TrainReport, width: u32) -> Option<Drawing> {
    if report.outcomes.is_empty() || report.classes.is_empty() {
        return None;
    }
    // The most probable of k classes has at least 1/k.
    let first = ((1.0 / report.classes.len() as f64) / BIN + 1e-9).floor() as usize;
    let bins = 20 - first.min(19);
    let mut right = vec![0_u64; bins];
    let mut wrong = vec![0_u64; bins];
    for outcome in &report.outcomes {
        let bin = ((outcome.confidence / BIN + 1e-9).floor().max(0.0) as usize).saturating_sub(first).min(bins - 1);
        let side = if outcome.actual == outcome.predicted { &mut right } else { &mut wrong };
        if let Some(count) = side.get_mut(bin) {
            *count += 1;
        }
    }
    let most = |side: &[u64]| side.iter().copied().max().unwrap_or(0) as f64;
    let full = super::canvas::clamp_width(width);
    let height = (full * 0.55).clamp(220.0, 330.0);
    let mut canvas = Canvas::new(width, height);
    canvas.headers(&["confidence from", "to", "right", "wrong"]);
    let frame = Frame { left: 40.0, top: 54.0, right: full - 10.0, bottom: height - 40.0 };
    // Below the deepest wrong bar there is room for its count.
    let rows_per_unit = (most(&right) + most(&wrong)).max(1.0) / (frame.bottom - frame.top - 30.0);
    let (low, high) = (-most(&wrong) - 20.0 * rows_per_unit, most(&right) + 10.0 * rows_per_unit);
    let start = first as f64 * BIN;
    let axes = Axes::new(frame, (start.min(0.95), 1.0), (low, high));
    axes.vertical(&mut canvas, "test rows (wrong ones below the line)", |value, decimals| decimal(value.abs(), decimals));
    axes.horizontal(&mut canvas, "probability of the predicted class", decimal);
    for (index, (good, bad)) in right.iter().zip(&wrong).enumerate() {
        let (from, to) = (start + index as f64 * BIN, start + (index + 1) as f64 * BIN);
        let (left, across) = (axes.x(from) + 1.0, axes.x(to) - axes.x(from) - 2.0);
        let zero = axes.y(0.0);
        if *good > 0 {
            axes.bar(&mut canvas, (from + 0.001, *good as f64), (to - 0.001, 0.0), Role::Good, 0.8);
        }
        if *bad > 0 {
            let deep = axes.y(-(*bad as f64)) - zero;
            canvas.rect(left, zero, across, deep, Role::Bad.wash(0.35).edged(Role::Bad.line(1.0)));
            canvas.hatch(left, zero, across, deep, Role::Bad.line(1.0));
            canvas.text(left + across / 2.0, zero + deep + 12.0, &bad.to_string(), TextStyle::NOTE.middle().halo());
        }
        canvas.mark((axes.x(from) + axes.x(to)) / 2.0, zero, format!("confidence {from:.2} to {to:.2}: {good} right, {bad} wrong"));
        canvas.row([format!("{from:.2}"), format!("{to:.2}"), good.to_string(), bad.to_string()]);
    }
    canvas.line((frame.left, axes.y(0.0)), (frame.right, axes.y(0.0)), Role::Ink.line(1.0));
    let (goods, bads): (u64, u64) = (right.iter().sum(), wrong.iter().sum());
    let (good, bad) = (format!("right: {goods}"), format!("wrong: {bads}"));
    canvas.rect(4.0, 5.0, 18.0, 11.0, Role::Good.wash(0.8));
    canvas.text(28.0, 15.0, &good, TextStyle::INK);
    let next = 28.0 + TextStyle::INK.width(&good) + 20.0;
    canvas.rect(next, 5.0, 18.0, 11.0, Role::Bad.wash(0.35).edged(Role::Bad.line(1.0)));
    canvas.hatch(next, 5.0, 18.0, 11.0, Role::Bad.line(1.0));
    canvas.text(next + 24.0, 15.0, &bad, TextStyle::INK);
    Some(canvas.finish(format!("Confidence of the predictions: {goods} right and {bads} wrong test rows")))
}
