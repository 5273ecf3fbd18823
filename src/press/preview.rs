//! A page of the finished PDF as a picture: drawn by a PDF reader (hayro), so the preview shows what the file holds.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use super::error::PressError;

/// Narrowest and widest picture, pixels.
const WIDTHS: (u32, u32) = (100, 3000);

/// A picture.
pub(super) struct PreviewImage {
    /// The page, 1 for the first.
    pub(super) page: u32,
    /// Pixels across and down.
    pub(super) size: (u32, u32),
    /// As PNG.
    pub(super) png: Vec<u8>,
}

/// Draws a page this many pixels wide; a page beyond the last is the last.
pub(super) fn picture(bytes: &[u8], page: u32, width: u32) -> Result<PreviewImage, PressError> {
    let failed = |cause: String| PressError::Draw { page, cause };
    let pdf = Pdf::new(bytes.to_vec()).map_err(|cause| failed(format!("the file could not be read: {cause:?}")))?;
    let pages = pdf.pages();
    let index = (page.max(1) as usize).min(pages.len()).saturating_sub(1);
    let sheet = pages.get(index).ok_or_else(|| failed("the file has no pages".into()))?;
    let (points, _) = sheet.render_dimensions();
    // A little over, because the renderer rounds down.
    let scale = (width.clamp(WIDTHS.0, WIDTHS.1) as f32 + 0.01) / points;
    let settings = InterpreterSettings { warning_sink: Arc::new(|_| {}), ..Default::default() };
    // Hinting is for low resolutions and moves letters; the preview shows them where they will be printed.
    let how = RenderSettings { hinting: false, ..Default::default() };
    let pixels = render(sheet, &RenderCache::new(), &settings, &how, &PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE });
    let size = (u32::from(pixels.width()), u32::from(pixels.height()));
    let png = pixels.into_png().map_err(|cause| failed(cause.to_string()))?;
    Ok(PreviewImage { page: index as u32 + 1, size, png })
}
