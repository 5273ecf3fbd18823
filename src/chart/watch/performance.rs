//! Performance over time: estimated without labels, and measured once labels arrive.

use super::timeline::{Timeline, WindowSpan, mean, share, windows};
use crate::chart::axes::{decimal, percent};
use crate::chart::canvas::Dash;
use crate::chart::key::Sample;
use crate::chart::palette::Role;
use crate::protocol::Panel;
use crate::protocol::drift::{Check, WatchReport, WindowReport};

/// The panel.
pub(super) fn performance(report: &WatchReport, width: u32) -> Panel {
    let metric = &report.spec.metric;
    let (title, noun) = (metric.title(report.classes.len()), report.noun());
    let say = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| metric.words(value));
    let value = |check: &Option<Check>| check.and_then(|check| check.value);
    let limit = |check: &Option<Check>| check.and_then(|check| if metric.is_loss() { check.upper } else { check.lower });
    let all: Vec<f64> = report
        .windows
        .iter()
        .flat_map(|window| [value(&window.estimated), value(&window.actual), limit(&window.estimated)])
        .flatten()
        .collect();
    let range = if metric.is_loss() {
        (0.0, all.iter().copied().fold(0.1, f64::max) * 1.05)
    } else {
        (((all.iter().copied().fold(1.0, f64::min) - 0.05) * 10.0).floor().max(0.0) / 10.0, 1.0)
    };
    let strange = |one: &WindowReport| one.unseen.is_some_and(|unseen| unseen > report.spec.unseen_share);
    let mut entries = vec![
        ("expected without labels".to_owned(), Sample::Line(Role::Accent, Dash::Dashed)),
        ("by the labels, once they come".to_owned(), Sample::Line(Role::Current, Dash::Solid)),
        ("usual band".to_owned(), Sample::Band(Role::Reference)),
        ("something is wrong".to_owned(), Sample::Band(Role::Bad)),
    ];
    if report.windows.iter().any(strange) {
        entries.insert(1, ("expected of rows unlike the reference: a guess".to_owned(), Sample::Ring(Role::Accent)));
    }
    let mut line = Timeline::new("performance", &title, report, width, (range, 200.0, 0.0), &entries);
    if metric.is_loss() {
        line.vertical(&noun, decimal);
    } else {
        line.vertical(&noun, |value, _| percent(value));
    }
    let places = line.places();
    let of = |place: &WindowSpan, take: fn(&WindowReport) -> Option<f64>| {
        mean(report.windows.get(place.from..place.to).unwrap_or_default().iter().map(take))
    };
    for place in &places {
        let (lower, upper) = (of(place, |one| one.estimated?.lower), of(place, |one| one.estimated?.upper));
        if let (Some(lower), Some(upper)) = (lower, upper) {
            let (x, across) = line.edges(*place);
            let (top, bottom) = (line.axes.y(upper.min(range.1)), line.axes.y(lower.max(range.0)));
            line.now.rect(x, top, across, bottom - top, Role::Reference.wash(0.18));
        }
    }
    let expected: Vec<_> = places.iter().map(|place| (*place, of(place, |one| one.estimated?.value))).collect();
    let actual: Vec<_> = places.iter().map(|place| (*place, of(place, |one| one.labels_due.and(one.actual)?.value))).collect();
    line.line(false, &expected, (Role::Accent, Dash::Dashed), false);
    for (place, value) in &expected {
        let guessed = report.windows.get(place.from..place.to).unwrap_or_default().iter().any(strange);
        if let Some(value) = value.filter(|_| guessed) {
            let (x, y) = (line.middle(*place), line.axes.y(value.clamp(range.0, range.1)));
            line.now.circle(x, y, 3.0, Role::Surface.fill().edged(Role::Accent.line(1.5)));
        }
    }
    line.line(true, &actual, (Role::Current, Dash::Solid), places.len() < 90);
    for (expected, actual) in expected.iter().zip(&actual) {
        for ((place, value), late, words) in [(expected, false, "is expected to be"), (actual, true, "by its labels was")] {
            if let Some(value) = value {
                let y = line.axes.y(*value);
                line.mark(*place, late, y, format!("{}: {noun} {words} {}", windows(*place), metric.words(*value)));
            }
        }
    }
    let (expects, measures) = (format!("expected {noun}"), format!("{noun} by labels"));
    let usual = if metric.is_loss() { "usual at most" } else { "usual at least" };
    line.frame.headers(&["window", "model", &expects, usual, &measures, "labels known from window", "rows unlike the reference"]);
    for one in &report.windows {
        let due = one.labels_due.map_or_else(|| "never".to_owned(), |due| due.to_string());
        let cells = [
            one.number.to_string(),
            format!("v{}", one.version),
            say(value(&one.estimated)),
            say(limit(&one.estimated)),
            say(one.labels_due.and(value(&one.actual))),
            due,
            share(one.unseen),
        ];
        line.row(one.labels_due.unwrap_or(one.number), cells.into());
    }
    line.finish(format!("{title} over time, expected without labels and by the labels once they come"), true)
}
