//! The press: the roadmap as a PDF, from layout to bytes.
//!
//! Layout comes first and makes plain lists of marks ([`layout`]); `pdf_writer` writes them as PDF with krilla, which holds the file to
//! PDF/UA-1 and PDF/A-2a while it writes. There is no clock and no chance in it: the same request gives the same bytes.

mod code;
mod date;
mod draw_text;
mod error;
mod flow;
mod fonts;
mod handbook;
mod layout;
mod line_breaking;
mod markdown;
mod pdf_writer;
mod poster;
mod preview;
mod reader;
mod sanitize;
mod script;
mod service;
mod status_glyphs;
mod structure;
mod svg;
mod svg_path;

pub use error::PressError;
pub use fonts::{FILES, Fonts};
pub use service::PrintService;

use crate::protocol::print::{Edition, Paper, Pressed, PrintSpec};
use reader::PrintedReader;

/// A PDF and its report.
#[derive(Clone, Debug, PartialEq)]
pub struct Printed {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its report.
    pub report: Pressed,
}

/// Prints what was asked.
pub fn press(spec: &PrintSpec, fonts: &Fonts) -> Result<Printed, PressError> {
    let mut reader = PrintedReader::new(fonts, spec);
    let layout = match spec.edition {
        Edition::OnePage => poster::lay(fonts, &mut reader)?,
        Edition::Handbook => handbook::lay(fonts, &mut reader),
    };
    let about = pdf_writer::About {
        title: "MLOps Roadmap 2026".into(),
        description: "From absolute beginner to ML engineer: seven phases with topics, projects and checklists.".into(),
        author: reader.name.clone(),
        date: reader.date,
    };
    let bytes = pdf_writer::paint(&layout, &about)?;
    let paper = match spec.paper {
        Paper::A4 => "a4",
        Paper::Letter => "letter",
    };
    let edition = match spec.edition {
        Edition::OnePage => "roadmap",
        Edition::Handbook => "handbook",
    };
    let mut warnings = reader.warnings;
    warnings.extend(reader.absent.warnings());
    let report = Pressed {
        file: format!("mlops-{edition}-2026-{paper}.pdf"),
        bytes: bytes.len() as u64,
        pages: u32::try_from(layout.pages.len()).unwrap_or(u32::MAX),
        standards: pdf_writer::standards(reader.date),
        warnings,
    };
    Ok(Printed { bytes, report })
}

#[cfg(test)]
mod tests;
