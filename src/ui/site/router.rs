//! Client-side moves: one signal with the path, fed by clicks on links and by the browser's back and forward.

use leptos::prelude::*;

use super::link::Site;
use crate::ui::platform::{self, Move};

/// Where the reader is.
#[derive(Clone, Copy)]
pub(super) struct Router {
    /// Site path without base, query and fragment: `/phase/1`.
    pub(super) path: RwSignal<String>,
}

impl Router {
    /// Begins at a site path.
    pub(super) fn new(path: String) -> Self {
        Self { path: RwSignal::new(path) }
    }

    /// Listens to links and history. Call once, in the browser.
    pub(super) fn attach(self) {
        let base = use_context::<Site>().unwrap_or_default().base;
        platform::on_move(move |moved| self.follow(&base, moved));
    }

    /// Shows the page of a same-site address; false if it is not ours to show.
    fn follow(self, base: &str, moved: Move) -> bool {
        let Some(path) = site_path(base, &moved.path) else { return false };
        let same = self.path.with_untracked(|now| *now == path);
        // Files of the site, such as data sets, are the browser's business.
        if path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
            return false;
        }
        // A lab's program takes the lab down when its place has left the page.
        platform::after_paint(platform::announce_lab);
        if moved.back {
            self.path.set(path);
            return true;
        }
        if same && !moved.hash.is_empty() {
            return false;
        }
        platform::push_address(&moved.address);
        self.path.set(path);
        platform::after_paint(move || platform::arrive(&moved.hash));
        true
    }
}

/// The site path of a location's path; absent outside the base.
pub(super) fn site_path(base: &str, path: &str) -> Option<String> {
    let rest = path.strip_prefix(base)?;
    let rest = rest.strip_suffix("index.html").unwrap_or(rest);
    if rest.is_empty() || rest == "/" {
        return Some("/".to_owned());
    }
    rest.starts_with('/').then(|| rest.trim_end_matches('/').to_owned())
}

/// The router of this page.
pub(super) fn router() -> Router {
    use_context().unwrap_or_else(|| Router::new("/".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_below_the_base_only() {
        let check =
            |base: &str, path: &str, expected: Option<&str>| assert_eq!(site_path(base, path).as_deref(), expected, "{base} {path}");
        check("", "/", Some("/"));
        check("", "/phase/1/", Some("/phase/1"));
        check("/roadmap", "/roadmap", Some("/"));
        check("/roadmap", "/roadmap/phase/1/index.html", Some("/phase/1"));
        check("/roadmap", "/elsewhere", None);
        check("/roadmap", "/roadmaps/phase/1", None);
    }
}
