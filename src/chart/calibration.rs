//! Calibration: the share that came true against the probability given, with the rows behind each point.
//!
//! DeGroot and Fienberg, *The comparison and evaluation of forecasters* (1983).

use super::{
    axes::{Axes, Frame, decimal},
    canvas::{Canvas, Dash, TextStyle, clamp_width},
    key::{Key, Sample},
    palette::Role,
};
use crate::protocol::{Drawing, inspect::Calibration};

/// Height of the strip of bars that shows the rows per bin.
const STRIP: f64 = 34.0;

/// The calibration curve with its intervals; absent without bins.
pub fn calibration(report: &Calibration, width: u32) -> Option<Drawing> {
    if report.bins.is_empty() {
        return None;
    }
    let full = clamp_width(width);
    let key = Key::new(
        &[
            ("model, with 95% interval".into(), Sample::Line(Role::Current, Dash::Solid)),
            ("perfectly calibrated".into(), Sample::Line(Role::Reference, Dash::Dashed)),
        ],
        width,
    );
    let top = key.height + 32.0;
    let plot = ((full - 54.0) * 0.7).clamp(180.0, 380.0);
    let strip = top + plot + 44.0;
    let mut canvas = Canvas::new(width, strip + STRIP + 30.0);
    canvas.headers(&["mean probability", "share that came true", "from", "to", "rows"]);
    key.draw(&mut canvas, 4.0);
    let frame = Frame { left: 42.0, top, right: full - 12.0, bottom: top + plot };
    let axes = Axes::new(frame, (0.0, 1.0), (0.0, 1.0));
    axes.vertical(&mut canvas, "share that came true", decimal);
    axes.horizontal(&mut canvas, "probability given", decimal);
    axes.curve(&mut canvas, &[(0.0, 0.0), (1.0, 1.0)], Role::Reference, 1.5, Dash::Dashed);
    let line: Vec<(f64, f64)> = report.bins.iter().map(|bin| (bin.predicted, bin.positive)).collect();
    axes.curve(&mut canvas, &line, Role::Current, 2.0, Dash::Solid);
    let most = report.bins.iter().map(|bin| bin.rows).max().unwrap_or(1).max(1) as f64;
    for bin in &report.bins {
        let (x, y) = axes.at(bin.predicted, bin.positive);
        let (low, high) = (axes.y(bin.interval.0), axes.y(bin.interval.1));
        canvas.line((x, low), (x, high), Role::Current.line(1.2));
        canvas.circle(x, y, 4.0, Role::Current.fill().edged(Role::Surface.line(1.2)));
        let tall = (bin.rows as f64 / most * (STRIP - 4.0)).max(1.0);
        canvas.rect(x - 4.0, strip + STRIP - tall, 8.0, tall, Role::Accent.wash(0.7));
        let text = format!("given {:.2}, came true {:.2} of {} rows", bin.predicted, bin.positive, bin.rows);
        canvas.mark(x, y, text);
        let cells = [bin.predicted, bin.positive, bin.interval.0, bin.interval.1].map(|value| format!("{value:.3}"));
        let [predicted, positive, low, high] = cells;
        canvas.row([predicted, positive, low, high, bin.rows.to_string()]);
    }
    canvas.line((frame.left, strip + STRIP), (frame.right, strip + STRIP), Role::Muted.line(1.0));
    let note = format!("Bars: rows per point, most {}. Expected calibration error {:.3}.", decimal(most, 0), report.expected_error);
    canvas.text(4.0, strip + STRIP + 20.0, &TextStyle::NOTE.fit(&note, full - 8.0), TextStyle::NOTE);
    let of = &report.class;
    Some(
        canvas.finish(format!(
            "Calibration of {of}: expected calibration error {:.3}, Brier score {:.3}",
            report.expected_error, report.brier
        )),
    )
}
