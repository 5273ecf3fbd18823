//! The shell around every page: header, navigation, main, footer, dialogs, and the table of routes.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::{ParamSegment, StaticSegment};

use super::components::{Content, Notice, Search, SiteFooter, SiteHeader};
use super::pages::{About, Hired, Home, NotFound, PhasePage, Resources, Series, TrainLab};
use super::state::{Workspace, workspace};
use super::{platform, route};

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

/// The whole site.
#[component]
pub fn App(
    /// Where it lives.
    site: Site,
) -> impl IntoView {
    let base = site.base.clone();
    provide_context(site);
    let workspace = Workspace::new();
    provide_context(workspace);
    provide_context(Content::new());
    Effect::new(move |_| workspace.attach());
    view! {
        <Router base=base>
            <TitleKeeper />
            <a class="skip-link" href="#main">"Skip to the content"</a>
            <SiteHeader />
            <Notice />
            <main id="main" tabindex="-1">
                <Routes fallback=NotFound>
                    <Route path=StaticSegment("") view=Home />
                    <Route path=(StaticSegment("phase"), ParamSegment("number")) view=PhasePage />
                    <Route path=(StaticSegment("lab"), StaticSegment("train")) view=TrainLab />
                    <Route path=StaticSegment("resources") view=Resources />
                    <Route path=StaticSegment("hired") view=Hired />
                    <Route path=StaticSegment("series") view=Series />
                    <Route path=StaticSegment("about") view=About />
                </Routes>
            </main>
            <SiteFooter />
            <Search />
        </Router>
    }
}

/// Keeps the document's title true after a client-side navigation, and moves the focus to the new page.
#[component]
fn TitleKeeper() -> impl IntoView {
    let location = use_location();
    let base = use_context::<Site>().unwrap_or_default().base;
    Effect::new(move |before: Option<String>| {
        let path = location.pathname.get();
        if before.as_ref().is_some_and(|before| *before != path) {
            platform::set_title(&route::title(path.strip_prefix(base.as_str()).unwrap_or(&path)));
            workspace().searching.set(false);
            if location.hash.with_untracked(String::is_empty) {
                platform::focus("main");
            }
        }
        path
    });
}
