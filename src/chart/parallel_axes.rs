//! Parallel coordinates: every line crosses one rail for each of its settings and ends on the rail of its score.
//!
//! Inselberg, *The plane with parallel coordinates* (1985).

use super::{
    axes::compact,
    canvas::{Canvas, TextStyle, clamp_width},
    key::{roomy, within},
    palette::Role,
};
use crate::protocol::{
    float,
    tune::{Scale, SearchAxis},
};

/// Lines drawn, best first, and lines that answer to the pointer.
const LINES: usize = 200;
const MARKS: usize = 60;
/// Words named on an axis.
const WORDS: usize = 8;

/// One line: a value for each axis, its score, and its readout.
pub(super) struct ParallelLine {
    /// Absent where it has none: the line goes past that rail.
    pub(super) values: Vec<Option<String>>,
    pub(super) score: f64,
    pub(super) says: String,
}

/// One vertical axis: where each value stands from 0 (bottom) to 1.
struct ParallelAxis<'a> {
    axis: &'a SearchAxis,
    low: f64,
    high: f64,
}

impl ParallelAxis<'_> {
    fn place(&self, value: &str) -> Option<f64> {
        if !self.axis.words.is_empty() {
            let place = self.axis.words.iter().position(|word| word == value)?;
            return Some((place as f64 + 0.5) / self.axis.words.len() as f64);
        }
        let number = float(value)?;
        Some(if self.high > self.low {
            (self.scaled(number) - self.scaled(self.low)) / (self.scaled(self.high) - self.scaled(self.low))
        } else {
            0.5
        })
    }

    fn scaled(&self, number: f64) -> f64 {
        if self.axis.scale == Scale::Log { number.max(f64::MIN_POSITIVE).log10() } else { number }
    }

    /// Values to write beside the axis, with their places.
    fn labels(&self) -> Vec<(f64, String)> {
        if self.axis.words.is_empty() {
            return if self.high > self.low {
                vec![(0.0, compact(self.low)), (1.0, compact(self.high))]
            } else {
                vec![(0.5, compact(self.low))]
            };
        }
        let every = self.axis.words.len().div_ceil(WORDS);
        self.axis.words.iter().step_by(every).filter_map(|word| Some((self.place(word)?, word.clone()))).collect()
    }
}

/// Draws the strands, best first, on these axes and a last one for the score; absent without strands. Also the canvas'
/// height without the line for a note.
pub(super) fn rails(axes: &[SearchAxis], metric: &str, strands: &[ParallelLine], width: u32) -> Option<(Canvas, f64)> {
    let (best, (low, high)) = (strands.first()?, roomy(strands.iter().map(|strand| strand.score), 0.0)?);
    let rails: Vec<ParallelAxis<'_>> = axes.iter().enumerate().map(|(place, axis)| rail(axis, place, strands)).collect();
    let full = clamp_width(width);
    // A narrow drawing lays the axes across, one below the other, where there is room for their names.
    let across = full < 120.0 * (rails.len() as f64 + 1.0);
    let pitch = 62.0;
    let height = if across { 36.0 + pitch * rails.len() as f64 + 34.0 } else { 330.0 };
    let mut canvas = Canvas::new(width, height + 18.0);
    let count = (rails.len() as f64).max(1.0);
    let at = |rail: usize, place: f64| {
        if across {
            (14.0 + place * (full - 28.0), 36.0 + pitch * rail as f64)
        } else {
            (40.0 + (full - 80.0) * rail as f64 / count, 290.0 - place * 240.0)
        }
    };
    let place_of = |score: f64| if high > low { (score - low) / (high - low) } else { 0.5 };
    let line = |strand: &ParallelLine| -> Vec<(f64, f64)> {
        let values = strand.values.iter().zip(&rails).enumerate();
        let points = values.filter_map(|(place, (value, rail))| Some(at(place, rail.place(value.as_ref()?).unwrap_or(0.5))));
        points.chain([at(rails.len(), place_of(strand.score))]).collect()
    };
    // A lower score may be the better one; the best lines come last, on top.
    let rank = |strand: &ParallelLine| if best.score < high { 1.0 - place_of(strand.score) } else { place_of(strand.score) };
    for strand in strands.iter().take(LINES).rev() {
        let share = rank(strand);
        canvas.faint(&line(strand), Role::Accent.line(1.2), 0.15 + 0.65 * share * share * share);
    }
    canvas.polyline(&line(best), Role::Current.line(2.5));
    for (place, rail) in rails.iter().enumerate() {
        draw(&mut canvas, &at, place, &rail.axis.name, &rail.labels(), across);
    }
    let say = within((low, high));
    let ends = if high > low { vec![(0.0, say(low)), (1.0, say(high))] } else { vec![(0.5, say(low))] };
    draw(&mut canvas, &at, rails.len(), metric, &ends, across);
    for strand in strands.iter().take(MARKS) {
        let (x, y) = at(rails.len(), place_of(strand.score));
        canvas.mark(x, y, format!("{}: {metric} {}", strand.says, say(strand.score)));
    }
    Some((canvas, height))
}

fn rail<'a>(axis: &'a SearchAxis, place: usize, strands: &[ParallelLine]) -> ParallelAxis<'a> {
    let numbers = || strands.iter().filter_map(|strand| strand.values.get(place)?.as_ref().and_then(|value| float(value)));
    let (low, high) = (numbers().fold(f64::INFINITY, f64::min), numbers().fold(f64::NEG_INFINITY, f64::max));
    ParallelAxis { axis, low, high }
}

/// An axis with its name and labels; `at` turns its number and a place 0..=1 into a point.
fn draw(canvas: &mut Canvas, at: &dyn Fn(usize, f64) -> (f64, f64), number: usize, name: &str, labels: &[(f64, String)], across: bool) {
    let (from, to) = (at(number, 0.0), at(number, 1.0));
    canvas.line(from, to, Role::Muted.line(1.2));
    if across {
        canvas.text(from.0 - 10.0, from.1 - 10.0, &TextStyle::INK.halo().fit(name, canvas.width - 8.0), TextStyle::INK.halo());
    } else {
        let room = at(1, 0.0).0 - at(0, 0.0).0 - 12.0;
        let name = TextStyle::INK.fit(name, room.min(2.0 * from.0.min(canvas.width - from.0)));
        canvas.text(to.0, to.1 - 26.0, &name, TextStyle::INK.middle());
    }
    let mut end = f64::NEG_INFINITY;
    for (place, label) in labels {
        let (x, y) = at(number, *place);
        let room = if across { (to.0 - from.0) / labels.len() as f64 } else { 100.0 };
        let label = TextStyle::NOTE.fit(label, room);
        let half = TextStyle::NOTE.width(&label) / 2.0;
        if across {
            let x = x.clamp(half + 1.0, canvas.width - half - 1.0);
            if x - half >= end + 6.0 {
                canvas.text(x, y + 16.0, &label, TextStyle::NOTE.middle().halo());
                end = x + half;
            }
        } else {
            let inside = x.clamp(half + 1.0, canvas.width - half - 1.0);
            match *place {
                place if place <= 0.0 => canvas.text(inside, y + 16.0, &label, TextStyle::NOTE.middle()),
                place if place >= 1.0 => canvas.text(inside, y - 8.0, &label, TextStyle::NOTE.middle()),
                // Beside the axis, where the lines do not meet.
                _ if x + 8.0 + 2.0 * half < canvas.width => canvas.text(x + 8.0, y + 4.0, &label, TextStyle::NOTE.halo()),
                _ => canvas.text(x - 8.0, y + 4.0, &label, TextStyle::NOTE.end().halo()),
            }
        }
    }
}
