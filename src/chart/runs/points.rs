//! One point a run: one field against another.

use super::field::{RunField, left_out, text};
use crate::chart::axes::{Axes, Frame};
use crate::chart::canvas::{Canvas, TextStyle, clamp_width};
use crate::chart::palette::Role;
use crate::chart::shapes::shape;
use crate::protocol::{Drawing, track::chart::RunPoint};

/// Points drawn, and points that answer to the pointer, at most, evenly chosen.
pub(super) const POINTS: usize = 500;
pub(super) const MARKS: usize = 200;

/// Runs that have both fields, and where they stand.
pub(super) struct RunScatter<'a> {
    pub(super) x: RunField,
    pub(super) y: RunField,
    pub(super) at: Vec<(&'a RunPoint, f64, f64)>,
}

impl<'a> RunScatter<'a> {
    /// The runs on two fields; absent if none has both.
    pub(super) fn new((x, log_x): (&str, bool), (y, log_y): (&str, bool), points: &'a [RunPoint]) -> Option<Self> {
        let (x, across) = RunField::of(x, log_x, points);
        let (y, up) = RunField::of(y, log_y, points);
        let at: Vec<_> = points.iter().zip(across).zip(up).filter_map(|((point, x), y)| Some((point, x?, y?))).collect();
        (!at.is_empty()).then_some(Self { x, y, at })
    }

    /// The axes below `top`, with room for a note of this many lines under them.
    pub(super) fn axes(&self, top: f64, full: f64) -> Option<(Axes, f64)> {
        let plot = ((full - 62.0) * 0.62).clamp(190.0, 380.0);
        let frame = Frame { left: self.y.margin(full), top, right: full - 14.0, bottom: top + plot };
        let ends = (self.x.ends(self.at.iter().map(|at| at.1))?, self.y.ends(self.at.iter().map(|at| at.2))?);
        Some((Axes::new(frame, ends.0, ends.1), top + plot + 42.0))
    }
}

/// The chart; absent if no run has both fields.
pub(super) fn points(x: (&str, bool), y: (&str, bool), all: &[RunPoint], width: u32) -> Option<Drawing> {
    let plane = RunScatter::new(x, y, all)?;
    let full = clamp_width(width);
    let (axes, bottom) = plane.axes(28.0, full)?;
    let mut note = left_out(plane.at.len(), all.len(), &format!("{} or no {}", plane.x.name, plane.y.name));
    if plane.at.len() > POINTS {
        note.push_str(&format!(" Every {}. of {} runs is drawn; the table has all.", plane.at.len().div_ceil(POINTS), plane.at.len()));
    }
    let mut canvas = Canvas::new(width, bottom + if note.is_empty() { 0.0 } else { 18.0 });
    canvas.headers(&["run", &plane.x.name, &plane.y.name]);
    plane.y.vertical(&axes, &mut canvas);
    plane.x.horizontal(&axes, &mut canvas);
    let (drawn, every) = (plane.at.len().div_ceil(POINTS), plane.at.len().div_ceil(MARKS));
    let mut dots = String::new();
    for (number, (run, across, up)) in plane.at.iter().enumerate() {
        let (at_x, at_y) = axes.at(*across, *up);
        if number.is_multiple_of(drawn) {
            dots.push_str(&shape(0, at_x, at_y, 4.0));
        }
        let (x_text, y_text) = (text(run, x.0).unwrap_or_default(), text(run, y.0).unwrap_or_default());
        if number.is_multiple_of(every) {
            canvas.mark(at_x, at_y, format!("{}: {} {x_text}, {} {y_text}", run.name, plane.x.name, plane.y.name));
        }
        canvas.row([run.name.clone(), x_text, y_text]);
    }
    canvas.path(&dots, Role::Accent.wash(0.7).edged(Role::Surface.line(1.0)));
    if !note.is_empty() {
        canvas.text(4.0, bottom + 10.0, &TextStyle::NOTE.fit(&note, full - 8.0), TextStyle::NOTE);
    }
    Some(canvas.finish(format!("{} against {} of {} runs", plane.y.name, plane.x.name, plane.at.len())))
}
