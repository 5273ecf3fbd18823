//! What follows the phases: bookmarks, resources, salaries, and how the book was made.

use super::super::code;
use super::super::draw_text::TextLink;
use super::super::flow::{chapter, inward};
use super::super::fonts::FontStyle;
use super::super::layout::{BLACK, LinkArea, LinkTarget, TextStyle};
use super::super::line_breaking::StyledText;
use super::super::structure::{NodeId, StructureRole};
use super::Print;
use crate::chart::figures;
use crate::roadmap::sources::RESOURCES;
use crate::roadmap::{PHASES, SALARIES, WHY_THEY_DISAGREE};

/// Side of the code that restores progress.
const CODE: f32 = 92.0;

impl Print<'_, '_, '_> {
    /// A chapter that is no phase.
    pub(super) fn chapter(&mut self, title: &str, name: &str) -> NodeId {
        self.flow.chapter = Some(title.to_owned());
        self.flow.page();
        let node = chapter(&mut self.flow);
        let style = TextStyle { cut: FontStyle::Bold, size: self.flow.size * 2.2, ink: BLACK };
        self.flow.heading(title, 1, style, Some(name), Some(0), node);
        self.flow.y += self.flow.size;
        node
    }

    /// A heading within a chapter.
    pub(super) fn heading(&mut self, title: &str, node: NodeId) {
        self.flow.gap(self.flow.size);
        let style = TextStyle { cut: FontStyle::Bold, size: self.flow.size * 1.2, ink: BLACK };
        self.flow.heading(title, 2, style, None, None, node);
    }

    /// A paragraph of plain words.
    pub(super) fn words(&mut self, text: &str, node: NodeId) {
        let style = self.flow.style(FontStyle::Text);
        self.flow.paragraph(&[StyledText { text: text.to_owned(), style, link: None }], &[], node, 0.0);
        self.flow.gap(self.flow.size * 0.5);
    }

    /// True if anything on the road is bookmarked.
    pub(super) fn has_bookmarks(&self) -> bool {
        !self.marked().is_empty()
    }

    /// The bookmarks: where each is, and its words.
    fn marked(&self) -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        for phase in PHASES {
            found.extend(
                phase.topics.iter().filter(|topic| self.reader.bookmarked(topic.id)).map(|topic| (topic.id, topic.title.to_owned())),
            );
            let steps = phase.project.steps.iter().filter(|step| self.reader.bookmarked(step.id));
            found.extend(steps.map(|step| (phase.project.id, step.text.to_owned())));
        }
        found
    }

    /// The reader's bookmarks, with their pages.
    pub(super) fn bookmarks(&mut self) {
        let marked = self.marked();
        if marked.is_empty() {
            return;
        }
        let node = self.chapter("Your bookmarks", "bookmarks");
        for (place, words) in marked {
            let page = self.pages.get(place).map(usize::to_string).unwrap_or_default();
            let style = self.flow.style(FontStyle::Text);
            let pieces = [StyledText { text: format!("{words}  p. {page}"), style, link: Some(0) }];
            self.flow.paragraph(&pieces, &[inward(place, &words)], node, 0.0);
            self.flow.gap(self.flow.size * 0.3);
        }
    }

    /// The six resources.
    pub(super) fn resources(&mut self) {
        let node = self.chapter("Six resources", "resources");
        for resource in RESOURCES {
            self.heading(resource.title, node);
            self.small(&format!("{} · {} · {}", resource.kind, resource.when, resource.cost), node);
            self.words(resource.about, node);
            let style = TextStyle { cut: FontStyle::Mono, size: self.flow.size * 0.85, ink: BLACK };
            let piece = StyledText { text: resource.url.to_owned(), style, link: Some(0) };
            self.flow.paragraph(&[piece], &[TextLink::to(resource.url, resource.title)], node, 0.0);
        }
    }

    /// What the work pays, with sources and why they disagree.
    pub(super) fn salaries(&mut self) {
        let node = self.chapter("What it pays", "salaries");
        let figure = figures::salaries(SALARIES, 560);
        if self.reader.spec.include.figures {
            self.drawing((&figure.svg, (figure.width, figure.height)), &figure.label, "Thousands of US dollars a year, by source", node);
        }
        let cell = |text: String| vec![super::super::markdown::Inline { text, ..Default::default() }];
        let mut rows = vec![["Source", "A year", "Basis", "Seen"].map(|text| cell(text.to_owned())).to_vec()];
        rows.extend(SALARIES.iter().map(|salary| {
            let range =
                if salary.low == salary.high { format!("${}k", salary.low) } else { format!("${}k–${}k", salary.low, salary.high) };
            let median = salary.median.map(|median| format!(", median ${median}k")).unwrap_or_default();
            vec![cell(salary.source.to_owned()), cell(range + &median), cell(salary.basis.to_owned()), cell(salary.date.to_owned())]
        }));
        self.table(&rows, node);
        self.heading("Why they disagree", node);
        for (what, why) in WHY_THEY_DISAGREE {
            let style = self.flow.style(FontStyle::Text);
            let bold = self.flow.style(FontStyle::Bold);
            let pieces = [
                StyledText { text: format!("{what}. "), style: bold, link: None },
                StyledText { text: (*why).to_owned(), style, link: None },
            ];
            self.flow.paragraph(&pieces, &[], node, 0.0);
            self.flow.gap(self.flow.size * 0.4);
        }
    }

    /// How the book was made, what its signs mean, and the way back to the site.
    pub(super) fn colophon(&mut self) {
        let node = self.chapter("About this handbook", "colophon");
        self.words("Made in your browser from the MLOps Roadmap 2026, with your own progress; nothing of it was sent anywhere. The text is set in IBM Plex Sans and Mono (SIL Open Font License 1.1).", node);
        self.words("A box or a stop is hollow for what is to do, half filled for what you are learning, filled for what is done, and struck through for what you skipped. A star marks what you bookmarked.", node);
        if self.reader.absent.any() {
            self.words("Words in brackets such as [3 Hebrew letters] stand for characters that these fonts do not have; they hold Latin, Greek and Cyrillic. What you saved stays as you wrote it.", node);
        }
        let Some(address) = self.reader.restoring().filter(|_| self.reader.spec.include.code) else { return };
        self.flow.need(CODE + self.flow.leading() * 3.0);
        self.heading("Back to the site, with this progress", node);
        self.flow.y += 6.0;
        let link = self.flow.layout.tree.add(node, StructureRole::Link);
        let alt = "A QR code: it opens the site with this progress.".to_owned();
        let figure = self.flow.layout.tree.add(link, StructureRole::Figure(alt.clone()));
        let (x, y) = (self.flow.frame.left, self.flow.y);
        if code::draw(&mut self.flow.layout, &address, x, y, CODE, figure) {
            self.flow.layout.lead(LinkArea { bounds: [x, y, x + CODE, y + CODE], target: LinkTarget::Address(address.clone()), alt }, link);
            self.flow.y += CODE + 8.0;
        }
        let style = TextStyle { cut: FontStyle::Mono, size: self.flow.size * 0.85, ink: BLACK };
        let piece = StyledText { text: address.clone(), style, link: Some(0) };
        self.flow.paragraph(&[piece], &[TextLink::to(address, "The site with this progress")], node, 0.0);
    }
}
