//! The plan as a request, for the console, the command line and the calendar check.

use std::collections::BTreeSet;

use super::{CalendarStamp, DateSpan, Day, MOST_HOURS, MOST_HOURS_PER_WEEK, MOST_WEEKS_OFF, PlanTerms, calendar, moves, pace_for};
use crate::protocol::{Error, Plan, Planned, PlannedItem, PlannedMove, PlannedPhase};
use crate::roadmap::PHASES;

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// A text that is no day.
    #[error("{0} is “{1}”, which is no calendar day")]
    NoDay(&'static str, String),
    /// A pace out of range.
    #[error("hours_per_week is {0}, not 1 to {MOST_HOURS_PER_WEEK}")]
    Pace(u16),
    /// An estimate out of range.
    #[error("hours of “{0}” are {1}, more than {MOST_HOURS}")]
    Hours(String, u16),
    /// An id that is no topic and no project.
    #[error("hours has “{0}”, which is no topic and no project")]
    Unknown(String),
    /// Too many weeks off.
    #[error("weeks_off has {0} weeks, more than {MOST_WEEKS_OFF}")]
    WeeksOff(usize),
}

impl From<PlanError> for Error {
    fn from(error: PlanError) -> Self {
        let hint = match error {
            PlanError::NoDay(..) => "Write days as 2026-11-25.",
            PlanError::Pace(_) => "Give the hours of study in a week.",
            PlanError::Hours(..) => "Give the hours that this topic will take you.",
            PlanError::Unknown(_) => "Ids are those of the roadmap, such as phase-0.git and phase-0.project.",
            PlanError::WeeksOff(_) => "Move the first day instead.",
        };
        Self::new(error.to_string(), hint)
    }
}

/// Dates, moves and the calendar file of a request.
pub fn answer(call: &Plan) -> Result<Planned, PlanError> {
    let terms = terms(call)?;
    let finished: BTreeSet<&str> = call.spec.finished.iter().map(String::as_str).collect();
    let is_finished = |id: &str| finished.contains(id);
    let schedule = terms.schedule(&is_finished);
    let (finish, target) = (schedule.finish(), optional("target", call.spec.target.as_ref())?);
    let missed = optional("missed", call.missed.as_ref())?;
    let moved = missed.map(|week| moves(&schedule, &terms.missing(week).schedule(&is_finished))).unwrap_or_default();
    let text = |span: Option<DateSpan>| span.map(|span| (span.start.iso(), span.end.iso()));
    Ok(Planned {
        finish: finish.map(Day::iso),
        hours: schedule.hours(),
        slack_days: finish.zip(target).map(|(finish, target)| target.0 - finish.0),
        needed_hours_per_week: target.and_then(|target| pace_for(&terms, target, &is_finished)),
        moved: moved.iter().map(|one| PlannedMove { phase: one.phase, from: one.from.iso(), to: one.to.iso(), days: one.days() }).collect(),
        calendar: calendar(&schedule, CalendarStamp { millis: call.stamp_millis }, &call.site),
        phases: schedule
            .phases
            .iter()
            .map(|phase| PlannedPhase {
                phase: phase.phase,
                hours: phase.hours,
                days: text(phase.span),
                items: phase
                    .items
                    .iter()
                    .map(|item| PlannedItem { id: item.id.to_owned(), hours: item.hours, days: text(item.span) })
                    .collect(),
            })
            .collect(),
    })
}

fn terms(call: &Plan) -> Result<PlanTerms, PlanError> {
    let spec = &call.spec;
    if !(1..=MOST_HOURS_PER_WEEK).contains(&spec.hours_per_week) {
        return Err(PlanError::Pace(spec.hours_per_week));
    }
    if spec.weeks_off.len() > MOST_WEEKS_OFF {
        return Err(PlanError::WeeksOff(spec.weeks_off.len()));
    }
    for (id, hours) in &spec.hours {
        if !PHASES.iter().any(|phase| phase.project.id == id || phase.topics.iter().any(|topic| topic.id == id)) {
            return Err(PlanError::Unknown(id.clone()));
        }
        if *hours > MOST_HOURS {
            return Err(PlanError::Hours(id.clone(), *hours));
        }
    }
    Ok(PlanTerms {
        start: day("start", &spec.start)?,
        today: optional("today", spec.today.as_ref())?,
        hours_per_week: spec.hours_per_week,
        hours: spec.hours.clone(),
        weeks_off: spec.weeks_off.iter().map(|week| day("weeks_off", week)).collect::<Result<_, _>>()?,
    })
}

fn day(name: &'static str, text: &str) -> Result<Day, PlanError> {
    Day::parse(text).ok_or_else(|| PlanError::NoDay(name, text.to_owned()))
}

fn optional(name: &'static str, text: Option<&String>) -> Result<Option<Day>, PlanError> {
    text.map(|text| day(name, text)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::wire;

    fn ask(spec: &str) -> Result<Planned, String> {
        let call: Plan = wire::decode(spec).map_err(|error| error.what)?;
        answer(&call).map_err(|error| error.to_string())
    }

    #[test]
    fn a_request_is_answered_with_dates_slack_and_moves() {
        let planned = ask(r#"{"spec":{"start":"2026-12-01","hours_per_week":7,"target":"2027-12-31"},"missed":"2026-12-24"}"#).unwrap();
        assert_eq!(planned.phases[0].days, Some(("2026-12-01".into(), "2026-12-30".into())));
        assert_eq!((planned.moved.len(), planned.moved[0].days), (7, 7));
        let finish = Day::parse(&planned.finish.unwrap()).unwrap();
        assert_eq!(planned.slack_days, Some(Day::parse("2027-12-31").unwrap().0 - finish.0));
        assert!(planned.needed_hours_per_week.unwrap() < 7 && planned.calendar.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let check = |spec: &str, reason: &str| assert_eq!(ask(&format!("{{\"spec\":{{{spec}}}}}")).unwrap_err(), reason);
        check(r#""start":"soon""#, "start is “soon”, which is no calendar day");
        check(r#""start":"2026-12-01","hours_per_week":81"#, "hours_per_week is 81, not 1 to 80");
        check(r#""start":"2026-12-01","hours":{"phase-9.x":3}"#, "hours has “phase-9.x”, which is no topic and no project");
        check(r#""start":"2026-12-01","hours":{"phase-0.git":501}"#, "hours of “phase-0.git” are 501, more than 500");
        check(r#""start":"2026-12-01","weeks_off":["2026-02-30"]"#, "weeks_off is “2026-02-30”, which is no calendar day");
    }
}
