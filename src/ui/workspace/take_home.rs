//! Take it home: the link, the same experiment as a scikit-learn script, and the predictions as a file.

use std::sync::Arc;

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::{DatasetRef, Predictions, Script, ScriptText};
use crate::ui::kit::browser;
use crate::ui::platform;
use crate::ui::workspace::address;
use crate::ui::workspace::run::Run;
use crate::ui::workspace::state::Lab;

/// How long a button says that it has done its work.
const SAID_MILLIS: u32 = 2_000;

/// Link, script, predictions.
#[component]
pub(crate) fn TakeHome(
    /// The lab.
    lab: Lab,
    /// The report that is taken home.
    run: Arc<Run>,
) -> impl IntoView {
    let script = RwSignal::new(None::<Arc<ScriptText>>);
    let command = Script { spec: run.asked.clone() };
    spawn_local(async move {
        match lab.call(command).await {
            Ok(text) => _ = script.try_set(Some(Arc::new(text))),
            Err(fault) if script.try_get_untracked().is_some() => lab.report(false, fault),
            Err(_) => {}
        }
    });
    let own = matches!(run.asked.dataset, DatasetRef::Own(_));
    let asked = run.asked.clone();
    let link = move || {
        let query = address::write(&asked, true, lab.kept.get_untracked().as_ref());
        lab.evidence.update(|evidence| evidence.shared = true);
        // An embedded lab has no address of its own; its link leads to the lab's page.
        if lab.embedded { browser::lab_address(&query) } else { browser::address_with(&query) }
    };
    let writing = RwSignal::new(false);
    let predictions = move |_| {
        let command = Predictions { spec: run.asked.clone() };
        if writing.get_untracked() {
            return;
        }
        writing.set(true);
        spawn_local(async move {
            let answer = lab.call(command).await;
            if writing.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(file) => platform::download(&file.file, "text/csv", &file.text),
                Err(fault) => lab.report(false, fault),
            }
        });
    };
    view! {
        <section class="lab-section" aria-labelledby="lab-home">
            <h2 id="lab-home">"Take it home"</h2>
            <p>"The link holds the whole setting, seed included: whoever opens it gets the same numbers, to the last bit."</p>
            {own.then(|| view! { <p class="lab-note">"This setting uses a file of your own. Whoever opens the link must choose the same file."</p> })}
            <p class="lab-actions">
                <CopyButton label="Copy link" text=Callback::new(move |()| link()) />
                <button type="button" class="button" aria-busy=move || writing.get().to_string() on:click=predictions>
                    "Download predictions (CSV)"
                </button>
            </p>
            {move || match script.get() {
                Some(script) => script_view(script),
                None => view! { <p class="lab-empty">"Writing the script …"</p> }.into_any(),
            }}
        </section>
    }
    .into_any()
}

/// A script to read, copy and save.
pub(crate) fn script_view(script: Arc<ScriptText>) -> AnyView {
    let (saved, copied) = (script.clone(), script.clone());
    view! {
        <h3>"The same in scikit-learn"</h3>
        <p class="lab-actions">
            <CopyButton label="Copy script" text=Callback::new(move |()| copied.text.clone()) />
            <button
                type="button"
                class="button"
                on:click=move |_| platform::download(&saved.file, "text/x-python", &saved.text)
            >
                {format!("Download {}", script.file)}
            </button>
        </p>
        <pre class="lab-code" tabindex="0" role="region" aria-label="scikit-learn script"><code>{script.text.clone()}</code></pre>
    }
    .into_any()
}

/// A button that copies a text and says so.
#[component]
pub(crate) fn CopyButton(
    /// What it is called.
    label: &'static str,
    /// What it copies.
    #[prop(into)]
    text: Callback<(), String>,
) -> impl IntoView {
    let said = RwSignal::new(None::<&'static str>);
    let copy = move |_| {
        let text = text.run(());
        spawn_local(async move {
            let word = if platform::copy(text).await { "Copied" } else { "Not copied: the browser refused" };
            said.try_set(Some(word));
            Timeout::new(SAID_MILLIS, move || _ = said.try_set(None)).forget();
        });
    };
    view! {
        <button type="button" class="button" aria-live="polite" on:click=copy>
            {Signal::derive(move || said.get().unwrap_or(label))}
        </button>
    }
    .into_any()
}
