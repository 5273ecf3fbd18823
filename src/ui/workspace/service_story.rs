//! What happened so far, in plain sentences made from the numbers.

use crate::protocol::Change;
use crate::protocol::drift::{AlertState, Check, Duel, RowParts, Truth, WatchReport, WindowReport, WindowState};
use crate::ui::kit::number::percent;

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
            divided(&report.parts),
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
            if let Some(unseen) = window.unseen.filter(|unseen| *unseen > report.spec.unseen_share) {
                said.push(format!(
                    "Do not trust that estimate: {} of the window's rows have a value that the reference never shows.",
                    percent(unseen)
                ));
            }
            said.extend(forecast(report, at));
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

/// How the rows are divided.
fn divided(parts: &RowParts) -> String {
    if let Some(why) = &parts.too_small {
        return format!("No model can be trained again here: {}. {}", why.what, why.hint);
    }
    if parts.teach == 0 {
        return "Every row comes once, in its own time, so no model is judged on a row that it learned from.".to_owned();
    }
    format!(
        "No row has two roles: {} other rows are served and measured, {} may teach a new model, and {} judge it.",
        parts.serve, parts.teach, parts.judge
    )
}

/// Labelled windows from which a forecast can be compared with what came.
const COMPARED: usize = 3;
/// Gap between estimate and labels that nobody minds.
const FAIR: f64 = 0.03;

/// How the estimate fared since something went wrong, by the labels that have come: a forecast is fair while the inputs stay within
/// what the reference shows and the rule stays.
fn forecast(report: &WatchReport, at: u32) -> Option<String> {
    let slower = |truth: &&Truth| {
        let injection = report.spec.traffic.injections.get(truth.injection as usize);
        injection.is_some_and(|injection| matches!(injection.change, Change::Slowdown { .. }))
    };
    let active =
        |number: u32| report.truth.iter().filter(|truth| !slower(truth)).filter(move |truth| (truth.from..truth.to).contains(&number));
    let known = report.windows.iter().filter(|window| window.labels_due.is_some_and(|due| due < at));
    let version = known.clone().next_back()?.version;
    let pairs = known.filter(|window| window.version == version).filter_map(|window| {
        let (expected, actual) = (window.estimated?.value?, window.actual?.value?);
        Some((window, expected, actual))
    });
    let (changed, quiet): (Vec<_>, Vec<_>) = pairs.partition(|(window, ..)| active(window.number).next().is_some());
    if changed.len() < COMPARED {
        return None;
    }
    let mean = |of: &dyn Fn(&(&WindowReport, f64, f64)) -> f64| changed.iter().map(of).sum::<f64>() / changed.len() as f64;
    let (expected, actual) = (mean(&|one| one.1), mean(&|one| one.2));
    let unseen = mean(&|one| one.0.unseen.unwrap_or(0.0));
    // Labels of a quiet window scatter about the estimate by this much; their mean over several scatters by less.
    let scatter = quiet.iter().map(|(_, expected, actual)| (expected - actual).powi(2)).sum::<f64>() / quiet.len().max(1) as f64;
    let limit = FAIR.max(3.0 * (scatter / changed.len() as f64).sqrt());
    let words = |value: f64| report.spec.metric.words(value);
    let numbers = format!(
        "In the {} labelled windows with the change, the estimate says {} on average and the labels {}",
        changed.len(),
        words(expected),
        words(actual)
    );
    let turned = changed.iter().flat_map(|(window, ..)| active(window.number)).any(|truth| {
        let injection = report.spec.traffic.injections.get(truth.injection as usize);
        injection.is_some_and(|injection| matches!(injection.change, Change::Concept { .. }))
    });
    let why = if (expected - actual).abs() <= limit {
        "here it is a fair forecast".to_owned()
    } else if turned {
        "the rule has turned, which no estimate from inputs can see".to_owned()
    } else if unseen > report.spec.unseen_share {
        format!(
            "{} of the rows have a value that the reference never shows, and about those the probabilities are guesses",
            percent(unseen)
        )
    } else {
        "most values are such as the reference shows, but they no longer come together as they did, and for that the probabilities are not calibrated".to_owned()
    };
    Some(format!("{numbers}: {why}."))
}

/// A comparison of champion and challenger in words.
pub(crate) fn duel(duel: &Duel, challenger: u32) -> String {
    let theirs = duel.champion_accuracy.map_or_else(|| "cannot answer".to_owned(), |value| format!("is right {}", share(Some(value))));
    let ours = share(duel.challenger_accuracy);
    let sure = match duel.p_value {
        Some(p_value) if p_value < 0.001 => " Chance alone hardly explains the difference (McNemar, p below 0.001).".to_owned(),
        Some(p_value) if p_value < 0.05 => format!(" Chance alone seldom explains the difference (McNemar, p {p_value:.3})."),
        Some(p_value) => format!(" The difference may be chance (McNemar, p {p_value:.2})."),
        None => String::new(),
    };
    let (rows, champion) = (duel.rows, duel.champion);
    let baseline =
        duel.baseline_accuracy.map(|value| format!(", always naming the most common class {}", share(Some(value)))).unwrap_or_default();
    let refused = duel.refused.as_ref().map(|why| format!(" A policy would keep v{champion}: {why}.")).unwrap_or_default();
    format!(
        "On {rows} labelled rows, each counted once, which neither learned from, v{champion} {theirs}, v{challenger} {ours}{baseline}.{sure}{refused}"
    )
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
            baseline_accuracy: Some(0.4),
            refused: None,
        };
        assert_eq!(
            duel(&found, 2),
            "On 100 labelled rows, each counted once, which neither learned from, v1 is right 50%, v2 90%, always naming the most common \
             class 40%. Chance alone hardly explains the difference (McNemar, p below 0.001)."
        );
        let failed = Duel { champion_accuracy: None, p_value: None, refused: Some("it is no better".into()), ..found };
        assert!(duel(&failed, 2).contains("v1 cannot answer, v2 90%,"));
        assert!(duel(&failed, 2).ends_with(" A policy would keep v1: it is no better."));
    }
}
