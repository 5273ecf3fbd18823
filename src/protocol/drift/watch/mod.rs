//! A model in service under its monitors: the service, its history, and what can be asked about it.

mod alerts;
mod calls;
mod investigation;
mod report;
mod scenario;
mod spec;

pub use alerts::{AlertReport, AlertRule, DetectorReport};
pub use calls::{ExportWindows, Investigate, Policies, Scenarios, Watch};
pub use investigation::{ColumnLook, Investigation, SliceLook};
pub use report::{
    BaselineCheck, Duel, ModelVersion, Panel, PolicyOutcome, PolicyReport, Reference, RowParts, Truth, WatchReport, Watched, WindowReport,
    WindowState, WindowTables,
};
pub use scenario::{ScenarioCard, ScenarioCatalog, SeenColumn};
pub use spec::{Act, Action, DriftRule, ScenarioSpec, WatchSpec};
