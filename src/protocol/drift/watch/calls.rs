//! Requests about a model in service: watch it, look closer at a window, compare policies.

use serde::{Deserialize, Serialize};

use super::spec::WatchSpec;
use crate::protocol::dataset::DatasetRef;
use crate::protocol::drift::monitor::RetrainPolicy;

/// Serve, watch and report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Watch {
    /// The service and its monitors.
    pub spec: WatchSpec,
    /// Width of the panels in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
    /// Leave out of the report what grows with windows times columns.
    #[serde(default)]
    pub lean: bool,
}

/// The scenarios that fit a dataset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scenarios {
    /// The dataset.
    pub dataset: DatasetRef,
    /// Column to predict.
    pub target: String,
}

/// Look at one window closely: which columns, which slice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Investigate {
    /// The service.
    pub spec: WatchSpec,
    /// The window.
    pub window: u32,
    /// Width of the drawings in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
}

/// Compare policies on the same traffic. The learner's own actions are left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Policies {
    /// The service.
    pub spec: WatchSpec,
    /// The policies, at most 12.
    pub policies: Vec<RetrainPolicy>,
    /// Width of the drawing in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
}

/// The reference and some served windows as two tables of the same columns, as the tools read them that compare tables.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportWindows {
    /// The service.
    pub spec: WatchSpec,
    /// First window.
    pub from: u32,
    /// Last window.
    pub to: u32,
}
