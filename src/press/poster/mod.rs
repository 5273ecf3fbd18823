//! The whole road on one page: a line with seven stations, what each asks for, and what it leads to.
//!
//! A strip map: the line runs down the left, each phase is a station with its topics as stops, and right of it stands the project
//! as a list to tick. At the foot the line closes to the loop it teaches. The text takes the largest size at which everything
//! fits on the page, never below 7.5 pt; what room is left goes between the phases.

mod band;
mod foot;
mod head;
mod words;

pub(super) use band::star;

use super::error::PressError;
use super::fonts::{FontStyle, Fonts};
use super::layout::{BLACK, GREY, LIGHT, OutlineEntry, PrintLayout, Rgb, TextStyle};
use super::reader::PrintedReader;
use super::structure::{ROOT, StructureRole};
use crate::protocol::print::{Paper, TextSize};
use crate::roadmap::PHASES;

/// The smallest text, points.
const SMALLEST: f32 = 7.5;

/// A colour a phase, after Okabe and Ito; those of the page in its light theme.
const COLOURS: [Rgb; 7] = [
    Rgb(0x00, 0x72, 0xb2),
    Rgb(0xd5, 0x5e, 0x00),
    Rgb(0x00, 0x9e, 0x73),
    Rgb(0xb5, 0x69, 0x9a),
    Rgb(0xc4, 0x8a, 0x00),
    Rgb(0x3d, 0x9b, 0xd1),
    Rgb(0x6b, 0x6a, 0x9c),
];

/// A phase's colour; black where ink is saved.
pub(super) fn colour(phase: u8, thin: bool) -> Rgb {
    COLOURS.get(usize::from(phase)).copied().filter(|_| !thin).unwrap_or(BLACK)
}

/// Points across and down of a paper.
pub(super) fn size(paper: Paper) -> (f32, f32) {
    match paper {
        Paper::A4 => (595.28, 841.89),
        Paper::Letter => (612.0, 792.0),
    }
}

/// Where things stand, for one size of the text.
#[derive(Clone, Copy)]
struct PosterPlan {
    /// Text size.
    body: f32,
    /// From base line to base line.
    leading: f32,
    /// Left, right, top and bottom edge of the printed area.
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    /// The line's middle.
    track: f32,
    /// Left edge of what stands beside the line, and of the projects.
    beside: f32,
    project: f32,
    /// Size of a phase's title.
    title: f32,
    /// Thin lines only.
    thin: bool,
}

impl PosterPlan {
    fn new((width, height): (f32, f32), body: f32, thin: bool) -> Self {
        let margin = 34.0;
        let (left, right) = (margin, width - margin);
        let track = left + 9.0;
        Self {
            body,
            leading: body * 1.27,
            left,
            right,
            top: 30.0,
            bottom: height - 26.0,
            track,
            beside: track + 19.0,
            project: left + (right - left) * 0.365,
            title: body + 3.0,
            thin,
        }
    }

    /// Titles as large as lets each stand on one line.
    fn fit_titles(self, fonts: &Fonts) -> Self {
        let widest = PHASES.iter().map(|phase| fonts.width(FontStyle::NarrowBold, 1.0, phase.title)).fold(1.0, f32::max);
        Self { title: self.title.min((self.project - self.beside - 8.5) / widest), ..self }
    }

    fn style(&self, cut: FontStyle, by: f32, ink: Rgb) -> TextStyle {
        TextStyle { cut, size: self.body + by, ink }
    }

    fn text(&self) -> TextStyle {
        self.style(FontStyle::Narrow, 0.0, BLACK)
    }

    fn aside(&self) -> TextStyle {
        self.style(FontStyle::Narrow, 0.0, GREY)
    }

    fn strong(&self) -> TextStyle {
        self.style(FontStyle::NarrowBold, 0.0, BLACK)
    }

    fn colour(&self, phase: u8) -> Rgb {
        colour(phase, self.thin)
    }

    fn track_width(&self) -> f32 {
        if self.thin { 1.4 } else { 5.0 }
    }
}

/// The page.
pub(super) fn lay<'a>(fonts: &'a Fonts, reader: &mut PrintedReader<'_>) -> Result<PrintLayout<'a>, PressError> {
    let paper = size(reader.spec.paper);
    let largest = match reader.spec.text_size {
        TextSize::Small => 7.8,
        TextSize::Normal => 8.6,
        TextSize::Large => 9.6,
    };
    let mut body: f32 = largest;
    loop {
        let plan = PosterPlan::new(paper, body, reader.spec.ink_saving).fit_titles(fonts);
        let head = head::height(fonts, reader, &plan);
        let foot = foot::height(fonts, reader, &plan);
        let bands: f32 = PHASES.iter().map(|phase| band::height(fonts, phase, &plan)).sum();
        let spare = plan.bottom - plan.top - head - foot - bands;
        // Between the head, seven phases and the foot.
        let gap = spare / 8.0;
        if gap >= 4.5 || body <= SMALLEST && gap >= 1.0 {
            return Ok(draw(fonts, reader, &plan, paper, (head, foot, gap)));
        }
        if body <= SMALLEST {
            return Err(PressError::TooMuch { excess: (8.0 - spare).ceil() as u32 });
        }
        body = (body - 0.1).max(SMALLEST);
    }
}

fn draw<'a>(
    fonts: &'a Fonts,
    reader: &mut PrintedReader<'_>,
    plan: &PosterPlan,
    paper: (f32, f32),
    (head, foot, gap): (f32, f32, f32),
) -> PrintLayout<'a> {
    let mut layout = PrintLayout::new(fonts, paper);
    let part = layout.tree.add(ROOT, StructureRole::Section);
    head::draw(&mut layout, reader, plan, part);
    let tops: Vec<f32> = PHASES
        .iter()
        .scan(plan.top + head + gap, |y, phase| {
            let top = *y;
            *y += band::height(fonts, phase, plan) + gap;
            Some(top)
        })
        .collect();
    let foot_top = plan.bottom - foot;
    let ring = foot::ring(plan, foot_top);
    for (at, phase) in PHASES.iter().enumerate() {
        let Some(top) = tops.get(at).copied() else { continue };
        let from = top + band::STATION;
        let to = tops.get(at + 1).map_or(ring.1, |next| next + band::STATION);
        band::track(&mut layout, plan, phase.number, from, to);
    }
    foot::draw_ring(&mut layout, plan, ring);
    for (phase, top) in PHASES.iter().zip(&tops) {
        if phase.number > 0 {
            layout.rule((plan.project, top - gap / 2.0), (plan.right, top - gap / 2.0), LIGHT, 0.35);
        }
        layout.outline.push(OutlineEntry { level: 0, title: format!("Phase {}: {}", phase.number, phase.title), page: 0, y: *top });
        band::draw(&mut layout, reader, plan, phase, *top, part);
    }
    layout.rule((plan.beside, foot_top - gap / 2.0 + 1.0), (plan.right, foot_top - gap / 2.0 + 1.0), BLACK, 0.6);
    foot::draw(&mut layout, reader, plan, (foot_top, ring), part);
    layout
}
