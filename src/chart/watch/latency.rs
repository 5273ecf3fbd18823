//! How long answers took: half of them, 95 of 100, 99 of 100, and the limit.

use super::timeline::{Timeline, WindowSpan, mean, windows};
use crate::chart::axes::compact;
use crate::chart::canvas::{Dash, TextStyle};
use crate::chart::key::Sample;
use crate::chart::palette::Role;
use crate::protocol::Panel;
use crate::protocol::drift::{Latency, WatchReport};

/// Height of the plot.
const PLOT: f64 = 150.0;

type LatencyFigure = fn(&Latency) -> f64;

/// Words, share of the answers, line.
const LINES: [(&str, LatencyFigure, (Role, Dash)); 3] = [
    ("99 of 100", |one| one.p99, (Role::Reference, Dash::Dotted)),
    ("95 of 100", |one| one.p95, (Role::Current, Dash::Solid)),
    ("half", |one| one.p50, (Role::Accent, Dash::Dashed)),
];

/// The panel.
pub(super) fn latency(report: &WatchReport, width: u32) -> Panel {
    let limit = report.spec.latency.limit_millis;
    let most = report.windows.iter().filter_map(|one| one.latency).map(|one| one.p99).fold(limit, f64::max);
    let mut entries: Vec<(String, Sample)> =
        LINES.iter().rev().map(|(words, _, (role, dash))| (format!("{words} of the answers within"), Sample::Line(*role, *dash))).collect();
    entries.push(("limit for 95 of 100".to_owned(), Sample::Line(Role::Bad, Dash::Dashed)));
    let mut line = Timeline::new("latency", "Time to answer", report, width, ((0.0, most * 1.1), PLOT, 0.0), &entries);
    line.vertical("milliseconds", |value, _| compact(value));
    let (y, frame) = (line.axes.y(limit), line.axes.frame);
    line.frame.line((frame.left, y), (frame.right, y), Role::Bad.line(1.2).dashed(Dash::Dashed));
    line.frame.text(frame.right, y - 4.0, "limit", TextStyle::NOTE.role(Role::Bad).end().halo());
    let places = line.places();
    for (words, take, look) in LINES {
        let of = |place: &WindowSpan| {
            mean(report.windows.get(place.from..place.to).unwrap_or_default().iter().map(|one| one.latency.as_ref().map(take)))
        };
        let values: Vec<_> = places.iter().map(|place| (*place, of(place))).collect();
        line.line(false, &values, look, false);
        for (place, value) in values {
            if let Some(value) = value {
                let y = line.axes.y(value);
                line.mark(place, false, y, format!("{}: {words} of the answers within {}", windows(place), millis(value)));
            }
        }
    }
    line.frame.headers(&["window", "half within", "95 of 100 within", "99 of 100 within", "work that came, share of the server's time"]);
    for one in &report.windows {
        let cell = |take: LatencyFigure| one.latency.as_ref().map_or_else(|| "–".to_owned(), |found| millis(take(found)));
        let load = super::timeline::share(one.latency.map(|found| found.load));
        line.row(one.number, vec![one.number.to_string(), cell(|one| one.p50), cell(|one| one.p95), cell(|one| one.p99), load]);
    }
    line.finish("Time to answer per window: half of the answers, 95 and 99 of 100", false)
}

fn millis(value: f64) -> String {
    format!("{value:.0} ms")
}
