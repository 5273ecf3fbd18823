//! Two models side by side: one line per metric, a hollow point for the first and a filled one for the second.

use super::{
    axes::{Axes, Frame, decimal},
    canvas::{Canvas, TextStyle},
    palette::Role,
};
use crate::protocol::{Drawing, Scores, TrainReport};

/// Reads one metric; absent where it is undefined.
type Metric = fn(&Scores) -> Option<f64>;

/// The main metrics of two models on a common scale from 0 to 1, with the majority-class baseline as a tick; the table
/// also holds the log loss.
pub fn compare(left: &TrainReport, right: &TrainReport, width: u32) -> Drawing {
    let metrics: [(&str, Metric); 6] = [
        ("accuracy", |scores| Some(scores.accuracy)),
        ("balanced accuracy", |scores| Some(scores.balanced_accuracy)),
        ("precision (macro)", |scores| Some(scores.macro_avg.precision)),
        ("recall (macro)", |scores| Some(scores.macro_avg.recall)),
        ("F1 (macro)", |scores| Some(scores.macro_avg.f1)),
        ("ROC AUC", |scores| scores.roc_auc),
    ];
    let (mut first, mut second) = (left.spec.model.kind().title, right.spec.model.kind().title);
    if first == second {
        (first, second) = ("First", "Second");
    }
    let full = super::canvas::clamp_width(width);
    let above = full < 460.0;
    let pitch = if above { 42.0 } else { 30.0 };
    let top = 40.0;
    let bottom = top + pitch * metrics.len() as f64;
    let mut canvas = Canvas::new(width, bottom + 56.0);
    canvas.headers(&["metric", first, second, "baseline"]);
    let values = metrics.iter().flat_map(|(_, metric)| [metric(&left.scores), metric(&right.scores), metric(&left.baseline)]).flatten();
    let low = (values.fold(1.0, f64::min) * 10.0 - 0.2).floor().clamp(0.0, 9.0) / 10.0;
    let frame = Frame { left: if above { 12.0 } else { 136.0 }, top, right: full - 14.0, bottom };
    let axes = Axes::new(frame, (low, 1.0), (0.0, 1.0));
    axes.horizontal(&mut canvas, "share, higher is better", decimal);
    canvas.circle(10.0, 12.0, 5.0, Role::Surface.fill().edged(Role::Reference.line(2.0)));
    let half = full / 2.0 - 24.0;
    canvas.text(20.0, 16.0, &TextStyle::INK.fit(first, half), TextStyle::INK);
    let next = 20.0 + TextStyle::INK.width(&TextStyle::INK.fit(first, half)) + 20.0;
    canvas.circle(next, 12.0, 5.0, Role::Current.fill());
    canvas.text(next + 10.0, 16.0, &TextStyle::INK.fit(second, full - next - 14.0), TextStyle::INK);
    for (index, (name, metric)) in metrics.iter().enumerate() {
        let y = top + pitch * index as f64 + if above { 28.0 } else { pitch / 2.0 };
        let (one, other, base) = (metric(&left.scores), metric(&right.scores), metric(&left.baseline));
        if above {
            canvas.text(4.0, y - 11.0, name, TextStyle::INK);
        } else {
            canvas.text(frame.left - 12.0, y + 4.0, name, TextStyle::INK.end());
        }
        canvas.line((frame.left, y), (frame.right, y), Role::Grid.line(1.0));
        if let Some(base) = base {
            canvas.line((axes.x(base), y - 6.0), (axes.x(base), y + 6.0), Role::Reference.line(2.0));
        }
        if let (Some(one), Some(other)) = (one, other) {
            canvas.line((axes.x(one), y), (axes.x(other), y), Role::Current.line(2.5));
        }
        if let Some(one) = one {
            canvas.circle(axes.x(one), y, 6.0, Role::Surface.fill().edged(Role::Reference.line(2.0)));
        }
        if let Some(other) = other {
            canvas.circle(axes.x(other), y, 4.5, Role::Current.fill().edged(Role::Surface.line(1.0)));
        }
        let say = |value: Option<f64>| value.map_or_else(|| "not defined".to_owned(), |value| format!("{value:.3}"));
        let x = axes.x(other.or(one).unwrap_or(low));
        canvas.mark(x, y, format!("{name}: {first} {}, {second} {}, baseline {}", say(one), say(other), say(base)));
        canvas.row([(*name).to_owned(), say(one), say(other), say(base)]);
    }
    let say = |value: Option<f64>| value.map_or_else(|| "not defined".to_owned(), |value| format!("{value:.3}"));
    let (one, other) = (left.scores.log_loss, right.scores.log_loss);
    canvas.row(["log loss (lower is better)".to_owned(), say(one), say(other), say(left.baseline.log_loss)]);
    let note = format!("Tick: always the largest class. Log loss {} and {}.", say(one), say(other));
    canvas.text(4.0, bottom + 50.0, &TextStyle::NOTE.fit(&note, full - 8.0), TextStyle::NOTE);
    canvas.finish(format!("{first} and {second} compared on {} metrics", metrics.len()))
}
