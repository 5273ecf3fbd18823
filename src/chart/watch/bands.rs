//! Alerts by their state, and detectors by what they said: one row each, windows from left to right.

use super::timeline::{Timeline, WindowSpan, windows};
use crate::chart::canvas::TextStyle;
use crate::chart::key::Sample;
use crate::chart::palette::Role;
use crate::protocol::Panel;
use crate::protocol::drift::{AlertState, WatchReport};

const ROW: f64 = 20.0;
const LEFT: f64 = 118.0;

/// The life of every alert.
pub(super) fn alerts(report: &WatchReport, width: u32) -> Panel {
    let entries = [
        ("normal".to_owned(), Sample::Line(Role::Reference, Default::default())),
        ("pending: half".to_owned(), Sample::Band(Role::Current)),
        ("alerting: full".to_owned(), Sample::Tick(Role::Bad)),
        ("recovering: half, hollow".to_owned(), Sample::Ring(Role::Good)),
        ("no data or error: hatched".to_owned(), Sample::Band(Role::Reference)),
    ];
    let plot = report.alerts.len() as f64 * ROW + 4.0;
    // Room for the longest name, where the drawing is wide enough for it.
    let longest = report.alerts.iter().map(|alert| TextStyle::NOTE.width(&report.name_of(alert.rule)) + 10.0).fold(LEFT, f64::max);
    let left = longest.min((f64::from(width) * 0.36).max(LEFT));
    let mut line = Timeline::new("alerts", "Alerts", report, width, ((0.0, 1.0), plot, left), &entries);
    let (places, top) = (line.places(), line.axes.frame.top);
    for (at, alert) in report.alerts.iter().enumerate() {
        let base = top + (at + 1) as f64 * ROW;
        let name = report.name_of(alert.rule);
        line.frame.text(left - 6.0, base - 5.0, &TextStyle::NOTE.fit(&name, left - 10.0), TextStyle::NOTE.end());
        for place in &places {
            let inside = alert.states.get(place.from..place.to).unwrap_or_default();
            let state = inside.iter().copied().max_by_key(|state| rank(*state)).unwrap_or_default();
            let (x, across) = line.edges(*place);
            let full = ROW - 3.0;
            let layer = &mut line.now;
            match state {
                AlertState::Normal => layer.rect(x, base - 5.0, across, 2.5, Role::Reference.fill()),
                AlertState::Pending => layer.rect(x, base - 2.0 - full / 2.0, across, full / 2.0, Role::Current.wash(0.7)),
                AlertState::Alerting => layer.rect(x, base - 2.0 - full, across, full, Role::Bad.fill()),
                AlertState::Recovering => {
                    layer.rect(x + 0.5, base - 2.0 - full / 2.0, across - 1.0, full / 2.0, Role::Good.line(1.2).outline());
                }
                AlertState::NoData => layer.hatch(x, base - 2.0 - full, across, full, Role::Muted.line(0.8)),
                AlertState::Error => layer.hatch(x, base - 2.0 - full, across, full, Role::Bad.line(1.2)),
            }
            line.mark(*place, false, base - ROW / 2.0, format!("{name}: {}, {}", words(state), windows(*place)));
        }
    }
    line.frame.headers(&["window", "alert", "from", "to", "reason"]);
    let seconds = report.spec.window_seconds.max(1);
    let mut events: Vec<_> = report.alerts.iter().flat_map(|alert| alert.history.iter().map(move |event| (alert.rule, event))).collect();
    events.sort_by_key(|(_, event)| event.at);
    for (rule, event) in events {
        let window = (event.at / seconds).saturating_sub(1) as u32;
        let cells = [window.to_string(), report.name_of(rule), words(event.from).into(), words(event.to).into(), event.reason.clone()];
        line.row(window, cells.into());
    }
    line.finish("State of every alert over time", false)
}

fn rank(state: AlertState) -> u8 {
    match state {
        AlertState::Normal => 0,
        AlertState::Recovering => 1,
        AlertState::Pending => 2,
        AlertState::NoData => 3,
        AlertState::Error => 4,
        AlertState::Alerting => 5,
    }
}

fn words(state: AlertState) -> &'static str {
    match state {
        AlertState::Normal => "normal",
        AlertState::Pending => "pending",
        AlertState::Alerting => "alerting",
        AlertState::Recovering => "recovering",
        AlertState::NoData => "no data",
        AlertState::Error => "error",
    }
}

/// When each detector fired.
pub(super) fn detectors(report: &WatchReport, width: u32) -> Panel {
    let entries = [("drift".to_owned(), Sample::Tick(Role::Bad)), ("warning".to_owned(), Sample::Ring(Role::Current))];
    let plot = report.detectors.len() as f64 * ROW + 4.0;
    let mut line = Timeline::new("detectors", "Streaming detectors", report, width, ((0.0, 1.0), plot, LEFT), &entries);
    let top = line.axes.frame.top;
    let right = line.axes.frame.right;
    line.frame.headers(&[
        "detector",
        "changes found",
        "found by chance",
        "missed",
        "false alarms",
        "mean delay in windows",
        "fired in windows",
    ]);
    for (at, one) in report.detectors.iter().enumerate() {
        let middle = top + (at as f64 + 0.5) * ROW;
        line.frame.text(LEFT - 6.0, middle + 4.0, &one.name, TextStyle::NOTE.end());
        line.frame.line((LEFT, middle), (right, middle), Role::Grid.line(1.0));
        for (window, fired) in one.warnings.iter().map(|window| (*window, false)).chain(one.firings.iter().map(|window| (*window, true))) {
            let place = WindowSpan { from: window as usize, to: window as usize + 1 };
            let x = line.middle(place);
            if fired {
                line.now.line((x, middle - 7.0), (x, middle + 7.0), Role::Bad.line(2.0));
            } else {
                line.now.circle(x, middle, 3.0, Role::Surface.fill().edged(Role::Current.line(1.2)));
            }
            if fired || one.warnings.len() < 400 {
                let words = if fired { "fires" } else { "warns" };
                line.mark(place, false, middle, format!("{} {words} in window {window}", one.name));
            }
        }
        let fired: Vec<String> = one.firings.iter().take(12).map(u32::to_string).collect();
        let more = one.firings.len().saturating_sub(12);
        let fired = if more > 0 { format!("{} and {more} more", fired.join(", ")) } else { fired.join(", ") };
        let delay = one.score.mean_delay.map_or_else(|| "–".to_owned(), |delay| format!("{delay:.1}"));
        let (found, missed, alarms) = (one.score.found.to_string(), one.score.missed.to_string(), one.score.false_alarms.to_string());
        let chance = format!("{:.2}", one.score.found_by_chance);
        line.row(u32::MAX, vec![one.name.clone(), found, chance, missed, alarms, delay, fired]);
    }
    line.finish("When each streaming detector fired", false)
}
