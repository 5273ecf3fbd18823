//! A chart as a request answers with it: text, marks to read out, and a table of the same facts.

use serde::{Deserialize, Serialize};

/// A chart ready to show: text only, safe to put into the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drawing {
    /// A complete `<svg>` with a viewBox and no script, style or foreign text unescaped.
    pub svg: String,
    /// viewBox units across.
    pub width: f64,
    /// viewBox units down.
    pub height: f64,
    /// Short description for `aria-label`.
    pub label: String,
    /// What hover and arrow keys read out, in reading order.
    pub marks: Vec<Mark>,
    /// The same facts as a table.
    pub table: TableTwin,
}

/// A spot on a chart that answers to pointer and keyboard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// viewBox units from the left.
    pub x: f64,
    /// viewBox units from the top.
    pub y: f64,
    /// What it says, such as `recall 0.90, precision 0.97`.
    pub text: String,
}

/// A chart's data as a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableTwin {
    /// Column headers.
    pub headers: Vec<String>,
    /// Cells, formatted.
    pub rows: Vec<Vec<String>>,
}
