//! A closer look at a model: how sure its scores are, what its probabilities are worth, what it goes by and where it fails.

mod calls;
mod report;
mod spec;

pub use calls::Inspect;
pub use report::{
    Calibration, CalibrationBin, Findings, Inspected, Interval, PartialDependence, PermutationImportance, PermutationReport, ScoreCurve,
    ScorePoint, Slice, SliceReport, ThresholdPoint, ThresholdReport,
};
pub use spec::{BinStrategy, BootstrapMethod, BootstrapSpec, CostSpec, Look, SliceSpec};
