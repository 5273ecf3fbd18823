//! Weeks without study: what one would move, and those that are off already.

use leptos::prelude::*;

use crate::plan::{Day, MOST_WEEKS_OFF, Schedule, moves};
use crate::roadmap::PHASES;
use crate::ui::labs::plan::view::{Plan, days};

/// The weeks.
#[component]
pub(crate) fn Missed(plan: Plan) -> impl IntoView {
    let chosen = RwSignal::new(None::<Day>);
    let off = Memo::new(move |_| {
        let mut weeks = plan.terms.with(|terms| terms.as_ref().map(|terms| terms.weeks_off.clone()).unwrap_or_default());
        weeks.iter_mut().for_each(|week| *week = week.monday());
        weeks.sort();
        weeks.dedup();
        weeks
    });
    let weeks = Memo::new(move |_| {
        let all: Vec<Day> = plan.schedule.with(|schedule| schedule.as_ref().map(|schedule| schedule.weeks().collect()).unwrap_or_default());
        off.with(|off| all.into_iter().filter(|week| !off.contains(week)).collect::<Vec<_>>())
    });
    // The chosen one while it is still there, or else the next.
    let week = Memo::new(move |_| weeks.with(|weeks| chosen.get().filter(|week| weeks.contains(week)).or_else(|| weeks.first().copied())));
    let set_off = move |week: Day, is_off: bool| {
        plan.change(|pace| {
            pace.weeks_off.retain(|other| Day::parse(other).is_some_and(|other| other.monday() != week));
            if is_off && pace.weeks_off.len() < MOST_WEEKS_OFF {
                pace.weeks_off.push(week.iso());
                pace.weeks_off.sort();
            }
        });
    };
    view! {
        <fieldset class="lab-group">
            <legend>"If you miss a week"</legend>
            {move || {
                if week.get().is_none() {
                    return view! { <p class="field-about">"Without dates there is no week to miss."</p> }.into_any();
                }
                view! {
                    <div class="field">
                        <label for="plan-week">"The week of"</label>
                        <select id="plan-week" on:change=move |event| chosen.set(Day::parse(&event_target_value(&event)))>
                            {weeks
                                .get()
                                .into_iter()
                                .map(|one| view! { <option value=one.iso() selected=move || week.get() == Some(one)>{one.label()}</option> })
                                .collect_view()}
                        </select>
                    </div>
                    <Shift plan week />
                    <button type="button" on:click=move |_| if let Some(week) = week.get_untracked() { set_off(week, true) }>
                        "Take this week off"
                    </button>
                }
                    .into_any()
            }}
            {move || {
                let off = off.get();
                (!off.is_empty())
                    .then(|| {
                        view! {
                            <p class="field-name" id="plan-off">"Weeks off"</p>
                            <ul class="plan-off" aria-labelledby="plan-off">
                                {off
                                    .into_iter()
                                    .map(|week| {
                                        let name = format!("Study in the week of {}", week.label());
                                        view! {
                                            <li>
                                                <span>{format!("{} to {}", week.label(), week.plus(6).label())}</span>
                                                <button type="button" aria-label=name on:click=move |_| set_off(week, false)>"Study then"</button>
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        }
                    })
            }}
        </fieldset>
    }
    .into_any()
}

/// What a missed week moves.
#[component]
fn Shift(plan: Plan, week: Memo<Option<Day>>) -> impl IntoView {
    let moved = Memo::new(move |_| {
        let (Some(terms), Some(week), Some(before)) = (plan.terms.get(), week.get(), plan.schedule.get()) else { return vec![] };
        moves(&before, &plan.dates_on(&terms.missing(week)))
    });
    let said = move || {
        let moved = moved.get();
        let finish = moved.last().filter(|last| plan.schedule.with(|plan| plan.as_ref().and_then(Schedule::finish)) == Some(last.from));
        match (moved.len(), finish) {
            (0, _) => "Nothing moves: no hours are planned for that week.".to_owned(),
            (1, Some(last)) => format!("One phase ends later. You finish {} later, on {}.", days(last.days()), last.to.label()),
            (count, Some(last)) => format!("{count} phases end later. You finish {} later, on {}.", days(last.days()), last.to.label()),
            (count, None) => format!("{count} phases end later."),
        }
    };
    view! {
        <p role="status">{said}</p>
        {move || {
            let moved = moved.get();
            (!moved.is_empty())
                .then(|| {
                    view! {
                        <div class="table-scroll" tabindex="0" role="region" aria-label="What the missed week moves">
                            <table class="lab-table">
                                <thead>
                                    <tr>
                                        <th scope="col">"Phase"</th>
                                        <th scope="col">"Ends"</th>
                                        <th scope="col">"Then"</th>
                                        <th scope="col">"Later by"</th>
                                    </tr>
                                </thead>
                                <tbody>
                                    {moved
                                        .into_iter()
                                        .map(|one| {
                                            let title = PHASES.iter().find(|phase| phase.number == one.phase).map(|phase| phase.title);
                                            view! {
                                                <tr>
                                                    <th scope="row" title=title>{one.phase.to_string()}</th>
                                                    <td>{one.from.label()}</td>
                                                    <td>{one.to.label()}</td>
                                                    <td>{days(one.days())}</td>
                                                </tr>
                                            }
                                        })
                                        .collect_view()}
                                </tbody>
                            </table>
                        </div>
                    }
                })
        }}
    }
    .into_any()
}
