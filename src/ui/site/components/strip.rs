//! You are here: the seven stations in one row.

use leptos::prelude::*;

use crate::roadmap::PHASES;
use crate::ui::site::link::href;
use crate::ui::site::live;
use crate::ui::site::state::workspace;

/// The road in one line, with the current phase marked.
#[component]
pub(crate) fn PhaseStrip(
    /// 0..=6.
    here: u8,
) -> impl IntoView {
    let workspace = workspace();
    view! {
        <nav class="phase-strip" aria-label="Phases">
            <ol>
                {PHASES
                    .iter()
                    .map(|phase| {
                        let percent = move || workspace.progress.with(|progress| progress.tally(phase).percent());
                        view! {
                            <li data-phase=phase.number.to_string()>
                                <a
                                    href=href(&format!("/phase/{}", phase.number))
                                    aria-current=(phase.number == here).then_some("page")
                                    data-state=live(move || if percent() == 100 { "done" } else { "open" }.to_owned())
                                >
                                    <span class="strip-number">{phase.number}</span>
                                    <span class="strip-title">{phase.title}</span>
                                    <span class="visually-hidden">{live(move || format!(", {} % done", percent()))}</span>
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </nav>
    }
}
