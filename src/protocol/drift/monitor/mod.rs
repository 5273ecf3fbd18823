//! Monitors of a model in service: their settings, and what they say about a window.

mod report;
mod spec;

pub use report::{AlertEvent, AlertState, Check, ClassFigures, ColumnQuality, DetectorScore, Latency, Performance, QualityReport};
pub use spec::{AlertSpec, EstimateSpec, LatencySpec, PerformanceMetric, RetrainPolicy};
