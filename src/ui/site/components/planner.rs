//! The planner on the home page: what the road takes, and the plan itself for whoever opens it. Dates are counted by the labs' module,
//! so that a reading page need not hold the count.

use leptos::prelude::*;

use super::LabHere;
use crate::roadmap::PHASES;
use crate::ui::site::link::href;

/// Hours of every phase, and the way to dates.
#[component]
pub(crate) fn Planner() -> impl IntoView {
    let hours: u32 = PHASES.iter().map(|phase| phase.hours()).sum();
    view! {
        <section class="planner" aria-labelledby="planner-title">
            <h2 id="planner-title">"Plan your months"</h2>
            <p>{format!("About {hours} hours: {} weeks at 8 hours a week. Your own pace and first day make dates of them.", hours.div_ceil(8))}</p>
            <ol class="planner-legs">
                {PHASES
                    .iter()
                    .map(|phase| {
                        view! {
                            <li data-phase=phase.number.to_string()>
                                <a href=href(&format!("/phase/{}", phase.number))>{format!("{} {}", phase.number, phase.title)}</a>
                                <span>{format!("{} h", phase.hours())}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
            <LabHere name="plan" label="Plan with dates" />
            <p class="button-row">
                <a class="button" href=href("/plan")>"The plan on its own page"</a>
                <a class="button" href=href("/print")>"Print the roadmap"</a>
            </p>
        </section>
    }
}
