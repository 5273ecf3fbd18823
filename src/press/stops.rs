//! What stands for a status: a stop on the line for a topic, a box for a step. The shape says it, so black ink is enough:
//! hollow to do, half learning, filled done, struck skipped.

use super::sheet::{Book, Ink, Mark, Pen, Shape, Step, WHITE, circle, rectangle};
use super::tree::NodeId;
use crate::roadmap::Status;

/// A stop at this centre.
pub(super) fn stop(book: &mut Book<'_>, x: f32, y: f32, radius: f32, status: Status, ink: Ink, node: Option<NodeId>) {
    word(book, circle(x, y, radius), status, (ink, radius * 0.36), node);
    match status {
        Status::ToDo => {}
        Status::Learning => {
            let (inner, handle) = (radius * 0.62, radius * 0.62 * 0.552_284_8);
            let half = vec![
                Step::Move(x, y - inner),
                Step::Curve(x - handle, y - inner, x - inner, y - handle, x - inner, y),
                Step::Curve(x - inner, y + handle, x - handle, y + inner, x, y + inner),
                Step::Close,
            ];
            book.fill(half, ink, None);
        }
        Status::Done => book.fill(circle(x, y, radius * 0.62), ink, None),
        Status::Skipped => strike(book, x, y, radius * 1.35, ink, radius * 0.36),
    }
}

/// A box to tick, its left side at `x`, its middle at this height.
pub(super) fn tick_box(book: &mut Book<'_>, x: f32, middle: f32, side: f32, status: Status, ink: Ink, node: Option<NodeId>) {
    let top = middle - side / 2.0;
    word(book, rectangle(x, top, side, side), status, (ink, side * 0.1), node);
    match status {
        Status::ToDo => {}
        Status::Learning => {
            book.fill(vec![Step::Move(x, top), Step::Line(x, top + side), Step::Line(x + side, top + side), Step::Close], ink, None);
        }
        Status::Done => {
            book.fill(rectangle(x, top, side, side), ink, None);
            let at = |right: f32, down: f32| (x + side * right, top + side * down);
            let (a, b, c) = (at(0.2, 0.52), at(0.42, 0.74), at(0.82, 0.28));
            book.draw(vec![Step::Move(a.0, a.1), Step::Line(b.0, b.1), Step::Line(c.0, c.1)], WHITE, side * 0.15);
        }
        Status::Skipped => strike(book, x + side / 2.0, middle, side * 0.72, ink, side * 0.12),
    }
}

/// The outline, which says the word.
fn word(book: &mut Book<'_>, path: Vec<Step>, status: Status, (ink, width): (Ink, f32), node: Option<NodeId>) {
    let pen = Pen { ink, width, dashes: vec![] };
    book.put(Mark::Shape(Shape { path, fill: Some((WHITE, 1.0)), pen: Some(pen), says: Some(format!("{}: ", status.label())) }), node);
}

fn strike(book: &mut Book<'_>, x: f32, y: f32, reach: f32, ink: Ink, width: f32) {
    book.draw(vec![Step::Move(x - reach, y + reach), Step::Line(x + reach, y - reach)], ink, width);
}
