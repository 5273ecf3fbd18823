//! What happened so far, in plain sentences made from the numbers.

use crate::protocol::report_monitor::{AlertState, Check};
use crate::protocol::report_watch::{Duel, WatchReport, WindowReport, WindowState};
use crate::ui::lab::number::percent;

/// A share as a percentage; a dash where there is none.
pub(crate) fn share(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), percent)
}

/// The figure that stands for performance; a dash where there is none.
pub(crate) fn figure(report: &WatchReport, check: Option<Check>) -> String {
    check.and_then(|check| check.value).map_or_else(|| "–".to_owned(), |value| report.spec.metric.words(value))
}

/// A time as people say it.
pub(crate) fn millis(millis: f64) -> String {
    if millis < 10_000.0 { format!("{millis:.0} ms") } else { format!("{:.1} s", millis / 1000.0) }
}

/// The newest window whose labels are known after so many have passed.
pub(crate) fn labelled(report: &WatchReport, at: u32) -> Option<&WindowReport> {
    report.windows.iter().rev().find(|window| window.labels_due.is_some_and(|due| due < at) && window.actual.is_some())
}

/// Names of the alerts that are firing.
pub(crate) fn firing(report: &WatchReport, at: u32) -> Vec<String> {
    let is = |states: &[AlertState]| at.checked_sub(1).and_then(|last| states.get(last as usize)) == Some(&AlertState::Alerting);
    report.alerts.iter().filter(|alert| is(&alert.states)).map(|alert| report.name_of(alert.rule)).collect()
}

/// Two or three sentences about where it stands.
pub(crate) fn now(report: &WatchReport, at: u32) -> Vec<String> {
    let Some(window) = at.checked_sub(1).and_then(|last| report.windows.get(last as usize)) else {
        let usual = share(report.reference.performance.accuracy);
        return vec![
            format!("Model v1 learned from {} rows and is right {usual} of the time on the reference.", report.reference.train_rows),
            "Press Play, and requests begin to come.".into(),
        ];
    };
    let mut said = vec![];
    match &window.state {
        WindowState::NoData(why) => said.push(format!("No data: {}. {}", why.what, why.hint)),
        WindowState::Failed(why) => said.push(format!("Error: every request fails, because {}. {}", why.what, why.hint)),
        WindowState::Served => {
            let (expected, noun) = (figure(report, window.estimated), report.noun());
            let known = match labelled(report, at) {
                Some(known) => {
                    format!("the newest labels, of window {}, say {}", known.number, figure(report, known.actual))
                }
                None => "no labels have come yet".to_owned(),
            };
            said.push(format!("Without labels, {noun} is expected to be {expected} in window {}; {known}.", window.number));
            let limit = report.spec.latency.limit_millis;
            if let Some(slow) = window.latency.filter(|found| found.p95 > limit) {
                let (found, limit) = (millis(slow.p95), millis(limit));
                said.push(format!("95 of 100 answers come within {found}, and {limit} are allowed: right or wrong, they come too late."));
            }
        }
    }
    let firing = firing(report, at);
    said.push(match firing.as_slice() {
        [] => "No alert is firing.".to_owned(),
        [one] => format!("One alert is firing: {one}."),
        all => format!("{} alerts are firing: {}.", all.len(), all.join(", ")),
    });
    let wrong: Vec<&str> =
        report.truth.iter().filter(|truth| truth.from < at && at <= truth.to).map(|truth| truth.words.as_str()).collect();
    if !wrong.is_empty() {
        said.push(format!("The truth, which nobody on duty knows: {}.", wrong.join("; ")));
    }
    said
}

/// A comparison of champion and challenger in words.
pub(crate) fn duel(duel: &Duel, challenger: u32) -> String {
    let theirs = duel.champion_accuracy.map_or_else(|| "cannot answer".to_owned(), |value| format!("is right {}", share(Some(value))));
    let ours = share(duel.challenger_accuracy);
    let sure = match duel.p_value {
        Some(p_value) if p_value < 0.001 => " Chance alone hardly explains that (McNemar, p below 0.001).".to_owned(),
        Some(p_value) if p_value < 0.05 => format!(" Chance alone seldom explains that (McNemar, p {p_value:.3})."),
        Some(p_value) => format!(" That may be chance (McNemar, p {p_value:.2})."),
        None => String::new(),
    };
    let (rows, champion) = (duel.rows, duel.champion);
    format!("On the same {rows} labelled rows, which neither learned from, v{champion} {theirs} and v{challenger} {ours}.{sure}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duel_says_how_sure_it_is() {
        let found = Duel {
            champion: 1,
            rows: 100,
            champion_accuracy: Some(0.5),
            challenger_accuracy: Some(0.9),
            only_champion: 0,
            only_challenger: 40,
            p_value: Some(1e-9),
        };
        assert_eq!(
            duel(&found, 2),
            "On the same 100 labelled rows, which neither learned from, v1 is right 50% and v2 90%. Chance alone hardly explains that \
             (McNemar, p below 0.001)."
        );
        let failed = Duel { champion_accuracy: None, p_value: None, ..found };
        assert!(duel(&failed, 2).contains("v1 cannot answer and v2 90%."));
    }
}
