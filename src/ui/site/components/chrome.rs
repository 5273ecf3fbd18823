//! The frame of every page: header with navigation and theme, notice, footer.

use leptos::prelude::*;

use crate::ui::site::link::href;
use crate::ui::site::router::router;
use crate::ui::site::state::workspace;

const LINKS: [(&str, &str); 5] =
    [("/", "Road"), ("/lab/train", "Labs"), ("/resources", "Resources"), ("/hired", "Getting hired"), ("/series", "Series")];

/// Every lab stands under the one link to them.
fn is_here(here: &str, path: &str) -> bool {
    here == path || path.starts_with("/lab/") && here.starts_with("/lab/")
}

/// Name, navigation, search and theme.
#[component]
pub(crate) fn SiteHeader() -> impl IntoView {
    let workspace = workspace();
    let here = router().path;
    view! {
        <header class="site-header">
            <a class="wordmark" href=href("/")>
                <svg viewBox="0 0 28 28" width="28" height="28" aria-hidden="true">
                    <path class="wordmark-line" d="M3 22h7a5 5 0 0 0 5-5v-2a6 6 0 1 1 6 6h-3" />
                    <circle class="wordmark-stop" cx="4" cy="22" r="3" />
                    <circle class="wordmark-stop" cx="15" cy="15" r="3" />
                </svg>
                <span>"MLOps Roadmap " <b>"2026"</b></span>
            </a>
            <nav aria-label="Site">
                <ul>
                    {LINKS
                        .map(|(path, label)| {
                            view! {
                                <li>
                                    <a href=href(path) aria-current=Signal::derive(move || here.with(|here| is_here(here, path)).then_some("page"))>{label}</a>
                                </li>
                            }
                        })}
                </ul>
            </nav>
            <div class="site-tools">
                <button type="button" class="search-open" aria-keyshortcuts="/ Control+K" on:click=move |_| workspace.searching.set(true)>
                    <span>"Search"</span>
                    <kbd aria-hidden="true">"/"</kbd>
                </button>
                <ThemePicker />
            </div>
        </header>
    }
}

/// System, light or dark.
#[component]
fn ThemePicker() -> impl IntoView {
    let workspace = workspace();
    view! {
        <label class="theme-picker">
            <span class="visually-hidden">"Theme"</span>
            <select
                prop:value=move || workspace.theme.get()
                on:change=move |event| {
                    let theme = match event_target_value(&event).as_str() {
                        "light" => "light",
                        "dark" => "dark",
                        _ => "system",
                    };
                    workspace.choose_theme(theme);
                }
            >
                <option value="system">"System"</option>
                <option value="light">"Light"</option>
                <option value="dark">"Dark"</option>
            </select>
        </label>
    }
}

/// Something the reader must know, until dismissed.
#[component]
pub(crate) fn Notice() -> impl IntoView {
    let workspace = workspace();
    view! {
        <div class="notice-place" role="status">
            {move || {
                workspace
                    .notice
                    .get()
                    .map(|text| {
                        view! {
                            <div class="notice">
                                <p>{text}</p>
                                <button type="button" on:click=move |_| workspace.notice.set(None)>"Dismiss"</button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

/// What the site is, and the way to everything.
#[component]
pub(crate) fn SiteFooter() -> impl IntoView {
    view! {
        <footer class="site-footer">
            <p>"Everything runs in this page. No account, no server, nothing leaves your browser."</p>
            <ul>
                <li><a href=href("/print")>"Print the roadmap"</a></li>
                <li><a href=href("/about")>"How numbers are checked"</a></li>
                <li><a href=href("/about#privacy")>"Privacy"</a></li>
                <li><a href=href("/about#data")>"Data and licences"</a></li>
            </ul>
        </footer>
    }
}
