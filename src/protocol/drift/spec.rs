//! How drift is judged: which test, from when on it counts, and what many tests at once do to that.

use serde::{Deserialize, Serialize};

use crate::protocol::dataset::DatasetRef;

/// A two-sample test under Evidently's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DriftTest {
    /// Kolmogorov–Smirnov.
    Ks,
    /// Wasserstein distance over the reference's standard deviation.
    Wasserstein,
    /// Anderson–Darling for two samples.
    Anderson,
    /// Cramér–von Mises.
    CramerVonMises,
    /// Mann–Whitney, one-sided: is the reference smaller.
    Mannw,
    /// Student's t.
    TTest,
    /// Energy distance.
    Ed,
    /// Epps–Singleton.
    Es,
    /// Maximum mean discrepancy, 100 permutations.
    EmpiricalMmd,
    /// Population stability index.
    Psi,
    /// Jensen–Shannon distance.
    #[serde(rename = "jensenshannon")]
    JensenShannon,
    /// Kullback–Leibler divergence.
    KlDiv,
    /// Hellinger distance.
    Hellinger,
    /// Chi-square.
    #[serde(rename = "chisquare")]
    ChiSquare,
    /// Two proportions.
    Z,
    /// Fisher's exact test.
    FisherExact,
    /// G-test.
    GTest,
    /// Total variation distance, 1,000 permutations.
    #[serde(rename = "TVD")]
    Tvd,
}

/// Whether a statistic or a p-value is held to the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judged {
    /// The distance: it drifts from the threshold up.
    Distance,
    /// The p-value: it drifts below the threshold.
    PValue,
}

impl DriftTest {
    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Ks => "Kolmogorov–Smirnov",
            Self::Wasserstein => "Wasserstein distance",
            Self::Anderson => "Anderson–Darling",
            Self::CramerVonMises => "Cramér–von Mises",
            Self::Mannw => "Mann–Whitney",
            Self::TTest => "t-test",
            Self::Ed => "energy distance",
            Self::Es => "Epps–Singleton",
            Self::EmpiricalMmd => "maximum mean discrepancy",
            Self::Psi => "population stability index",
            Self::JensenShannon => "Jensen–Shannon distance",
            Self::KlDiv => "Kullback–Leibler divergence",
            Self::Hellinger => "Hellinger distance",
            Self::ChiSquare => "chi-square",
            Self::Z => "z-test",
            Self::FisherExact => "Fisher's exact test",
            Self::GTest => "G-test",
            Self::Tvd => "total variation distance",
        }
    }

    /// Every test.
    pub const ALL: [Self; 18] = [
        Self::Ks,
        Self::Wasserstein,
        Self::Anderson,
        Self::CramerVonMises,
        Self::Mannw,
        Self::TTest,
        Self::Ed,
        Self::Es,
        Self::EmpiricalMmd,
        Self::Psi,
        Self::JensenShannon,
        Self::KlDiv,
        Self::Hellinger,
        Self::ChiSquare,
        Self::Z,
        Self::FisherExact,
        Self::GTest,
        Self::Tvd,
    ];

    /// Evidently's default threshold.
    pub fn threshold(self) -> f64 {
        match self {
            Self::Ks | Self::Mannw | Self::TTest | Self::Es | Self::ChiSquare | Self::Z => 0.05,
            _ => 0.1,
        }
    }

    /// What is held to the threshold.
    pub fn judged(self) -> Judged {
        match self {
            Self::Wasserstein | Self::Ed | Self::Psi | Self::JensenShannon | Self::KlDiv | Self::Hellinger => Judged::Distance,
            _ => Judged::PValue,
        }
    }
}

/// What is done about many tests at once: twenty tests at 5% find one drift where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// Nothing, as Evidently.
    #[default]
    None,
    /// Every p-value times the number of p-values: Bonferroni (1936).
    Bonferroni,
    /// Share of false alarms among alarms: Benjamini and Hochberg (1995).
    BenjaminiHochberg,
}

/// Drift of a window from its reference, judged column by column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DriftSpec {
    /// The test of every column it is for; Evidently's choice by kind, distinct values and 1,000 rows if absent.
    pub test: Option<DriftTest>,
    /// From when on a column drifts; the test's own threshold if absent.
    pub threshold: Option<f64>,
    /// Share of the columns from which the table drifts, 0..=1.
    pub drift_share: f64,
    /// What is done about many p-values at once; distances are left alone.
    pub correction: Correction,
    /// Columns to compare; all that both sides have if empty.
    pub columns: Vec<String>,
    /// Seed of the permutation tests.
    pub seed: u64,
}

impl Default for DriftSpec {
    fn default() -> Self {
        Self { test: None, threshold: None, drift_share: 0.5, correction: Correction::None, columns: vec![], seed: 0 }
    }
}

/// A distance between a chunk and the reference, under NannyML's name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChunkMethod {
    /// Jensen–Shannon distance to base 2, 0..=1.
    #[default]
    JensenShannon,
    /// Largest distance of the distribution functions, 0..=1; numbers only.
    KolmogorovSmirnov,
    /// Area between the distribution functions, in units of the column; numbers only.
    Wasserstein,
    /// Largest difference of a category's share, 0..=1; categories only.
    LInfinity,
}

/// What becomes of the rows that are left over when a table is cut into chunks of equal size; names are NannyML's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Incomplete {
    /// They are one more chunk. NannyML's default: a chunk of three rows is as far off as three rows can be, and widens the band.
    Keep,
    /// They are left out.
    Drop,
    /// The last chunk has them too.
    #[default]
    Append,
}

/// Drift of chunks from the reference, judged by how much the reference's own chunks vary: NannyML's rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChunkSpec {
    /// Chunks that each side is cut into, in row order, from 2.
    pub chunk_number: u32,
    /// Rows left over.
    pub incomplete: Incomplete,
    /// Distance for columns of numbers.
    pub continuous: ChunkMethod,
    /// Distance for columns of categories.
    pub categorical: ChunkMethod,
    /// Standard deviations of the reference's chunks above their mean that a chunk may reach.
    pub std_multiplier: f64,
}

impl Default for ChunkSpec {
    fn default() -> Self {
        Self {
            chunk_number: 10,
            incomplete: Incomplete::Append,
            continuous: ChunkMethod::JensenShannon,
            categorical: ChunkMethod::JensenShannon,
            std_multiplier: 3.0,
        }
    }
}

/// A table to compare.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ComparedTable {
    /// A sample, or an own file that the worker has read.
    Dataset(DatasetRef),
    /// A table that comes with the request.
    Text {
        /// Its name for people.
        name: String,
        /// The table, as CSV.
        csv: String,
    },
}

impl ComparedTable {
    /// The dataset, if it is one.
    pub fn dataset(&self) -> Option<&DatasetRef> {
        match self {
            Self::Dataset(dataset) => Some(dataset),
            Self::Text { .. } => None,
        }
    }
}

/// A file to take home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DriftFile {
    /// The report as one HTML page under 200 kB, without scripts.
    ReportHtml,
    /// The report as JSON, the shares behind its figures included.
    ReportJson,
    /// A Python script that has Evidently make the same comparison on the two tables.
    Evidently,
    /// A Grafana dashboard over the service's metrics.
    Dashboard,
    /// Grafana's alert rules over the same metrics, as a provisioning file.
    Alerts,
    /// What a FastAPI service needs to log predictions and to publish those metrics.
    Middleware,
    /// The reference as CSV, as the script reads it.
    ReferenceCsv,
    /// The current table as CSV, as the script reads it.
    CurrentCsv,
}
