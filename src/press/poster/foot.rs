//! The foot of the one page: the loop that the line ends in, the next steps, resources, salaries, and the way back.

use super::super::code;
use super::super::face::{Cut, Faces};
use super::super::lines::{Line, Piece, Setting, lines, plain};
use super::super::reader::Reader;
use super::super::set::{Link, put_lines};
use super::super::sheet::{Area, BLACK, Book, GREY, Mark, Pen, Shape, Style, Target, WHITE, circle};
use super::super::stops::stop;
use super::super::tree::{NodeId, Role};
use super::Plan;
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
enum Column {
    Next,
    Resources,
    Salaries,
}

/// The columns that were asked for, with left edge and width.
fn columns(reader: &Reader<'_>, plan: &Plan) -> Vec<(Column, f32, f32)> {
    let include = &reader.spec.include;
    let asked: Vec<(Column, f32)> = [
        (Column::Next, 0.25, include.next_steps),
        (Column::Resources, 0.35, include.resources),
        (Column::Salaries, 0.40, include.salaries),
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

fn has_code(reader: &Reader<'_>) -> bool {
    reader.spec.include.code && reader.site().is_some()
}

/// Rows of a column, its heading not among them.
fn rows(faces: &Faces, reader: &Reader<'_>, plan: &Plan, column: Column, width: f32) -> Vec<Vec<Line>> {
    match column {
        Column::Next => {
            let next = reader.next(3);
            let text =
                |(phase, id, title): &(&crate::roadmap::Phase, &str, &str)| format!("{} {}", phase.number, words(id).unwrap_or(title));
            if next.is_empty() {
                return vec![plain(faces, "All done. Go round the loop again with data of your own.", plan.text(), width)];
            }
            next.iter()
                .map(|item| plain(faces, text(item).split_once(' ').map_or("", |(_, words)| words), plan.text(), width - 11.0))
                .collect()
        }
        Column::Resources => RESOURCES
            .iter()
            .map(|resource| {
                let piece = Piece { text: format!("{} ↗", resource.title), style: plan.text(), link: Some(0) };
                lines(faces, &[piece], Setting { width, hyphenate: false })
            })
            .collect(),
        Column::Salaries => SALARIES.iter().map(|salary| plain(faces, salary.source, plan.text(), width - 44.0)).collect(),
    }
}

/// Words under the salaries: what they are, from when.
const BASIS: &str = "US dollars a year, 2026, second-hand: site averages, base pay, adverts, total.";

fn basis(faces: &Faces, plan: &Plan, width: f32) -> Vec<Line> {
    plain(faces, BASIS, plan.aside(), width)
}

/// Points that the foot takes, its last line included.
pub(super) fn height(faces: &Faces, reader: &Reader<'_>, plan: &Plan) -> f32 {
    let tallest = columns(reader, plan)
        .into_iter()
        .map(|(column, _, width)| {
            let rows: usize = rows(faces, reader, plan, column, width).iter().map(Vec::len).sum();
            let more = if column == Column::Salaries { basis(faces, plan, width).len() } else { 0 };
            (rows + more) as f32 * plan.leading + plan.leading * 1.2
        })
        .fold(RING * 2.0 + 14.0, f32::max);
    let code = if has_code(reader) { CODE + plan.leading * 2.0 } else { 0.0 };
    tallest.max(code) + plan.leading * 1.5 + 6.0
}

/// The loop's middle.
pub(super) fn ring(plan: &Plan, top: f32) -> (f32, f32) {
    (plan.track + RING, top + RING + 10.0)
}

/// The loop itself: the line runs into it.
pub(super) fn draw_ring(book: &mut Book<'_>, plan: &Plan, (x, y): (f32, f32)) {
    let pen = Pen { ink: plan.colour(6), width: plan.track_width(), dashes: vec![] };
    book.put(Mark::Shape(Shape { path: circle(x, y, RING), fill: None, pen: Some(pen), says: None }), None);
}

/// Everything at the foot but the line.
pub(super) fn draw(book: &mut Book<'_>, reader: &Reader<'_>, plan: &Plan, (top, ring): (f32, (f32, f32)), part: NodeId) {
    circle_stops(book, plan, ring, part);
    for (column, x, width) in columns(reader, plan) {
        let title = match column {
            Column::Next => "Next three steps",
            Column::Resources => "Six resources",
            Column::Salaries => "What it pays",
        };
        let section = book.tree.add(part, Role::Section);
        let heading = book.tree.add(section, Role::Heading(2, title.to_owned()));
        let first = top + plan.body + 2.0;
        book.text(title, plan.style(Cut::NarrowBold, 1.4, BLACK), x, first, Some(heading));
        let y = first + plan.leading * 1.2;
        let rows = rows(book.faces, reader, plan, column, width);
        match column {
            Column::Next => next(book, reader, plan, &rows, (x, y), section),
            Column::Resources => resources(book, plan, &rows, (x, y), section),
            Column::Salaries => salaries(book, plan, &rows, (x, y, width), section),
        }
    }
    if has_code(reader) {
        code_block(book, reader, plan, top, part);
    }
    last_line(book, reader, plan, part);
}

fn circle_stops(book: &mut Book<'_>, plan: &Plan, (x, y): (f32, f32), part: NodeId) {
    let alt = format!("The loop that the line ends in: {}, and on to {} again.", CIRCLE.join(", "), CIRCLE[0]);
    let figure = book.tree.add(part, Role::Figure(alt));
    // Top, right, bottom, left; the words stand inside.
    let places = [(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)];
    for ((right, down), word) in places.into_iter().zip(CIRCLE) {
        let (stop_x, stop_y) = (x + right * RING, y + down * RING);
        book.fill(circle(stop_x, stop_y, 3.6), WHITE, None);
        book.draw(circle(stop_x, stop_y, 3.6), BLACK, 1.2);
        let style = plan.text();
        let width = book.faces.width(style.cut, style.size, word);
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
        book.text(word, style, word_x, word_y, Some(figure));
    }
}

fn next(book: &mut Book<'_>, reader: &Reader<'_>, plan: &Plan, rows: &[Vec<Line>], (x, mut y): (f32, f32), section: NodeId) {
    let items = reader.next(3);
    if items.is_empty() {
        let paragraph = book.tree.add(section, Role::Paragraph);
        rows.iter().for_each(|lines| {
            put_lines(book, lines, x, y, plan.leading, paragraph, &[]);
        });
        return;
    }
    let list = book.tree.add(section, Role::List(true));
    for ((at, _), lines) in items.iter().enumerate().zip(rows) {
        let item = book.tree.add(list, Role::Item);
        let (label, body) = (book.tree.add(item, Role::Label), book.tree.add(item, Role::Body));
        book.text(&format!("{}", at + 1), plan.strong(), x, y, Some(label));
        y = put_lines(book, lines, x + 11.0, y, plan.leading, body, &[]);
    }
}

fn resources(book: &mut Book<'_>, plan: &Plan, rows: &[Vec<Line>], (x, mut y): (f32, f32), section: NodeId) {
    let list = book.tree.add(section, Role::List(false));
    for (resource, lines) in RESOURCES.iter().zip(rows) {
        let item = book.tree.add(list, Role::Item);
        let body = book.tree.add(item, Role::Body);
        y = put_lines(book, lines, x, y, plan.leading, body, &[Link::to(resource.url, resource.title)]);
    }
}

fn salaries(book: &mut Book<'_>, plan: &Plan, rows: &[Vec<Line>], (x, mut y, width): (f32, f32, f32), section: NodeId) {
    let table = book.tree.add(section, Role::Table);
    for (salary, lines) in SALARIES.iter().zip(rows) {
        let row = book.tree.add(table, Role::Row);
        let (head, cell) = (book.tree.add(row, Role::Head(false)), book.tree.add(row, Role::Cell));
        book.text_to(&figure(salary), plan.strong(), x + width, y, Some(cell));
        y = put_lines(book, lines, x, y, plan.leading, head, &[]);
    }
    let paragraph = book.tree.add(section, Role::Paragraph);
    let lines = basis(book.faces, plan, width);
    put_lines(book, &lines, x, y + 1.0, plan.leading, paragraph, &[]);
}

/// `$88k` or `$140–210k`.
fn figure(salary: &Salary) -> String {
    if salary.low == salary.high { format!("${}k", salary.low) } else { format!("${}–{}k", salary.low, salary.high) }
}

fn code_block(book: &mut Book<'_>, reader: &Reader<'_>, plan: &Plan, top: f32, part: NodeId) {
    let Some(address) = reader.restoring() else { return };
    let (x, y) = (plan.right - CODE, top + 4.0);
    let alt = "A QR code: it opens the site with this progress.".to_owned();
    let link = book.tree.add(part, Role::Link);
    let figure = book.tree.add(link, Role::Figure(alt.clone()));
    if !code::draw(book, &address, x, y, CODE, figure) {
        return;
    }
    book.lead(Area { bounds: [x, y, x + CODE, y + CODE], target: Target::Address(address), alt }, link);
    let paragraph = book.tree.add(part, Role::Paragraph);
    let lines = plain(book.faces, "Scan or click: back to the site, with this progress", plan.aside(), CODE);
    put_lines(book, &lines, x, y + CODE + plan.leading, plan.leading, paragraph, &[]);
}

/// What the shapes mean, where it comes from, and what brackets stand for.
fn last_line(book: &mut Book<'_>, reader: &Reader<'_>, plan: &Plan, part: NodeId) {
    let y = plan.bottom - 1.0;
    let paragraph = book.tree.add(part, Role::Paragraph);
    let style = Style { cut: Cut::Narrow, size: plan.body.min(8.0), ink: GREY };
    let mut x = plan.left + 4.0;
    for status in Status::ALL {
        stop(book, x, y - style.size * 0.34, 3.0, status, BLACK, None);
        x += 6.5 + book.text(status.label(), style, x + 6.5, y, Some(paragraph)) + 12.0;
    }
    if reader.absent.any() {
        x += book.text("[ ] characters these fonts do not have", style, x, y, Some(paragraph));
    }
    let date = reader.date.map(|date| date.label(reader.spec.dates));
    let address = reader.site().map(|site| site.trim_start_matches("https://").trim_end_matches('/').to_owned());
    let words: Vec<String> = address.into_iter().chain(date).collect();
    let right = words.join(" · ");
    let room = plan.right - x - 10.0;
    if !right.is_empty() && book.faces.width(style.cut, style.size, &right) <= room {
        let paragraph = book.tree.add(part, Role::Paragraph);
        book.text_to(&right, style, plan.right, y, Some(paragraph));
    }
}
