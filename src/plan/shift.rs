//! What a missed week does to a plan, and what pace reaches a day.

use super::{Day, MOST_HOURS_PER_WEEK, PlanTerms, Schedule};

/// A phase whose last day moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhaseShift {
    /// 0..=6.
    pub phase: u8,
    /// Its last day before.
    pub from: Day,
    /// Its last day after.
    pub to: Day,
}

impl PhaseShift {
    /// By how many days it is later; below 0 if earlier.
    pub fn days(&self) -> i64 {
        self.to.0 - self.from.0
    }
}

/// The phases whose last day differs between two schedules; those that have no days in one of them are left out.
pub fn moves(before: &Schedule, after: &Schedule) -> Vec<PhaseShift> {
    let both = before.phases.iter().zip(&after.phases);
    both.filter_map(|(before, after)| Some(PhaseShift { phase: before.phase, from: before.span?.end, to: after.span?.end }))
        .filter(|found| found.from != found.to)
        .collect()
}

impl PlanTerms {
    /// The same with one more week off.
    #[must_use]
    pub fn missing(&self, week: Day) -> Self {
        let mut terms = self.clone();
        terms.weeks_off.push(week);
        terms
    }
}

/// The fewest hours a week that finish on this day or earlier; absent if even 80 do not.
pub fn pace_for(terms: &PlanTerms, target: Day, is_finished: &dyn Fn(&str) -> bool) -> Option<u16> {
    (1..=MOST_HOURS_PER_WEEK).find(|hours| {
        let terms = PlanTerms { hours_per_week: *hours, ..terms.clone() };
        terms.schedule(is_finished).finish().is_none_or(|finish| finish <= target)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nothing(_: &str) -> bool {
        false
    }

    #[test]
    fn a_missed_week_moves_the_phase_it_falls_into_and_all_later_ones() {
        let terms = PlanTerms::new(Day::parse("2026-12-01").unwrap(), 7);
        let plan = terms.schedule(&nothing);
        let second = plan.phases[1].span.unwrap();
        let moved = moves(&plan, &terms.missing(second.start.plus(9)).schedule(&nothing));
        assert_eq!(moved.iter().map(|one| (one.phase, one.days())).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6].map(|phase| (phase, 7)));
        assert_eq!(moves(&plan, &terms.missing(Day::parse("2020-01-01").unwrap()).schedule(&nothing)), []);
        // A week that is off already cannot be missed.
        let off = terms.missing(second.start);
        assert_eq!(moves(&off.schedule(&nothing), &off.missing(second.start).schedule(&nothing)), []);
    }

    #[test]
    fn the_pace_for_a_day_is_the_slowest_that_reaches_it() {
        let terms = PlanTerms::new(Day::parse("2026-12-01").unwrap(), 7);
        let finish = |hours| PlanTerms { hours_per_week: hours, ..terms.clone() }.schedule(&nothing).finish().unwrap();
        let target = finish(9);
        assert_eq!(pace_for(&terms, target, &nothing), Some(9));
        assert_eq!(pace_for(&terms, target.plus(-1), &nothing), Some(10));
        assert_eq!(pace_for(&terms, terms.start, &nothing), None);
        assert_eq!(pace_for(&terms, terms.start, &|_| true), Some(1));
    }
}
