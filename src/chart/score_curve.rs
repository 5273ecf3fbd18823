//! Learning curve and validation curve: mean scores with a band of one standard deviation, training above, validation below.

use super::{
    axes::{Axes, Frame, compact, decimal},
    canvas::{Canvas, Dash, TextStyle, clamp_width},
    key::{Key, Sample, roomy, within},
    palette::Role,
};
use crate::protocol::{
    Drawing,
    inspect::{ScoreCurve, ScorePoint},
};

/// The curve of scores along training rows or along a parameter's values; absent without points.
pub fn score_curve(curve: &ScoreCurve, width: u32) -> Option<Drawing> {
    let points = curve.points.as_slice();
    let ends = |point: &ScorePoint| {
        let (train, validation) = ((point.train_mean, point.train_std), (point.validation_mean, point.validation_std));
        [train.0 - train.1, train.0 + train.1, validation.0 - validation.1, validation.0 + validation.1]
    };
    let (low, high) = roomy(points.iter().flat_map(ends), 0.06)?;
    let full = clamp_width(width);
    let entries = [
        ("rows left out".to_owned(), Sample::Line(Role::Current, Dash::Solid)),
        ("rows learned from".to_owned(), Sample::Line(Role::Reference, Dash::Dashed)),
        ("± one standard deviation".to_owned(), Sample::Band(Role::Current)),
    ];
    let key = Key::new(&entries, width);
    let top = key.height + 32.0;
    let plot = ((full - 62.0) * 0.6).clamp(170.0, 340.0);
    let mut canvas = Canvas::new(width, top + plot + 42.0);
    canvas.headers(&[&curve.along, "left out, mean", "standard deviation", "learned from, mean", "standard deviation", "folds"]);
    key.draw(&mut canvas, 4.0);
    let frame = Frame { left: 50.0, top, right: full - 14.0, bottom: top + plot };
    let rows = curve.along == "training rows";
    // Rows stand where their number says; a parameter's values stand side by side, whatever their scale.
    let place = |number: usize, point: &ScorePoint| if rows { point.number.unwrap_or(0.0) } else { number as f64 };
    let places: Vec<f64> = points.iter().enumerate().map(|(number, point)| place(number, point)).collect();
    let across = if rows { (0.0, places.iter().copied().fold(1.0, f64::max)) } else { (-0.4, points.len() as f64 - 0.6) };
    let axes = Axes::new(frame, across, (low, high));
    axes.vertical(&mut canvas, &curve.metric, decimal);
    if rows {
        axes.horizontal(&mut canvas, "training rows", |value, _| compact(value));
    } else {
        words(&mut canvas, &axes, curve);
    }
    let lines: [(ScoreFigure, ScoreFigure, Role, Dash); 2] = [
        (|point| point.train_mean, |point| point.train_std, Role::Reference, Dash::Dashed),
        (|point| point.validation_mean, |point| point.validation_std, Role::Current, Dash::Solid),
    ];
    for (mean, std, role, dash) in lines {
        let line: Vec<(f64, f64)> = places.iter().zip(points).map(|(x, point)| (*x, mean(point))).collect();
        let upper = places.iter().zip(points).map(|(x, point)| (*x, mean(point) + std(point)));
        let lower = places.iter().zip(points).rev().map(|(x, point)| (*x, mean(point) - std(point)));
        if points.len() > 1 {
            axes.wash(&mut canvas, &upper.chain(lower).collect::<Vec<_>>(), role, 0.16);
            axes.curve(&mut canvas, &line, role, 2.0, dash);
        }
        for (x, y) in line {
            let (x, y) = axes.at(x, y);
            canvas.circle(x, y, 3.5, role.fill().edged(Role::Surface.line(1.0)));
        }
    }
    let say = within((low, high));
    for (x, point) in places.iter().zip(points) {
        let (at_x, at_y) = axes.at(*x, point.validation_mean);
        let (left_out, learned) = (say(point.validation_mean), say(point.train_mean));
        canvas.mark(at_x, at_y, format!("{} {}: {left_out} on rows left out, {learned} on rows learned from", curve.along, point.label));
        let cells = [point.validation_mean, point.validation_std, point.train_mean, point.train_std].map(|value| format!("{value:.4}"));
        let [mean, std, train, train_std] = cells;
        canvas.row([point.label.clone(), mean, std, train, train_std, point.validation.len().to_string()]);
    }
    let best = points.iter().fold(None, |best: Option<&ScorePoint>, point| match best {
        Some(best) if best.validation_mean >= point.validation_mean => Some(best),
        _ => Some(point),
    })?;
    let (kind, at) = if rows {
        ("Learning curve", format!("{} training rows", best.label))
    } else {
        ("Validation curve", format!("{} {}", curve.along, best.label))
    };
    Some(canvas.finish(format!("{kind}: best {} on rows left out is {} at {at}", curve.metric, say(best.validation_mean))))
}

type ScoreFigure = fn(&ScorePoint) -> f64;

/// The values under their points, as many as fit.
fn words(canvas: &mut Canvas, axes: &Axes, curve: &ScoreCurve) {
    let (left, right, bottom) = (axes.frame.left, axes.frame.right, axes.frame.bottom);
    canvas.line((left, bottom), (right, bottom), Role::Muted.line(1.0));
    let mut end = f64::NEG_INFINITY;
    for (place, point) in curve.points.iter().enumerate() {
        let label = TextStyle::NOTE.fit(&point.label, 90.0);
        let (x, half) = (axes.x(place as f64), TextStyle::NOTE.width(&label) / 2.0);
        let x = x.clamp(half, canvas.width - half);
        if x - half < end + 8.0 {
            continue;
        }
        canvas.text(x, bottom + 16.0, &label, TextStyle::NOTE.middle());
        end = x + half;
    }
    canvas.text(right, bottom + 32.0, &TextStyle::NOTE.fit(&curve.along, right - left), TextStyle::NOTE.end());
}
