//! A phase as a chapter: what it is about, its lessons, its project to tick off.

use super::super::flow::chapter;
use super::super::fonts::FontStyle;
use super::super::layout::{BLACK, GREY, LIGHT, TextStyle, WHITE, circle};
use super::super::line_breaking::StyledText;
use super::super::poster::colour;
use super::super::status_glyphs::{stop, tick_box};
use super::super::structure::{NodeId, StructureRole};
use super::Print;
use crate::chart::figures;
use crate::protocol::Drawing;
use crate::roadmap::prose::{self, TopicProse};
use crate::roadmap::{Phase, Topic};

/// Width at which the curriculum's figures are drawn, so that their text is as large as the book's.
const FIGURE: u32 = 560;

impl Print<'_, '_, '_> {
    /// The chapter of a phase.
    pub(super) fn phase(&mut self, phase: &'static Phase) {
        self.flow.chapter = Some(format!("Phase {} · {}", phase.number, phase.title));
        self.flow.page();
        let node = chapter(&mut self.flow);
        self.opener(phase, node);
        let lessons = self.reader.spec.include.lessons;
        let words = prose::phase(phase.number).filter(|_| lessons);
        if let Some(words) = words {
            self.markdown(words.intro, node);
        }
        for figure in figures_of(phase.number).into_iter().filter(|_| self.reader.spec.include.figures) {
            let caption = figure.label.clone();
            self.drawing((&figure.svg, (figure.width, figure.height)), &figure.label, &caption, node);
        }
        for topic in phase.topics {
            self.topic(phase, topic, node);
        }
        self.project(phase, words.map(|words| words.brief), node);
    }

    fn opener(&mut self, phase: &Phase, node: NodeId) {
        let thin = self.reader.spec.ink_saving;
        let frame = self.flow.frame;
        let (x, y) = (frame.left - 34.0, self.flow.y + 18.0);
        let ink = colour(phase.number, thin);
        self.flow.layout.rule((x, 0.0), (x, y), ink, if thin { 1.4 } else { 5.0 });
        self.flow.layout.fill(circle(x, y, 14.0), if thin { WHITE } else { ink }, None);
        self.flow.layout.draw(circle(x, y, 14.0), if thin { BLACK } else { WHITE }, 2.0);
        let style = TextStyle { cut: FontStyle::Bold, size: 16.0, ink: if thin { BLACK } else { WHITE } };
        let number = phase.number.to_string();
        let width = self.flow.layout.fonts.width(style.cut, style.size, &number);
        self.flow.layout.text(&number, style, x - width / 2.0, y + 5.7, None);
        self.flow.y += 4.0;
        let style = TextStyle { cut: FontStyle::Bold, size: self.flow.size * 2.2, ink: BLACK };
        let title = format!("Phase {}: {}", phase.number, phase.title);
        self.flow.heading(&title, 1, style, Some(phase.id), Some(0), node);
        let months = match phase.months {
            (from, to) if from == to => format!("after month {from}"),
            (_, to) => format!("month {to}"),
        };
        let (done, counted) = self.reader.tally([phase]);
        let when = self.reader.leg(phase.number).map_or(months, |(_, start, end)| format!("{start} – {end}"));
        self.small(&format!("{} hours · {when} · {done} of {counted} done", phase.hours()), node);
        self.flow.y += 6.0;
        let gist = StyledText {
            text: phase.gist.into(),
            style: TextStyle { cut: FontStyle::Bold, size: self.flow.size * 1.15, ink: BLACK },
            link: None,
        };
        self.flow.paragraph(&[gist], &[], node, 0.0);
        self.flow.y += self.flow.size;
    }

    /// A small grey line.
    pub(super) fn small(&mut self, text: &str, parent: NodeId) {
        let style = TextStyle { cut: FontStyle::Narrow, size: self.flow.size * 0.95, ink: GREY };
        self.flow.paragraph(&[StyledText { text: text.into(), style, link: None }], &[], parent, 0.0);
    }

    fn topic(&mut self, phase: &Phase, topic: &Topic, parent: NodeId) {
        let node = self.flow.layout.tree.add(parent, StructureRole::Section);
        self.flow.gap(self.flow.size * 1.6);
        self.flow.need(self.flow.leading() * 6.0);
        let frame = self.flow.frame;
        self.flow.layout.rule((frame.side, self.flow.y), (frame.right, self.flow.y), LIGHT, 0.5);
        self.flow.y += self.flow.size * 0.9;
        let status = self.reader.status(topic.id);
        let middle = self.flow.y + self.flow.size * 0.8;
        stop(&mut self.flow.layout, frame.left - 34.0, middle, 5.0, status, colour(phase.number, true), None);
        if self.reader.bookmarked(topic.id) {
            super::super::poster::star(&mut self.flow.layout, frame.left - 16.0, middle, 5.0);
        }
        let style = TextStyle { cut: FontStyle::Bold, size: self.flow.size * 1.45, ink: BLACK };
        self.flow.heading(topic.title, 2, style, Some(topic.id), Some(1), node);
        self.small(&format!("{} · about {}", status.label(), super::super::reader::count(usize::from(topic.hours), "hour")), node);
        self.flow.y += self.flow.size * 0.4;
        match prose::topic(topic.id).filter(|_| self.reader.spec.include.lessons) {
            Some(words) => self.lesson(words, node),
            None => self.markdown(topic.gist, node),
        }
        self.note(topic.id, node, 0.0);
    }

    fn lesson(&mut self, words: &TopicProse, node: NodeId) {
        for (label, text) in [("What it is", words.what), ("Why it matters", words.why), ("The one mistake", words.mistake)] {
            self.flow.need(self.flow.leading() * 2.0);
            self.flow.label(label, node);
            self.markdown(text, node);
        }
        for block in prose::blocks(words.body) {
            match block {
                prose::Block::Text(text) => self.markdown(text, node),
                prose::Block::Sample(file) => {
                    let sample = words.samples.iter().find(|sample| sample.file == file);
                    if let Some(sample) = sample.filter(|_| self.reader.spec.include.samples) {
                        self.code(sample.code.trim_end(), Some(sample.file), node);
                    }
                }
            }
        }
    }

    fn project(&mut self, phase: &Phase, brief: Option<&str>, parent: NodeId) {
        let project = &phase.project;
        let node = self.flow.layout.tree.add(parent, StructureRole::Section);
        self.flow.gap(self.flow.size * 1.6);
        self.flow.need(self.flow.leading() * 8.0);
        let frame = self.flow.frame;
        self.flow.layout.rule((frame.side, self.flow.y), (frame.right, self.flow.y), BLACK, 0.8);
        self.flow.y += self.flow.size * 0.9;
        let style = TextStyle { cut: FontStyle::Bold, size: self.flow.size * 1.45, ink: BLACK };
        self.flow.heading(&format!("Project: {}", project.title), 2, style, Some(project.id), Some(1), node);
        self.small(&format!("About {} hours", project.hours), node);
        self.flow.y += self.flow.size * 0.4;
        self.markdown(project.gist, node);
        if let Some(brief) = brief {
            self.markdown(brief, node);
        }
        self.note(project.id, node, 0.0);
        let list = self.flow.layout.tree.add(node, StructureRole::List(false));
        for (at, step) in project.steps.iter().enumerate() {
            let item = self.flow.layout.tree.add(list, StructureRole::Item);
            let (label, body) =
                (self.flow.layout.tree.add(item, StructureRole::Label), self.flow.layout.tree.add(item, StructureRole::Body));
            // Two lines each at most: neither the first nor the last stands on a page alone.
            let paired = at == 0 || at + 2 == project.steps.len();
            self.flow.need(self.flow.leading() * if paired { 4.5 } else { 2.0 });
            let status = self.reader.status(step.id);
            let middle = self.flow.y + self.flow.leading() * 0.74 - self.flow.size * 0.35;
            tick_box(&mut self.flow.layout, frame.left, middle, self.flow.size * 0.9, status, BLACK, Some(label));
            if self.reader.bookmarked(step.id) {
                super::super::poster::star(&mut self.flow.layout, frame.left - 12.0, middle, 4.5);
            }
            let style = self.flow.style(FontStyle::Text);
            self.flow.paragraph(&[StyledText { text: step.text.into(), style, link: None }], &[], body, self.flow.size * 1.6);
            self.flow.gap(self.flow.size * 0.35);
            self.note(step.id, body, self.flow.size * 1.6);
        }
    }
}

/// The curriculum's figures of a phase, as its page shows them.
fn figures_of(phase: u8) -> Vec<Drawing> {
    match phase {
        1 => vec![figures::estimator_map(FIGURE)],
        3 => vec![figures::deployment_flow(FIGURE)],
        4 => vec![figures::airflow_architecture(FIGURE)],
        5 => vec![figures::monitoring(FIGURE)],
        6 => vec![figures::life_cycle(FIGURE)],
        _ => vec![],
    }
}
