//! The foot of the one page: the loop that the line ends in, the next steps, resources, salaries, and the way back.

use super::super::code;
use super::super::date::label;
use super::super::draw_text::{TextLink, put_lines};
use super::super::fonts::{FontStyle, Fonts};
use super::super::layout::{BLACK, DrawItem, GREY, LinkArea, LinkTarget, PrintLayout, Shape, StrokeStyle, TextStyle, WHITE, circle};
use super::super::line_breaking::{LineSettings, StyledText, TextLine, lines, plain};
use super::super::reader::PrintedReader;
use super::super::status_glyphs::stop;
use super::super::structure::{NodeId, StructureRole};
use super::PosterPlan;
use super::words::words;
use crate::roadmap::line::CIRCLE;
use crate::roadmap::sources::RESOURCES;
use crate::roadmap::{SALARIES, Salary, Status};

/// Radius of the loop, side of the code, room between columns.
const RING: f32 = 33.0;
const CODE: f32 = 62.0;
const GUTTER: f32 = 13.0;

/// A column: its heading and how much of the room it takes.
#[derive(Clone, Copy, PartialEq)]
enum FootColumn {
    Next,
    Resources,
    Salaries,
}

/// The columns that were asked for, with left edge and width.
fn columns(reader: &PrintedReader<'_>, plan: &PosterPlan) -> Vec<(FootColumn, f32, f32)> {
    let include = &reader.spec.include;
    let asked: Vec<(FootColumn, f32)> = [
        (FootColumn::Next, 0.25, include.next_steps),
        (FootColumn::Resources, 0.35, include.resources),
        (FootColumn::Salaries, 0.40, include.salaries),
    ]
    .into_iter()
    .filter(|(_, _, asked)| *asked)
    .map(|(column, share, _)| (column, share))
    .collect();
    let left = plan.track + RING * 2.0 + 17.0;
    let right = if has_code(reader) { plan.right - CODE - GUTTER } else { plan.right };
    let room = right - left - GUTTER * asked.len().saturating_sub(1) as f32;
    let shares: f32 = asked.iter().map(|(_, share)| share).sum();
    let mut x = left;
    asked
        .into_iter()
        .map(|(column, share)| {
            let (at, width) = (x, room * share / shares);
            x += width + GUTTER;
            (column, at, width)
        })
        .collect()
}

fn has_code(reader: &PrintedReader<'_>) -> bool {
    reader.spec.include.code && reader.site().is_some()
}

/// Rows of a column, its heading not among them.
fn rows(fonts: &Fonts, reader: &PrintedReader<'_>, plan: &PosterPlan, column: FootColumn, width: f32) -> Vec<Vec<TextLine>> {
    match column {
        FootColumn::Next => {
            let next = reader.next(3);
            let text =
                |(phase, id, title): &(&crate::roadmap::Phase, &str, &str)| format!("{} {}", phase.number, words(id).unwrap_or(title));
            if next.is_empty() {
                return vec![plain(fonts, "All done. Go round the loop again with data of your own.", plan.text(), width)];
            }
            next.iter()
                .map(|item| plain(fonts, text(item).split_once(' ').map_or("", |(_, words)| words), plan.text(), width - 11.0))
                .collect()
        }
        FootColumn::Resources => RESOURCES
            .iter()
            .map(|resource| {
                let piece = StyledText { text: format!("{} ↗", resource.title), style: plan.text(), link: Some(0) };
                lines(fonts, &[piece], LineSettings { width, hyphenate: false })
            })
            .collect(),
        FootColumn::Salaries => SALARIES.iter().map(|salary| plain(fonts, salary.source, plan.text(), width - 44.0)).collect(),
    }
}

/// Words under the salaries: what they are, from when.
const BASIS: &str = "US dollars a year, 2026, second-hand: site averages, base pay, adverts, total.";

fn basis(fonts: &Fonts, plan: &PosterPlan, width: f32) -> Vec<TextLine> {
    plain(fonts, BASIS, plan.aside(), width)
}

/// Points that the foot takes, its last line included.
pub(super) fn height(fonts: &Fonts, reader: &PrintedReader<'_>, plan: &PosterPlan) -> f32 {
    let tallest = columns(reader, plan)
        .into_iter()
        .map(|(column, _, width)| {
            let rows: usize = rows(fonts, reader, plan, column, width).iter().map(Vec::len).sum();
            let more = if column == FootColumn::Salaries { basis(fonts, plan, width).len() } else { 0 };
            (rows + more) as f32 * plan.leading + plan.leading * 1.2
        })
        .fold(RING * 2.0 + 14.0, f32::max);
    let code = if has_code(reader) { CODE + plan.leading * 2.0 } else { 0.0 };
    tallest.max(code) + plan.leading * 1.5 + 6.0
}

/// The loop's middle.
pub(super) fn ring(plan: &PosterPlan, top: f32) -> (f32, f32) {
    (plan.track + RING, top + RING + 10.0)
}

/// The loop itself: the line runs into it.
pub(super) fn draw_ring(layout: &mut PrintLayout<'_>, plan: &PosterPlan, (x, y): (f32, f32)) {
    let pen = StrokeStyle { ink: plan.colour(6), width: plan.track_width(), dashes: vec![] };
    layout.put(DrawItem::Shape(Shape { path: circle(x, y, RING), fill: None, pen: Some(pen), says: None }), None);
}

/// Everything at the foot but the line.
pub(super) fn draw(
    layout: &mut PrintLayout<'_>,
    reader: &PrintedReader<'_>,
    plan: &PosterPlan,
    (top, ring): (f32, (f32, f32)),
    part: NodeId,
) {
    circle_stops(layout, plan, ring, part);
    for (column, x, width) in columns(reader, plan) {
        let title = match column {
            FootColumn::Next => "Next three steps",
            FootColumn::Resources => "Six resources",
            FootColumn::Salaries => "What it pays",
        };
        let section = layout.tree.add(part, StructureRole::Section);
        let heading = layout.tree.add(section, StructureRole::Heading(2, title.to_owned()));
        let first = top + plan.body + 2.0;
        layout.text(title, plan.style(FontStyle::NarrowBold, 1.4, BLACK), x, first, Some(heading));
        let y = first + plan.leading * 1.2;
        let rows = rows(layout.fonts, reader, plan, column, width);
        match column {
            FootColumn::Next => next(layout, reader, plan, &rows, (x, y), section),
            FootColumn::Resources => resources(layout, plan, &rows, (x, y), section),
            FootColumn::Salaries => salaries(layout, plan, &rows, (x, y, width), section),
        }
    }
    if has_code(reader) {
        code_block(layout, reader, plan, top, part);
    }
    last_line(layout, reader, plan, part);
}

fn circle_stops(layout: &mut PrintLayout<'_>, plan: &PosterPlan, (x, y): (f32, f32), part: NodeId) {
    let alt = format!("The loop that the line ends in: {}, and on to {} again.", CIRCLE.join(", "), CIRCLE[0]);
    let figure = layout.tree.add(part, StructureRole::Figure(alt));
    // Top, right, bottom, left; the words stand inside.
    let places = [(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)];
    for ((right, down), word) in places.into_iter().zip(CIRCLE) {
        let (stop_x, stop_y) = (x + right * RING, y + down * RING);
        layout.fill(circle(stop_x, stop_y, 3.6), WHITE, None);
        layout.draw(circle(stop_x, stop_y, 3.6), BLACK, 1.2);
        let style = plan.text();
        let width = layout.fonts.width(style.cut, style.size, word);
        let word_x = if right == 0.0 {
            stop_x - width / 2.0
        } else if right > 0.0 {
            stop_x - 6.5 - width
        } else {
            stop_x + 6.5
        };
        let word_y = if down == 0.0 {
            stop_y + style.size * 0.33
        } else if down > 0.0 {
            stop_y - 7.5
        } else {
            stop_y + 6.0 + style.size * 0.72
        };
        layout.text(word, style, word_x, word_y, Some(figure));
    }
}

fn next(
    layout: &mut PrintLayout<'_>,
    reader: &PrintedReader<'_>,
    plan: &PosterPlan,
    rows: &[Vec<TextLine>],
    (x, mut y): (f32, f32),
    section: NodeId,
) {
    let items = reader.next(3);
    if items.is_empty() {
        let paragraph = layout.tree.add(section, StructureRole::Paragraph);
        rows.iter().for_each(|lines| {
            put_lines(layout, lines, x, y, plan.leading, paragraph, &[]);
        });
        return;
    }
    let list = layout.tree.add(section, StructureRole::List(true));
    for ((at, _), lines) in items.iter().enumerate().zip(rows) {
        let item = layout.tree.add(list, StructureRole::Item);
        let (label, body) = (layout.tree.add(item, StructureRole::Label), layout.tree.add(item, StructureRole::Body));
        layout.text(&format!("{}", at + 1), plan.strong(), x, y, Some(label));
        y = put_lines(layout, lines, x + 11.0, y, plan.leading, body, &[]);
    }
}

fn resources(layout: &mut PrintLayout<'_>, plan: &PosterPlan, rows: &[Vec<TextLine>], (x, mut y): (f32, f32), section: NodeId) {
    let list = layout.tree.add(section, StructureRole::List(false));
    for (resource, lines) in RESOURCES.iter().zip(rows) {
        let item = layout.tree.add(list, StructureRole::Item);
        let body = layout.tree.add(item, StructureRole::Body);
        y = put_lines(layout, lines, x, y, plan.leading, body, &[TextLink::to(resource.url, resource.title)]);
    }
}

fn salaries(layout: &mut PrintLayout<'_>, plan: &PosterPlan, rows: &[Vec<TextLine>], (x, mut y, width): (f32, f32, f32), section: NodeId) {
    let table = layout.tree.add(section, StructureRole::Table);
    for (salary, lines) in SALARIES.iter().zip(rows) {
        let row = layout.tree.add(table, StructureRole::Row);
        let (head, cell) = (layout.tree.add(row, StructureRole::Head(false)), layout.tree.add(row, StructureRole::Cell));
        layout.text_to(&figure(salary), plan.strong(), x + width, y, Some(cell));
        y = put_lines(layout, lines, x, y, plan.leading, head, &[]);
    }
    let paragraph = layout.tree.add(section, StructureRole::Paragraph);
    let lines = basis(layout.fonts, plan, width);
    put_lines(layout, &lines, x, y + 1.0, plan.leading, paragraph, &[]);
}

/// `$88k` or `$140–210k`.
fn figure(salary: &Salary) -> String {
    if salary.low == salary.high { format!("${}k", salary.low) } else { format!("${}–{}k", salary.low, salary.high) }
}

fn code_block(layout: &mut PrintLayout<'_>, reader: &PrintedReader<'_>, plan: &PosterPlan, top: f32, part: NodeId) {
    let Some(address) = reader.restoring() else { return };
    let (x, y) = (plan.right - CODE, top + 4.0);
    let alt = "A QR code: it opens the site with this progress.".to_owned();
    let link = layout.tree.add(part, StructureRole::Link);
    let figure = layout.tree.add(link, StructureRole::Figure(alt.clone()));
    if !code::draw(layout, &address, x, y, CODE, figure) {
        return;
    }
    layout.lead(LinkArea { bounds: [x, y, x + CODE, y + CODE], target: LinkTarget::Address(address), alt }, link);
    let paragraph = layout.tree.add(part, StructureRole::Paragraph);
    let lines = plain(layout.fonts, "Scan or click: back to the site, with this progress", plan.aside(), CODE);
    put_lines(layout, &lines, x, y + CODE + plan.leading, plan.leading, paragraph, &[]);
}

/// What the shapes mean, where it comes from, and what brackets stand for.
fn last_line(layout: &mut PrintLayout<'_>, reader: &PrintedReader<'_>, plan: &PosterPlan, part: NodeId) {
    let y = plan.bottom - 1.0;
    let paragraph = layout.tree.add(part, StructureRole::Paragraph);
    let style = TextStyle { cut: FontStyle::Narrow, size: plan.body.min(8.0), ink: GREY };
    let mut x = plan.left + 4.0;
    for status in Status::ALL {
        stop(layout, x, y - style.size * 0.34, 3.0, status, BLACK, None);
        x += 6.5 + layout.text(status.label(), style, x + 6.5, y, Some(paragraph)) + 12.0;
    }
    if reader.absent.any() {
        x += layout.text("[ ] characters these fonts do not have", style, x, y, Some(paragraph));
    }
    let date = reader.date.map(|date| label(date, reader.spec.dates));
    let address = reader.site().map(|site| site.trim_start_matches("https://").trim_end_matches('/').to_owned());
    let words: Vec<String> = address.into_iter().chain(date).collect();
    let right = words.join(" · ");
    let room = plan.right - x - 10.0;
    if !right.is_empty() && layout.fonts.width(style.cut, style.size, &right) <= room {
        let paragraph = layout.tree.add(part, StructureRole::Paragraph);
        layout.text_to(&right, style, plan.right, y, Some(paragraph));
    }
}
