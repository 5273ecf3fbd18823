//! Where a topic or step stands: the reader's word for it, the same on the page, on paper and in a link.

use serde::{Deserialize, Serialize};

/// Where a topic or step stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not begun.
    #[default]
    ToDo,
    /// Begun.
    Learning,
    /// Finished.
    Done,
    /// Left out on purpose.
    Skipped,
}

impl Status {
    /// In the order they are offered.
    pub const ALL: [Self; 4] = [Self::ToDo, Self::Learning, Self::Done, Self::Skipped];

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::ToDo => "To do",
            Self::Learning => "Learning",
            Self::Done => "Done",
            Self::Skipped => "Skipped",
        }
    }

    /// The word for attributes and files.
    pub fn word(self) -> &'static str {
        match self {
            Self::ToDo => "to_do",
            Self::Learning => "learning",
            Self::Done => "done",
            Self::Skipped => "skipped",
        }
    }
}
