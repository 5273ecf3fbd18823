//! A phase on the one page: its station and stops on the line, its project beside them.

use super::super::draw_text::put_lines;
use super::super::fonts::{FontStyle, Fonts};
use super::super::layout::{BLACK, GREY, PrintLayout, TextStyle, WHITE, circle};
use super::super::line_breaking::{TextLine, plain};
use super::super::reader::PrintedReader;
use super::super::status_glyphs::{stop, tick_box};
use super::super::structure::{NodeId, StructureRole};
use super::PosterPlan;
use super::words::words;
use crate::roadmap::{Phase, Status};

/// Points from a band's top to its station's middle.
pub(super) const STATION: f32 = 8.0;
/// Radius of a station and of a stop.
const RADIUS: f32 = 8.6;
const STOP: f32 = 3.3;
/// Room between the two columns of a checklist, and for a tick box.
const GUTTER: f32 = 12.0;
const BOX: f32 = 11.0;

/// What a band's left side takes: title, months, stops.
fn left(fonts: &Fonts, phase: &Phase, plan: &PosterPlan) -> (Vec<TextLine>, f32) {
    let title = plain(fonts, phase.title, title_style(plan), plan.project - plan.beside - 8.0);
    let height = title.len() as f32 * title_leading(plan) + plan.leading * (phase.topics.len() as f32 + 1.0) + 2.0;
    (title, height)
}

fn title_style(plan: &PosterPlan) -> TextStyle {
    TextStyle { cut: FontStyle::NarrowBold, size: plan.title, ink: BLACK }
}

fn title_leading(plan: &PosterPlan) -> f32 {
    plan.title * 1.12
}

/// What its right side takes: gist, project, checklist.
fn right(fonts: &Fonts, phase: &Phase, plan: &PosterPlan) -> (Vec<TextLine>, Vec<Vec<TextLine>>, f32) {
    let gist = plain(fonts, phase.gist, TextStyle { ink: GREY, ..plan.text() }, plan.right - plan.project);
    let steps: Vec<Vec<TextLine>> =
        phase.project.steps.iter().map(|step| plain(fonts, words(step.id).unwrap_or(step.text), plan.text(), column(plan) - BOX)).collect();
    let rows = |steps: &[Vec<TextLine>]| steps.iter().map(Vec::len).sum::<usize>() as f32;
    let (first, second) = steps.split_at(steps.len().div_ceil(2));
    let height = plan.leading * (gist.len() as f32 + rows(first).max(rows(second)) + 1.0) + STATION + 3.0 - plan.body * 0.4;
    (gist, steps, height)
}

fn column(plan: &PosterPlan) -> f32 {
    (plan.right - plan.project - GUTTER) / 2.0
}

/// Points that a phase takes.
pub(super) fn height(fonts: &Fonts, phase: &Phase, plan: &PosterPlan) -> f32 {
    left(fonts, phase, plan).1.max(right(fonts, phase, plan).2)
}

/// The line from a station to the next.
pub(super) fn track(layout: &mut PrintLayout<'_>, plan: &PosterPlan, phase: u8, from: f32, to: f32) {
    layout.rule((plan.track, from), (plan.track, to), plan.colour(phase), plan.track_width());
}

/// The station, its stops and its project.
pub(super) fn draw(layout: &mut PrintLayout<'_>, reader: &PrintedReader<'_>, plan: &PosterPlan, phase: &Phase, top: f32, parent: NodeId) {
    let section = layout.tree.add(parent, StructureRole::Section);
    let (title, _) = left(layout.fonts, phase, plan);
    let heading = layout.tree.add(section, StructureRole::Heading(2, format!("Phase {}: {}", phase.number, phase.title)));
    station(layout, reader, plan, phase, top + STATION, heading);
    let mut y = put_lines(layout, &title, plan.beside, top + STATION + plan.body * 0.42, title_leading(plan), heading, &[]);
    y += plan.leading - title_leading(plan) - 0.5;
    let when = layout.tree.add(section, StructureRole::Paragraph);
    layout.text(&when_of(reader, phase), plan.aside(), plan.beside, y, Some(when));
    y += plan.leading + 2.0;
    let list = layout.tree.add(section, StructureRole::List(false));
    for topic in phase.topics {
        let (label, body) = item(layout, list);
        let status = reader.status(topic.id);
        stop(layout, plan.track, y - plan.body * 0.34, STOP, status, BLACK, Some(label));
        let style = ink_of(plan.text(), status);
        let mut x = plan.beside;
        if let Some(site) = reader.site() {
            let links = [super::super::draw_text::TextLink::to(format!("{}phase/{}#{}", base(site), phase.number, topic.id), topic.title)];
            let piece = super::super::line_breaking::StyledText { text: topic.title.into(), style, link: Some(0) };
            let lines = super::super::line_breaking::lines(
                layout.fonts,
                &[piece],
                super::super::line_breaking::LineSettings { width: plan.project - plan.beside, hyphenate: false },
            );
            put_lines(layout, &lines, x, y, plan.leading, body, &links);
            x += lines.first().map_or(0.0, |line| line.width);
        } else {
            x += layout.text(topic.title, style, x, y, Some(body));
        }
        if reader.bookmarked(topic.id) {
            star(layout, x + 7.0, y - plan.body * 0.33, plan.body * 0.42);
        }
        y += plan.leading;
    }
    project(layout, reader, plan, phase, top, section);
}

/// Address of the site, ending in a slash.
fn base(site: &str) -> String {
    let bare = site.split(['#', '?']).next().unwrap_or(site);
    format!("{}/", bare.trim_end_matches('/'))
}

fn ink_of(style: TextStyle, status: Status) -> TextStyle {
    TextStyle { ink: if status == Status::Skipped { GREY } else { style.ink }, ..style }
}

/// A five-pointed star: the reader's bookmark.
pub(in crate::press) fn star(layout: &mut PrintLayout<'_>, x: f32, y: f32, radius: f32) {
    use super::super::layout::PathSegment;
    let corner = |index: usize| {
        let turn = std::f32::consts::PI * index as f32 / 5.0;
        let reach = if index.is_multiple_of(2) { radius } else { radius * 0.42 };
        (x + reach * turn.sin(), y - reach * turn.cos())
    };
    let mut path: Vec<PathSegment> = (0..10)
        .map(|index| {
            let (x, y) = corner(index);
            if index == 0 { PathSegment::Move(x, y) } else { PathSegment::Line(x, y) }
        })
        .collect();
    path.push(PathSegment::Close);
    layout.fill(path, BLACK, None);
}

fn item(layout: &mut PrintLayout<'_>, list: NodeId) -> (NodeId, NodeId) {
    let item = layout.tree.add(list, StructureRole::Item);
    (layout.tree.add(item, StructureRole::Label), layout.tree.add(item, StructureRole::Body))
}

fn station(layout: &mut PrintLayout<'_>, reader: &PrintedReader<'_>, plan: &PosterPlan, phase: &Phase, y: f32, heading: NodeId) {
    let colour = plan.colour(phase.number);
    let (done, counted) = reader.tally([phase]);
    let filled = !plan.thin || counted > 0 && done == counted;
    layout.fill(circle(plan.track, y, RADIUS), if filled { colour } else { WHITE }, None);
    layout.draw(circle(plan.track, y, RADIUS), if plan.thin { BLACK } else { WHITE }, if plan.thin { 1.1 } else { 1.6 });
    let style = TextStyle { cut: FontStyle::Bold, size: 10.0, ink: if filled { WHITE } else { BLACK } };
    let number = phase.number.to_string();
    let width = layout.fonts.width(style.cut, style.size, &number);
    layout.text(&number, style, plan.track - width / 2.0, y + 3.5, Some(heading));
}

/// When a phase is: months of the road, hours, and the reader's days.
fn when_of(reader: &PrintedReader<'_>, phase: &Phase) -> String {
    let hours = phase.hours();
    match reader.leg(phase.number) {
        Some((_, start, end)) => format!("{start} – {end} · {hours} h"),
        None if phase.months.0 == phase.months.1 => format!("After month {} · {hours} hours", phase.months.0),
        None => format!("Month {} · {hours} hours", phase.months.1),
    }
}

fn project(layout: &mut PrintLayout<'_>, reader: &PrintedReader<'_>, plan: &PosterPlan, phase: &Phase, top: f32, section: NodeId) {
    let (gist, steps, _) = right(layout.fonts, phase, plan);
    let first = top + STATION + plan.body * 0.42;
    let paragraph = layout.tree.add(section, StructureRole::Paragraph);
    let mut y = put_lines(layout, &gist, plan.project, first, plan.leading, paragraph, &[]);
    y += 3.0;
    let heading = layout.tree.add(section, StructureRole::Heading(3, format!("Project: {}", phase.project.title)));
    let width = layout.text(&format!("Project: {}", phase.project.title), plan.strong(), plan.project, y, Some(heading));
    let done = phase.project.steps.iter().filter(|step| reader.status(step.id) == Status::Done).count();
    if done > 0 {
        let paragraph = layout.tree.add(section, StructureRole::Paragraph);
        layout.text(&format!("{done} of {}", phase.project.steps.len()), plan.aside(), plan.project + width + 6.0, y, Some(paragraph));
    }
    y += plan.leading + 1.0;
    let list = layout.tree.add(section, StructureRole::List(false));
    let half = steps.len().div_ceil(2);
    let (mut x, mut down) = (plan.project, y);
    for (at, (step, lines)) in phase.project.steps.iter().zip(&steps).enumerate() {
        if at == half {
            (x, down) = (plan.project + column(plan) + GUTTER, y);
        }
        let (label, body) = item(layout, list);
        let status = reader.status(step.id);
        tick_box(layout, x + 0.4, down - plan.body * 0.34, plan.body * 0.82, status, BLACK, Some(label));
        let lines: Vec<TextLine> = lines
            .iter()
            .map(|line| {
                let mut line = line.clone();
                line.parts.iter_mut().for_each(|part| part.style = ink_of(part.style, status));
                line
            })
            .collect();
        down = put_lines(layout, &lines, x + BOX, down, plan.leading, body, &[]);
    }
}
