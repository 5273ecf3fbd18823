//! Requests to the press: the roadmap as a PDF, and a page of that PDF as a picture.

use serde::{Deserialize, Serialize};

use super::spec::PrintSpec;

/// The roadmap as a PDF.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Press {
    /// What to print.
    pub spec: PrintSpec,
    /// Where to write the file; on the command line only.
    #[serde(default)]
    pub path: Option<String>,
}

/// A page of the PDF as a PNG, drawn from the PDF itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// The PDF.
    pub spec: PrintSpec,
    /// Page, 1 for the first; beyond the last the last is drawn.
    pub page: u32,
    /// Width of the picture in pixels, 100..=3000; its height follows from the paper.
    pub width: u32,
    /// Where to write the file; on the command line only.
    #[serde(default)]
    pub path: Option<String>,
}
