//! The reader's own data: export, import, and what had to be set aside.

use leptos::html::Input;
use leptos::prelude::*;

use super::LabPlace;
use crate::roadmap::link;
use crate::ui::platform;
use crate::ui::progress::Progress;
use crate::ui::site::link::href;
use crate::ui::site::live;
use crate::ui::site::state::{set_aside, workspace};

/// Export, import, set aside.
#[component]
pub(crate) fn YourData() -> impl IntoView {
    let workspace = workspace();
    let file = NodeRef::<Input>::new();
    let answer = RwSignal::new(None::<String>);
    let waiting = RwSignal::new(None::<Progress>);
    let aside = RwSignal::new(Vec::<(String, String)>::new());
    Effect::new(move |_| {
        workspace.notice.track();
        aside.set(set_aside());
    });
    // The code on a printed sheet leads here, with where everything stood in the address. The labs' module reads it.
    let printed = RwSignal::new(false);
    Effect::new(move |_| {
        if platform::address().contains(link::MARK) {
            printed.set(true);
            platform::after_paint(|| platform::after_paint(|| platform::arrive("#data-title")));
        }
    });
    let read = move |_| {
        let Some(chosen) = file.get_untracked().and_then(|input| input.files()).and_then(|files| files.get(0)) else { return };
        leptos::task::spawn_local(async move {
            let name = chosen.name();
            match platform::file_text(&chosen).await.map(|text| Progress::from_json(&text)) {
                Some(Ok(progress)) => {
                    answer.set(Some(format!(
                        "{name} holds {}. Merge keeps the newer of each; replace forgets what is here.",
                        progress.extent()
                    )));
                    waiting.set(Some(progress));
                }
                Some(Err(cause)) => answer.set(Some(format!("{name} was not imported: {cause}. Nothing was changed."))),
                None => answer.set(Some(format!("{name} could not be read. Nothing was changed."))),
            }
            if let Some(input) = file.get_untracked() {
                input.set_value("");
            }
        });
    };
    let take = move |replace: bool| {
        if let Some(progress) = waiting.get_untracked() {
            workspace.import(progress, replace);
            waiting.set(None);
            answer.set(Some(if replace { "Replaced." } else { "Merged." }.to_owned()));
        }
    };
    view! {
        <section class="your-data" aria-labelledby="data-title">
            <h2 id="data-title">"Your data"</h2>
            <p>"Progress, notes and plan are kept in this browser only. Take them with you, or bring them back."</p>
            {move || printed.get().then(|| view! { <LabPlace name="restore" /> })}
            <div class="button-row">
                <button
                    type="button"
                    on:click=move |_| {
                        platform::download("mlops-roadmap-progress.json", "application/json", &workspace.progress.with_untracked(Progress::to_json));
                    }
                >
                    "Export as JSON"
                </button>
                <button
                    type="button"
                    on:click=move |_| {
                        platform::download("mlops-roadmap-progress.md", "text/markdown", &workspace.progress.with_untracked(Progress::to_markdown));
                    }
                >
                    "Export as Markdown"
                </button>
                <a class="button" href=href("/print")>"Print…"</a>
                <label class="button file-button">
                    "Import…"
                    <input type="file" accept=".json,application/json" class="visually-hidden" node_ref=file on:change=read />
                </label>
            </div>
            <output aria-live="polite">{live(move || answer.get().unwrap_or_default())}</output>
            {move || {
                waiting
                    .with(Option::is_some)
                    .then(|| {
                        view! {
                            <div class="button-row">
                                <button type="button" on:click=move |_| take(false)>"Merge"</button>
                                <button type="button" on:click=move |_| take(true)>"Replace"</button>
                                <button
                                    type="button"
                                    on:click=move |_| {
                                        waiting.set(None);
                                        answer.set(None);
                                    }
                                >
                                    "Cancel"
                                </button>
                            </div>
                        }
                    })
            }}
            {move || {
                let kept = aside.get();
                (!kept.is_empty())
                    .then(|| {
                        view! {
                            <p>"Set aside, because it could not be read:"</p>
                            <ul>
                                {kept
                                    .into_iter()
                                    .map(|(key, text)| {
                                        let name = format!("{key}.json");
                                        view! {
                                            <li>
                                                <button type="button" on:click=move |_| platform::download(&name, "application/json", &text)>
                                                    {format!("Download {key}")}
                                                </button>
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        }
                    })
            }}
        </section>
    }
}
