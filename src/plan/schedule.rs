//! From hours to dates: the remaining items, one after another over the days on which there is time.

use std::collections::BTreeMap;

use super::{Day, MOST_HOURS, MOST_HOURS_PER_WEEK};
use crate::roadmap::{PHASES, Phase};

/// On what terms the reader studies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanTerms {
    /// First day of the plan.
    pub start: Day,
    /// Today: remaining items begin no earlier. Absent keeps the plan's own first day.
    pub today: Option<Day>,
    /// Hours of study in a week; held to 1..=80.
    pub hours_per_week: u16,
    /// Hours of topics and projects that the reader estimates otherwise, by id; held to 0..=500.
    pub hours: BTreeMap<String, u16>,
    /// Weeks without study; any day stands for its week, Monday to Sunday.
    pub weeks_off: Vec<Day>,
}

/// First and last day of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateSpan {
    /// First day.
    pub start: Day,
    /// Last day; the first at the earliest.
    pub end: Day,
}

/// A topic or project with its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedItem {
    /// Id of the topic or the project.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// It is the phase's project.
    pub is_project: bool,
    /// Hours left; 0 once it is done or skipped.
    pub hours: u32,
    /// Its days; absent if nothing is left to do.
    pub span: Option<DateSpan>,
}

/// A phase with its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhaseDates {
    /// 0..=6.
    pub phase: u8,
    /// Hours left.
    pub hours: u32,
    /// Its days; absent if nothing is left to do.
    pub span: Option<DateSpan>,
    /// Its topics in order, then its project.
    pub items: Vec<DatedItem>,
}

/// Dates for the whole road.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The day on which the remaining items begin.
    pub begins: Day,
    /// All phases in order.
    pub phases: Vec<PhaseDates>,
}

impl PlanTerms {
    /// The reader's usual terms: from this day on, at this pace.
    pub fn new(start: Day, hours_per_week: u16) -> Self {
        Self { start, today: None, hours_per_week, hours: BTreeMap::new(), weeks_off: Vec::new() }
    }

    /// Hours of a topic or project by the reader's own estimate, or else the roadmap's.
    pub fn hours_of(&self, id: &str, usual: u16) -> u16 {
        self.hours.get(id).map_or(usual, |hours| *hours).min(MOST_HOURS)
    }

    /// Dates of the remaining items, given which topics and project steps are finished (done or skipped). A project in which some steps
    /// are finished takes that share less, rounded up to whole hours.
    pub fn schedule(&self, is_finished: &dyn Fn(&str) -> bool) -> Schedule {
        let begins = self.today.map_or(self.start, |today| today.max(self.start));
        let calendar =
            StudyDays { begins, weeks_off: self.mondays_off(), per_week: u32::from(self.hours_per_week.clamp(1, MOST_HOURS_PER_WEEK)) };
        let mut before = 0;
        let phases = PHASES
            .iter()
            .map(|phase| {
                let first = before;
                let mut items = self.items_left(phase, is_finished);
                let hours = items.iter().map(|item| item.hours).sum();
                let span = calendar.span(first, hours, u32::div_ceil);
                for item in &mut items {
                    // Two topics may share a day; a phase begins on a day of its own.
                    item.span = calendar.span(before, item.hours, |left, right| left / right).zip(span).map(|(days, phase)| {
                        let start = days.start.clamp(phase.start, phase.end);
                        DateSpan { start, end: days.end.clamp(start, phase.end) }
                    });
                    before += item.hours;
                }
                PhaseDates { phase: phase.number, hours, span, items }
            })
            .collect();
        Schedule { begins, phases }
    }

    /// Topics and project of a phase with the hours that are left; their dates are not known yet.
    fn items_left(&self, phase: &'static Phase, is_finished: &dyn Fn(&str) -> bool) -> Vec<DatedItem> {
        let mut items: Vec<DatedItem> = phase
            .topics
            .iter()
            .map(|topic| {
                let hours = if is_finished(topic.id) { 0 } else { u32::from(self.hours_of(topic.id, topic.hours)) };
                DatedItem { id: topic.id, title: topic.title, is_project: false, hours, span: None }
            })
            .collect();
        let project = &phase.project;
        let (open, steps) = (project.steps.iter().filter(|step| !is_finished(step.id)).count() as u32, project.steps.len().max(1) as u32);
        let hours = (u32::from(self.hours_of(project.id, project.hours)) * open).div_ceil(steps);
        items.push(DatedItem { id: project.id, title: project.title, is_project: true, hours, span: None });
        items
    }

    /// Mondays of the weeks off, each once, in order.
    fn mondays_off(&self) -> Vec<Day> {
        let mut mondays: Vec<Day> = self.weeks_off.iter().map(|day| day.monday()).collect();
        mondays.sort();
        mondays.dedup();
        mondays
    }
}

/// The days on which there is time.
struct StudyDays {
    begins: Day,
    weeks_off: Vec<Day>,
    per_week: u32,
}

impl StudyDays {
    /// Days of `hours` hours after `before` others; `round` decides whether a day already begun is shared.
    fn span(&self, before: u32, hours: u32, round: fn(u32, u32) -> u32) -> Option<DateSpan> {
        if hours == 0 {
            return None;
        }
        let first = round(before * 7, self.per_week);
        let last = (((before + hours) * 7).div_ceil(self.per_week) - 1).max(first);
        Some(DateSpan { start: self.nth(first), end: self.nth(last) })
    }

    /// The study day with this number, 0 for the first.
    fn nth(&self, number: u32) -> Day {
        let mut day = self.begins.plus(i64::from(number));
        for monday in &self.weeks_off {
            let (from, until) = ((*monday).max(self.begins), monday.plus(7));
            if until > self.begins && from <= day {
                day = day.plus(until.0 - from.0);
            }
        }
        day
    }
}

impl Schedule {
    /// The last day; absent if nothing is left to do.
    pub fn finish(&self) -> Option<Day> {
        self.phases.iter().filter_map(|phase| phase.span).map(|span| span.end).max()
    }

    /// Hours left in all.
    pub fn hours(&self) -> u32 {
        self.phases.iter().map(|phase| phase.hours).sum()
    }

    /// Mondays of the weeks from the first day to the last.
    pub fn weeks(&self) -> impl Iterator<Item = Day> {
        let (first, last) = (self.begins.monday(), self.finish().unwrap_or(self.begins.plus(-7)));
        (0..).map(move |week| first.plus(7 * week)).take_while(move |monday| *monday <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn nothing(_: &str) -> bool {
        false
    }

    #[test]
    fn phases_follow_each_other_without_gap_or_overlap() {
        for hours in [1, 7, 8, 40] {
            let schedule = PlanTerms::new(day("2026-12-01"), hours).schedule(&nothing);
            let spans: Vec<DateSpan> = schedule.phases.iter().filter_map(|phase| phase.span).collect();
            assert_eq!((spans.len(), spans[0].start), (7, day("2026-12-01")));
            for pair in spans.windows(2) {
                assert_eq!(pair[1].start, pair[0].end.plus(1), "{hours} hours a week");
            }
        }
    }

    #[test]
    fn a_phase_of_30_hours_at_7_a_week_takes_30_days() {
        // Phase 0 is estimated at 12 + 5 + 5 + 8 hours: an hour a day.
        let first = &PlanTerms::new(day("2026-12-01"), 7).schedule(&nothing).phases[0];
        assert_eq!((first.hours, first.span), (30, Some(DateSpan { start: day("2026-12-01"), end: day("2026-12-30") })));
        let days: Vec<_> = first.items.iter().map(|item| item.span.map(|span| (span.start.iso(), span.end.iso())).unwrap()).collect();
        let expected =
            [("2026-12-01", "2026-12-12"), ("2026-12-13", "2026-12-17"), ("2026-12-18", "2026-12-22"), ("2026-12-23", "2026-12-30")];
        assert_eq!(days, expected.map(|(from, to)| (from.to_owned(), to.to_owned())));
    }

    #[test]
    fn topics_and_project_stay_within_their_phase_at_every_pace() {
        for hours in 1..=80 {
            for phase in PlanTerms::new(day("2026-12-01"), hours).schedule(&nothing).phases {
                let span = phase.span.unwrap();
                let items: Vec<DateSpan> = phase.items.iter().filter_map(|item| item.span).collect();
                assert_eq!((items[0].start, items[items.len() - 1].end), (span.start, span.end), "phase {} at {hours}", phase.phase);
                assert!(items.windows(2).all(|pair| pair[0].start <= pair[1].start && pair[0].end <= pair[1].end));
            }
        }
    }

    #[test]
    fn finished_items_take_no_time_and_half_a_project_half_of_it() {
        let done = |id: &str| id.starts_with("phase-0") || id == "phase-1.metrics";
        let schedule = PlanTerms::new(day("2026-12-01"), 7).schedule(&done);
        assert_eq!((schedule.phases[0].hours, schedule.phases[0].span), (0, None));
        assert_eq!(schedule.phases[1].span.map(|span| span.start), Some(day("2026-12-01")));
        assert_eq!(schedule.phases[1].items.iter().find(|item| item.id == "phase-1.metrics").map(|item| item.hours), Some(0));
        let half = |id: &str| ["environment", "reads", "processes"].iter().any(|step| id == format!("phase-0.project.{step}"));
        // Four of seven steps are open: 8 hours × 4 / 7, rounded up.
        assert_eq!(PlanTerms::new(day("2026-12-01"), 7).schedule(&half).phases[0].items[3].hours, 5);
        let all = PlanTerms::new(day("2026-12-01"), 7).schedule(&|_| true);
        assert_eq!((all.finish(), all.hours(), all.weeks().count()), (None, 0, 0));
    }

    #[test]
    fn own_estimates_count_and_are_held_to_their_range() {
        let mut terms = PlanTerms::new(day("2026-12-01"), 7);
        terms.hours =
            [("phase-0.python".to_owned(), 20), ("phase-0.git".to_owned(), 0), ("phase-0.command-line".to_owned(), 60_000)].into();
        let hours: Vec<u32> = terms.schedule(&nothing).phases[0].items.iter().map(|item| item.hours).collect();
        assert_eq!(hours, [20, 500, 0, 8]);
    }

    #[test]
    fn weeks_off_give_no_time_whatever_day_names_them() {
        let mut terms = PlanTerms::new(day("2026-12-01"), 7);
        // Twice the week of 21 December, one long past, and the week in which the plan begins.
        terms.weeks_off = ["2026-12-24", "2026-12-21", "2026-01-05", "2026-12-01"].map(day).to_vec();
        let first = terms.schedule(&nothing).phases[0].span.unwrap();
        // Six days of the first week are lost, and seven at Christmas.
        assert_eq!((first.start.iso(), first.end.iso()), ("2026-12-07".to_owned(), "2027-01-12".to_owned()));
    }

    #[test]
    fn remaining_items_begin_today_at_the_earliest() {
        let mut terms = PlanTerms::new(day("2026-12-01"), 7);
        terms.today = Some(day("2026-11-25"));
        assert_eq!(terms.schedule(&nothing).begins, day("2026-12-01"));
        terms.today = Some(day("2027-02-10"));
        assert_eq!(terms.schedule(&nothing).phases[0].span.map(|span| span.start), Some(day("2027-02-10")));
    }

    #[test]
    fn the_weeks_of_a_plan_are_its_mondays() {
        let schedule = PlanTerms::new(day("2026-12-03"), 80).schedule(&nothing);
        let weeks: Vec<String> = schedule.weeks().map(Day::iso).collect();
        assert_eq!((weeks.first().map(String::as_str), weeks.len()), (Some("2026-11-30"), 4), "{:?}", schedule.finish());
    }
}
