//! Axes: a rectangle of the canvas with a scale in each direction, ticks that never overlap, and a light grid.

use plotters::{
    coord::{Shift, cartesian::Cartesian2d, types::RangedCoordf64},
    drawing::{DrawingArea, IntoDrawingArea},
    element::{PathElement, Polygon, Rectangle},
    style::ShapeStyle,
};

use super::{
    backend::{CanvasBackend, RoleColor, TENTHS},
    canvas::{Canvas, Dash, TextStyle},
    palette::Role,
};

type PlotPlane = Cartesian2d<RangedCoordf64, RangedCoordf64>;

/// Edges of the data rectangle in viewBox units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

/// A frame with its scales.
pub(super) struct Axes {
    pub(super) frame: Frame,
    pub(super) x: (f64, f64),
    pub(super) y: (f64, f64),
}

/// Room for one tick of a vertical axis, in viewBox units.
const TICK_ROOM: f64 = 36.0;

impl Axes {
    /// Scales over a frame; an empty range is widened so that every value has a place.
    pub(super) fn new(frame: Frame, x: (f64, f64), y: (f64, f64)) -> Self {
        Self { frame, x: widen(x), y: widen(y) }
    }

    /// Position of a value on the horizontal axis.
    pub(super) fn x(&self, value: f64) -> f64 {
        self.frame.left + (value - self.x.0) / (self.x.1 - self.x.0) * (self.frame.right - self.frame.left)
    }

    /// Position of a value on the vertical axis.
    pub(super) fn y(&self, value: f64) -> f64 {
        self.frame.bottom - (value - self.y.0) / (self.y.1 - self.y.0) * (self.frame.bottom - self.frame.top)
    }

    /// Position of a point.
    pub(super) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        (self.x(x), self.y(y))
    }

    /// plotters' drawing area over the frame.
    fn area<'a>(&self, canvas: &'a mut Canvas) -> DrawingArea<CanvasBackend<'a>, PlotPlane> {
        let tenths = |value: f64| (value * TENTHS).round() as i32;
        let across = tenths(self.frame.left)..tenths(self.frame.right);
        let down = tenths(self.frame.bottom)..tenths(self.frame.top);
        let area: DrawingArea<CanvasBackend<'a>, Shift> = CanvasBackend(canvas).into_drawing_area();
        area.apply_coord_spec(PlotPlane::new(self.x.0..self.x.1, self.y.0..self.y.1, (across, down)))
    }

    /// A line through data points.
    pub(super) fn curve(&self, canvas: &mut Canvas, points: &[(f64, f64)], role: Role, width: f64, dash: Dash) {
        let style = ShapeStyle { color: RoleColor(role, dash, 1.0).into(), filled: false, stroke_width: (width * TENTHS) as u32 };
        // The pen writes to memory: there is no way for it to fail.
        let _ = self.area(canvas).draw(&PathElement::new(points.to_vec(), style));
    }

    /// A filled area through data points.
    pub(super) fn wash(&self, canvas: &mut Canvas, points: &[(f64, f64)], role: Role, opacity: f64) {
        let style = ShapeStyle { color: RoleColor(role, Dash::Solid, opacity).into(), filled: true, stroke_width: 0 };
        // As above: memory only.
        let _ = self.area(canvas).draw(&Polygon::new(points.to_vec(), style));
    }

    /// A filled bar between two data points.
    pub(super) fn bar(&self, canvas: &mut Canvas, from: (f64, f64), to: (f64, f64), role: Role, opacity: f64) {
        let style = ShapeStyle { color: RoleColor(role, Dash::Solid, opacity).into(), filled: true, stroke_width: 0 };
        // As above: memory only.
        let _ = self.area(canvas).draw(&Rectangle::new([from, to], style));
    }

    /// Grid, tick labels and title of the vertical axis; the title stands above it and reads across.
    pub(super) fn vertical(&self, canvas: &mut Canvas, title: &str, format: impl Fn(f64, usize) -> String) {
        let count = ((self.frame.bottom - self.frame.top) / TICK_ROOM).clamp(2.0, 6.0) as usize;
        let (ticks, decimals) = ticks(self.y, count);
        for tick in ticks {
            let y = self.y(tick);
            canvas.line((self.frame.left, y), (self.frame.right, y), Role::Grid.line(1.0));
            canvas.text(self.frame.left - 6.0, y + 4.0, &format(tick, decimals), TextStyle::NOTE.end());
        }
        if !title.is_empty() {
            let title = TextStyle::NOTE.fit(title, canvas.width - 8.0);
            canvas.text(4.0, self.frame.top - 10.0, &title, TextStyle::NOTE.halo());
        }
    }

    /// Tick labels and title of the horizontal axis.
    pub(super) fn horizontal(&self, canvas: &mut Canvas, title: &str, format: impl Fn(f64, usize) -> String) {
        let span = self.frame.right - self.frame.left;
        let mut count = (span / 48.0).clamp(2.0, 10.0) as usize;
        let (shown, labels) = loop {
            let (ticks, decimals) = ticks(self.x, count);
            let labels: Vec<String> = ticks.iter().map(|tick| format(*tick, decimals)).collect();
            let widest = labels.iter().map(|label| TextStyle::NOTE.width(label)).fold(0.0, f64::max);
            if count <= 2 || (widest + 8.0) * labels.len() as f64 <= span {
                break (ticks, labels);
            }
            count -= 1;
        };
        canvas.line((self.frame.left, self.frame.bottom), (self.frame.right, self.frame.bottom), Role::Muted.line(1.0));
        for (tick, label) in shown.iter().zip(&labels) {
            let x = self.x(*tick);
            canvas.line((x, self.frame.bottom), (x, self.frame.bottom + 4.0), Role::Muted.line(1.0));
            let half = TextStyle::NOTE.width(label) / 2.0;
            canvas.text(x.clamp(half, canvas.width - half), self.frame.bottom + 16.0, label, TextStyle::NOTE.middle());
        }
        if !title.is_empty() {
            let title = TextStyle::NOTE.fit(title, span);
            canvas.text(self.frame.right, self.frame.bottom + 32.0, &title, TextStyle::NOTE.end());
        }
    }
}

fn widen((low, high): (f64, f64)) -> (f64, f64) {
    if !(low.is_finite() && high.is_finite()) {
        (0.0, 1.0)
    } else if high > low {
        (low, high)
    } else {
        (low - 0.5, low + 0.5)
    }
}

/// Round values inside a range, in at most `count` steps of 1, 2 or 5 times a power of ten, and the decimals they need.
pub(super) fn ticks(range: (f64, f64), count: usize) -> (Vec<f64>, usize) {
    let (low, high) = widen(range);
    let finest = (high - low) / count.max(1) as f64;
    let power = finest.log10().floor() as i32;
    let (step, power) = [(1.0, power), (2.0, power), (5.0, power), (1.0, power + 1)]
        .into_iter()
        .map(|(times, power)| (times * 10f64.powi(power), power))
        .find(|(step, _)| *step >= finest * (1.0 - 1e-9))
        .unwrap_or((finest, power));
    // A hair of tolerance keeps the ends that rounding would lose.
    let first = (low / step - 1e-6).ceil() as i64;
    let last = (high / step + 1e-6).floor() as i64;
    let points = (first..=last.min(first + 100)).map(|number| number as f64 * step).collect();
    (points, power.min(0).unsigned_abs() as usize)
}

/// A number with this many decimals and thousands separators.
pub(super) fn decimal(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), ""), |(whole, rest)| (whole, rest));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let zero = text.chars().all(|letter| matches!(letter, '0' | '.'));
    let sign = if value < 0.0 && !zero { "−" } else { "" };
    if rest.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{rest}") }
}

/// A number in as few characters as tell it: 1.2M, 0.0034, 17.
pub(super) fn compact(value: f64) -> String {
    let size = value.abs();
    if size >= 1e15 || (size > 0.0 && size < 1e-4) {
        return format!("{value:.1e}");
    }
    for (unit, letter) in [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e4, "k")] {
        if size >= unit {
            let unit = if letter == "k" { 1e3 } else { unit };
            return format!("{}{letter}", trimmed(value / unit, 1));
        }
    }
    if size >= 100.0 {
        trimmed(value, 0)
    } else if size >= 1.0 {
        trimmed(value, 2)
    } else {
        trimmed(value, 4)
    }
}

fn trimmed(value: f64, decimals: usize) -> String {
    let text = decimal(value, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A share as a percentage without decimals; a share that is neither none nor all never reads as such.
pub(super) fn percent(share: f64) -> String {
    match share {
        share if share > 0.0 && share < 0.005 => "<1%".to_owned(),
        share if share < 1.0 && share > 0.995 => ">99%".to_owned(),
        _ => format!("{:.0}%", share * 100.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        let (points, decimals) = ticks((0.0, 1.0), 5);
        let labels: Vec<String> = points.iter().map(|point| decimal(*point, decimals)).collect();
        assert_eq!(labels, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        let (points, _) = ticks((4.3, 7.9), 6);
        assert!(points.iter().all(|point| (4.3..=7.9).contains(point)) && points.len() >= 3, "{points:?}");
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!([decimal(1234567.0, 0), decimal(-0.04, 1), decimal(-2.5, 1)], ["1,234,567", "0.0", "−2.5"]);
        assert_eq!(
            [compact(1_260_000.0), compact(17.0), compact(0.0034), compact(12_300.0), compact(1234.0)],
            ["1.3M", "17", "0.0034", "12.3k", "1,234"]
        );
        assert_eq!([percent(0.999), percent(0.001), percent(0.5), percent(1.0)], [">99%", "<1%", "50%", "100%"]);
    }

    #[test]
    fn a_single_value_still_has_a_place() {
        let frame = Frame { left: 0.0, top: 0.0, right: 100.0, bottom: 50.0 };
        let axes = Axes::new(frame, (3.0, 3.0), (f64::NAN, 1.0));
        assert_eq!(axes.at(3.0, 0.5), (50.0, 25.0));
    }
}
