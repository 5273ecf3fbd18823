//! Accuracy of each fold, with mean, spread and the baseline.

use super::{
    axes::{Axes, Frame, decimal},
    canvas::{Canvas, Dash, TextStyle},
    palette::Role,
};
use crate::protocol::{Drawing, TrainReport};

/// Half a dot and its rim, viewBox units.
const DOT: f64 = 6.0;

/// The drawing; absent without folds.
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
            canvas.text(x, frame.bottom + 16.0, &number.to_string(), TextStyle::NOTE.middle());
        }
        canvas.mark(x, y, format!("fold {number}: accuracy {accuracy:.3}"));
        canvas.row([number.to_string(), format!("{accuracy:.4}")]);
    }
    canvas.text(frame.right, frame.bottom + 32.0, "fold", TextStyle::NOTE.end());
    let mean = format!("mean {:.3} ± {:.3}", folds.mean, folds.std);
    let base = TextStyle::INK.fit(&format!("always the largest class: {:.3}", folds.baseline_mean), frame.right - frame.left - 8.0);
    let dots: Vec<(f64, f64)> = folds.accuracy.iter().enumerate().map(|(index, share)| axes.at(index as f64 + 1.0, *share)).collect();
    let (low_band, high_band) = (axes.y(folds.mean - folds.std), axes.y((folds.mean + folds.std).min(1.0)));
    let bold = TextStyle::INK.role(Role::Current).bold().halo();
    let place = free(&frame, &dots, bold.width(&mean), &[low_band + 15.0, high_band - 6.0, low_band + 30.0, axes.y(folds.mean) - 5.0]);
    canvas.text(place.0, place.1, &mean, bold);
    let base_line = axes.y(folds.baseline_mean);
    let grey = TextStyle::INK.role(Role::Reference).halo();
    let place = free(&frame, &dots, grey.width(&base), &[base_line - 6.0, base_line + 15.0]);
    canvas.text(place.0, place.1, &base, grey);
    Some(canvas.finish(format!(
        "Cross-validation over {} folds: accuracy {mean}, baseline {:.3}",
        folds.accuracy.len(),
        folds.baseline_mean
    )))
}

/// Where a label of this width covers no dot: the first such of the heights, at the right end, the left or between;
/// where none is free, the first height's right end.
fn free(frame: &Frame, dots: &[(f64, f64)], width: f64, heights: &[f64]) -> (f64, f64) {
    let right = frame.right - 4.0 - width;
    let left = frame.left + 4.0;
    let starts = [right, left, (left + right) / 2.0, left + (right - left) * 0.25, left + (right - left) * 0.75];
    let covers = |x: f64, y: f64, dot: &(f64, f64)| {
        (x - DOT..=x + width + DOT).contains(&dot.0) && (y - TextStyle::INK.size - DOT..=y + 3.0 + DOT).contains(&dot.1)
    };
    let inside = |y: f64| y - TextStyle::INK.size >= frame.top - 4.0 && y + 3.0 <= frame.bottom;
    heights
        .iter()
        .filter(|y| inside(**y))
        .flat_map(|y| starts.map(|x| (x, *y)))
        .find(|(x, y)| dots.iter().all(|dot| !covers(*x, *y, dot)))
        .unwrap_or((right, heights.first().copied().unwrap_or(frame.bottom)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_goes_where_it_covers_no_dot() {
        let frame = Frame { left: 40.0, top: 30.0, right: 240.0, bottom: 190.0 };
        let heights = [120.0, 80.0];
        assert_eq!(free(&frame, &[(60.0, 60.0)], 50.0, &heights), (186.0, 120.0));
        assert_eq!(free(&frame, &[(200.0, 115.0)], 50.0, &heights), (44.0, 120.0));
        let row: Vec<(f64, f64)> = (0..10).map(|dot| (50.0 + 20.0 * f64::from(dot), 115.0)).collect();
        assert_eq!(free(&frame, &row, 50.0, &heights), (186.0, 80.0));
        assert_eq!(free(&frame, &row, 50.0, &[120.0, 185.0, 300.0]), (186.0, 185.0));
    }
}
