//! Requests and events. A command type names its reply, so a typed call needs no matching.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

#[cfg(any(feature = "training-calls", feature = "export-calls"))]
use super::ScriptText;
#[cfg(feature = "press-calls")]
use super::press::{PagePicture, Press, Pressed, Preview};
#[cfg(feature = "store-calls")]
use super::store::{StoreCommand as Store, StoreReply};
#[cfg(feature = "export-calls")]
use super::{Answered, AskModel, DriftFiles, DriftTaken, ModelFiles, SearchScript};
#[cfg(feature = "watch-calls")]
use super::{
    BothSides, Investigate, Investigation, LogPage, Policies, PolicyReport, ReadLog, Scenarios, Scenery, SidesText, Watch, Watched,
};
#[cfg(feature = "study-calls")]
use super::{Cluster, Clustered, Inspect, Inspected, Search, Standing, Try, report_search::TrialReport};
#[cfg(feature = "training-calls")]
use super::{
    CompareNumbers, Comparison, DecisionRegions, Drawing, Estimate, Estimated, FittedModel, Gather, Gathered, KeepModel, Prediction,
    Predictions, Regress, Share, Shared, Trained,
    report_leak::{Leak, LeakReport},
    report_regression::{NumbersComparison, Regressed},
};
use super::{DatasetProfile, DatasetRef, Error, RowsPage, TrainSpec};
#[cfg(feature = "plan-calls")]
use super::{Plan, Planned};

/// One thing to do, with the number its events will carry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Chosen by the caller.
    pub job: u32,
    /// What to do.
    pub command: Command,
}

/// Something that happened to a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The request's number.
    pub job: u32,
    /// What happened.
    #[serde(flatten)]
    pub update: Update,
}

/// `progress` any number of times, then `done` or `failed` once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Update {
    /// Still at it.
    Progress(Progress),
    /// Finished.
    Done(Reply),
    /// Not to be had.
    Failed(Error),
}

/// How far a job is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Share done, 0..=1.
    pub share: f64,
    /// What is being done, such as `tree 40 of 100`.
    pub doing: String,
}

/// A command that knows its reply's type.
pub trait Call: Into<Command> {
    /// What `done` carries.
    type Reply: DeserializeOwned + Serialize;
    /// Takes the reply out of its envelope; absent if it is another command's.
    fn reply(reply: Reply) -> Option<Self::Reply>;
}

macro_rules! calls {
    ($($(#[$doc:meta])* $name:ident => $reply:ty),+ $(,)?) => {
        /// Everything a worker can be asked.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Command { $($(#[$doc])* $name($name)),+ }

        /// What a finished command carries, under the command's own name.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Reply { $($(#[$doc])* $name(Box<$reply>)),+ }

        $(
            $(#[$doc])*
            impl From<$name> for Command {
                fn from(command: $name) -> Self { Self::$name(command) }
            }
            $(#[$doc])*
            impl Call for $name {
                type Reply = $reply;
                fn reply(reply: Reply) -> Option<$reply> {
                    match reply { Reply::$name(reply) => Some(*reply), _ => None }
                }
            }
        )+
    };
}

calls! {
    /// Read the reader's own CSV file.
    Load => DatasetProfile,
    /// A fitted model as text, to be kept.
    #[cfg(feature = "training-calls")]
    KeepModel => FittedModel,
    /// A kept model as the files of an MLflow model.
    #[cfg(feature = "export-calls")]
    ModelFiles => Vec<(String, String)>,
    /// Ask a kept model.
    #[cfg(feature = "export-calls")]
    AskModel => Answered,
    /// Profile a dataset and draw its columns.
    #[cfg(feature = "training-calls")]
    Describe => (DatasetProfile, Vec<(String, Drawing)>),
    /// Train and judge a model.
    #[cfg(feature = "training-calls")]
    Train => Trained,
    /// Train two models and set them side by side.
    #[cfg(feature = "training-calls")]
    Compare => Comparison,
    /// Predict one row.
    #[cfg(feature = "training-calls")]
    Predict => Prediction,
    /// Draw the model's answer over two features.
    #[cfg(feature = "training-calls")]
    DecisionMap => DecisionRegions,
    /// Rows by number.
    Rows => RowsPage,
    /// Test rows of one cell of the confusion matrix.
    #[cfg(feature = "training-calls")]
    Behind => RowsPage,
    /// The experiment as a scikit-learn script.
    #[cfg(feature = "export-calls")]
    Script => ScriptText,
    /// A search for settings as a scikit-learn script.
    #[cfg(feature = "export-calls")]
    SearchScript => ScriptText,
    /// A table compared with its reference, as files of the real tools.
    #[cfg(feature = "export-calls")]
    DriftFiles => DriftTaken,
    /// The test rows with the model's answers, as CSV.
    #[cfg(feature = "training-calls")]
    Predictions => ScriptText,
    /// Train and judge a model of numbers.
    #[cfg(feature = "training-calls")]
    Regress => Regressed,
    /// Train two models of numbers and set them side by side.
    #[cfg(feature = "training-calls")]
    CompareNumbers => NumbersComparison,
    /// Look closer at a model.
    #[cfg(feature = "study-calls")]
    Inspect => Inspected,
    /// Where a search stands, and what to run next.
    #[cfg(feature = "study-calls")]
    Search => Standing,
    /// Run one trial of a search.
    #[cfg(feature = "study-calls")]
    Try => TrialReport,
    /// Find groups of rows.
    #[cfg(feature = "study-calls")]
    Cluster => Clustered,
    /// Judge a model with a leak and without.
    #[cfg(feature = "training-calls")]
    Leak => LeakReport,
    /// What an experiment will take.
    #[cfg(feature = "training-calls")]
    Estimate => Estimated,
    /// Do one portion of a training.
    #[cfg(feature = "training-calls")]
    Share => Shared,
    /// Put a training together from its portions.
    #[cfg(feature = "training-calls")]
    Gather => Gathered,
    /// Ask the tracking store.
    #[cfg(feature = "store-calls")]
    Store => StoreReply,
    /// Serve a model and watch it.
    #[cfg(feature = "watch-calls")]
    Watch => Watched,
    /// The scenarios that fit a dataset.
    #[cfg(feature = "watch-calls")]
    Scenarios => Scenery,
    /// Write the reference and some windows as two tables.
    #[cfg(feature = "watch-calls")]
    BothSides => SidesText,
    /// Look at one window closely.
    #[cfg(feature = "watch-calls")]
    Investigate => Investigation,
    /// Compare retraining policies.
    #[cfg(feature = "watch-calls")]
    Policies => PolicyReport,
    /// Read the prediction log.
    #[cfg(feature = "watch-calls")]
    ReadLog => LogPage,
    /// Print the roadmap.
    #[cfg(feature = "press-calls")]
    Press => Pressed,
    /// A page of the print as a picture.
    #[cfg(feature = "press-calls")]
    Preview => PagePicture,
    /// Dates for the road.
    #[cfg(feature = "plan-calls")]
    Plan => Planned,
}

/// Read a CSV file. Its bytes come beside the message, or its text inside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Load {
    /// File name, for messages.
    pub name: String,
    /// The file's text; absent when its bytes come beside the message (page, console) or from `path` (command line).
    #[serde(default)]
    pub text: Option<String>,
    /// A file to read; on the command line only.
    #[serde(default)]
    pub path: Option<String>,
    /// Read and type it, and look no closer: the answer has neither columns nor first rows.
    #[serde(default)]
    pub lean: bool,
}

/// Profile a dataset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Describe {
    /// Which.
    pub dataset: DatasetRef,
    /// Colour the distributions by this column's classes.
    #[serde(default)]
    pub target: Option<String>,
    /// Width of the drawings in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
}

/// Train and judge a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Train {
    /// The experiment.
    pub spec: TrainSpec,
    /// Width of the drawings in CSS pixels, 240..=1200; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
    /// Leave out of the report what grows with the test rows: `outcomes` and the curves' points.
    #[serde(default)]
    pub lean: bool,
}

/// Train two models and compare them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compare {
    /// The first experiment.
    pub left: TrainSpec,
    /// The second.
    pub right: TrainSpec,
    /// Width of the drawings in CSS pixels; absent draws none.
    #[serde(default)]
    pub draw_width: Option<u32>,
    /// Leave out of both reports what grows with the test rows.
    #[serde(default)]
    pub lean: bool,
}

/// Predict one row with the model of an experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Predict {
    /// The experiment whose model answers.
    pub spec: TrainSpec,
    /// Value per feature, as text; a feature left out is missing.
    pub row: Vec<(String, String)>,
}

/// Draw the model's answer over two numeric features.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DecisionMap {
    /// The experiment whose model answers.
    pub spec: TrainSpec,
    /// Feature along x.
    pub x: String,
    /// Feature along y.
    pub y: String,
    /// Width of the drawing in CSS pixels, 240..=1200.
    pub draw_width: u32,
}

/// Rows by number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rows {
    /// Which dataset.
    pub dataset: DatasetRef,
    /// 0-based rows, at most 1,000.
    pub rows: Vec<u32>,
}

/// Test rows of one cell of the confusion matrix, the surest first; `confidence` stands before the columns of the data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Behind {
    /// The experiment.
    pub spec: TrainSpec,
    /// Their class, as an index into the report's `classes`.
    pub actual: u32,
    /// The class the model took them for.
    pub predicted: u32,
    /// Rows at most, 1..=1000.
    pub most: u32,
}

/// The experiment as a scikit-learn script.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Script {
    /// The experiment.
    pub spec: TrainSpec,
}
