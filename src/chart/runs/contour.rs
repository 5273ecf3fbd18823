//! Shades of one field over two others, interpolated between the runs by inverse squared distance.
//!
//! Shepard, *A two-dimensional interpolation function for irregularly-spaced data* (1968). The shades pass through every run
//! and never leave the range of the values; between few runs they are a guess, and the note says so.

use super::field::{left_out, name, number, text};
use super::points::{MARKS, POINTS, RunScatter};
use crate::chart::canvas::{Canvas, TextStyle, clamp_width, num};
use crate::chart::key::within;
use crate::chart::palette::Role;
use crate::chart::shapes::shape;
use crate::protocol::{Drawing, track::chart::RunPoint};

/// Cells along each side of the grid of shades.
const GRID: usize = 28;
/// Shades between the lowest and the highest value.
const BANDS: usize = 6;
/// Runs that the shades are computed from, at most, evenly chosen.
const ANCHORS: usize = 400;

/// The chart; absent if fewer than three runs have all three fields.
pub(super) fn contour(x: &str, y: &str, z: &str, all: &[RunPoint], width: u32) -> Option<Drawing> {
    let whole: Vec<RunPoint> = all.iter().filter(|point| number(point, z).is_some()).cloned().collect();
    let plane = RunScatter::new((x, false), (y, false), &whole)?;
    let values: Vec<f64> = plane.at.iter().filter_map(|(run, ..)| number(run, z)).collect();
    if values.len() < 3 {
        return None;
    }
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let full = clamp_width(width);
    let (axes, bottom) = plane.axes(64.0, full)?;
    let z_name = name(z);
    let missing = left_out(plane.at.len(), all.len(), "value in all three fields");
    let mut canvas = Canvas::new(width, bottom + 36.0);
    canvas.headers(&["run", &plane.x.name, &plane.y.name, &z_name]);
    let say = within((low, high));
    key(&mut canvas, &z_name, low, high, &say);
    let every = values.len().div_ceil(ANCHORS);
    let anchors: Vec<(f64, f64, f64)> =
        plane.at.iter().zip(&values).step_by(every).map(|((_, x, y), z)| (axes.x(*x), axes.y(*y), *z)).collect();
    let frame = axes.frame;
    let (step_x, step_y) = ((frame.right - frame.left) / GRID as f64, (frame.bottom - frame.top) / GRID as f64);
    let mut cells = vec![String::new(); BANDS];
    for row in 0..GRID {
        let top = frame.top + row as f64 * step_y;
        let shades: Vec<usize> = (0..GRID)
            .map(|column| interpolated(&anchors, frame.left + (column as f64 + 0.5) * step_x, top + step_y / 2.0))
            .map(|value| band(value, low, high))
            .collect();
        let mut column = 0;
        for same in shades.chunk_by(|left, right| left == right) {
            let (left, across) = (num(frame.left + column as f64 * step_x), num(step_x * same.len() as f64 + 0.1));
            if let Some(cell) = same.first().and_then(|band| cells.get_mut(*band)) {
                cell.push_str(&format!("M{left} {}h{across}v{}h-{across}z", num(top), num(step_y + 0.1)));
            }
            column += same.len();
        }
    }
    for (band, commands) in cells.iter().enumerate().filter(|(_, commands)| !commands.is_empty()) {
        canvas.crisp(commands, Role::Accent.wash(shade(band)));
    }
    plane.y.vertical(&axes, &mut canvas);
    plane.x.horizontal(&axes, &mut canvas);
    let (drawn, every) = (plane.at.len().div_ceil(POINTS), plane.at.len().div_ceil(MARKS));
    let mut rings = String::new();
    for (place, ((run, across, up), value)) in plane.at.iter().zip(&values).enumerate() {
        let (at_x, at_y) = axes.at(*across, *up);
        if place.is_multiple_of(drawn) {
            rings.push_str(&shape(0, at_x, at_y, 3.5));
        }
        let (x_text, y_text) = (text(run, x).unwrap_or_default(), text(run, y).unwrap_or_default());
        if place.is_multiple_of(every) {
            canvas.mark(
                at_x,
                at_y,
                format!("{}: {z_name} {} at {} {x_text}, {} {y_text}", run.name, say(*value), plane.x.name, plane.y.name),
            );
        }
        canvas.row([run.name.clone(), x_text, y_text, value.to_string()]);
    }
    canvas.path(&rings, Role::Surface.fill().edged(Role::Ink.line(1.2)));
    for (line, words) in ["Rings are runs; the shades between them are interpolated.", &missing].into_iter().enumerate() {
        canvas.text(4.0, bottom + 12.0 + 16.0 * line as f64, &TextStyle::NOTE.fit(words, full - 8.0), TextStyle::NOTE);
    }
    Some(canvas.finish(format!(
        "{z_name} of {} runs over {} and {}, from {} to {}",
        plane.at.len(),
        plane.x.name,
        plane.y.name,
        say(low),
        say(high)
    )))
}

/// The shades with the values they stand for.
fn key(canvas: &mut Canvas, name: &str, low: f64, high: f64, say: &dyn Fn(f64) -> String) {
    canvas.text(4.0, 14.0, &TextStyle::NOTE.fit(name, canvas.width - 8.0), TextStyle::NOTE);
    let (from, to) = (say(low), say(high));
    let start = 4.0 + TextStyle::NOTE.width(&from) + 6.0;
    canvas.text(4.0, 32.0, &from, TextStyle::NOTE);
    for band in 0..BANDS {
        canvas.rect(start + 18.0 * band as f64, 22.0, 18.0, 12.0, Role::Accent.wash(shade(band)).edged(Role::Grid.line(0.5)));
    }
    canvas.text(start + 18.0 * BANDS as f64 + 6.0, 32.0, &to, TextStyle::NOTE);
}

fn shade(band: usize) -> f64 {
    0.06 + 0.72 * band as f64 / (BANDS - 1) as f64
}

/// The band of a value, 0..BANDS.
fn band(value: f64, low: f64, high: f64) -> usize {
    if high > low { (((value - low) / (high - low) * BANDS as f64) as usize).min(BANDS - 1) } else { BANDS / 2 }
}

/// Mean of the anchors' values, each weighted by 1 / distance².
fn interpolated(anchors: &[(f64, f64, f64)], x: f64, y: f64) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (at_x, at_y, value) in anchors {
        let distance = (at_x - x) * (at_x - x) + (at_y - y) * (at_y - y);
        let weight = 1.0 / distance.max(1e-6);
        sum += weight * value;
        weights += weight;
    }
    sum / weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_pass_through_the_runs_and_stay_between_them() {
        let anchors = [(0.0, 0.0, 1.0), (10.0, 0.0, 3.0), (0.0, 10.0, 8.0)];
        assert!((interpolated(&anchors, 10.0, 0.0) - 3.0).abs() < 1e-6);
        let middle = interpolated(&anchors, 5.0, 0.0);
        // Weights 1/25, 1/25 and 1/125: (1 + 3 + 8/5) / (2 + 1/5).
        assert!((middle - 5.6 / 2.2).abs() < 1e-12, "{middle}");
        assert_eq!([band(1.0, 1.0, 8.0), band(8.0, 1.0, 8.0), band(2.0, 2.0, 2.0)], [0, BANDS - 1, BANDS / 2]);
    }
}
