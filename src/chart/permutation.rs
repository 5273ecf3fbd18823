//! Permutation importance: the drop of the score per column as a bar, one point per shuffle.

use super::{
    axes::{Axes, Frame, decimal},
    canvas::{Canvas, TextStyle, clamp_width},
    key::within,
    palette::Role,
};
use crate::protocol::{Drawing, inspect::PermutationReport};

/// Columns shown; the rest is counted in words.
const SHOWN: usize = 15;

/// The largest drops; absent without columns.
pub fn permutation(report: &PermutationReport, width: u32) -> Option<Drawing> {
    let shown = report.features.get(..report.features.len().min(SHOWN)).unwrap_or_default();
    let first = shown.first()?;
    let values = || shown.iter().flat_map(|one| one.drops.iter().copied().chain([one.mean]));
    let (low, high) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    let (low, high) = if high > low { (low, high + (high - low) * 0.04) } else { (0.0, 1.0) };
    let full = clamp_width(width);
    let above = full < 460.0;
    let widest = shown.iter().map(|one| TextStyle::INK.width(&one.feature)).fold(0.0, f64::max);
    let left = if above { 10.0 } else { (widest + 14.0).min(full * 0.4) };
    let pitch = if above { 38.0 } else { 26.0 };
    let top = 28.0;
    let bottom = top + pitch * shown.len() as f64 + 4.0;
    let more = report.features.len() - shown.len();
    let mut words = "Bar: mean drop. Points: single shuffles.".to_owned();
    if more > 0 {
        words.push_str(&format!(" {more} more columns matter less."));
    }
    let note = TextStyle::NOTE.wrap(&words, full - 8.0);
    let mut canvas = Canvas::new(width, bottom + 46.0 + 15.0 * note.len() as f64);
    canvas.headers(&["column", "mean drop", "standard deviation", "smallest", "largest"]);
    let title = format!("drop of {} when the column is shuffled", report.metric);
    canvas.text(4.0, 14.0, &TextStyle::NOTE.fit(&title, full - 8.0), TextStyle::NOTE);
    let axes = Axes::new(Frame { left, top, right: full - 16.0, bottom }, (low, high), (0.0, 1.0));
    axes.horizontal(&mut canvas, "", decimal);
    let say = within((low, high));
    for (index, one) in shown.iter().enumerate() {
        let y = top + pitch * index as f64;
        let middle = if above { y + 27.0 } else { y + pitch / 2.0 };
        if above {
            canvas.text(4.0, y + 13.0, &TextStyle::INK.fit(&one.feature, full - 8.0), TextStyle::INK);
        } else {
            canvas.text(left - 10.0, middle + 4.0, &TextStyle::INK.fit(&one.feature, left - 14.0), TextStyle::INK.end());
        }
        let (zero, end) = (axes.x(0.0), axes.x(one.mean));
        // Only beside the bar: a line from top to bottom would cross the names above the bars.
        canvas.line((zero, middle - 9.0), (zero, middle + 9.0), Role::Muted.line(1.0));
        canvas.rect(zero.min(end), middle - 6.0, (end - zero).abs(), 12.0, Role::Accent.wash(0.55));
        for drop in &one.drops {
            canvas.circle(axes.x(*drop), middle, 2.5, Role::Ink.wash(0.75));
        }
        canvas.mark(end, middle, format!("{}: drop {} ± {}", one.feature, say(one.mean), say(one.std)));
    }
    for one in &report.features {
        let extreme = |pick: fn(f64, f64) -> f64| one.drops.iter().copied().reduce(pick).unwrap_or(one.mean);
        let cells = [one.mean, one.std, extreme(f64::min), extreme(f64::max)].map(|value| format!("{value:.4}"));
        let [mean, std, smallest, largest] = cells;
        canvas.row([one.feature.clone(), mean, std, smallest, largest]);
    }
    for (index, line) in note.iter().enumerate() {
        canvas.text(4.0, bottom + 40.0 + 15.0 * index as f64, line, TextStyle::NOTE);
    }
    let (feature, drop) = (&first.feature, say(first.mean));
    Some(canvas.finish(format!("Permutation importance: shuffling {feature} costs {drop} of {}", report.metric)))
}
