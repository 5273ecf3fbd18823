//! What the reader is asked to do in this lab.

use std::collections::BTreeSet;

/// The tasks, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LabTask {
    SeeAnAlert,
    Investigate,
    FlipLabels,
    SlowDown,
    Promote,
    SeeItRecover,
    ComparePolicies,
    ReadTheLog,
}

impl LabTask {
    pub(crate) const ALL: [Self; 8] = [
        Self::SeeAnAlert,
        Self::Investigate,
        Self::FlipLabels,
        Self::SlowDown,
        Self::Promote,
        Self::SeeItRecover,
        Self::ComparePolicies,
        Self::ReadTheLog,
    ];

    /// What to do.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::SeeAnAlert => "Play a scenario until an alert is firing",
            Self::Investigate => "Investigate a window: which column, which rows?",
            Self::FlipLabels => "Play The silent label flip: which alert sees it, and which cannot?",
            Self::SlowDown => "Play The slow feature store: which alert sees it, and which cannot?",
            Self::Promote => "Retrain on recent data, compare, and promote",
            Self::SeeItRecover => "Watch the accuracy come back into its band",
            Self::ComparePolicies => "Compare four policies by error and retrainings",
            Self::ReadTheLog => "Find the wrong answers in the prediction log",
        }
    }
}

/// The tasks that are done.
pub(crate) type DoneTasks = BTreeSet<LabTask>;
