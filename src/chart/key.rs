//! The key above a chart: a piece of each line, band or point with its name, in as many rows as it takes.

use super::{
    canvas::{Canvas, Dash, TextStyle, clamp_width},
    palette::Role,
    shapes::shape,
};

/// Height of a row of the key.
const ROW: f64 = 18.0;
/// Width of a sample with its gap to the name.
const SAMPLE: f64 = 30.0;

/// What stands before a name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sample {
    Line(Role, Dash),
    Band(Role),
    /// A bar.
    Bar(Role),
    Dot(Role),
    Ring(Role),
    /// The shape and colour of a class.
    Class(usize),
    Tick(Role),
}

/// Names with their samples, placed.
pub(super) struct Key {
    entries: Vec<(f64, f64, String, Sample)>,
    pub(super) height: f64,
}

impl Key {
    /// Places the entries in rows of at most the drawing's width.
    pub(super) fn new(entries: &[(String, Sample)], width: u32) -> Self {
        let full = clamp_width(width);
        let (mut x, mut row) = (4.0, 0.0);
        let mut placed = Vec::with_capacity(entries.len());
        for (name, sample) in entries {
            let name = TextStyle::INK.fit(name, full - SAMPLE - 12.0);
            let across = SAMPLE + TextStyle::INK.width(&name) + 16.0;
            if x + across - 12.0 > full && x > 4.0 {
                (x, row) = (4.0, row + 1.0);
            }
            placed.push((x, row * ROW, name, *sample));
            x += across;
        }
        Self { entries: placed, height: if entries.is_empty() { 0.0 } else { (row + 1.0) * ROW } }
    }

    /// Draws the rows below `top`.
    pub(super) fn draw(&self, canvas: &mut Canvas, top: f64) {
        for (x, row, name, sample) in &self.entries {
            let (x, y) = (*x, top + row + 8.0);
            match sample {
                Sample::Line(role, dash) => canvas.line((x, y), (x + 24.0, y), role.line(2.0).dashed(*dash)),
                Sample::Band(role) => canvas.rect(x, y - 6.0, 24.0, 12.0, role.wash(0.25)),
                Sample::Bar(role) => canvas.rect(x, y - 6.0, 24.0, 12.0, role.fill()),
                Sample::Dot(role) => canvas.circle(x + 12.0, y, 4.5, role.fill()),
                Sample::Ring(role) => canvas.circle(x + 12.0, y, 5.0, Role::Surface.fill().edged(role.line(2.0))),
                Sample::Class(class) => canvas.path(&shape(*class, x + 12.0, y, 5.0), Role::class(*class).fill()),
                Sample::Tick(role) => canvas.line((x + 12.0, y - 6.0), (x + 12.0, y + 6.0), role.line(2.0)),
            }
            canvas.text(x + SAMPLE, y + 4.0, name, TextStyle::INK);
        }
    }
}

/// Smallest and largest of the finite values, a little apart from them; absent without any.
pub(super) fn roomy(values: impl IntoIterator<Item = f64>, room: f64) -> Option<(f64, f64)> {
    let (low, high) = values
        .into_iter()
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    let apart = if high > low { (high - low) * room } else { high.abs().max(1.0) * 0.1 };
    (low <= high).then_some((low - apart, high + apart))
}

/// A number with enough decimals to distinguish values of this range.
pub(super) fn within(range: (f64, f64)) -> impl Fn(f64) -> String {
    let span = (range.1 - range.0).abs();
    let decimals = if span > 0.0 && span.is_finite() { (2.0 - span.log10().floor()).clamp(0.0, 6.0) as usize } else { 3 };
    move |value| super::axes::decimal(value, decimals)
}

/// A tick of a count: whole numbers only.
pub(super) fn whole(value: f64, _decimals: usize) -> String {
    if (value - value.round()).abs() < 1e-9 { super::axes::compact(value.round()) } else { String::new() }
}
