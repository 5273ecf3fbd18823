//! One small distribution per column, stacked by the target's classes, and the balance of the target itself.

use super::{
    axes::{compact, decimal, percent},
    canvas::{Canvas, TextStyle, clamp_width},
    palette::Role,
};
use crate::dataset::order;
use crate::protocol::float;
use crate::{
    dataset::{Column, Table},
    protocol::{ColumnProfile, DatasetProfile, Distribution, Drawing},
};

/// Name of the drawing that shows how many rows each class of the target has.
pub const BALANCE: &str = "target balance";

/// Most classes a bar is stacked by.
const MOST_CLASSES: usize = 10;
/// Most levels that get a bar of their own.
const MOST_LEVELS: usize = 8;

/// Rows of the target's classes.
struct Classes {
    /// Labels, sorted; numbers by value.
    labels: Vec<String>,
    /// Class per row; absent where the target is missing.
    rows: Vec<Option<usize>>,
}

/// A bar: what it stands for, its rows, and those rows per class (empty when not stacked).
struct Bar {
    name: String,
    rows: u64,
    parts: Vec<u64>,
}

/// One drawing per column under the column's name, in file order; last, as [`BALANCE`], the target's classes.
pub fn columns(profile: &DatasetProfile, table: &Table, target: Option<&str>, width: u32) -> Vec<(String, Drawing)> {
    let every = target.and_then(|name| table.column(name)).map(|column| classes(column, table.rows));
    let stacked = every.as_ref().filter(|classes| (2..=MOST_CLASSES).contains(&classes.labels.len()));
    let mut drawings: Vec<(String, Drawing)> = profile
        .columns
        .iter()
        .map(|column| (column.name.clone(), one(column, table.column(&column.name), stacked, profile.rows, width)))
        .collect();
    if let Some(found) = profile.columns.iter().find(|column| Some(column.name.as_str()) == target)
        && let Some(classes) = every.as_ref().filter(|classes| classes.labels.len() <= 30 && !classes.labels.is_empty())
    {
        drawings.push((BALANCE.to_owned(), balance(found, classes, profile.rows, width)));
    }
    drawings
}

fn classes(column: &Column, rows: usize) -> Classes {
    let texts: Vec<Option<String>> = (0..rows).map(|row| column.text(row)).collect();
    let mut labels: Vec<String> = texts.iter().flatten().cloned().collect();
    // As training orders classes: by value if all are numbers, or else as text; a mix of both ways would be no order.
    if labels.iter().all(|label| float(label).is_some()) {
        order::by(&mut labels, |one, other| match (float(one), float(other)) {
            (Some(left), Some(right)) => left.total_cmp(&right).then_with(|| one.cmp(other)),
            _ => one.cmp(other),
        });
    } else {
        order::by(&mut labels, |one, other| one.cmp(other));
    }
    labels.dedup();
    let places: std::collections::BTreeMap<&str, usize> = labels.iter().enumerate().map(|(place, label)| (label.as_str(), place)).collect();
    let rows = texts.iter().map(|text| text.as_deref().and_then(|text| places.get(text).copied())).collect();
    Classes { labels, rows }
}

/// Rows per bar and class; rows without a class are left to the unstacked rest of the bar.
fn tally(bars: usize, classes: Option<&Classes>, bar_of: impl Fn(usize) -> Option<usize>) -> Vec<Vec<u64>> {
    let Some(classes) = classes else { return vec![Vec::new(); bars] };
    let mut counts = vec![vec![0_u64; classes.labels.len()]; bars];
    for (row, class) in classes.rows.iter().enumerate() {
        if let (Some(bar), Some(class)) = (bar_of(row), class)
            && let Some(count) = counts.get_mut(bar).and_then(|counts| counts.get_mut(*class))
        {
            *count += 1;
        }
    }
    counts
}

fn one(column: &ColumnProfile, values: Option<&Column>, classes: Option<&Classes>, rows: u64, width: u32) -> Drawing {
    let missing = column.missing as f64 / rows.max(1) as f64;
    let about = if column.missing > 0 { format!(", {} missing", percent(missing)) } else { String::new() };
    match &column.distribution {
        Distribution::Histogram { edges, counts } if !counts.is_empty() && edges.len() == counts.len() + 1 => {
            let place = |row: usize| -> Option<usize> {
                let value = values?.number(row)?;
                let after = edges.iter().skip(1).position(|edge| value < *edge);
                Some(after.unwrap_or(counts.len() - 1))
            };
            let parts = tally(counts.len(), classes, place);
            let bars: Vec<Bar> = edges
                .windows(2)
                .zip(counts.iter().zip(parts))
                .map(|(ends, (count, parts))| {
                    let ends: Vec<String> = ends.iter().map(|end| compact(*end)).collect();
                    Bar { name: ends.join(" to "), rows: *count, parts }
                })
                .collect();
            let ends = (edges.first().copied().unwrap_or(0.0), edges.last().copied().unwrap_or(1.0));
            histogram(column, &bars, ends, classes, missing, width).finish(format!(
                "Distribution of {}: {} to {}{about}",
                column.name,
                compact(ends.0),
                compact(ends.1)
            ))
        }
        Distribution::Levels { top, rest } if !top.is_empty() => {
            let shown = top.get(..top.len().min(MOST_LEVELS)).unwrap_or_default();
            let others = rest + top.iter().skip(MOST_LEVELS).map(|(_, count)| count).sum::<u64>();
            let names: std::collections::BTreeMap<&str, usize> =
                shown.iter().enumerate().map(|(place, (name, _))| (name.as_str(), place)).collect();
            let place = |row: usize| values?.text(row).map(|text| names.get(text.as_str()).copied().unwrap_or(shown.len()));
            let mut parts = tally(shown.len() + 1, classes, place);
            let last = parts.pop().unwrap_or_default();
            let mut bars: Vec<Bar> =
                shown.iter().zip(parts).map(|((name, count), parts)| Bar { name: name.clone(), rows: *count, parts }).collect();
            if others > 0 {
                bars.push(Bar {
                    name: format!("{} others", column.distinct.saturating_sub(shown.len() as u64)),
                    rows: others,
                    parts: last,
                });
            }
            levels(column, &bars, rows, width).finish(format!("Values of {}: {} different{about}", column.name, column.distinct))
        }
        _ => {
            let mut canvas = Canvas::new(width, 40.0);
            canvas.headers(&["value", "rows"]);
            canvas.row(["missing".to_owned(), column.missing.to_string()]);
            canvas.text(4.0, 24.0, "no values", TextStyle::NOTE);
            canvas.mark(20.0, 20.0, format!("{} missing values", column.missing));
            canvas.finish(format!("{} has no values", column.name))
        }
    }
}

fn histogram(column: &ColumnProfile, bars: &[Bar], ends: (f64, f64), classes: Option<&Classes>, missing: f64, width: u32) -> Canvas {
    let full = clamp_width(width);
    let mut canvas = Canvas::new(width, 116.0);
    let mut headers = vec!["from to".to_owned(), "rows".to_owned()];
    if let Some(classes) = classes {
        headers.extend(classes.labels.iter().cloned());
    }
    canvas.table.headers = headers;
    let right = if column.missing > 0 { full - 48.0 } else { full - 4.0 };
    let (left, top, bottom) = (4.0, 18.0, 96.0);
    let most = bars.iter().map(|bar| bar.rows).max().unwrap_or(1).max(1) as f64;
    let step = (right - left) / bars.len() as f64;
    canvas.text(left, 12.0, &format!("{} rows", decimal(most, 0)), TextStyle::NOTE);
    canvas.line((left, top), (right, top), Role::Grid.line(1.0));
    for (index, bar) in bars.iter().enumerate() {
        let x = left + step * index as f64;
        stack(&mut canvas, bar, |share| (x + 0.5, bottom - share * (bottom - top), step - 1.0), bottom, most);
        let classed = said(bar, classes);
        canvas.mark(x + step / 2.0, bottom - bar.rows as f64 / most * (bottom - top), format!("{}: {} rows{classed}", bar.name, bar.rows));
        fill_row(&mut canvas, bar, classes);
    }
    canvas.line((left, bottom), (right, bottom), Role::Muted.line(1.0));
    if let Some(mean) = column.mean.filter(|mean| (ends.0..=ends.1).contains(mean) && ends.1 > ends.0) {
        let x = left + (mean - ends.0) / (ends.1 - ends.0) * (right - left);
        canvas.polygon(&[(x, bottom + 1.0), (x - 4.0, bottom + 8.0), (x + 4.0, bottom + 8.0)], Role::Ink.fill());
        let text = format!("mean {}", compact(mean));
        let (half, low, high) = (
            TextStyle::NOTE.width(&text) / 2.0,
            TextStyle::NOTE.width(&compact(ends.0)) + 10.0,
            TextStyle::NOTE.width(&compact(ends.1)) + 10.0,
        );
        if right - left > low + high + 2.0 * half {
            canvas.text(x.clamp(left + low + half, right - high - half), bottom + 18.0, &text, TextStyle::NOTE.middle());
        }
    }
    canvas.text(left, bottom + 18.0, &compact(ends.0), TextStyle::NOTE);
    canvas.text(right, bottom + 18.0, &compact(ends.1), TextStyle::NOTE.end());
    if column.missing > 0 {
        let (x, high) = (full - 34.0, (missing * (bottom - top)).max(2.0));
        canvas.rect(x, bottom - high, 24.0, high, Role::Muted.line(1.0).outline());
        canvas.hatch(x, bottom - high, 24.0, high, Role::Muted.line(1.0));
        canvas.text(full - 2.0, (bottom - high - 4.0).max(top + 8.0), &percent(missing), TextStyle::NOTE.end().halo());
        canvas.text(full - 2.0, bottom + 18.0, "missing", TextStyle::NOTE.end());
        canvas.mark(x + 12.0, bottom - high, format!("missing: {} rows", column.missing));
        let mut cells = vec!["missing".to_owned(), column.missing.to_string()];
        cells.resize(canvas.table.headers.len(), String::new());
        canvas.table.rows.push(cells);
    }
    canvas
}

fn levels(column: &ColumnProfile, bars: &[Bar], rows: u64, width: u32) -> Canvas {
    let full = clamp_width(width);
    let lines = bars.len() + usize::from(column.missing > 0);
    let pitch = 20.0;
    let mut canvas = Canvas::new(width, 8.0 + pitch * lines as f64);
    canvas.headers(&["value", "rows", "share"]);
    let widest = bars.iter().map(|bar| TextStyle::INK.width(&bar.name)).fold(TextStyle::INK.width("missing"), f64::max);
    let left = (widest + 10.0).min(full * 0.42);
    let right = full - 46.0;
    let most = bars.iter().map(|bar| bar.rows).chain([column.missing, 1]).max().unwrap_or(1) as f64;
    for (index, bar) in bars.iter().enumerate() {
        let y = 4.0 + pitch * index as f64;
        canvas.text(left - 8.0, y + 14.0, &TextStyle::INK.fit(&bar.name, left - 10.0), TextStyle::INK.end());
        let long = bar.rows as f64 / most * (right - left);
        let mut x = left;
        for (class, part) in bar.parts.iter().enumerate().filter(|(_, part)| **part > 0) {
            let piece = *part as f64 / most * (right - left);
            canvas.rect(x, y + 3.0, (piece - 0.6).max(0.4), 14.0, Role::class(class).wash(0.85));
            x += piece;
        }
        if left + long - x > 0.05 {
            canvas.rect(x, y + 3.0, left + long - x, 14.0, Role::Accent.wash(0.75));
        }
        canvas.text(left + long + 5.0, y + 14.0, &compact(bar.rows as f64), TextStyle::NOTE);
        let share = percent(bar.rows as f64 / rows.max(1) as f64);
        canvas.mark(left + long, y + 10.0, format!("{}: {} rows, {share}", bar.name, bar.rows));
        canvas.row([bar.name.clone(), bar.rows.to_string(), share]);
    }
    if column.missing > 0 {
        let y = 4.0 + pitch * bars.len() as f64;
        let long = (column.missing as f64 / most * (right - left)).max(2.0);
        canvas.text(left - 8.0, y + 14.0, "missing", TextStyle::NOTE.end());
        canvas.rect(left, y + 3.0, long, 14.0, Role::Muted.line(1.0).outline());
        canvas.hatch(left, y + 3.0, long, 14.0, Role::Muted.line(1.0));
        canvas.text(left + long + 5.0, y + 14.0, &compact(column.missing as f64), TextStyle::NOTE);
        let share = percent(column.missing as f64 / rows.max(1) as f64);
        canvas.mark(left + long, y + 10.0, format!("missing: {} rows, {share}", column.missing));
        canvas.row(["missing".to_owned(), column.missing.to_string(), share]);
    }
    canvas
}

/// Draws a standing bar, class upon class; what has no class comes last.
fn stack(canvas: &mut Canvas, bar: &Bar, place: impl Fn(f64) -> (f64, f64, f64), bottom: f64, most: f64) {
    let mut below = bottom;
    let mut done = 0_u64;
    for (class, part) in bar.parts.iter().enumerate().filter(|(_, part)| **part > 0) {
        done += part;
        let (x, y, wide) = place(done as f64 / most);
        canvas.rect(x, y, wide, below - y, Role::class(class).wash(0.85));
        below = y;
    }
    if bar.rows > done {
        let (x, y, wide) = place(bar.rows as f64 / most);
        canvas.rect(x, y, wide, below - y, Role::Accent.wash(0.75));
    }
}

fn said(bar: &Bar, classes: Option<&Classes>) -> String {
    let Some(classes) = classes else { return String::new() };
    let parts: Vec<String> =
        classes.labels.iter().zip(&bar.parts).filter(|(_, part)| **part > 0).map(|(label, part)| format!("{label} {part}")).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

fn fill_row(canvas: &mut Canvas, bar: &Bar, classes: Option<&Classes>) {
    let mut cells = vec![bar.name.clone(), bar.rows.to_string()];
    if classes.is_some() {
        cells.extend(bar.parts.iter().map(u64::to_string));
    }
    canvas.table.rows.push(cells);
}

fn balance(column: &ColumnProfile, classes: &Classes, rows: u64, width: u32) -> Drawing {
    let stacked = classes.labels.len() <= MOST_CLASSES;
    let bars: Vec<Bar> = classes
        .labels
        .iter()
        .enumerate()
        .map(|(class, label)| {
            let rows = classes.rows.iter().filter(|found| **found == Some(class)).count() as u64;
            let parts = (0..classes.labels.len()).map(|other| if other == class { rows } else { 0 }).collect();
            Bar { name: label.clone(), rows, parts: if stacked { parts } else { Vec::new() } }
        })
        .collect();
    let largest = bars.iter().map(|bar| bar.rows).max().unwrap_or(0) as f64 / rows.max(1) as f64;
    levels(column, &bars, rows, width).finish(format!(
        "Balance of {}: {} classes, the largest has {} of the rows",
        column.name,
        classes.labels.len(),
        percent(largest)
    ))
}
