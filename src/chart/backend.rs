//! plotters' pen: draws its elements onto our canvas, in tenths of a viewBox unit and in roles instead of colours.
//!
//! plotters measures text through the window on wasm, which a worker does not have; here text is measured by table.

use std::convert::Infallible;

use plotters::style::{Color, RGBAColor};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, text_anchor::HPos};

use super::{
    canvas::{Anchor, Canvas, Dash, ShapeStyle, Stroke, TextStyle},
    metrics::text_width,
    palette::Role,
};

/// plotters' whole pixels per viewBox unit: one decimal survives.
pub(super) const TENTHS: f64 = 10.0;

/// Marks a colour as a role and a dash pattern in disguise.
const DISGUISE: u8 = 0xA7;

/// A role and line pattern in the form plotters carries through: a colour.
#[derive(Clone, Copy, Debug)]
pub(super) struct RoleColor(pub(super) Role, pub(super) Dash, pub(super) f64);

impl Color for RoleColor {
    fn to_backend_color(&self) -> BackendColor {
        BackendColor { rgb: (self.0.number(), self.1.number(), DISGUISE), alpha: self.2 }
    }
}

impl From<RoleColor> for RGBAColor {
    fn from(tint: RoleColor) -> Self {
        Self(tint.0.number(), tint.1.number(), DISGUISE, tint.2)
    }
}

fn unmask(colour: BackendColor) -> (Role, Dash, f64) {
    let (role, dash, mask) = colour.rgb;
    if mask == DISGUISE { (Role::numbered(role), Dash::numbered(dash), colour.alpha) } else { (Role::Ink, Dash::Solid, colour.alpha) }
}

/// Draws on a canvas for plotters.
pub(super) struct CanvasBackend<'a>(pub(super) &'a mut Canvas);

type DrawResult = Result<(), DrawingErrorKind<Infallible>>;

fn units(at: BackendCoord) -> (f64, f64) {
    (f64::from(at.0) / TENTHS, f64::from(at.1) / TENTHS)
}

fn stroke<S: BackendStyle>(style: &S) -> Stroke {
    let (role, dash, _) = unmask(style.color());
    Stroke { role, width: f64::from(style.stroke_width()) / TENTHS, dash }
}

fn paint<S: BackendStyle>(style: &S, fill: bool) -> ShapeStyle {
    let (role, _, opacity) = unmask(style.color());
    if fill { role.wash(opacity) } else { stroke(style).outline() }
}

impl DrawingBackend for CanvasBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        ((self.0.width * TENTHS) as u32, (self.0.height * TENTHS) as u32)
    }

    fn ensure_prepared(&mut self) -> DrawResult {
        Ok(())
    }

    fn present(&mut self) -> DrawResult {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> DrawResult {
        let ((x, y), (role, _, opacity)) = (units(point), unmask(color));
        self.0.rect(x, y, 1.0 / TENTHS, 1.0 / TENTHS, role.wash(opacity));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> DrawResult {
        self.0.line(units(from), units(to), stroke(style));
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, upper_left: BackendCoord, bottom_right: BackendCoord, style: &S, fill: bool) -> DrawResult {
        let ((left, top), (right, bottom)) = (units(upper_left), units(bottom_right));
        self.0.rect(left.min(right), top.min(bottom), (right - left).abs(), (bottom - top).abs(), paint(style, fill));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> DrawResult {
        let points: Vec<_> = path.into_iter().map(units).collect();
        self.0.polyline(&points, stroke(style));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> DrawResult {
        let (x, y) = units(center);
        self.0.circle(x, y, f64::from(radius) / TENTHS, paint(style, fill));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> DrawResult {
        let points: Vec<_> = vert.into_iter().map(units).collect();
        self.0.polygon(&points, paint(style, true));
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> DrawResult {
        let ((x, y), (role, ..)) = (units(pos), unmask(style.color()));
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        let size = style.size() / TENTHS;
        self.0.text(x, y + size * 0.8, text, TextStyle { role, size, bold: false, anchor, halo: false });
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((text_width(text, style.size(), false).ceil() as u32, style.size().ceil() as u32))
    }
}
