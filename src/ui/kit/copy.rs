//! A button that copies, and a script that is read, copied and saved.

use std::sync::Arc;

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::ScriptText;
use crate::ui::platform;

/// How long a button says that it has done its work.
const SAID_MILLIS: u32 = 2_000;

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
