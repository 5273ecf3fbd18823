//! Lesson text: in the document when it was prerendered, fetched as one small file per route after a client-side move.

use std::collections::BTreeMap;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::platform::{self, ContentCache};
use crate::ui::site::state::{Workspace, workspace};

/// Fetched content, shared by all pages.
#[derive(Clone, Copy)]
pub(crate) struct Content {
    cache: RwSignal<ContentCache>,
}

impl Content {
    /// Begins with what the document already shows.
    pub(crate) fn new(shown: ContentCache) -> Self {
        Self { cache: RwSignal::new(shown) }
    }

    /// Fetches a content file unless it is there.
    fn want(self, key: String) {
        if self.cache.with_untracked(|cache| cache.contains_key(&key)) {
            return;
        }
        // Several pieces of a page want the same file: it is on the shelf, empty, from the first want on.
        self.cache.update_untracked(|cache| {
            cache.insert(key.clone(), BTreeMap::new());
        });
        let path = platform::built_address(&format!("content/{key}.json"));
        self.fetch(key, path, workspace());
    }

    /// Fetches it; if there is no connection, once more when it comes back.
    fn fetch(self, key: String, address: String, workspace: Workspace) {
        leptos::task::spawn_local(async move {
            let found = platform::fetch_text(&address).await.and_then(|text| serde_json::from_str(&text).ok());
            if let Some(pieces) = found {
                self.cache.update(|cache| {
                    cache.insert(key, pieces);
                });
                // Nothing but the text was missing, and it is there.
                if workspace
                    .notice
                    .with_untracked(|notice| notice.as_deref().is_some_and(|notice| [OFFLINE, UNREACHABLE].contains(&notice)))
                {
                    workspace.notice.set(None);
                }
                return;
            }
            workspace.notice.set(Some(if platform::is_online() { UNREACHABLE } else { OFFLINE }.to_owned()));
            platform::when_online(move || self.fetch(key, address, workspace));
        });
    }
}

const UNREACHABLE: &str = "The text of this page could not be fetched. Check your connection and reload the page.";
const OFFLINE: &str =
    "You are offline, and the text of this page has not been fetched before. It is fetched by itself once you are online again.";

/// The text as the prerenderer has it: all at hand.
#[derive(Clone, Copy)]
pub struct PrerenderedProse(pub fn(&str, &str) -> String);

/// The HTML of one piece of content; empty while it is being fetched.
pub(crate) fn content_html(key: String, id: String) -> Signal<String> {
    if let Some(PrerenderedProse(piece)) = use_context::<PrerenderedProse>() {
        let html = piece(&key, &id);
        return Signal::derive(move || html.clone());
    }
    let Some(content) = use_context::<Content>() else { return Signal::derive(String::new) };
    content.want(key.clone());
    Signal::derive(move || content.cache.with(|cache| cache.get(&key).and_then(|pieces| pieces.get(&id)).cloned().unwrap_or_default()))
}

/// A piece of lesson text.
#[component]
pub(crate) fn Prose(
    /// Content file, such as `phase-1`.
    #[prop(into)]
    key: String,
    /// Piece, such as a topic's id.
    #[prop(into)]
    id: String,
) -> impl IntoView {
    let piece = format!("{key}#{id}");
    let html = content_html(key, id);
    view! { <div class="prose" data-piece=piece inner_html=html on:click=copy_sample></div> }
}

/// Copies the sample whose copy button was pressed.
fn copy_sample(event: MouseEvent) {
    let Some(button) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|element| element.closest("button[data-copy]").ok().flatten())
    else {
        return;
    };
    let code = button.closest("figure").ok().flatten().and_then(|figure| figure.query_selector("code").ok().flatten());
    let Some(text) = code.and_then(|code| code.text_content()) else { return };
    leptos::task::spawn_local(async move {
        let answer = if platform::copy(text).await { "Copied" } else { "Press Ctrl-C" };
        button.set_text_content(Some(answer));
        gloo::timers::callback::Timeout::new(2_000, move || button.set_text_content(Some("Copy"))).forget();
    });
}
