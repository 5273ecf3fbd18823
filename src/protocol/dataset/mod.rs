//! Tables: which one, what it looks like, and the requests about it.

mod calls;
mod report;
mod spec;

pub use calls::{Describe, Load, Rows};
pub use report::{ColumnKind, ColumnProfile, DatasetProfile, Distribution, MOST_LEVELS, RowsPage, Source, Warning, nearly_all_differ};
pub use spec::DatasetRef;
