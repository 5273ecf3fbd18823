//! Cover and contents.

use super::super::date::label;
use super::super::draw_text::put_lines;
use super::super::flow::{chapter, inward};
use super::super::fonts::FontStyle;
use super::super::layout::{BLACK, GREY, LIGHT, LinkArea, OutlineEntry, TextStyle, WHITE, circle};
use super::super::line_breaking::plain;
use super::super::poster::colour;
use super::super::structure::StructureRole;
use super::Print;
use crate::roadmap::PHASES;

/// Room between two stations on the cover.
const STATIONS: f32 = 54.0;

/// From the last station to the loop's middle, and the loop's radius.
const LOOP: f32 = 64.0;
const RING: f32 = 32.0;

impl Print<'_, '_, '_> {
    /// The cover: title, whose it is, and the line.
    pub(super) fn cover(&mut self) {
        self.flow.page();
        let node = chapter(&mut self.flow);
        let thin = self.reader.spec.ink_saving;
        let frame = self.flow.frame;
        let layout = &mut self.flow.layout;
        layout.outline.push(OutlineEntry { level: 0, title: "Cover".into(), page: 0, y: 0.0 });
        let heading = layout.tree.add(node, StructureRole::Heading(1, "MLOps Roadmap 2026, the handbook".into()));
        layout.text("MLOps", TextStyle { cut: FontStyle::Bold, size: 54.0, ink: BLACK }, frame.side - 3.0, 128.0, Some(heading));
        layout.text("Roadmap 2026", TextStyle { cut: FontStyle::Bold, size: 54.0, ink: BLACK }, frame.side - 3.0, 186.0, Some(heading));
        let paragraph = layout.tree.add(node, StructureRole::Paragraph);
        let lead = TextStyle { cut: FontStyle::Text, size: 14.0, ink: GREY };
        layout.text("The handbook: seven phases from absolute beginner to ML engineer", lead, frame.side, 216.0, Some(paragraph));
        let x = frame.side + 11.0;
        let top = 272.0;
        for phase in PHASES {
            let y = top + STATIONS * f32::from(phase.number);
            let to = if phase.number == 6 { y + LOOP } else { y + STATIONS };
            layout.rule((x, y), (x, to), colour(phase.number, thin), if thin { 1.6 } else { 6.0 });
        }
        for phase in PHASES {
            let y = top + STATIONS * f32::from(phase.number);
            let ink = colour(phase.number, thin);
            layout.fill(circle(x, y, 11.0), if thin { WHITE } else { ink }, None);
            layout.draw(circle(x, y, 11.0), if thin { BLACK } else { WHITE }, 1.8);
            let paragraph = layout.tree.add(node, StructureRole::Paragraph);
            let style = TextStyle { cut: FontStyle::Bold, size: 13.0, ink: if thin { BLACK } else { WHITE } };
            let number = phase.number.to_string();
            let width = layout.fonts.width(style.cut, style.size, &number);
            layout.text(&number, style, x - width / 2.0, y + 4.6, Some(paragraph));
            layout.text(phase.title, TextStyle { cut: FontStyle::NarrowBold, size: 15.0, ink: BLACK }, x + 26.0, y + 1.0, Some(paragraph));
            let lines =
                plain(layout.fonts, phase.gist, TextStyle { cut: FontStyle::Narrow, size: 10.0, ink: GREY }, frame.right - x - 26.0);
            put_lines(layout, &lines, x + 26.0, y + 15.0, 12.5, paragraph, &[]);
        }
        let ring = (x + RING, top + STATIONS * 6.0 + LOOP);
        layout.draw(circle(ring.0, ring.1, RING), colour(6, thin), if thin { 1.6 } else { 6.0 });
        self.whose(node);
    }

    /// Whose it is, at the foot of the cover.
    fn whose(&mut self, node: usize) {
        let frame = self.flow.frame;
        let mut y = frame.bottom - 16.0;
        let (done, counted) = self.reader.tally(PHASES);
        let mut words = Vec::new();
        if let (Some((_, start, _)), Some((_, _, end)), Some(plan)) =
            (self.reader.legs.first(), self.reader.legs.last(), &self.reader.spec.plan)
        {
            words.push(format!("{start} – {end}, {} hours a week", plan.hours_per_week));
        }
        if done > 0 {
            words.push(format!("{done} of {counted} done"));
        }
        if let Some(date) = self.reader.date {
            words.push(format!("Printed {}", label(date, self.reader.spec.dates)));
        }
        let layout = &mut self.flow.layout;
        // A long name is set smaller, and is never cut.
        let room = frame.right - frame.left;
        let style = |cut: FontStyle, size: f32| TextStyle { cut, size, ink: BLACK };
        let fitting = [15.0, 12.0, 10.0]
            .into_iter()
            .map(|size| (size, plain(layout.fonts, &self.reader.name, style(FontStyle::Bold, size), room)))
            .find(|(_, lines)| lines.len() <= 2);
        let (size, name) =
            fitting.unwrap_or_else(|| (9.0, plain(layout.fonts, &self.reader.name, style(FontStyle::NarrowBold, 9.0), room)));
        if !self.reader.name.is_empty() {
            y -= size * 1.2 * name.len().saturating_sub(1) as f32;
            let paragraph = layout.tree.add(node, StructureRole::Paragraph);
            y = put_lines(layout, &name, frame.left, y, size * 1.2, paragraph, &[]).max(y + 14.0);
        }
        if !words.is_empty() {
            let paragraph = layout.tree.add(node, StructureRole::Paragraph);
            layout.text(&words.join(" · "), TextStyle { cut: FontStyle::Narrow, size: 10.0, ink: GREY }, frame.left, y, Some(paragraph));
        }
    }

    /// The contents, with pages and links.
    pub(super) fn contents(&mut self) {
        self.flow.chapter = Some("Contents".into());
        self.flow.page();
        let node = chapter(&mut self.flow);
        let style = TextStyle { cut: FontStyle::Bold, size: self.flow.size * 2.0, ink: BLACK };
        self.flow.heading("Contents", 1, style, Some("contents"), Some(0), node);
        self.flow.y += 10.0;
        let list = self.flow.layout.tree.add(node, StructureRole::Contents);
        let include = self.reader.spec.include.clone();
        for phase in PHASES {
            self.flow.need(self.flow.leading() * 3.0);
            self.flow.gap(self.flow.size * 0.4);
            self.entry(list, &format!("Phase {}: {}", phase.number, phase.title), phase.id, true);
            for topic in phase.topics {
                self.entry(list, topic.title, topic.id, false);
            }
            self.entry(list, &format!("Project: {}", phase.project.title), phase.project.id, false);
        }
        self.flow.gap(self.flow.size * 0.5);
        let more = [
            ("Your results", "results", include.results && self.has_results()),
            ("Your bookmarks", "bookmarks", include.bookmarks && self.has_bookmarks()),
            ("Six resources", "resources", include.resources),
            ("What it pays", "salaries", include.salaries),
            ("About this handbook", "colophon", true),
        ];
        for (title, name, _) in more.into_iter().filter(|(_, _, there)| *there) {
            self.entry(list, title, name, true);
        }
    }

    fn entry(&mut self, list: usize, title: &str, name: &str, strong: bool) {
        let leading = self.flow.leading() * if strong { 1.05 } else { 0.92 };
        self.flow.need(leading);
        let frame = self.flow.frame;
        let entry = self.flow.layout.tree.add(list, StructureRole::Entry);
        let link = self.flow.layout.tree.add(entry, StructureRole::Link);
        let style = TextStyle { cut: if strong { FontStyle::Bold } else { FontStyle::Text }, size: self.flow.size, ink: BLACK };
        let base = self.flow.y + leading * 0.74;
        let indent = if strong { 0.0 } else { 14.0 };
        let layout = &mut self.flow.layout;
        let end = frame.left + indent + layout.text(title, style, frame.left + indent, base, Some(link));
        let page = self.pages.get(name).map(usize::to_string).unwrap_or_default();
        let number = layout.text_to(&page, style, frame.right, base, Some(link));
        if number - end > 20.0 {
            layout.rule((end + 6.0, base - 1.5), (number - 6.0, base - 1.5), LIGHT, 0.35);
        }
        let inward = inward(name, title);
        let bounds = [frame.left, self.flow.y, frame.right, self.flow.y + leading];
        self.flow.layout.lead(LinkArea { bounds, target: inward.target, alt: format!("{title}, page {page}") }, link);
        self.flow.y += leading;
    }
}
