//! Requests, confidence, answers and labels over time.

use super::timeline::{Timeline, WindowSpan, mean, share, windows};
use crate::chart::axes::{compact, percent};
use crate::chart::canvas::Dash;
use crate::chart::key::Sample;
use crate::chart::palette::Role;
use crate::protocol::Panel;
use crate::protocol::drift::{WatchReport, WindowReport};

/// Height of the plot.
const PLOT: f64 = 120.0;

/// Requests per window.
pub(super) fn volume(report: &WatchReport, width: u32) -> Panel {
    let most = report.windows.iter().map(|one| one.rows).max().unwrap_or(0) as f64;
    let mut line = Timeline::new("volume", "Requests", report, width, ((0.0, most * 1.1), PLOT, 0.0), &[]);
    line.vertical("requests per window", |value, _| compact(value));
    for place in line.places() {
        let inside = report.windows.get(place.from..place.to).unwrap_or_default();
        let Some(value) = mean(inside.iter().map(|one| Some(one.rows as f64))) else { continue };
        let (x, across) = line.edges(place);
        let (top, base) = (line.axes.y(value), line.axes.frame.bottom);
        line.now.rect(x, top, if across > 4.0 { across - 1.0 } else { across }, base - top, Role::Accent.wash(0.6));
        line.mark(place, false, top, format!("{}: {} requests", windows(place), compact(value)));
    }
    line.frame.headers(&["window", "requests", "model"]);
    for one in &report.windows {
        line.row(one.number, vec![one.number.to_string(), one.rows.to_string(), format!("v{}", one.version)]);
    }
    line.finish("Requests per window", false)
}

/// Mean probability of the class answered.
pub(super) fn confidence(report: &WatchReport, width: u32) -> Panel {
    let least = report.windows.iter().filter_map(|one| one.confidence).chain(report.reference.confidence).fold(1.0_f64, f64::min);
    let low = ((least - 0.05) * 10.0).floor().max(0.0) / 10.0;
    let entries = [
        ("now".to_owned(), Sample::Line(Role::Current, Dash::Solid)),
        ("reference".to_owned(), Sample::Line(Role::Reference, Dash::Dashed)),
    ];
    let mut line = Timeline::new("confidence", "Mean confidence", report, width, ((low, 1.0), PLOT, 0.0), &entries);
    line.vertical("mean probability", |value, _| percent(value));
    let places = line.places();
    if let Some(usual) = report.reference.confidence {
        let (y, frame) = (line.axes.y(usual), line.axes.frame);
        line.frame.line((frame.left, y), (frame.right, y), Role::Reference.line(1.5).dashed(Dash::Dashed));
    }
    let of = |place: &WindowSpan| mean(report.windows.get(place.from..place.to).unwrap_or_default().iter().map(|one| one.confidence));
    let values: Vec<_> = places.iter().map(|place| (*place, of(place))).collect();
    line.line(false, &values, (Role::Current, Dash::Solid), false);
    for (place, value) in &values {
        if let Some(value) = value {
            let y = line.axes.y(*value);
            line.mark(*place, false, y, format!("{}: mean confidence {}", windows(*place), share(Some(*value))));
        }
    }
    line.frame.headers(&["window", "mean confidence"]);
    for one in &report.windows {
        line.row(one.number, vec![one.number.to_string(), share(one.confidence)]);
    }
    line.finish("Mean confidence over time", false)
}

/// Which classes are answered.
pub(super) fn answers(report: &WatchReport, width: u32) -> Panel {
    stacked(report, width, ("answers", "Answers", "share of the answers"), |one| Some(&one.answers))
}

/// Answers and labels side by side: the share of each class among both.
pub(super) fn labels(report: &WatchReport, width: u32) -> Panel {
    let entries: Vec<(String, Sample)> = report
        .classes
        .iter()
        .enumerate()
        .flat_map(|(class, name)| {
            let role = Role::class(class);
            [
                (format!("{name}, answered"), Sample::Line(role, Dash::Dashed)),
                (format!("{name}, by labels"), Sample::Line(role, Dash::Solid)),
            ]
        })
        .take(12)
        .collect();
    let mut line = Timeline::new("labels", "Answers and labels", report, width, ((0.0, 1.0), 150.0, 0.0), &entries);
    line.vertical("share of the rows", |value, _| percent(value));
    let places = line.places();
    let part = |counts: &[u64], class: usize| {
        let total: u64 = counts.iter().sum();
        (total > 0).then(|| counts.get(class).copied().unwrap_or(0) as f64 / total as f64)
    };
    for (class, name) in report.classes.iter().enumerate().take(6) {
        let role = Role::class(class);
        let of = |place: &WindowSpan, late: bool| {
            let inside = report.windows.get(place.from..place.to).unwrap_or_default().iter();
            mean(inside.map(|one| if late { one.labels_due.and_then(|_| part(&one.labels, class)) } else { part(&one.answers, class) }))
        };
        for late in [false, true] {
            let values: Vec<_> = places.iter().map(|place| (*place, of(place, late))).collect();
            line.line(late, &values, (role, if late { Dash::Solid } else { Dash::Dashed }), false);
            for (place, value) in values {
                if let Some(value) = value {
                    let y = line.axes.y(value);
                    let words = if late { "of the labels" } else { "of the answers" };
                    line.mark(place, late, y, format!("{}: {name} is {} {words}", windows(place), share(Some(value))));
                }
            }
        }
    }
    line.frame.headers(&["window", "class", "share of the answers", "share of the labels"]);
    for one in &report.windows {
        for (class, name) in report.classes.iter().enumerate() {
            let labels = one.labels_due.and_then(|_| part(&one.labels, class));
            let cells = vec![one.number.to_string(), name.clone(), share(part(&one.answers, class)), share(labels)];
            line.row(one.labels_due.unwrap_or(one.number), cells);
        }
    }
    line.finish("Share of each class among answers and labels", true)
}

type Counts = fn(&WindowReport) -> Option<&Vec<u64>>;

fn stacked(report: &WatchReport, width: u32, (name, title, axis): (&'static str, &str, &str), counts: Counts) -> Panel {
    let entries: Vec<(String, Sample)> =
        report.classes.iter().enumerate().map(|(class, name)| (name.clone(), Sample::Class(class))).take(10).collect();
    let mut line = Timeline::new(name, title, report, width, ((0.0, 1.0), PLOT, 0.0), &entries);
    line.vertical(axis, |value, _| percent(value));
    for place in line.places() {
        let mut sums = vec![0_u64; report.classes.len()];
        for one in report.windows.get(place.from..place.to).unwrap_or_default() {
            for (sum, count) in sums.iter_mut().zip(counts(one).into_iter().flatten()) {
                *sum += count;
            }
        }
        let total: u64 = sums.iter().sum();
        if total == 0 {
            continue;
        }
        let (x, across) = line.edges(place);
        let across = if across > 4.0 { across - 1.0 } else { across };
        let mut base = 0.0;
        for (class, sum) in sums.iter().enumerate() {
            let part = *sum as f64 / total as f64;
            let (top, bottom) = (line.axes.y(base + part), line.axes.y(base));
            line.now.rect(x, top, across, bottom - top, Role::class(class).wash(0.8));
            base += part;
            if part > 0.0 {
                let said = format!("{}: {} is {} of the answers", windows(place), report.classes[class], share(Some(part)));
                line.mark(place, false, (top + bottom) / 2.0, said);
            }
        }
    }
    line.frame.headers(&["window", "class", "answers"]);
    for one in &report.windows {
        for (class, name) in report.classes.iter().enumerate() {
            let count = counts(one).and_then(|counts| counts.get(class)).map_or_else(|| "–".to_owned(), u64::to_string);
            line.row(one.number, vec![one.number.to_string(), name.clone(), count]);
        }
    }
    line.finish(format!("{title} per class over time"), false)
}
