//! Dates and hours of every phase, topic and project; the hours can be changed.

use leptos::prelude::*;

use crate::plan::{DateSpan, MOST_HOURS};
use crate::roadmap::{PHASES, Phase};
use crate::ui::labs::plan::view::Plan;
use crate::ui::platform;

/// All phases.
#[component]
pub(crate) fn Dates(plan: Plan) -> impl IntoView {
    let own = Memo::new(move |_| plan.progress.with(|progress| progress.pace.hours.len()));
    view! {
        <section class="lab-section" aria-labelledby="plan-dates">
            <h2 id="plan-dates">"Phase by phase"</h2>
            <p class="lab-note">"Open a phase to see its topics and to change their hours. The hours are those of a beginner; 0 leaves a topic out of the plan."</p>
            <ol class="plan-phases">
                {PHASES.iter().enumerate().map(|(index, phase)| view! { <PhaseRow plan phase index /> }).collect_view()}
            </ol>
            {move || {
                (own.get() > 0)
                    .then(|| {
                        view! {
                            <button type="button" on:click=move |_| plan.change(|pace| pace.hours.clear())>
                                {move || format!("Back to our estimates ({} changed)", own.get())}
                            </button>
                        }
                    })
            }}
        </section>
    }
    .into_any()
}

/// One phase: its dates in a line, its topics behind it.
#[component]
fn PhaseRow(plan: Plan, phase: &'static Phase, index: usize) -> impl IntoView {
    let found = Memo::new(move |_| {
        plan.schedule
            .with(|schedule| schedule.as_ref().and_then(|schedule| schedule.phases.get(index)).map(|dates| (dates.hours, dates.span)))
    });
    // The bar stands where the phase lies between the first day and the last.
    let bar = move || {
        plan.schedule.with(|schedule| {
            let schedule = schedule.as_ref()?;
            let (from, to) = (schedule.begins, schedule.finish()?);
            let span = schedule.phases.get(index)?.span?;
            let share = |days: i64| 100.0 * days as f64 / (to.0 - from.0 + 1) as f64;
            Some((share(span.start.0 - from.0), share(span.end.0 - span.start.0 + 1)))
        })
    };
    let topics = phase.topics.iter().map(|topic| (topic.id, topic.title, topic.hours));
    let rows = topics.chain([(phase.project.id, phase.project.title, phase.project.hours)]).enumerate();
    let count = phase.topics.len();
    view! {
        <li data-phase=phase.number.to_string()>
            <details>
                <summary>
                    <span class="plan-phase-title">{format!("{} {}", phase.number, phase.title)}</span>
                    <span class="plan-phase-hours">{move || format!("{} h", found.get().map_or_else(|| phase.hours(), |(hours, _)| hours))}</span>
                    <span class="plan-phase-days">{move || line(found.get().map(|(_, span)| span))}</span>
                    <svg class="plan-bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                        {move || bar().map(|(x, width)| view! { <rect x=format!("{x:.2}") y="0" width=format!("{width:.2}") height="1" /> })}
                    </svg>
                </summary>
                <div class="table-scroll" tabindex="0" role="region" aria-label=format!("Topics of phase {}", phase.number)>
                    <table class="lab-table">
                        <thead>
                            <tr>
                                <th scope="col">"Topic"</th>
                                <th scope="col">"Hours"</th>
                                <th scope="col">"Left"</th>
                                <th scope="col">"Dates"</th>
                            </tr>
                        </thead>
                        <tbody>
                            {rows
                                .map(|(item, (id, title, usual))| {
                                    let dates = Memo::new(move |_| {
                                        plan.schedule.with(|schedule| {
                                            let phase = schedule.as_ref()?.phases.get(index)?;
                                            phase.items.get(item).map(|item| (item.hours, item.span))
                                        })
                                    });
                                    let title = if item == count { format!("Project: {title}") } else { title.to_owned() };
                                    let label = format!("Hours of {title}");
                                    view! {
                                        <tr>
                                            <th scope="row">
                                                <a href=format!("{}/phase/{}#{id}", platform::base(), phase.number)>{title}</a>
                                            </th>
                                            <td><Hours plan id usual label /></td>
                                            <td>{move || dates.get().map_or_else(|| "–".to_owned(), |(hours, _)| format!("{hours} h"))}</td>
                                            <td>{move || line(dates.get().map(|(_, span)| span))}</td>
                                        </tr>
                                    }
                                })
                                .collect_view()}
                        </tbody>
                    </table>
                </div>
            </details>
        </li>
    }
    .into_any()
}

/// The hours of one topic or project; what equals our estimate is not kept.
#[component]
fn Hours(plan: Plan, id: &'static str, usual: u16, label: String) -> impl IntoView {
    let value = Memo::new(move |_| {
        plan.progress.with(|progress| progress.pace.hours.iter().find(|(of, _)| of == id).map_or(usual, |(_, hours)| *hours))
    });
    let set = move |event: leptos::ev::Event| {
        let hours = event_target_value(&event).parse::<u16>().map_or(usual, |hours| hours.min(MOST_HOURS));
        plan.change(|pace| {
            pace.hours.retain(|(of, _)| of != id);
            if hours != usual {
                pace.hours.push((id.to_owned(), hours));
            }
        });
    };
    view! {
        <input
            class="plan-hours"
            type="number"
            min="0"
            max=MOST_HOURS.to_string()
            inputmode="numeric"
            aria-label=label
            prop:value=move || value.get().to_string()
            on:change=set
        />
        {move || (value.get() != usual).then(|| view! { <span class="plan-usual">{format!(" ours: {usual}")}</span> })}
    }
    .into_any()
}

/// Dates in words; absent twice: no plan, and nothing left to do.
fn line(span: Option<Option<DateSpan>>) -> String {
    match span {
        None => "no dates yet".to_owned(),
        Some(None) => "nothing left to do".to_owned(),
        Some(Some(span)) => format!("{} – {}", span.start.label(), span.end.label()),
    }
}
