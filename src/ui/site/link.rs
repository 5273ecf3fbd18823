//! Addresses within the site.

use leptos::prelude::use_context;

/// Where the site lives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Path prefix without a final slash: empty at a domain's root.
    pub base: String,
}

impl Site {
    /// The address of a site path such as `/phase/1#docker`.
    pub fn href(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

/// The address of a site path, from the site in context.
pub(super) fn href(path: &str) -> String {
    use_context::<Site>().unwrap_or_default().href(path)
}
