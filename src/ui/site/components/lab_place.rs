//! The place of a lab: where it is mounted, and what stands there until then.

use leptos::prelude::*;

use super::Stopped;
use crate::ui::platform;
use crate::ui::programs::program_of;

/// A lab inside a lesson, or the plan on the home page, fetched only when the reader opens it.
#[component]
pub(crate) fn LabHere(
    /// Which lab.
    name: &'static str,
    /// What the button says.
    #[prop(default = "Open the lab here")]
    label: &'static str,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <div class="lab-here">
            {move || {
                if open.get() {
                    view! { <LabPlace name=name embedded=true /> }.into_any()
                } else {
                    view! {
                        <button type="button" class="button-primary" on:click=move |_| open.set(true)>
                            {label}
                        </button>
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

/// Where a lab is mounted; until then it says what is coming, and without JavaScript what is missing.
#[component]
pub(crate) fn LabPlace(
    /// Which lab.
    name: &'static str,
    /// Inside a lesson: leaves the address alone.
    #[prop(optional)]
    embedded: bool,
) -> impl IntoView {
    let what = match name {
        "plan" | "print" => name,
        "restore" => "printed sheet",
        _ => "lab",
    };
    Effect::new(move |_| platform::after_paint(platform::announce_lab));
    view! {
        <div class="lab-place" data-lab=name data-program=program_of(name) data-embedded=embedded.then_some("")>
            <p class="lab-waiting">{format!("The {what} is being fetched …")}</p>
            <Stopped what=what />
            <noscript>
                <p>{format!("The {what} runs in your browser and needs JavaScript and WebAssembly. Everything else on this site can be read, and printed with your browser's own print, without.")}</p>
            </noscript>
        </div>
    }
}
