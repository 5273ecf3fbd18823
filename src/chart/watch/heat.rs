//! Drift of every column in every window: a full cell drifts, a low one does not, a hatched one could not be compared.

use super::timeline::{Timeline, WindowSpan, windows};
use crate::chart::canvas::TextStyle;
use crate::chart::key::Sample;
use crate::chart::palette::Role;
use crate::protocol::Panel;
use crate::protocol::drift::WatchReport;

/// Height of a column's row.
const ROW: f64 = 16.0;
/// Height of a cell that does not drift.
const LOW: f64 = 3.0;

/// The panel.
pub(super) fn heat(report: &WatchReport, width: u32) -> Panel {
    let entries = [
        ("drifts".to_owned(), Sample::Tick(Role::Current)),
        ("does not".to_owned(), Sample::Line(Role::Reference, Default::default())),
        ("could not be compared: hatched".to_owned(), Sample::Band(Role::Bad)),
    ];
    let count = report.columns.len();
    let room = (f64::from(width) * 0.3).min(170.0);
    let longest = report.columns.iter().map(|name| TextStyle::NOTE.width(name)).fold(0.0, f64::max);
    let left = longest.min(room) + 12.0;
    let plot = count as f64 * ROW + 4.0;
    let mut line = Timeline::new("drift", "Drift, column by column", report, width, ((0.0, 1.0), plot, left), &entries);
    let places = line.places();
    let top = line.axes.frame.top;
    for (at, name) in report.columns.iter().enumerate() {
        let base = top + (at + 1) as f64 * ROW;
        line.frame.text(line.axes.frame.left - 6.0, base - 3.0, &TextStyle::NOTE.fit(name, room), TextStyle::NOTE.end());
        let (mut full, mut low) = (String::new(), String::new());
        for place in &places {
            let mark = worst(report, *place, at);
            let (x, across) = line.edges(*place);
            let across = if across > 4.0 { across - 1.0 } else { across };
            let cell = |into: &mut String, height: f64| {
                into.push_str(&format!("M{x:.1} {:.1}h{across:.1}v{height:.1}h{:.1}z", base - height - 1.0, -across));
            };
            match mark {
                'd' => cell(&mut full, ROW - 2.0),
                '.' => cell(&mut low, LOW),
                _ => line.now.hatch(x, base - ROW + 1.0, across, ROW - 2.0, Role::Bad.line(1.0)),
            }
            let said = match mark {
                'd' => "drifts",
                '.' => "does not drift",
                _ => "could not be compared",
            };
            line.mark(*place, false, base - ROW / 2.0, format!("{name} {said}, {}", windows(*place)));
        }
        for (commands, role) in [(full, Role::Current), (low, Role::Reference)] {
            if !commands.is_empty() {
                line.now.crisp(&commands, role.fill());
            }
        }
    }
    line.frame.headers(&["window", "columns that drift", "could not be compared", "share", "table drifts"]);
    for one in &report.windows {
        let named = |wanted: char| {
            let names: Vec<&str> =
                one.marks.chars().zip(&report.columns).filter(|(mark, _)| *mark == wanted).map(|(_, name)| name.as_str()).collect();
            if names.is_empty() { "–".to_owned() } else { names.join(", ") }
        };
        let table = if one.dataset_drift { "yes" } else { "no" };
        let cells = [one.number.to_string(), named('d'), named('!'), super::timeline::share(one.drift_share), table.into()];
        line.row(one.number, cells.into());
    }
    line.finish(format!("Drift of {count} columns over {} windows", report.windows.len()), false)
}

/// The worst finding of a column in windows that share a place.
fn worst(report: &WatchReport, place: WindowSpan, column: usize) -> char {
    let marks = report.windows.get(place.from..place.to).unwrap_or_default().iter().filter_map(|one| one.marks.chars().nth(column));
    let rank = |mark: &char| match mark {
        '.' => 0,
        'd' => 1,
        _ => 2,
    };
    marks.max_by_key(rank).unwrap_or('!')
}
