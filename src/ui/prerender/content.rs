//! The pieces of HTML that a route's page is filled with, and the search index.

use std::collections::BTreeMap;

use crate::ui::site::find::Entry;

/// Pieces of a content file by id; empty for a route without lesson text.
pub(super) fn pieces(_key: &str) -> BTreeMap<String, String> {
    BTreeMap::new()
}

/// Everything that can be found.
pub(super) fn search_index() -> Vec<Entry> {
    Vec::new()
}
