//! Boxes and arrows: boxes as tall as their wrapped text, arrows with round corners.

use crate::chart::{
    canvas::{Canvas, Dash, LABEL, SMALL, Stroke, TextStyle, num},
    palette::Role,
};

/// A box with a title and what it does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) title: &'static str,
    pub(super) text: &'static str,
    pub(super) role: Role,
}

/// Where a box stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct BoxArea {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Space between a box's edge and its text.
const PADDING: f64 = 10.0;
/// Line height of the text.
const LINE: f64 = 15.0;

impl BoxArea {
    pub(super) fn middle(self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }
    pub(super) fn right(self) -> f64 {
        self.x + self.width
    }
    pub(super) fn bottom(self) -> f64 {
        self.y + self.height
    }
}

/// Height a box needs for its text at a width.
pub(super) fn height(node: &Node, width: f64) -> f64 {
    let room = width - 2.0 * PADDING;
    let titles = TextStyle::INK.bold().wrap(node.title, room).len() as f64;
    let lines = TextStyle::NOTE.wrap(node.text, room).len() as f64;
    2.0 * PADDING + LINE * (titles + lines) - 2.0
}

/// Draws a box with a coloured edge on its left, its readout and its row of the table.
pub(super) fn draw(canvas: &mut Canvas, node: &Node, place: BoxArea) {
    let room = place.width - 2.0 * PADDING;
    canvas.rounded(place.x, place.y, place.width, place.height, 6.0, node.role.wash(0.1).edged(node.role.line(1.2)));
    canvas.rounded(place.x, place.y, 4.0, place.height, 2.0, node.role.fill());
    let mut y = place.y + PADDING + LABEL - 2.0;
    for line in TextStyle::INK.bold().wrap(node.title, room) {
        canvas.text(place.x + PADDING + 2.0, y, &line, TextStyle::INK.bold());
        y += LINE;
    }
    for line in TextStyle::NOTE.wrap(node.text, room) {
        canvas.text(place.x + PADDING + 2.0, y, &line, TextStyle::NOTE);
        y += LINE;
    }
    let (x, y) = place.middle();
    canvas.mark(x, y, format!("{}: {}", node.title, node.text));
    canvas.row([node.title.to_owned(), node.text.to_owned()]);
}

/// An arrow along points, its corners rounded, its head at the last point.
pub(super) fn arrow(canvas: &mut Canvas, points: &[(f64, f64)], stroke: Stroke) {
    let [.., before, tip] = points else { return };
    let length = ((tip.0 - before.0).powi(2) + (tip.1 - before.1).powi(2)).sqrt().max(1e-9);
    let (ux, uy) = ((tip.0 - before.0) / length, (tip.1 - before.1) / length);
    let neck = (tip.0 - 6.0 * ux, tip.1 - 6.0 * uy);
    let mut line = points.to_vec();
    if let Some(last) = line.last_mut() {
        *last = neck;
    }
    canvas.path(&rounded(&line, 8.0), stroke.outline());
    let head =
        [*tip, (tip.0 - 8.0 * ux - 4.0 * uy, tip.1 - 8.0 * uy + 4.0 * ux), (tip.0 - 8.0 * ux + 4.0 * uy, tip.1 - 8.0 * uy - 4.0 * ux)];
    canvas.polygon(&head, stroke.role.fill());
}

/// An arrow with a head at both ends.
pub(super) fn both_ways(canvas: &mut Canvas, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
    let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
    arrow(canvas, &[middle, to], stroke);
    arrow(canvas, &[middle, from], stroke);
}

/// Path through points with quarter turns of a radius instead of corners.
pub(super) fn rounded(points: &[(f64, f64)], radius: f64) -> String {
    let mut commands = String::new();
    for (index, point) in points.iter().enumerate() {
        let (before, after) = (index.checked_sub(1).and_then(|before| points.get(before)), points.get(index + 1));
        match (before, after) {
            (None, _) => commands.push_str(&format!("M{} {}", num(point.0), num(point.1))),
            (_, None) => commands.push_str(&format!("L{} {}", num(point.0), num(point.1))),
            (Some(before), Some(after)) => {
                let (start, end) = (towards(*point, *before, radius), towards(*point, *after, radius));
                commands.push_str(&format!(
                    "L{} {}Q{} {} {} {}",
                    num(start.0),
                    num(start.1),
                    num(point.0),
                    num(point.1),
                    num(end.0),
                    num(end.1)
                ));
            }
        }
    }
    commands
}

fn towards(from: (f64, f64), to: (f64, f64), most: f64) -> (f64, f64) {
    let length = ((to.0 - from.0).powi(2) + (to.1 - from.1).powi(2)).sqrt().max(1e-9);
    let share = (most / length).min(0.5);
    (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
}

/// The line of the ordinary way.
pub(super) fn way() -> Stroke {
    Role::Muted.line(1.5)
}

/// The line of the way back.
pub(super) fn way_back() -> Stroke {
    Role::Current.line(1.8).dashed(Dash::Dashed)
}

/// A note beside an arrow, wrapped to a width; `y` is the middle of the block.
pub(super) fn note(canvas: &mut Canvas, x: f64, y: f64, room: f64, text: &str, kind: TextStyle) {
    let kind = kind.size(SMALL).halo();
    let lines = kind.wrap(text, room);
    let first = y - (lines.len() as f64 - 1.0) * 6.5 + 4.0;
    for (index, line) in lines.iter().enumerate() {
        canvas.text(x, first + 13.0 * index as f64, line, kind);
    }
}
