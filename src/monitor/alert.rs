//! Alerts with Grafana's life cycle, their history, and a reason in words.
//!
//! Normal → Pending → Alerting → Recovering → Normal, and No Data or Error where there is nothing to judge. As Grafana's
//! documentation (v13, alert rule evaluation) has it: No Data and Error wait out the pending period too. Time is an argument, in
//! seconds since the start.

use super::Error;
use crate::protocol::AlertSpec;
use crate::protocol::drift::{AlertEvent, AlertState};

/// What an evaluation saw.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All is well.
    Clear,
    /// The condition holds; why, in words.
    Holds(String),
    /// There was nothing to look at; why, in words.
    NoData(String),
    /// The rule could not be evaluated; why, in words.
    Failed(String),
}

/// An alert and all it has been through.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    spec: AlertSpec,
    state: AlertState,
    /// Since when it has been in this state.
    since: u64,
    evaluated: Option<u64>,
    history: Vec<AlertEvent>,
}

impl Alert {
    /// An alert in its normal state.
    pub fn new(spec: &AlertSpec) -> Result<Self, Error> {
        if spec.evaluation_interval == 0 {
            return Err(Error::parameter("evaluation_interval", 0, "a whole number of seconds from 1"));
        }
        Ok(Self { spec: spec.clone(), state: AlertState::Normal, since: 0, evaluated: None, history: Vec::new() })
    }

    /// An evaluation is due: none has been made yet, or the interval has passed since the last.
    pub fn is_due(&self, now: u64) -> bool {
        self.evaluated.is_none_or(|last| now >= last.saturating_add(self.spec.evaluation_interval))
    }

    /// Evaluates, if it is due, and returns the state; between evaluations nothing changes.
    pub fn evaluate(&mut self, now: u64, condition: &Condition) -> AlertState {
        if !self.is_due(now) {
            return self.state;
        }
        self.evaluated = Some(now);
        let lasted = now.saturating_sub(self.since);
        let (waits, clear) = (self.spec.pending_period > 0, *condition == Condition::Clear);
        let next = match (condition, self.state) {
            // A trouble of any kind waits out one pending period, which another kind does not start again.
            (_, AlertState::Normal) if waits && !clear => AlertState::Pending,
            (_, AlertState::Pending) if lasted < self.spec.pending_period && !clear => AlertState::Pending,
            (Condition::NoData(_), _) => AlertState::NoData,
            (Condition::Failed(_), _) => AlertState::Error,
            (Condition::Holds(_), AlertState::Alerting | AlertState::Recovering) => AlertState::Alerting,
            (Condition::Holds(_), AlertState::NoData | AlertState::Error) if waits => AlertState::Pending,
            (Condition::Holds(_), _) => AlertState::Alerting,
            (Condition::Clear, AlertState::Alerting) if self.spec.keep_firing_for > 0 => AlertState::Recovering,
            (Condition::Clear, AlertState::Recovering) if lasted < self.spec.keep_firing_for => AlertState::Recovering,
            (Condition::Clear, _) => AlertState::Normal,
        };
        if next != self.state {
            let reason = self.reason(condition, next, lasted);
            self.history.push(AlertEvent { at: now, from: self.state, to: next, reason });
            (self.state, self.since) = (next, now);
        }
        self.state
    }

    fn reason(&self, condition: &Condition, next: AlertState, lasted: u64) -> String {
        match (condition, next) {
            (Condition::Holds(why) | Condition::NoData(why) | Condition::Failed(why), AlertState::Pending) => {
                format!("{why}; somebody is told if it lasts {}", span(self.spec.pending_period))
            }
            (Condition::Holds(why), _) if self.state == AlertState::Pending => format!("{why}, for {}", span(lasted)),
            (Condition::Holds(why) | Condition::NoData(why) | Condition::Failed(why), _) => why.clone(),
            (Condition::Clear, AlertState::Recovering) => {
                format!("the condition no longer holds; the alert is kept for {} in case it returns", span(self.spec.keep_firing_for))
            }
            (Condition::Clear, _) => format!("the condition no longer holds, after {}", span(lasted)),
        }
    }

    /// Where it stands.
    pub fn state(&self) -> AlertState {
        self.state
    }

    /// Since when, in seconds since the start.
    pub fn since(&self) -> u64 {
        self.since
    }

    /// Every change of state, oldest first.
    pub fn history(&self) -> &[AlertEvent] {
        &self.history
    }
}

/// Seconds as Grafana writes them, in the largest unit that they are whole in.
fn span(seconds: u64) -> String {
    match seconds {
        _ if seconds > 0 && seconds.is_multiple_of(86_400) => format!("{} d", seconds / 86_400),
        _ if seconds > 0 && seconds.is_multiple_of(3600) => format!("{} h", seconds / 3600),
        _ if seconds > 0 && seconds.is_multiple_of(60) => format!("{} min", seconds / 60),
        _ => format!("{seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use AlertState::{Alerting, Error as Failed, NoData, Normal, Pending, Recovering};

    fn run(spec: AlertSpec, signs: &str) -> (Vec<AlertState>, Alert) {
        let mut alert = Alert::new(&spec).unwrap();
        let condition = |sign| match sign {
            '!' => Condition::Holds("distance drifts".into()),
            '0' => Condition::NoData("the window is empty".into()),
            'x' => Condition::Failed("distance is gone".into()),
            _ => Condition::Clear,
        };
        let states = signs.chars().enumerate().map(|(step, sign)| alert.evaluate(step as u64 * 10, &condition(sign))).collect();
        (states, alert)
    }

    #[test]
    fn an_alert_goes_through_grafanas_states() {
        let spec = AlertSpec { evaluation_interval: 10, pending_period: 20, keep_firing_for: 20 };
        let (states, alert) = run(spec, ".!!!!.!..-0x.");
        let expected =
            [Normal, Pending, Pending, Alerting, Alerting, Recovering, Alerting, Recovering, Recovering, Normal, Pending, Pending, Normal];
        assert_eq!(states, expected);
        let told = &alert.history()[1];
        assert_eq!((told.at, told.to, told.reason.as_str()), (30, Alerting, "distance drifts, for 20 s"));
        assert_eq!(alert.history().len(), 8);
    }

    #[test]
    fn no_data_and_errors_wait_out_one_pending_period_that_another_kind_of_trouble_does_not_start_again() {
        let spec = AlertSpec { evaluation_interval: 10, pending_period: 20, keep_firing_for: 20 };
        assert_eq!(run(spec.clone(), ".000.").0, [Normal, Pending, Pending, NoData, Normal]);
        assert_eq!(run(spec.clone(), ".0.xx.").0, [Normal, Pending, Normal, Pending, Pending, Normal]);
        // Grafana 13's own example, then an alert that is firing and loses its data at once.
        assert_eq!(run(spec.clone(), ".!x!0x").0, [Normal, Pending, Pending, Alerting, NoData, Failed]);
        assert_eq!(run(spec.clone(), "!!!.x").0, [Pending, Pending, Alerting, Recovering, Failed]);
        assert_eq!(run(AlertSpec { pending_period: 0, ..spec.clone() }, "0x!").0, [NoData, Failed, Alerting]);
        let (_, alert) = run(spec, "000");
        let told: Vec<&str> = alert.history().iter().map(|event| event.reason.as_str()).collect();
        assert_eq!(told, ["the window is empty; somebody is told if it lasts 20 s", "the window is empty"]);
    }

    #[test]
    fn what_does_not_last_tells_nobody_and_without_a_pending_period_it_tells_at_once() {
        let patient = AlertSpec { evaluation_interval: 10, pending_period: 30, keep_firing_for: 0 };
        assert_eq!(run(patient.clone(), "!!.!!.").0, [Pending, Pending, Normal, Pending, Pending, Normal]);
        assert_eq!(run(AlertSpec { pending_period: 0, ..patient }, ".!.").0, [Normal, Alerting, Normal]);
    }

    #[test]
    fn spans_have_the_largest_unit_they_are_whole_in() {
        assert_eq!([0, 90, 120, 7200, 5400, 172_800].map(span), ["0 s", "90 s", "2 min", "2 h", "90 min", "2 d"]);
    }

    #[test]
    fn between_evaluations_nothing_changes() {
        let mut alert = Alert::new(&AlertSpec { evaluation_interval: 60, pending_period: 0, keep_firing_for: 0 }).unwrap();
        assert_eq!(alert.evaluate(0, &Condition::Clear), Normal);
        assert_eq!(alert.evaluate(30, &Condition::Holds("late".into())), Normal);
        assert_eq!(alert.evaluate(60, &Condition::Holds("late".into())), Alerting);
        assert!(Alert::new(&AlertSpec { evaluation_interval: 0, ..AlertSpec::default() }).is_err());
    }
}
