//! Accuracy of each fold, with mean, spread and the baseline.

use super::{
    axes::{Axes, Frame, decimal},
    canvas::{Canvas, Dash, Type},
    palette::Role,
};
use crate::protocol::{Drawing, TrainReport};

pub(super) fn cross_validation(report: &TrainReport, width: u32) -> Option<Drawing> {
    let folds = report.cross_validation.as_ref().filter(|folds| !folds.accuracy.is_empty())?;
    let full = super::canvas::clamp_width(width);
    let mut canvas = Canvas::new(width, 230.0);
    canvas.headers(&["fold", "accuracy"]);
    let worst = folds.accuracy.iter().copied().fold(folds.baseline_mean, f64::min).min(folds.mean - folds.std);
    let low = ((worst - 0.05) * 10.0).floor().max(0.0) / 10.0;
    let frame = Frame { left: 40.0, top: 30.0, right: full - 10.0, bottom: 190.0 };
    let count = folds.accuracy.len() as f64;
    let axes = Axes::new(frame, (0.5, count + 0.5), (low.min(0.9), 1.0));
    axes.vertical(&mut canvas, "accuracy on the fold left out", decimal);
    axes.bar(&mut canvas, (0.5, (folds.mean + folds.std).min(1.0)), (count + 0.5, folds.mean - folds.std), Role::Current, 0.14);
    axes.curve(&mut canvas, &[(0.5, folds.mean), (count + 0.5, folds.mean)], Role::Current, 1.5, Dash::Solid);
    axes.curve(&mut canvas, &[(0.5, folds.baseline_mean), (count + 0.5, folds.baseline_mean)], Role::Reference, 1.5, Dash::Dashed);
    canvas.line((frame.left, frame.bottom), (frame.right, frame.bottom), Role::Muted.line(1.0));
    let every = ((count * 22.0) / (frame.right - frame.left)).ceil().max(1.0) as usize;
    for (index, accuracy) in folds.accuracy.iter().enumerate() {
        let number = index + 1;
        let (x, y) = axes.at(number as f64, *accuracy);
        canvas.circle(x, y, 4.5, Role::Current.fill().edged(Role::Surface.line(1.5)));
        if index % every == 0 {
            canvas.text(x, frame.bottom + 16.0, &number.to_string(), Type::NOTE.middle());
        }
        canvas.mark(x, y, format!("fold {number}: accuracy {accuracy:.3}"));
        canvas.row([number.to_string(), format!("{accuracy:.4}")]);
    }
    canvas.text(frame.right, frame.bottom + 32.0, "fold", Type::NOTE.end());
    let beneath = |y: f64| if y + 18.0 < frame.bottom { y + 15.0 } else { y - 6.0 };
    let mean = format!("mean {:.3} ± {:.3}", folds.mean, folds.std);
    let base = Type::INK.fit(&format!("always the largest class: {:.3}", folds.baseline_mean), frame.right - frame.left - 8.0);
    let low_band = axes.y(folds.mean - folds.std);
    canvas.text(frame.right - 4.0, beneath(low_band), &mean, Type::INK.role(Role::Current).bold().end().halo());
    canvas.text(frame.right - 4.0, axes.y(folds.baseline_mean) - 6.0, &base, Type::INK.role(Role::Reference).end().halo());
    Some(canvas.finish(format!(
        "Cross-validation over {} folds: accuracy {mean}, baseline {:.3}",
        folds.accuracy.len(),
        folds.baseline_mean
    )))
}
