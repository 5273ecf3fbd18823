//! One experiment: what to train, what came out, and what can be asked of the model.

mod calls;
mod regression;
mod report;
mod spec;

pub use calls::{
    AskModel, CellRows, Compare, CompareNumbers, DecisionMap, KeepModel, ModelFiles, Predict, Predictions, Regress, Script, Train,
};
pub use regression::{NumberOutcome, NumbersComparison, PairedErrors, RegressReport, Regressed, RegressionScores, Residuals};
pub use report::{
    Answered, Averages, ClassScores, Comparison, CrossValidation, Curve, DecisionRegions, FeatureSummary, FittedModel, FoldScores,
    Importance, Outcome, Prediction, Scores, ScriptText, TrainReport, Trained,
};
pub use spec::{SplitSpec, TrainSpec};
