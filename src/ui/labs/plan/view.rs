//! The plan: its terms on one side, its dates on the other.

mod dates;
mod missed;

use leptos::ev::Event;
use leptos::prelude::*;

use crate::plan::{CalendarStamp, Day, MOST_HOURS_PER_WEEK, PlanTerms, Schedule, calendar, pace_for};
use crate::ui::kit::browser;
use crate::ui::labs::plan::view::dates::Dates;
use crate::ui::labs::plan::view::missed::Missed;
use crate::ui::platform;
use crate::ui::progress::{Pace, Progress};
use crate::ui::workspace::reader::{Reader, schedule, terms};

/// The plan as its parts see it; copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    reader: StoredValue<Reader, LocalStorage>,
    progress: RwSignal<Progress>,
    /// On what terms; absent until a first day is chosen.
    terms: Memo<Option<PlanTerms>>,
    /// The dates that follow.
    schedule: Memo<Option<Schedule>>,
}

impl Plan {
    fn new(reader: Reader) -> Self {
        let progress = reader.progress();
        Self {
            reader: StoredValue::new_local(reader),
            progress,
            terms: Memo::new(move |_| progress.with(terms)),
            schedule: Memo::new(move |_| progress.with(schedule)),
        }
    }

    fn change(self, edit: impl FnOnce(&mut Pace)) {
        self.reader.with_value(|reader| reader.change_pace(edit));
    }

    /// Dates on these terms instead.
    fn dates_on(self, terms: &PlanTerms) -> Schedule {
        self.progress.with(|progress| terms.schedule(&|id| progress.is_finished(id)))
    }
}

/// The plan.
#[component]
pub(crate) fn Planning(
    /// Whose.
    reader: Reader,
) -> impl IntoView {
    let trouble = reader.trouble();
    let plan = Plan::new(reader);
    view! {
        <div class="lab plan">
            <div class="lab-notices" role="status">
                {move || trouble.get().map(|text| view! { <p class="lab-notice" data-kind="warn">{text}</p> })}
            </div>
            <div class="lab-columns">
                <div class="lab-controls">
                    <Form plan />
                    <Missed plan />
                </div>
                <div class="lab-main">
                    <Outcome plan />
                    <Dates plan />
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Pace, first day, last day.
#[component]
fn Form(plan: Plan) -> impl IntoView {
    let pace = move |part: fn(&Pace) -> String| move || plan.progress.with(|progress| part(&progress.pace));
    let set_day = move |event: Event, set: fn(&mut Pace, Option<String>)| {
        let day = Day::parse(&event_target_value(&event)).map(Day::iso);
        plan.change(|pace| set(pace, day));
    };
    view! {
        <fieldset class="lab-group">
            <legend>"Your terms"</legend>
            <div class="field">
                <label for="plan-pace">"Hours per week"</label>
                <input
                    id="plan-pace"
                    type="number"
                    min="1"
                    max=MOST_HOURS_PER_WEEK.to_string()
                    inputmode="numeric"
                    prop:value=pace(|pace| pace.hours_per_week.to_string())
                    on:change=move |event| {
                        if let Ok(hours) = event_target_value(&event).parse::<u16>() {
                            plan.change(|pace| pace.hours_per_week = hours.clamp(1, MOST_HOURS_PER_WEEK));
                        }
                    }
                />
            </div>
            <div class="field">
                <label for="plan-start">"First day"</label>
                <input
                    id="plan-start"
                    type="date"
                    prop:value=pace(|pace| pace.start.clone().unwrap_or_default())
                    on:change=move |event| set_day(event, |pace, day| pace.start = day)
                />
            </div>
            <button type="button" on:click=move |_| plan.change(|pace| pace.start = Some(platform::today()))>
                "Start today"
            </button>
            <div class="field">
                <label for="plan-target">"Done by (optional)"</label>
                <input
                    id="plan-target"
                    type="date"
                    prop:value=pace(|pace| pace.target.clone().unwrap_or_default())
                    on:change=move |event| set_day(event, |pace, day| pace.target = day)
                />
            </div>
        </fieldset>
    }
    .into_any()
}

/// When it is done, whether that is soon enough, and what can be taken home.
#[component]
fn Outcome(plan: Plan) -> impl IntoView {
    let saved = RwSignal::new(String::new());
    let take = move |_| {
        let made = plan.schedule.with_untracked(|schedule| {
            schedule.as_ref().map(|schedule| {
                let events = schedule
                    .phases
                    .iter()
                    .flat_map(|phase| [phase.span.is_some(), phase.items.iter().any(|item| item.is_project && item.span.is_some())]);
                let stamp = CalendarStamp { millis: platform::now_millis() };
                (calendar(schedule, stamp, &browser::site_address()), events.filter(|has| *has).count())
            })
        });
        if let Some((text, events)) = made {
            platform::download("mlops-roadmap.ics", "text/calendar;charset=utf-8", &text);
            saved.set(format!("mlops-roadmap.ics holds {events} events. Import it into your calendar; after a change, import it again."));
        }
    };
    let none = move || plan.schedule.with(|schedule| schedule.as_ref().and_then(Schedule::finish).is_none());
    view! {
        <section class="lab-section plan-outcome" aria-labelledby="plan-outcome">
            <h2 id="plan-outcome">"When you are done"</h2>
            <div role="status">
                {move || sentences(plan).into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
            </div>
            <div class="lab-actions">
                <button type="button" class="button-primary" disabled=none on:click=take>
                    "Download calendar (.ics)"
                </button>
                <a class="button" href=format!("{}/print", platform::base())>"Print the roadmap"</a>
            </div>
            <p class="lab-announcement" role="status">{saved}</p>
        </section>
    }
    .into_any()
}

/// The plan in plain sentences, the most important first.
fn sentences(plan: Plan) -> Vec<String> {
    let (Some(terms), Some(schedule)) = (plan.terms.get(), plan.schedule.get()) else {
        return vec!["Choose a first day, and every phase, topic and project gets its dates.".to_owned()];
    };
    let Some(finish) = schedule.finish() else {
        return vec!["Nothing is left to plan: everything is done or skipped.".to_owned()];
    };
    let pace = terms.hours_per_week;
    let mut said = vec![format!("{} hours are left. At {pace} a week you finish on {}.", schedule.hours(), finish.label())];
    let first = PlanTerms { today: None, ..terms.clone() }.schedule(&|_| false);
    if let Some(planned) = first.finish().filter(|_| schedule.begins > terms.start) {
        said.push(match finish.0 - planned.0 {
            0 => "That is the very day you planned when you began.".to_owned(),
            late if late > 0 => format!("When you began you planned {}: you are {} behind.", planned.label(), days(late)),
            early => format!("When you began you planned {}: you are {} ahead.", planned.label(), days(-early)),
        });
    }
    let target = plan.progress.with(|progress| progress.pace.target.as_deref().and_then(Day::parse));
    if let Some(target) = target {
        said.push(match target.0 - finish.0 {
            0 => "You have no day to spare.".to_owned(),
            slack if slack > 0 => format!("You have {} to spare before {}.", days(slack), target.label()),
            short => {
                let needed = plan.progress.with(|progress| pace_for(&terms, target, &|id| progress.is_finished(id)));
                let how = needed.map_or_else(
                    || format!("even {MOST_HOURS_PER_WEEK} hours a week would not do"),
                    |hours| format!("{hours} hours a week would do"),
                );
                format!("That is {} after {}: {how}.", days(-short), target.label())
            }
        });
    }
    said
}

/// `1 day`, `12 days`.
pub(crate) fn days(count: i64) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}
