//! A QR code as vectors.

use qrcode::{Color, EcLevel, QrCode};

use super::layout::{BLACK, DrawItem, PathSegment, PrintLayout, Shape};
use super::structure::NodeId;

/// The modules of a code, row by row, and how many stand in a row; absent if the text is too long for one (about 2,300 bytes).
fn modules(text: &str) -> Option<(usize, Vec<bool>)> {
    // A sheet on a wall is not folded or soiled much: the lowest but one level of correction (15 %) keeps the modules large.
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    Some((code.width(), code.to_colors().into_iter().map(|colour| colour == Color::Dark).collect()))
}

/// Draws the code into a square; false if the text is too long. Without its quiet zone of four modules, which the caller keeps.
pub(super) fn draw(layout: &mut PrintLayout<'_>, text: &str, x: f32, y: f32, side: f32, node: NodeId) -> bool {
    let Some((width, dark)) = modules(text) else { return false };
    let module = side / width as f32;
    let mut path = Vec::new();
    for (row, modules) in dark.chunks(width).enumerate() {
        let mut from = 0;
        while let Some(begin) = modules.iter().skip(from).position(|dark| *dark).map(|at| at + from) {
            let length = modules.iter().skip(begin).take_while(|dark| **dark).count();
            let (left, top) = (x + module * begin as f32, y + module * row as f32);
            let (right, bottom) = (left + module * length as f32, top + module);
            path.extend([
                PathSegment::Move(left, top),
                PathSegment::Line(right, top),
                PathSegment::Line(right, bottom),
                PathSegment::Line(left, bottom),
                PathSegment::Close,
            ]);
            from = begin + length;
        }
    }
    layout.put(DrawItem::Shape(Shape { path, fill: Some((BLACK, 1.0)), pen: None, says: None }), Some(node));
    true
}
