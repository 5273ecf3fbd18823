//! Text that runs from page to page: a main column with a narrow one beside it for what labels it.
//!
//! No line is ever cut: text that does not fit goes to the next page. A paragraph is split only with two lines or more on either side
//! (no widows, no orphans), a heading stays with what follows, a drawing stays whole.

use super::draw_text::{LinkNodes, TextLink, put_line};
use super::fonts::FontStyle;
use super::layout::{BLACK, GREY, LinkTarget, Page, PrintLayout, TextStyle};
use super::line_breaking::{LineSettings, StyledText, TextLine, lines, plain};
use super::structure::{NodeId, ROOT, StructureRole};

/// Lines of a paragraph that stay together at the foot and at the head of a page.
const TOGETHER: usize = 2;

/// Where text runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// Left edge of the narrow column.
    pub(super) side: f32,
    /// Edges of the main column.
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
}

/// A document that is being filled.
pub(super) struct PageFlow<'a> {
    /// The document so far.
    pub(super) layout: PrintLayout<'a>,
    /// Where text runs.
    pub(super) frame: Frame,
    /// Where the next thing goes, from the top.
    pub(super) y: f32,
    /// Size of running text.
    pub(super) size: f32,
    /// What the foot of each page says; absent without foot.
    pub(super) running: Vec<Option<String>>,
    /// What the foot of the next pages says.
    pub(super) chapter: Option<String>,
}

impl<'a> PageFlow<'a> {
    /// An empty document.
    pub(super) fn new(layout: PrintLayout<'a>, frame: Frame, size: f32) -> Self {
        Self { layout, frame, y: frame.bottom, size, running: vec![], chapter: None }
    }

    /// From base line to base line in running text.
    pub(super) fn leading(&self) -> f32 {
        self.size * 1.42
    }

    /// A new page.
    pub(super) fn page(&mut self) {
        self.layout.pages.push(Page::default());
        self.running.push(self.chapter.clone());
        self.y = self.frame.top;
    }

    /// Room for this much; a new page if there is none.
    pub(super) fn need(&mut self, height: f32) {
        if self.layout.pages.is_empty() || self.y + height > self.frame.bottom && self.y > self.frame.top {
            self.page();
        }
    }

    /// A gap, unless a page begins.
    pub(super) fn gap(&mut self, height: f32) {
        if self.y > self.frame.top {
            self.y += height;
        }
    }

    /// Text in a style; emphasis is up to the caller.
    pub(super) fn style(&self, cut: FontStyle) -> TextStyle {
        TextStyle { cut, size: self.size, ink: BLACK }
    }

    /// Lines in the main column, split between pages without widows; `indent` moves them right.
    pub(super) fn lines(&mut self, lines: &[TextLine], indent: f32, leading: f32, node: NodeId, links: &[TextLink]) {
        let mut opened = LinkNodes::default();
        let mut rest = lines;
        while !rest.is_empty() {
            let room = (((self.frame.bottom - self.y) / leading) + 0.01).floor().max(0.0) as usize;
            let fits = if rest.len() <= room { rest.len() } else { room.min(rest.len().saturating_sub(TOGETHER)) };
            let empty = self.y <= self.frame.top && !self.layout.pages.is_empty();
            if fits < rest.len() && fits < TOGETHER && !empty || self.layout.pages.is_empty() {
                self.page();
                continue;
            }
            let (here, later) = rest.split_at(fits.max(1));
            for line in here {
                let x = self.frame.left + indent;
                put_line(&mut self.layout, line, x, self.y + leading * 0.74, node, links, &mut opened);
                self.y += leading;
            }
            rest = later;
            if !rest.is_empty() {
                self.page();
            }
        }
    }

    /// A paragraph of running text.
    pub(super) fn paragraph(&mut self, pieces: &[StyledText], links: &[TextLink], parent: NodeId, indent: f32) {
        let node = self.layout.tree.add(parent, StructureRole::Paragraph);
        self.body(pieces, links, node, indent);
    }

    /// Running text in a part that is there already.
    pub(super) fn body(&mut self, pieces: &[StyledText], links: &[TextLink], node: NodeId, indent: f32) {
        let setting = LineSettings { width: self.frame.right - self.frame.left - indent, hyphenate: true };
        let lines = lines(self.layout.fonts, pieces, setting);
        let leading = pieces.iter().map(|piece| piece.style.size).fold(0.0, f32::max).max(self.size * 0.8) * 1.42;
        self.lines(&lines, indent, leading, node, links);
    }

    /// A heading; `level` 1 is the highest. It stays with the next lines, is named, and stands in the outline if asked.
    pub(super) fn heading(
        &mut self,
        title: &str,
        level: u16,
        style: TextStyle,
        name: Option<&str>,
        outline: Option<usize>,
        parent: NodeId,
    ) {
        let leading = style.size * 1.2;
        let lines = plain(self.layout.fonts, title, style, self.frame.right - self.frame.left);
        self.need(leading * lines.len() as f32 + self.leading() * 3.5);
        if let Some(name) = name {
            self.layout.name(name, (self.y - 12.0).max(0.0));
        }
        if let Some(level) = outline {
            let page = self.layout.pages.len().saturating_sub(1);
            self.layout.outline.push(super::layout::OutlineEntry { level, title: title.to_owned(), page, y: (self.y - 12.0).max(0.0) });
        }
        let node = self.layout.tree.add(parent, StructureRole::Heading(level, title.to_owned()));
        self.lines(&lines, 0.0, leading, node, &[]);
    }

    /// Small words in the narrow column, on the base line of the line that comes next.
    pub(super) fn label(&mut self, text: &str, parent: NodeId) {
        let style = TextStyle { cut: FontStyle::NarrowBold, size: self.size * 0.88, ink: GREY };
        let width = self.frame.left - self.frame.side - 12.0;
        let lines = plain(self.layout.fonts, text, style, width);
        let node = self.layout.tree.add(parent, StructureRole::Paragraph);
        let mut opened = LinkNodes::default();
        for (at, line) in lines.iter().enumerate() {
            let y = self.y + self.leading() * 0.74 + style.size * 1.15 * at as f32;
            put_line(&mut self.layout, line, self.frame.side, y, node, &[], &mut opened);
        }
    }

    /// The feet of all pages: the chapter on the left, the number on the right.
    pub(super) fn feet(&mut self) {
        let style = TextStyle { cut: FontStyle::Narrow, size: 8.0, ink: GREY };
        let y = self.frame.bottom + 26.0;
        for (at, running) in self.running.iter().enumerate() {
            let Some(words) = running else { continue };
            let number = (at + 1).to_string();
            let width = self.layout.fonts.width(style.cut, style.size, &number);
            let mut put = |text: &str, x: f32| {
                let text = super::layout::Text { text: text.to_owned(), style, x, y, upward: false, rim: None };
                if let Some(page) = self.layout.pages.get_mut(at) {
                    page.marks.push((super::layout::DrawItem::Text(text), None));
                }
            };
            put(words, self.frame.left);
            put(&number, self.frame.right - width);
        }
    }
}

/// A part for a chapter.
pub(super) fn chapter(flow: &mut PageFlow<'_>) -> NodeId {
    flow.layout.tree.add(ROOT, StructureRole::Section)
}

/// A link within the document.
pub(super) fn inward(name: &str, alt: &str) -> TextLink {
    TextLink { target: LinkTarget::Place(name.to_owned()), alt: alt.to_owned() }
}
