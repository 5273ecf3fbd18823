//! Drift: two tables compared, and a model in service that is watched.

mod calls;
mod detector;
mod monitor;
mod report;
mod spec;
mod traffic;
mod watch;

pub use calls::DriftFiles;
pub use detector::{AdwinSpec, DdmSpec, DetectorSpec, Direction, EddmSpec, FhddmSpec, HddmASpec, HddmWSpec, KswinSpec, PageHinkleySpec};
pub use monitor::{
    AlertEvent, AlertSpec, AlertState, Check, ClassFigures, ColumnQuality, DetectorScore, EstimateSpec, Latency, LatencySpec, Performance,
    PerformanceMetric, QualityReport, RetrainPolicy,
};
pub use report::{ChunkDrift, ColumnDrift, ColumnFinding, DriftReport, DriftTaken, Measured};
pub use spec::{ChunkMethod, ChunkSpec, ComparedTable, Correction, DriftFile, DriftSpec, DriftTest, Incomplete, Judged};
pub use traffic::{Change, Clock, Injection, Shape, TrafficSpec};
pub use watch::{
    Act, Action, AlertReport, AlertRule, BaselineCheck, ColumnLook, DetectorReport, DriftRule, Duel, ExportWindows, Investigate,
    Investigation, ModelVersion, Panel, Policies, PolicyOutcome, PolicyReport, Reference, RowParts, ScenarioCard, ScenarioCatalog,
    ScenarioSpec, Scenarios, SeenColumn, SliceLook, Truth, Watch, WatchReport, WatchSpec, Watched, WindowReport, WindowState, WindowTables,
};
