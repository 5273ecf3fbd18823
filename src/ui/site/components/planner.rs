//! The planner: hours per week and a first day become dates for every phase.

use leptos::prelude::*;

use crate::roadmap::PHASES;
use crate::ui::platform;
use crate::ui::site::app::href;
use crate::ui::site::live;
use crate::ui::site::plan::{Day, legs};
use crate::ui::site::state::workspace;

/// Pace in, dates out.
#[component]
pub(crate) fn Planner() -> impl IntoView {
    let workspace = workspace();
    let pace = Memo::new(move |_| workspace.progress.with(|progress| progress.pace.clone()));
    let hours_all: u32 = PHASES.iter().map(|phase| phase.hours()).sum();
    let start = Memo::new(move |_| pace.with(|pace| pace.start.as_deref().and_then(Day::parse)));
    let plan = Memo::new(move |_| start.get().map(|start| legs(start, pace.with(|pace| pace.hours_per_week))));
    let finish = move || {
        plan.with(|plan| plan.as_ref().and_then(|legs| legs.last()).map(|leg| leg.end.label())).map_or_else(
            || {
                let weeks = hours_all.div_ceil(u32::from(pace.with(|pace| pace.hours_per_week.max(1))));
                format!("About {hours_all} hours: {weeks} weeks at this pace. Choose a first day to get dates.")
            },
            |end| format!("About {hours_all} hours: you finish on {end}."),
        )
    };
    view! {
        <section class="planner" aria-labelledby="planner-title">
            <h2 id="planner-title">"Plan your months"</h2>
            <div class="planner-form">
                <label>
                    "Hours per week"
                    <input
                        type="number"
                        min="1"
                        max="80"
                        inputmode="numeric"
                        value="8"
                        prop:value=live(move || pace.with(|pace| pace.hours_per_week.to_string()))
                        on:change=move |event| {
                            if let Ok(hours) = event_target_value(&event).parse::<u16>() {
                                workspace.change_pace(|pace| pace.hours_per_week = hours.clamp(1, 80));
                            }
                        }
                    />
                </label>
                <label>
                    "First day"
                    <input
                        type="date"
                        prop:value=live(move || pace.with(|pace| pace.start.clone().unwrap_or_default()))
                        on:change=move |event| {
                            let text = event_target_value(&event);
                            workspace.change_pace(|pace| pace.start = Day::parse(&text).map(Day::iso));
                        }
                    />
                </label>
                <button type="button" on:click=move |_| workspace.change_pace(|pace| pace.start = Some(platform::today()))>
                    "Start today"
                </button>
            </div>
            <output aria-live="polite">{live(finish)}</output>
            <ol class="planner-legs">
                {PHASES
                    .iter()
                    .enumerate()
                    .map(|(index, phase)| {
                        let dates = move || {
                            plan.with(|plan| {
                                plan.as_ref()
                                    .and_then(|legs| legs.get(index))
                                    .map(|leg| format!("{} – {}", leg.start.label(), leg.end.label()))
                            })
                        };
                        view! {
                            <li data-phase=phase.number.to_string()>
                                <a href=href(&format!("/phase/{}", phase.number))>{format!("{} {}", phase.number, phase.title)}</a>
                                <span>{format!("{} h", phase.hours())}</span>
                                <span class="planner-dates">{live(move || dates().unwrap_or_else(|| "no dates yet".to_owned()))}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </section>
    }
}
