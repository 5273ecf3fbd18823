//! The press: the roadmap as a PDF, from layout to bytes.
//!
//! Layout comes first and makes plain lists of marks ([`sheet`]); `paint` writes them as PDF with krilla, which holds the file to
//! PDF/UA-1 and PDF/A-2a while it writes. There is no clock and no chance in it: the same request gives the same bytes.

mod clean;
mod code;
mod date;
mod error;
mod face;
mod flow;
mod handbook;
mod lines;
mod markdown;
mod paint;
mod poster;
mod preview;
mod reader;
mod script;
mod service;
mod set;
mod sheet;
mod stops;
mod svg;
mod svg_path;
mod tree;

pub use error::PressError;
pub use face::{FILES, Faces};
pub use service::PrintService;

use crate::protocol::press::{Edition, Paper, Pressed, PrintSpec};
use reader::Reader;

/// A PDF and what is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Printed {
    /// The file.
    pub bytes: Vec<u8>,
    /// What is said of it.
    pub report: Pressed,
}

/// Prints what was asked.
pub fn press(spec: &PrintSpec, faces: &Faces) -> Result<Printed, PressError> {
    let mut reader = Reader::new(faces, spec);
    let book = match spec.edition {
        Edition::OnePage => poster::lay(faces, &mut reader)?,
        Edition::Handbook => handbook::lay(faces, &mut reader),
    };
    let about = paint::About {
        title: "MLOps Roadmap 2026".into(),
        description: "From absolute beginner to ML engineer: seven phases with topics, projects and checklists.".into(),
        author: reader.name.clone(),
        date: reader.date,
    };
    let bytes = paint::paint(&book, &about)?;
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
        pages: u32::try_from(book.pages.len()).unwrap_or(u32::MAX),
        standards: paint::standards(reader.date),
        warnings,
    };
    Ok(Printed { bytes, report })
}

#[cfg(test)]
mod tests;
