//! The shell around every page: header, navigation, main, footer, dialogs.

use leptos::either::Either;
use leptos::prelude::*;

use super::components::{Content, Notice, Search, SiteFooter, SiteHeader};
use super::link::Site;
use super::pages::{About, Hired, Home, LabPage, NotFound, PhasePage, Resources, Series, ToolPage};
use super::route::{self, Page};
use super::router::{Router, router};
use super::state::{Workspace, workspace};
use crate::ui::platform;

/// The whole site.
#[component]
pub fn App(
    /// Where it lives.
    site: Site,
    /// Site path of the page to begin with.
    path: String,
    /// Lesson text that the document already shows: content file → piece → HTML.
    #[prop(optional)]
    shown: platform::ContentCache,
) -> impl IntoView {
    provide_context(site);
    let workspace = Workspace::new();
    provide_context(workspace);
    provide_context(Content::new(shown));
    let router = Router::new(path);
    provide_context(router);
    Effect::new(move |_| {
        workspace.attach();
        router.attach();
    });
    view! {
        <TitleKeeper />
        <a class="skip-link" href="#main">"Skip to the content"</a>
        <SiteHeader />
        <Notice />
        <main id="main" tabindex="-1">
            <CurrentPage />
        </main>
        <SiteFooter />
        <Search />
    }
}

/// The page that the address names. Every page gets elements of its own, since the place of a lab belongs to that lab: a page is built
/// on the other side of an `Either` than the one before it.
#[component]
fn CurrentPage() -> impl IntoView {
    let router = router();
    let page = Memo::new(move |_| router.path.with(|path| Page::of(path)));
    let mut left = false;
    move || {
        let view = view_of(page.get());
        left = !left;
        if left { Either::Left(view) } else { Either::Right(view) }
    }
}

fn view_of(page: Page) -> AnyView {
    match page {
        Page::Home => view! { <Home /> }.into_any(),
        Page::Phase(phase) => view! { <PhasePage phase=phase /> }.into_any(),
        Page::Lab(lab) => view! { <LabPage lab /> }.into_any(),
        Page::Plan => view! { <ToolPage name="plan" title="Your plan" /> }.into_any(),
        Page::Print => view! { <ToolPage name="print" title="Print the roadmap" /> }.into_any(),
        Page::Resources => view! { <Resources /> }.into_any(),
        Page::Hired => view! { <Hired /> }.into_any(),
        Page::Series => view! { <Series /> }.into_any(),
        Page::About => view! { <About /> }.into_any(),
        Page::NotFound => view! { <NotFound /> }.into_any(),
    }
}

/// Keeps the document's title true after a client-side move.
#[component]
fn TitleKeeper() -> impl IntoView {
    let router = router();
    Effect::new(move |before: Option<String>| {
        let path = router.path.get();
        if before.is_some_and(|before| before != path) {
            platform::set_title(&route::title(&path));
            workspace().searching.set(false);
        }
        path
    });
}
