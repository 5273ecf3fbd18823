//! The alert rules of a service: what each sees at the end of a window, in words.

use super::baseline::WindowFindings;
use crate::monitor::{Alert, Condition, Error};
use crate::protocol::drift::{
    AlertReport, AlertRule, AlertState, BaselineCheck, Check, ColumnFinding, Latency, Measured, WindowReport, WindowState,
};
use crate::protocol::{AlertSpec, Judged as Held, PerformanceMetric, WatchSpec};

/// Columns that a reason names.
const NAMED: usize = 3;

/// All alerts of a service.
pub(super) struct AlertBoard {
    all: Vec<(AlertRule, Alert, Vec<AlertState>)>,
    /// Window since which each rule's condition has held.
    since: Vec<Option<u32>>,
}

/// What came to light at the end of a window.
pub(super) struct WindowOutcome<'a> {
    pub(super) window: &'a WindowReport,
    pub(super) judged: Result<&'a WindowFindings, &'a Error>,
    /// The window whose labels came now.
    pub(super) labelled: Option<&'a WindowReport>,
    pub(super) seconds: u64,
    pub(super) spec: &'a WatchSpec,
    /// Number of classes.
    pub(super) classes: usize,
}

impl AlertBoard {
    pub(super) fn new(spec: &AlertSpec) -> Result<Self, Error> {
        let all = AlertRule::ALL.iter().map(|rule| Ok((*rule, Alert::new(spec)?, vec![]))).collect::<Result<Vec<_>, Error>>()?;
        Ok(Self { since: vec![None; all.len()], all })
    }

    /// Evaluates every rule.
    pub(super) fn evaluate(&mut self, seen: &WindowOutcome) {
        for ((rule, alert, states), since) in self.all.iter_mut().zip(&mut self.since) {
            let condition = match condition(*rule, seen) {
                Condition::Holds(words) => {
                    let from = *since.get_or_insert(seen.window.number);
                    Condition::Holds(format!("{words}, since window {from}"))
                }
                other => {
                    *since = None;
                    other
                }
            };
            states.push(alert.evaluate(seen.seconds, &condition));
        }
    }

    /// Each of these sends a notification.
    pub(super) fn fires(&self, rules: [AlertRule; 2]) -> bool {
        self.all.iter().any(|(rule, alert, _)| rules.contains(rule) && alert.state() == AlertState::Alerting)
    }

    pub(super) fn reports(self) -> Vec<AlertReport> {
        self.all.into_iter().map(|(rule, alert, states)| AlertReport { rule, states, history: alert.history().to_vec() }).collect()
    }
}

fn condition(rule: AlertRule, seen: &WindowOutcome) -> Condition {
    let window = seen.window;
    if let WindowState::NoData(why) = &window.state {
        return Condition::NoData(why.what.clone());
    }
    if rule == AlertRule::Latency {
        return late(window, seen.spec.latency.limit_millis);
    }
    let judged = match seen.judged {
        Ok(judged) => judged,
        Err(error) => return Condition::Failed(error.to_string()),
    };
    let metric = &seen.spec.metric;
    let noun = metric.noun(seen.classes);
    match rule {
        AlertRule::DatasetDrift if judged.drift.measured == 0 => Condition::Failed("no column could be compared".into()),
        AlertRule::DatasetDrift if !judged.drift.dataset_drift => Condition::Clear,
        AlertRule::ColumnDrift if judged.drift.drifted == 0 => Condition::Clear,
        AlertRule::DatasetDrift | AlertRule::ColumnDrift => Condition::Holds(drift_words(judged)),
        AlertRule::Latency => Condition::Clear,
        AlertRule::Unseen => match judged.unseen.filter(|share| *share > seen.spec.unseen_share) {
            Some(share) => Condition::Holds(unseen_words(share)),
            None => Condition::Clear,
        },
        AlertRule::Quality if judged.trouble.is_empty() => Condition::Clear,
        AlertRule::Quality => Condition::Holds(judged.trouble.join("; ")),
        AlertRule::Estimate => match (&window.state, &window.estimated) {
            (WindowState::Failed(why), _) => Condition::Failed(why.what.clone()),
            (_, None) => Condition::NoData("the reference has too few labels for an estimate".into()),
            (_, Some(check)) => outside(metric, check, &format!("{noun} is expected to be")),
        },
        AlertRule::Performance => match seen.labelled {
            None => Condition::NoData("no labels have come".into()),
            Some(labelled) => match (&labelled.state, &labelled.actual) {
                (WindowState::Failed(why), _) => Condition::Failed(why.what.clone()),
                (_, None) => Condition::NoData(format!("no labels of window {} have come", labelled.number)),
                (_, Some(check)) => outside(metric, check, &format!("by the labels of window {}, {noun} is", labelled.number)),
            },
        },
        AlertRule::Baseline => match seen.labelled {
            None => Condition::NoData("no labels have come".into()),
            Some(labelled) => match (&labelled.state, &labelled.baseline) {
                (WindowState::Failed(why), _) => Condition::Failed(why.what.clone()),
                (_, None) => Condition::NoData(format!("no labels of window {} have come", labelled.number)),
                (_, Some(found)) if found.is_worse() => Condition::Holds(baseline_words(labelled.number, found)),
                (_, Some(_)) => Condition::Clear,
            },
        },
    }
}

fn unseen_words(share: f64) -> String {
    format!("{:.0}% of the rows have a value that the reference never shows, so no estimate about them can be trusted", share * 100.0)
}

fn baseline_words(window: u32, found: &BaselineCheck) -> String {
    let (model, class, other) = (found.model * 100.0, &found.class, found.accuracy * 100.0);
    format!("by the labels of window {window} the model is right {model:.1}%, and always naming {class} would be right {other:.1}%")
}

/// 95 of 100 answers take longer than they may; and why, if the queue itself is the reason.
fn late(window: &WindowReport, limit: f64) -> Condition {
    match window.latency {
        None => Condition::NoData("no request came".into()),
        Some(found) if found.p95 <= limit => Condition::Clear,
        Some(Latency { p50, p95, load, .. }) => {
            let queue = if load < 1.0 { "" } else { ", and more work comes than the server can do" };
            let load = load * 100.0;
            let words = format!("95 of 100 answers come within {p95:.0} ms, half of them within {p50:.0}; they may take {limit} ms");
            Condition::Holds(format!("{words}. The server is asked for {load:.0}% of its time{queue}"))
        }
    }
}

/// Bad is below the band, or above that of a loss; a model better than usual wakes nobody.
fn outside(metric: &PerformanceMetric, check: &Check, words: &str) -> Condition {
    let say = |value: f64, side: &str, limit: f64| format!("{words} {}, {side} {}", metric.words(value), metric.words(limit));
    match (check.value, check.lower, check.upper) {
        (Some(value), _, Some(upper)) if metric.is_loss() && value > upper => Condition::Holds(say(value, "above", upper)),
        (Some(value), Some(lower), _) if !metric.is_loss() && value < lower => Condition::Holds(say(value, "below", lower)),
        (Some(_), ..) => Condition::Clear,
        (None, ..) => Condition::NoData("the figure is undefined, such as the precision of a class that is never answered".into()),
    }
}

/// Which columns drift, and how sure that is.
fn drift_words(judged: &WindowFindings) -> String {
    let drifted: Vec<(&str, &Measured)> = judged
        .drift
        .columns
        .iter()
        .filter_map(|column| match &column.found {
            ColumnFinding::Measured(measured) if measured.drifted => Some((column.column.as_str(), measured)),
            _ => None,
        })
        .collect();
    let named: Vec<String> = drifted.iter().take(NAMED).map(|(name, measured)| format!("{name} ({})", sure(measured))).collect();
    let more = drifted.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{} of {} columns drift: {}{more}", judged.drift.drifted, judged.drift.measured, named.join(", "))
}

/// A p-value of at least a millionth with three significant digits, or with six decimals where three digits would equal the limit.
fn p_text(p_value: f64, limit: f64) -> String {
    let decimals = (2.0 - p_value.log10().floor()).clamp(2.0, 8.0) as usize;
    let text = format!("{p_value:.decimals$}");
    if text.parse() == Ok(limit) { format!("{p_value:.6}") } else { text }
}

/// A comparison in words: test, figure and limit.
pub(super) fn sure(measured: &Measured) -> String {
    let name = measured.test.title();
    match (measured.judged, measured.adjusted_p_value.or(measured.p_value), measured.statistic) {
        (Held::PValue, Some(p_value), _) if p_value < 1e-6 => format!("{name}, p below 0.000001"),
        (Held::PValue, Some(p_value), _) => format!("{name}, p {}, limit {}", p_text(p_value, measured.threshold), measured.threshold),
        (Held::Distance, _, Some(distance)) => format!("{name} {distance:.3}, limit {:.3}", measured.threshold),
        _ => format!("{name}, infinitely far"),
    }
}

#[cfg(test)]
mod tests {
    use super::p_text;

    #[test]
    fn a_p_value_is_as_long_as_it_must_be_to_stand_beside_its_limit() {
        assert_eq!([0.743_977, 0.015_161, 0.000_123_4, 1.0].map(|p| p_text(p, 0.05)), ["0.744", "0.0152", "0.000123", "1.00"]);
        assert_eq!(p_text(0.049_996, 0.05), "0.049996");
    }
}
