//! Accuracy over time: what is expected without labels, and what the labels say once they have come.

use super::timeline::{Place, Timeline, mean, share, windows};
use crate::chart::axes::percent;
use crate::chart::canvas::Dash;
use crate::chart::key::Sample;
use crate::chart::palette::Role;
use crate::protocol::Panel;
use crate::protocol::report_monitor::Check;
use crate::protocol::report_watch::{WatchReport, WindowReport};

/// The panel.
pub(super) fn performance(report: &WatchReport, width: u32) -> Panel {
    let value = |check: &Option<Check>| check.and_then(|check| check.value);
    let all = report.windows.iter().flat_map(|window| {
        let lower = window.estimated.and_then(|check| check.lower);
        [value(&window.estimated), value(&window.actual), lower]
    });
    let least = all.flatten().fold(1.0_f64, f64::min);
    let low = ((least - 0.05) * 10.0).floor().max(0.0) / 10.0;
    let entries = [
        ("expected without labels".to_owned(), Sample::Line(Role::Accent, Dash::Dashed)),
        ("by the labels, once they come".to_owned(), Sample::Line(Role::Current, Dash::Solid)),
        ("usual band".to_owned(), Sample::Band(Role::Reference)),
        ("something is wrong".to_owned(), Sample::Band(Role::Bad)),
    ];
    let mut line = Timeline::new("performance", "Accuracy", report, width, ((low, 1.0), 200.0, 0.0), &entries);
    line.vertical("accuracy", |value, _| percent(value));
    let places = line.places();
    let of = |place: &Place, take: fn(&WindowReport) -> Option<f64>| {
        mean(report.windows.get(place.from..place.to).unwrap_or_default().iter().map(take))
    };
    for place in &places {
        let (lower, upper) = (of(place, |one| one.estimated?.lower), of(place, |one| one.estimated?.upper));
        if let (Some(lower), Some(upper)) = (lower, upper) {
            let (x, across) = line.edges(*place);
            let (top, bottom) = (line.axes.y(upper.min(1.0)), line.axes.y(lower.max(low)));
            line.now.rect(x, top, across, bottom - top, Role::Reference.wash(0.18));
        }
    }
    let expected: Vec<_> = places.iter().map(|place| (*place, of(place, |one| one.estimated?.value))).collect();
    let actual: Vec<_> = places.iter().map(|place| (*place, of(place, |one| one.labels_due.and(one.actual)?.value))).collect();
    line.line(false, &expected, (Role::Accent, Dash::Dashed), false);
    line.line(true, &actual, (Role::Current, Dash::Solid), places.len() < 90);
    for (expected, actual) in expected.iter().zip(&actual) {
        for ((place, value), late, words) in [(expected, false, "is expected to be"), (actual, true, "by its labels was")] {
            if let Some(value) = value {
                let y = line.axes.y(*value);
                line.mark(*place, late, y, format!("{}: accuracy {words} {}", windows(*place), share(Some(*value))));
            }
        }
    }
    line.frame.headers(&["window", "model", "expected accuracy", "usual at least", "accuracy by labels", "labels known from window"]);
    for one in &report.windows {
        let due = one.labels_due.map_or_else(|| "never".to_owned(), |due| due.to_string());
        let cells = [
            one.number.to_string(),
            format!("v{}", one.version),
            share(value(&one.estimated)),
            share(one.estimated.and_then(|check| check.lower)),
            share(one.labels_due.and(value(&one.actual))),
            due,
        ];
        line.row(one.labels_due.unwrap_or(one.number), cells.into());
    }
    line.finish("Accuracy over time, expected without labels and by the labels once they come", true)
}
