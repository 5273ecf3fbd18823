//! The head of the one page: what it is, whose it is, when it is to be done.

use super::super::fonts::{FontStyle, Fonts};
use super::super::layout::{BLACK, GREY, PrintLayout, TextStyle};
use super::super::line_breaking::{TextLine, plain};
use super::super::reader::PrintedReader;
use super::super::structure::{NodeId, StructureRole};
use super::PosterPlan;
use crate::roadmap::PHASES;

const TITLE: &str = "MLOps Roadmap 2026";
const TITLE_SIZE: f32 = 26.0;

/// One sentence under the title.
fn lead() -> String {
    let hours: u32 = PHASES.iter().map(|phase| phase.hours()).sum();
    format!("From absolute beginner to ML engineer: seven stations, seven projects, about {hours} hours.")
}

/// The reader's lines, set against the right edge: the name, then plan and progress.
fn reader_lines(fonts: &Fonts, reader: &PrintedReader<'_>, plan: &PosterPlan) -> (Vec<TextLine>, Vec<String>) {
    let room = plan.right - plan.left - fonts.width(FontStyle::Bold, TITLE_SIZE, TITLE) - 24.0;
    // A long name is set smaller before it takes more lines, and is never cut.
    let name = [12.0, 10.0, 8.5, plan.body]
        .into_iter()
        .map(|size| plain(fonts, &reader.name, TextStyle { cut: FontStyle::NarrowBold, size, ink: BLACK }, room))
        .find(|lines| lines.len() == 1)
        .unwrap_or_else(|| plain(fonts, &reader.name, plan.strong(), room));
    let name = if reader.name.is_empty() { vec![] } else { name };
    let mut lines = Vec::new();
    if let (Some((_, start, _)), Some((_, _, end)), Some(spec)) = (reader.legs.first(), reader.legs.last(), &reader.spec.plan) {
        lines.push(format!("{start} – {end}, {} hours a week", spec.hours_per_week));
    }
    let (done, counted) = reader.tally(PHASES);
    if reader.spec.progress.values().any(|item| item.status != Default::default()) {
        lines.push(format!("{done} of {counted} done"));
    }
    (name, lines)
}

/// Points that the head takes.
pub(super) fn height(fonts: &Fonts, reader: &PrintedReader<'_>, plan: &PosterPlan) -> f32 {
    let (name, lines) = reader_lines(fonts, reader, plan);
    let beside = plan.leading * (lines.len() + name.len()) as f32 + 6.0;
    beside.max(TITLE_SIZE + plan.leading + 6.0)
}

/// Title and lead on the left, the reader on the right.
pub(super) fn draw(layout: &mut PrintLayout<'_>, reader: &PrintedReader<'_>, plan: &PosterPlan, part: NodeId) {
    let (name, lines) = reader_lines(layout.fonts, reader, plan);
    let heading = layout.tree.add(part, StructureRole::Heading(1, TITLE.to_owned()));
    let base = plan.top + TITLE_SIZE * 0.74;
    layout.text(TITLE, TextStyle { cut: FontStyle::Bold, size: TITLE_SIZE, ink: BLACK }, plan.left - 1.5, base, Some(heading));
    let paragraph = layout.tree.add(part, StructureRole::Paragraph);
    layout.text(&lead(), plan.style(FontStyle::Narrow, 0.8, GREY), plan.left, base + plan.leading + 4.5, Some(paragraph));
    let mut y = plan.top + 8.5;
    if !name.is_empty() {
        let paragraph = layout.tree.add(part, StructureRole::Paragraph);
        for line in &name {
            for text in &line.parts {
                layout.text(&text.text, text.style, plan.right - line.width + text.x, y, Some(paragraph));
            }
            y += plan.leading.max(name.first().and_then(|line| line.parts.first()).map_or(0.0, |part| part.style.size * 1.1));
        }
    }
    for line in lines {
        let paragraph = layout.tree.add(part, StructureRole::Paragraph);
        layout.text_to(&line, plan.aside(), plan.right, y, Some(paragraph));
        y += plan.leading;
    }
}
