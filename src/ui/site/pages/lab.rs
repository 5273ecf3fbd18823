//! The page around a lab: its story, readable without the lab, and the place where the lab is mounted.

use leptos::prelude::*;

use crate::roadmap::labs::{LABS, Lab};
use crate::ui::platform;
use crate::ui::site::app::href;
use crate::ui::site::components::{Prose, Stopped};

/// `/lab/train` and its neighbours.
#[component]
pub(crate) fn LabPage(
    /// Which.
    lab: &'static Lab,
) -> impl IntoView {
    view! {
        <article class="lab-page">
            <nav class="lab-switch" aria-label="Labs">
                <ul>
                    {LABS
                        .iter()
                        .map(|other| {
                            let here = (other.id == lab.id).then_some("page");
                            view! { <li><a href=href(&format!("/lab/{}", other.id)) aria-current=here>{other.title}</a></li> }
                        })
                        .collect_view()}
                </ul>
            </nav>
            <header class="lab-head">
                <h1>{lab.title}</h1>
                <p class="lead">{lab.lead}</p>
                <p class="lab-story">{lab.story}</p>
            </header>
            <LabPlace name=lab.id />
            <Prose key=format!("lab-{}", lab.id) id="body" />
        </article>
    }
}

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
        <div class="lab-place" data-lab=name data-embedded=embedded.then_some("")>
            <p class="lab-waiting">{format!("The {what} is being fetched …")}</p>
            <Stopped what=what />
            <noscript>
                <p>{format!("The {what} runs in your browser and needs JavaScript and WebAssembly. Everything else on this site can be read, and printed with your browser's own print, without.")}</p>
            </noscript>
        </div>
    }
}
