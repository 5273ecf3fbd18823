//! What to print, and about whom.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::roadmap::Status;

/// What to print, and about whom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrintSpec {
    /// One page or a book.
    pub edition: Edition,
    /// The paper it is for.
    pub paper: Paper,
    /// How large the handbook's text is. The one page takes the largest size that fits, up to this.
    pub text_size: TextSize,
    /// No tinted areas and thin lines only.
    pub ink_saving: bool,
    /// What the handbook holds besides the road itself, and the one page at its foot.
    pub include: Include,
    /// How dates are written.
    pub dates: DateStyle,
    /// The day it is printed, `2026-11-25`; absent leaves it out.
    pub date: Option<String>,
    /// The reader's name; empty leaves it out.
    pub name: String,
    /// Address of the site's first page, such as `https://roadmap.example/`; links into the site and the code that restores progress
    /// begin with it. Empty leaves them out.
    pub site: String,
    /// Dates of the phases.
    pub plan: Option<PrintPlan>,
    /// What the reader said about topics and steps, by id; ids nobody knows are passed over with a warning.
    pub progress: BTreeMap<String, PrintItem>,
    /// What the reader's own models came to; in the handbook.
    pub results: Option<PrintResults>,
}

/// How much of the road.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edition {
    /// The whole road on one page.
    #[default]
    OnePage,
    /// The lessons, checklists, notes and results, on as many pages as they need.
    Handbook,
}

/// Paper sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

/// How large text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextSize {
    /// 9 pt in the handbook.
    Small,
    /// 10 pt.
    #[default]
    Normal,
    /// 12 pt.
    Large,
}

/// How dates are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateStyle {
    /// 25 Nov 2026.
    #[default]
    English,
    /// Nov 25, 2026.
    American,
    /// 2026-11-25.
    Iso,
    /// 25. Nov. 2026.
    German,
    /// 25 nov. 2026.
    French,
    /// 25 nov 2026.
    Spanish,
    /// 25 nov 2026.
    Italian,
    /// 25 de nov. de 2026.
    Portuguese,
    /// 25 nov 2026.
    Dutch,
    /// 25 lis 2026.
    Polish,
}

impl DateStyle {
    /// In the order they are offered, with their names for people.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::English, "English (25 Nov 2026)"),
        (Self::American, "American (Nov 25, 2026)"),
        (Self::Iso, "ISO 8601 (2026-11-25)"),
        (Self::German, "Deutsch (25. Nov. 2026)"),
        (Self::French, "Français (25 nov. 2026)"),
        (Self::Spanish, "Español (25 nov 2026)"),
        (Self::Italian, "Italiano (25 nov 2026)"),
        (Self::Portuguese, "Português (25 de nov. de 2026)"),
        (Self::Dutch, "Nederlands (25 nov 2026)"),
        (Self::Polish, "Polski (25 lis 2026)"),
    ];
}

/// What is printed besides phases, topics and checklists. Everything, unless said otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Include {
    /// The six resources.
    pub resources: bool,
    /// What the work pays, with sources.
    pub salaries: bool,
    /// The reader's next three steps.
    pub next_steps: bool,
    /// The code that restores progress, and the address beside it.
    pub code: bool,
    /// The full text of the lessons; without it the handbook has gists and checklists.
    pub lessons: bool,
    /// Code samples in the lessons.
    pub samples: bool,
    /// The curriculum's figures.
    pub figures: bool,
    /// The reader's notes.
    pub notes: bool,
    /// Marks at what the reader bookmarked, and a list of it.
    pub bookmarks: bool,
    /// The reader's results from the labs.
    pub results: bool,
}

impl Default for Include {
    fn default() -> Self {
        Self {
            resources: true,
            salaries: true,
            next_steps: true,
            code: true,
            lessons: true,
            samples: true,
            figures: true,
            notes: true,
            bookmarks: true,
            results: true,
        }
    }
}

/// The reader's plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintPlan {
    /// Hours of study in a week.
    pub hours_per_week: u16,
    /// Phases with their days, in order; a phase that is not here has no dates.
    pub legs: Vec<PrintLeg>,
}

/// A phase of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintLeg {
    /// 0..=6.
    pub phase: u8,
    /// First day, `2026-11-25`.
    pub start: String,
    /// Last day.
    pub end: String,
}

/// What the reader said about a topic or a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrintItem {
    /// Where it stands.
    pub status: Status,
    /// The reader's own words.
    pub note: String,
    /// Kept for later.
    pub bookmark: bool,
}

/// What came out of the labs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrintResults {
    /// The best run.
    pub run: Option<PrintRun>,
    /// The last drift report.
    pub drift: Option<PrintDrift>,
}

/// A run of the tracking lab.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrintRun {
    /// Its name.
    pub name: String,
    /// What it learned from and how, one sentence; empty leaves it out.
    pub about: String,
    /// Parameters and settings, name and value as text, in the order to print them.
    pub params: Vec<(String, String)>,
    /// Metrics by their standard names, in the order to print them.
    pub metrics: Vec<(String, f64)>,
    /// Drawings as the `chart` room makes them, such as the confusion matrix and the ROC curve.
    pub drawings: Vec<PrintDrawing>,
}

/// A drift report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrintDrift {
    /// What was compared, one line.
    pub title: String,
    /// What was found, in sentences.
    pub summary: String,
    /// Columns as rows of text, the header first.
    pub table: Vec<Vec<String>>,
    /// Drawings as the `chart` room makes them.
    pub drawings: Vec<PrintDrawing>,
}

/// A drawing of the `chart` room.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrintDrawing {
    /// Caption.
    pub title: String,
    /// What it shows, for those who cannot see it; the drawing's `label`.
    pub alt: String,
    /// The drawing as SVG text.
    pub svg: String,
    /// viewBox units across and down; the drawing's `width` and `height`.
    pub size: (f64, f64),
}
