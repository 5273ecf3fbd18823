//! Glyphs for a status: a stop on the line for a topic, a box for a step. The shape alone shows the status, so black ink is enough:
//! hollow for to do, half for learning, filled for done, struck through for skipped.

use super::layout::{DrawItem, PathSegment, PrintLayout, Rgb, Shape, StrokeStyle, WHITE, circle, rectangle};
use super::structure::NodeId;
use crate::roadmap::Status;

/// A stop at this centre.
pub(super) fn stop(layout: &mut PrintLayout<'_>, x: f32, y: f32, radius: f32, status: Status, ink: Rgb, node: Option<NodeId>) {
    word(layout, circle(x, y, radius), status, (ink, radius * 0.36), node);
    match status {
        Status::ToDo => {}
        Status::Learning => {
            let (inner, handle) = (radius * 0.62, radius * 0.62 * 0.552_284_8);
            let half = vec![
                PathSegment::Move(x, y - inner),
                PathSegment::Curve(x - handle, y - inner, x - inner, y - handle, x - inner, y),
                PathSegment::Curve(x - inner, y + handle, x - handle, y + inner, x, y + inner),
                PathSegment::Close,
            ];
            layout.fill(half, ink, None);
        }
        Status::Done => layout.fill(circle(x, y, radius * 0.62), ink, None),
        Status::Skipped => strike(layout, x, y, radius * 1.35, ink, radius * 0.36),
    }
}

/// A box to tick, its left side at `x`, its middle at this height.
pub(super) fn tick_box(layout: &mut PrintLayout<'_>, x: f32, middle: f32, side: f32, status: Status, ink: Rgb, node: Option<NodeId>) {
    let top = middle - side / 2.0;
    word(layout, rectangle(x, top, side, side), status, (ink, side * 0.1), node);
    match status {
        Status::ToDo => {}
        Status::Learning => {
            layout.fill(
                vec![
                    PathSegment::Move(x, top),
                    PathSegment::Line(x, top + side),
                    PathSegment::Line(x + side, top + side),
                    PathSegment::Close,
                ],
                ink,
                None,
            );
        }
        Status::Done => {
            layout.fill(rectangle(x, top, side, side), ink, None);
            let at = |right: f32, down: f32| (x + side * right, top + side * down);
            let (a, b, c) = (at(0.2, 0.52), at(0.42, 0.74), at(0.82, 0.28));
            layout.draw(vec![PathSegment::Move(a.0, a.1), PathSegment::Line(b.0, b.1), PathSegment::Line(c.0, c.1)], WHITE, side * 0.15);
        }
        Status::Skipped => strike(layout, x + side / 2.0, middle, side * 0.72, ink, side * 0.12),
    }
}

/// The outline, which says the word.
fn word(layout: &mut PrintLayout<'_>, path: Vec<PathSegment>, status: Status, (ink, width): (Rgb, f32), node: Option<NodeId>) {
    let pen = StrokeStyle { ink, width, dashes: vec![] };
    layout
        .put(DrawItem::Shape(Shape { path, fill: Some((WHITE, 1.0)), pen: Some(pen), says: Some(format!("{}: ", status.label())) }), node);
}

fn strike(layout: &mut PrintLayout<'_>, x: f32, y: f32, reach: f32, ink: Rgb, width: f32) {
    layout.draw(vec![PathSegment::Move(x - reach, y + reach), PathSegment::Line(x + reach, y - reach)], ink, width);
}
