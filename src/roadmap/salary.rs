//! What the role pays, by source; they disagree, and that is the point.

/// One published figure or range, US dollars a year.
#[derive(Debug, PartialEq)]
pub struct Salary {
    /// Who published it.
    pub source: &'static str,
    /// What exactly it measures: title, seniority, base or total.
    pub basis: &'static str,
    /// Lower end, thousands of dollars; equal to `high` for a single figure.
    pub low: u16,
    /// Upper end, thousands of dollars.
    pub high: u16,
    /// Median, thousands of dollars, where given.
    pub median: Option<u16>,
    /// When it was seen.
    pub date: &'static str,
}

/// Second-hand, 2026.
pub const SALARIES: &[Salary] = &[];
