//! Where a command goes: the worker that it belongs to, and the datasets that have to be there.

use super::Command;
#[cfg(all(feature = "export-calls", feature = "views"))]
use super::ComparedTable;
#[cfg(feature = "views")]
use super::DatasetRef;

impl Command {
    /// It belongs to the worker that studies; all others belong to the one that trains.
    pub fn is_study(&self) -> bool {
        #[cfg(feature = "study-calls")]
        if matches!(self, Self::Inspect(_) | Self::Search(_) | Self::Try(_) | Self::Cluster(_)) {
            return true;
        }
        false
    }

    /// It belongs to the worker that writes scripts.
    pub fn is_export(&self) -> bool {
        #[cfg(feature = "export-calls")]
        if matches!(self, Self::Script(_) | Self::SearchScript(_) | Self::DriftFiles(_) | Self::ModelFiles(_) | Self::AskModel(_)) {
            return true;
        }
        false
    }

    /// It belongs to the worker that watches.
    pub fn is_watch(&self) -> bool {
        #[cfg(feature = "watch-calls")]
        if matches!(
            self,
            Self::Watch(_) | Self::Scenarios(_) | Self::BothSides(_) | Self::Investigate(_) | Self::Policies(_) | Self::ReadLog(_)
        ) {
            return true;
        }
        false
    }

    /// It belongs to the worker that prints.
    pub fn is_press(&self) -> bool {
        #[cfg(feature = "press-calls")]
        if matches!(self, Self::Press(_) | Self::Preview(_)) {
            return true;
        }
        false
    }

    /// The datasets it needs.
    #[cfg(feature = "views")]
    pub fn datasets(&self) -> Vec<&DatasetRef> {
        match self {
            Self::Load(_) | Self::ModelFiles(_) => vec![],
            Self::KeepModel(command) => vec![&command.spec.dataset],
            Self::AskModel(command) => command.rows.iter().map(|rows| &rows.dataset).collect(),
            Self::Describe(command) => vec![&command.dataset],
            Self::Rows(command) => vec![&command.dataset],
            Self::Train(command) => vec![&command.spec.dataset],
            Self::Predict(command) => vec![&command.spec.dataset],
            Self::DecisionMap(command) => vec![&command.spec.dataset],
            Self::Behind(command) => vec![&command.spec.dataset],
            Self::Script(command) => vec![&command.spec.dataset],
            Self::SearchScript(command) => vec![&command.search.base.dataset],
            Self::DriftFiles(command) => [&command.reference, &command.current].into_iter().filter_map(ComparedTable::dataset).collect(),
            Self::Predictions(command) => vec![&command.spec.dataset],
            Self::Compare(command) => vec![&command.left.dataset, &command.right.dataset],
            Self::CompareNumbers(command) => vec![&command.left.dataset, &command.right.dataset],
            Self::Regress(command) => vec![&command.spec.dataset],
            Self::Inspect(command) => vec![&command.spec.dataset],
            Self::Search(command) => vec![&command.search.base.dataset],
            Self::Try(command) => vec![&command.trial.spec.dataset],
            Self::Cluster(command) => vec![&command.spec.dataset],
            Self::Leak(command) => vec![&command.dataset],
            Self::Estimate(command) => vec![&command.spec.dataset],
            Self::Share(command) => vec![&command.spec.dataset],
            Self::Gather(command) => vec![&command.spec.dataset],
            #[cfg(feature = "store-calls")]
            Self::Store(_) => vec![],
            Self::Watch(command) => vec![&command.spec.model.dataset],
            Self::Scenarios(command) => vec![&command.dataset],
            Self::BothSides(command) => vec![&command.spec.model.dataset],
            Self::Investigate(command) => vec![&command.spec.model.dataset],
            Self::Policies(command) => vec![&command.spec.model.dataset],
            Self::ReadLog(command) => vec![&command.spec.model.dataset],
            #[cfg(feature = "press-calls")]
            Self::Press(_) | Self::Preview(_) => vec![],
            #[cfg(feature = "plan-calls")]
            Self::Plan(_) => vec![],
        }
    }
}
