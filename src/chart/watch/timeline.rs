//! The frame that all panels share: windows from left to right, three layers of one size, truth and changes of version.

use crate::chart::axes::{Axes, Frame, ticks};
use crate::chart::canvas::{Canvas, Dash, TextStyle, clamp_width};
use crate::chart::key::{Key, Sample};
use crate::chart::palette::Role;
use crate::protocol::Panel;
use crate::protocol::drift::WatchReport;

/// Room for the labels on the left.
const LEFT: f64 = 46.0;
/// Narrowest place of a window, viewBox units.
const NARROW: f64 = 3.0;

/// A panel being made.
pub(super) struct Timeline {
    name: &'static str,
    title: String,
    pub(super) frame: Canvas,
    pub(super) now: Canvas,
    pub(super) late: Canvas,
    pub(super) axes: Axes,
    windows: u32,
    mark_windows: Vec<(u32, bool)>,
    row_windows: Vec<u32>,
}

/// Windows that share a place: from the first up to, not including, the last.
#[derive(Clone, Copy, Debug)]
pub(super) struct WindowSpan {
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Timeline {
    /// A panel over all windows with a scale from `y.0` to `y.1` and a plot of this height; `left` is at least the usual room.
    pub(super) fn new(
        name: &'static str,
        title: &str,
        report: &WatchReport,
        width: u32,
        (y, plot, left): ((f64, f64), f64, f64),
        entries: &[(String, Sample)],
    ) -> Self {
        let key = Key::new(entries, width);
        let top = key.height + 26.0;
        let full = clamp_width(width);
        let height = top + plot + 40.0;
        let canvas = || Canvas::new(width, height);
        let windows = report.windows.len() as u32;
        let frame = Frame { left: left.max(LEFT), top, right: full - 10.0, bottom: top + plot };
        let axes = Axes::new(frame, (0.0, f64::from(windows)), y);
        let mut line = Self {
            name,
            title: title.into(),
            frame: canvas(),
            now: canvas(),
            late: canvas(),
            axes,
            windows,
            mark_windows: vec![],
            row_windows: vec![],
        };
        key.draw(&mut line.frame, 2.0);
        line.bottom();
        line.truth(report);
        line
    }

    /// Grid and ticks of the vertical axis.
    pub(super) fn vertical(&mut self, title: &str, format: impl Fn(f64, usize) -> String) {
        self.axes.vertical(&mut self.frame, title, format);
    }

    fn bottom(&mut self) {
        let frame = self.axes.frame;
        let (points, decimals) = ticks(self.axes.x, ((frame.right - frame.left) / 60.0) as usize);
        let base = frame.bottom;
        self.frame.line((frame.left, base), (frame.right, base), Role::Muted.line(1.0));
        for point in points.into_iter().filter(|_| decimals == 0) {
            let x = self.axes.x(point);
            self.frame.line((x, base), (x, base + 4.0), Role::Muted.line(1.0));
            self.frame.text(x, base + 16.0, &format!("{point}"), TextStyle::NOTE.middle());
        }
        self.frame.text(frame.right, base + 32.0, "window", TextStyle::NOTE.end());
    }

    /// When something was really wrong, and when another model took over.
    fn truth(&mut self, report: &WatchReport) {
        let frame = self.axes.frame;
        for one in &report.truth {
            let (from, to) = (self.axes.x(f64::from(one.from)), self.axes.x(f64::from(one.to)));
            self.now.rect(from, frame.top, to - from, frame.bottom - frame.top, Role::Bad.wash(0.08));
            self.now.line((from, frame.top), (from, frame.bottom), Role::Bad.line(1.2).dashed(Dash::Dashed));
        }
        for version in &report.versions {
            let Some(live) = version.live_from.filter(|live| *live > 0) else { continue };
            let x = self.axes.x(f64::from(live));
            self.now.line((x, frame.top - 4.0), (x, frame.bottom), Role::Ink.line(1.5));
            let words = format!("v{}", version.version);
            self.now.text(x, frame.top - 7.0, &words, TextStyle::NOTE.middle());
        }
    }

    /// Windows by the place they have: one each, or several where they would be too narrow to see.
    pub(super) fn places(&self) -> Vec<WindowSpan> {
        let count = self.windows as usize;
        let most = ((self.axes.frame.right - self.axes.frame.left) / NARROW) as usize;
        let size = count.div_ceil(most.max(1)).max(1);
        (0..count).step_by(size).map(|from| WindowSpan { from, to: (from + size).min(count) }).collect()
    }

    /// Horizontal middle of a place.
    pub(super) fn middle(&self, place: WindowSpan) -> f64 {
        self.axes.x((place.from + place.to) as f64 / 2.0)
    }

    /// Left edge and width of a place.
    pub(super) fn edges(&self, place: WindowSpan) -> (f64, f64) {
        let (from, to) = (self.axes.x(place.from as f64), self.axes.x(place.to as f64));
        (from, to - from)
    }

    /// A line through the places that have a value, broken where none is.
    pub(super) fn line(&mut self, late: bool, values: &[(WindowSpan, Option<f64>)], (role, dash): (Role, Dash), dots: bool) {
        let at = |(place, value): &(WindowSpan, Option<f64>)| {
            value.map(|value| (self.middle(*place), self.axes.y(value.clamp(self.axes.y.0, self.axes.y.1))))
        };
        let points: Vec<Option<(f64, f64)>> = values.iter().map(at).collect();
        let layer = if late { &mut self.late } else { &mut self.now };
        for run in points.split(Option::is_none) {
            let run: Vec<(f64, f64)> = run.iter().flatten().copied().collect();
            if run.len() > 1 {
                layer.polyline(&run, role.line(2.0).dashed(dash));
            }
            for (x, y) in run.iter().filter(|_| dots || run.len() == 1) {
                layer.circle(*x, *y, 2.5, role.fill());
            }
        }
    }

    /// A readout that is known when its window ends, or, late, when its labels have come.
    pub(super) fn mark(&mut self, place: WindowSpan, late: bool, y: f64, text: String) {
        let x = self.middle(place);
        self.frame.mark(x, y, text);
        self.mark_windows.push((place.to.saturating_sub(1) as u32, late));
    }

    /// A row of the table; its window decides when it is known.
    pub(super) fn row(&mut self, window: u32, cells: Vec<String>) {
        self.frame.cells(cells);
        self.row_windows.push(window);
    }

    /// The finished panel.
    pub(super) fn finish(self, label: impl Into<String>, has_late: bool) -> Panel {
        let span = (self.axes.frame.left, self.axes.frame.right);
        let mut frame = self.frame.finish(label);
        let table = std::mem::take(&mut frame.table);
        Panel {
            name: self.name.into(),
            title: self.title,
            now: self.now.finish("").svg,
            late: if has_late { self.late.finish("").svg } else { String::new() },
            frame,
            span,
            mark_windows: self.mark_windows,
            table,
            row_windows: self.row_windows,
        }
    }
}

/// Words for windows that share a place.
pub(super) fn windows(place: WindowSpan) -> String {
    if place.to == place.from + 1 { format!("window {}", place.from) } else { format!("windows {} to {}", place.from, place.to - 1) }
}

/// The mean of the values that are present.
pub(super) fn mean(values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let (sum, count) = values.flatten().fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    (count > 0.0).then(|| sum / count)
}

/// A share with one decimal; a dash where there is none.
pub(super) fn share(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{:.1}%", value * 100.0))
}
