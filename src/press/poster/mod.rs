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
use super::face::{Cut, Faces};
use super::reader::Reader;
use super::sheet::{BLACK, Book, Entry, GREY, Ink, LIGHT, Style};
use super::tree::{ROOT, Role};
use crate::protocol::press::{Paper, TextSize};
use crate::roadmap::PHASES;

/// The smallest text, points.
const SMALLEST: f32 = 7.5;

/// A colour a phase, after Okabe and Ito; those of the page in its light theme.
const COLOURS: [Ink; 7] = [
    Ink(0x00, 0x72, 0xb2),
    Ink(0xd5, 0x5e, 0x00),
    Ink(0x00, 0x9e, 0x73),
    Ink(0xb5, 0x69, 0x9a),
    Ink(0xc4, 0x8a, 0x00),
    Ink(0x3d, 0x9b, 0xd1),
    Ink(0x6b, 0x6a, 0x9c),
];

/// A phase's colour; black where ink is saved.
pub(super) fn colour(phase: u8, thin: bool) -> Ink {
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
struct Plan {
    /// Text size.
    body: f32,
    /// From base line to base line.
    leading: f32,
    /// Left and right edge of what is printed, top and bottom.
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

impl Plan {
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
    fn fit_titles(self, faces: &Faces) -> Self {
        let widest = PHASES.iter().map(|phase| faces.width(Cut::NarrowBold, 1.0, phase.title)).fold(1.0, f32::max);
        Self { title: self.title.min((self.project - self.beside - 8.5) / widest), ..self }
    }

    fn style(&self, cut: Cut, by: f32, ink: Ink) -> Style {
        Style { cut, size: self.body + by, ink }
    }

    fn text(&self) -> Style {
        self.style(Cut::Narrow, 0.0, BLACK)
    }

    fn aside(&self) -> Style {
        self.style(Cut::Narrow, 0.0, GREY)
    }

    fn strong(&self) -> Style {
        self.style(Cut::NarrowBold, 0.0, BLACK)
    }

    fn colour(&self, phase: u8) -> Ink {
        colour(phase, self.thin)
    }

    fn track_width(&self) -> f32 {
        if self.thin { 1.4 } else { 5.0 }
    }
}

/// The page.
pub(super) fn lay<'a>(faces: &'a Faces, reader: &mut Reader<'_>) -> Result<Book<'a>, PressError> {
    let paper = size(reader.spec.paper);
    let largest = match reader.spec.text_size {
        TextSize::Small => 7.8,
        TextSize::Normal => 8.6,
        TextSize::Large => 9.6,
    };
    let mut body: f32 = largest;
    loop {
        let plan = Plan::new(paper, body, reader.spec.ink_saving).fit_titles(faces);
        let head = head::height(faces, reader, &plan);
        let foot = foot::height(faces, reader, &plan);
        let bands: f32 = PHASES.iter().map(|phase| band::height(faces, phase, &plan)).sum();
        let spare = plan.bottom - plan.top - head - foot - bands;
        // Between the head, seven phases and the foot.
        let gap = spare / 8.0;
        if gap >= 4.5 || body <= SMALLEST && gap >= 1.0 {
            return Ok(draw(faces, reader, &plan, paper, (head, foot, gap)));
        }
        if body <= SMALLEST {
            return Err(PressError::TooMuch { excess: (8.0 - spare).ceil() as u32 });
        }
        body = (body - 0.1).max(SMALLEST);
    }
}

fn draw<'a>(faces: &'a Faces, reader: &mut Reader<'_>, plan: &Plan, paper: (f32, f32), (head, foot, gap): (f32, f32, f32)) -> Book<'a> {
    let mut book = Book::new(faces, paper);
    let part = book.tree.add(ROOT, Role::Section);
    head::draw(&mut book, reader, plan, part);
    let tops: Vec<f32> = PHASES
        .iter()
        .scan(plan.top + head + gap, |y, phase| {
            let top = *y;
            *y += band::height(faces, phase, plan) + gap;
            Some(top)
        })
        .collect();
    let foot_top = plan.bottom - foot;
    let ring = foot::ring(plan, foot_top);
    for (at, phase) in PHASES.iter().enumerate() {
        let Some(top) = tops.get(at).copied() else { continue };
        let from = top + band::STATION;
        let to = tops.get(at + 1).map_or(ring.1, |next| next + band::STATION);
        band::track(&mut book, plan, phase.number, from, to);
    }
    foot::draw_ring(&mut book, plan, ring);
    for (phase, top) in PHASES.iter().zip(&tops) {
        if phase.number > 0 {
            book.rule((plan.project, top - gap / 2.0), (plan.right, top - gap / 2.0), LIGHT, 0.35);
        }
        book.outline.push(Entry { level: 0, title: format!("Phase {}: {}", phase.number, phase.title), page: 0, y: *top });
        band::draw(&mut book, reader, plan, phase, *top, part);
    }
    book.rule((plan.beside, foot_top - gap / 2.0 + 1.0), (plan.right, foot_top - gap / 2.0 + 1.0), BLACK, 0.6);
    foot::draw(&mut book, reader, plan, (foot_top, ring), part);
    book
}
