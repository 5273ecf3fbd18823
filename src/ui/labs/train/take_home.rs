//! Take it home: the link, the same experiment as a scikit-learn script, and the predictions as a file.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::{DatasetRef, Predictions, Script, ScriptText};
use crate::ui::kit::browser;
use crate::ui::kit::copy::{CopyButton, script_view};
use crate::ui::labs::train::query::Query;
use crate::ui::labs::train::state::TrainLab;
use crate::ui::platform;
use crate::ui::workspace::run::Run;

/// Link, script, predictions.
#[component]
pub(crate) fn TakeHome(
    /// The lab.
    lab: TrainLab,
    /// The report that is taken home.
    run: Arc<Run>,
) -> impl IntoView {
    let script = RwSignal::new(None::<Arc<ScriptText>>);
    let command = Script { spec: run.asked.clone() };
    spawn_local(async move {
        match lab.client.call(command).await {
            Ok(text) => _ = script.try_set(Some(Arc::new(text))),
            Err(fault) if script.try_get_untracked().is_some() => lab.report(fault),
            Err(_) => {}
        }
    });
    let own = matches!(run.asked.dataset, DatasetRef::Own(_));
    let asked = run.asked.clone();
    let link = move || {
        let query = Query { spec: asked.clone(), run: true, versus: lab.run.kept.get_untracked() }.to_string();
        lab.run.evidence.update(|evidence| evidence.shared = true);
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
            let answer = lab.client.call(command).await;
            if writing.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(file) => platform::download(&file.file, "text/csv", &file.text),
                Err(fault) => lab.report(fault),
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
