//! What was printed.

use serde::{Deserialize, Serialize};

/// A PDF that is made; its bytes come beside the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pressed {
    /// Name the file should have, such as `mlops-roadmap-2026-a4.pdf`; on the command line the path it was written to.
    pub file: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its pages.
    pub pages: u32,
    /// Standards it was held to while it was written, such as `PDF/UA-1`.
    pub standards: Vec<String>,
    /// What could not be printed as it was given.
    pub warnings: Vec<PrintWarning>,
}

/// A page as a picture; its PNG comes beside the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PagePicture {
    /// The page it is, 1 for the first.
    pub page: u32,
    /// Pages of the PDF.
    pub pages: u32,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// What could not be printed as it was given.
    pub warnings: Vec<PrintWarning>,
}

/// Something that was printed otherwise than it was given, or not at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintWarning {
    /// What, and where; lower case, no full stop.
    pub what: String,
    /// What was done about it, or what to do; a sentence.
    pub hint: String,
}
