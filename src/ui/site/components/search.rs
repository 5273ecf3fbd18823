//! Search over everything, from the keyboard: `/` or Ctrl-K.

use leptos::ev::KeyboardEvent;
use leptos::html::{Dialog, Input};
use leptos::prelude::*;

use crate::ui::platform;
use crate::ui::site::find::{SearchEntry, find};
use crate::ui::site::link::href;
use crate::ui::site::live;
use crate::ui::site::state::workspace;

/// The search dialog; its index is fetched when it first opens.
#[component]
pub(crate) fn Search() -> impl IntoView {
    let workspace = workspace();
    let dialog = NodeRef::<Dialog>::new();
    let field = NodeRef::<Input>::new();
    let words = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let index = RwSignal::new(None::<Vec<SearchEntry>>);
    let failed = RwSignal::new(false);
    Effect::new(move |_| {
        platform::on_key(move |event| {
            let typing = event.target().is_some_and(|target| platform::takes_text(&target));
            let wanted = (event.key() == "/" && !typing) || (event.key() == "k" && (event.ctrl_key() || event.meta_key()));
            if wanted && !workspace.searching.get_untracked() {
                event.prevent_default();
                workspace.searching.set(true);
            }
        });
    });
    let fetch = move || {
        let address = platform::built_address("content/search.json");
        leptos::task::spawn_local(async move {
            match platform::fetch_text(&address).await.and_then(|text| serde_json::from_str::<Vec<SearchEntry>>(&text).ok()) {
                Some(entries) => index.set(Some(entries)),
                None => failed.set(true),
            }
        });
    };
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if workspace.searching.get() {
            if index.with_untracked(Option::is_none) {
                failed.set(false);
                fetch();
            }
            if !dialog.open() {
                let _ = dialog.show_modal();
            }
            if let Some(field) = field.get_untracked() {
                let _ = field.focus();
                field.select();
            }
        } else if dialog.open() {
            dialog.close();
        }
    });
    // What the connection prevented is done when it comes back.
    Effect::new(move |_| {
        if failed.get() {
            platform::when_online(move || {
                failed.set(false);
                fetch();
            });
        }
    });
    let found = Memo::new(move |_| index.with(|index| words.with(|words| find(index.as_deref().unwrap_or_default(), words, 12))));
    let on_key = move |event: KeyboardEvent| {
        let count = found.with(Vec::len);
        match event.key().as_str() {
            "ArrowDown" => chosen.update(|chosen| *chosen = (*chosen + 1).min(count.saturating_sub(1))),
            "ArrowUp" => chosen.update(|chosen| *chosen = chosen.saturating_sub(1)),
            "Escape" => workspace.searching.set(false),
            "Enter" => {
                platform::click(&format!("found-{}", chosen.get_untracked()));
            }
            _ => return,
        }
        event.prevent_default();
    };
    let answer = move || {
        if failed.get() && !platform::is_online() {
            "You are offline. The search index is fetched by itself once you are online again.".to_owned()
        } else if failed.get() {
            "The search index could not be fetched. Check your connection, then close the search and open it again.".to_owned()
        } else if words.with(|words| words.trim().is_empty()) {
            "Type a word: docker, recall, drift …".to_owned()
        } else if index.with(Option::is_none) {
            "Fetching the index …".to_owned()
        } else {
            match found.with(Vec::len) {
                0 => "Nothing found. Try a shorter word.".to_owned(),
                1 => "1 place".to_owned(),
                count => format!("{count} places"),
            }
        }
    };
    view! {
        <dialog class="search" node_ref=dialog aria-label="Search" on:close=move |_| workspace.searching.set(false)>
            <form method="dialog" on:submit=|event| event.prevent_default()>
                <input
                    type="search"
                    node_ref=field
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="Search everything"
                    aria-label="Search everything"
                    role="combobox"
                    aria-expanded="true"
                    aria-controls="search-found"
                    aria-activedescendant=move || found.with(|found| (!found.is_empty()).then(|| format!("found-{}", chosen.get())))
                    prop:value=live(move || words.get())
                    on:input=move |event| {
                        words.set(event_target_value(&event));
                        chosen.set(0);
                    }
                    on:keydown=on_key
                />
                <button type="button" on:click=move |_| workspace.searching.set(false)>"Close"</button>
            </form>
            <p class="search-answer" role="status">{live(answer)}</p>
            <div id="search-found" class="search-found" role="listbox" aria-label="Found">
                {move || {
                    found
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(place, entry)| {
                            view! {
                                <a
                                    id=format!("found-{place}")
                                    role="option"
                                    tabindex="-1"
                                    aria-selected=live(move || (chosen.get() == place).to_string())
                                    href=href(&entry.path)
                                    on:click=move |_| workspace.searching.set(false)
                                >
                                    <b>{entry.title}</b>
                                    <span>{entry.place}</span>
                                </a>
                            }
                        })
                        .collect_view()
                }}
            </div>
        </dialog>
    }
}
