//! Markdown's blocks on paper: paragraphs, lists, code, tables, and drawings with their captions.

use super::super::draw_text::{TextLink, put_lines};
use super::super::flow::inward;
use super::super::fonts::FontStyle;
use super::super::layout::{BLACK, DrawItem, GREY, LIGHT, Rgb, Shape, TINT, TextStyle, rectangle};
use super::super::line_breaking::{LineSettings, StyledText, TextLine, lines};
use super::super::markdown::{Block, Inline, blocks};
use super::super::structure::{NodeId, StructureRole};
use super::super::svg;
use super::Print;

/// Links in running text.
const LINK: Rgb = Rgb(0x00, 0x59, 0x8c);

impl Print<'_, '_, '_> {
    /// Text in Markdown.
    pub(super) fn markdown(&mut self, text: &str, parent: NodeId) {
        let found = blocks(text);
        self.blocks(&found, parent, 0.0);
    }

    fn blocks(&mut self, found: &[Block], parent: NodeId, indent: f32) {
        for block in found {
            match block {
                Block::Paragraph(text) => {
                    let (pieces, links) = self.pieces(text, self.flow.style(FontStyle::Text));
                    self.flow.paragraph(&pieces, &links, parent, indent);
                }
                Block::Heading(text) => {
                    let title: String = text.iter().map(|inline| inline.text.as_str()).collect();
                    self.flow.gap(self.flow.size * 0.4);
                    let style = TextStyle { cut: FontStyle::Bold, size: self.flow.size * 1.08, ink: BLACK };
                    self.flow.heading(&title, 3, style, None, None, parent);
                }
                Block::List(numbered, items) => self.list(*numbered, items, parent, indent),
                Block::Code(text) => self.code(text.trim_end(), None, parent),
                Block::Table(rows) => self.table(rows, parent),
            }
            self.flow.gap(self.flow.size * 0.55);
        }
    }

    /// Inline text as pieces, and where it leads.
    pub(super) fn pieces(&self, text: &[Inline], style: TextStyle) -> (Vec<StyledText>, Vec<TextLink>) {
        let mut links = Vec::new();
        let pieces = text
            .iter()
            .map(|inline| {
                let link = inline.link.as_deref().and_then(|address| self.link(address, &inline.text));
                let cut = match inline {
                    Inline { code: true, .. } => FontStyle::Mono,
                    Inline { strong: true, .. } => FontStyle::Bold,
                    Inline { emphasis: true, .. } => FontStyle::Italic,
                    _ => style.cut,
                };
                let size = if inline.code { style.size * 0.9 } else { style.size };
                let ink = if link.is_some() && !self.reader.spec.ink_saving { LINK } else { style.ink };
                let link = link.map(|link| {
                    links.push(link);
                    links.len() - 1
                });
                StyledText { text: inline.text.clone(), style: TextStyle { cut, size, ink }, link }
            })
            .collect();
        (pieces, links)
    }

    /// A link: into this book where it can be, else to the site, else to the address.
    fn link(&self, address: &str, alt: &str) -> Option<TextLink> {
        if let Some(path) = address.strip_prefix("/phase/") {
            let name = path.split_once('#').map_or_else(|| format!("phase-{path}"), |(_, id)| id.to_owned());
            return Some(inward(&name, alt)).filter(|_| self.pages.is_empty() || self.pages.contains_key(&name));
        }
        if let Some(path) = address.strip_prefix('/') {
            return self.site().map(|site| TextLink::to(format!("{site}/{path}"), alt));
        }
        (address.starts_with("https://") || address.starts_with("http://")).then(|| TextLink::to(address, alt))
    }

    /// Address of the site without a slash at its end.
    pub(super) fn site(&self) -> Option<String> {
        self.reader.site().map(|site| site.split(['#', '?']).next().unwrap_or(site).trim_end_matches('/').to_owned())
    }

    fn list(&mut self, numbered: bool, items: &[Vec<Block>], parent: NodeId, indent: f32) {
        let list = self.flow.layout.tree.add(parent, StructureRole::List(numbered));
        for (at, blocks) in items.iter().enumerate() {
            let item = self.flow.layout.tree.add(list, StructureRole::Item);
            let (label, body) =
                (self.flow.layout.tree.add(item, StructureRole::Label), self.flow.layout.tree.add(item, StructureRole::Body));
            self.flow.need(self.flow.leading() * 2.0);
            let mark = if numbered { format!("{}.", at + 1) } else { "•".to_owned() };
            let (x, y) = (self.flow.frame.left + indent, self.flow.y + self.flow.leading() * 0.74);
            let style = self.flow.style(FontStyle::Text);
            self.flow.layout.text(&mark, style, x, y, Some(label));
            let within = self.flow.size * if numbered { 1.7 } else { 1.2 };
            self.blocks(blocks, body, indent + within);
            self.flow.y -= self.flow.size * 0.25;
        }
    }

    /// Code, on a tint, with its file name; a line that is too long goes on below, marked.
    pub(super) fn code(&mut self, text: &str, file: Option<&str>, parent: NodeId) {
        let node = self.flow.layout.tree.add(parent, StructureRole::Paragraph);
        let code = self.flow.layout.tree.add(node, StructureRole::Code);
        let style = TextStyle { cut: FontStyle::Mono, size: self.flow.size * 0.76, ink: BLACK };
        let leading = style.size * 1.45;
        let frame = self.flow.frame;
        let letter = self.flow.layout.fonts.width(FontStyle::Mono, style.size, "m");
        let most = (((frame.right - frame.left - 14.0) / letter) as usize).max(20);
        let rows: Vec<(bool, String)> = text.lines().flat_map(|line| wrapped(line, most)).collect();
        // A short sample stays whole; of a long one never a line or two alone.
        let together = if rows.len() <= 16 { rows.len() } else { 6 };
        self.flow.need(leading * together as f32 + 26.0);
        if let Some(file) = file {
            let style = TextStyle { cut: FontStyle::NarrowBold, size: self.flow.size * 0.85, ink: GREY };
            self.flow.layout.text(file, style, frame.left, self.flow.y + style.size, Some(code));
            self.flow.y += style.size * 1.7;
        }
        let mut rest = rows.as_slice();
        while !rest.is_empty() {
            let room = (((frame.bottom - self.flow.y - 12.0) / leading).floor().max(1.0) as usize).min(rest.len());
            let (here, later) = rest.split_at(room);
            let height = leading * here.len() as f32 + 11.0;
            let area = rectangle(frame.left, self.flow.y, frame.right - frame.left, height);
            if self.reader.spec.ink_saving {
                self.flow.layout.draw(area, LIGHT, 0.4);
            } else {
                self.flow.layout.fill(area, TINT, None);
            }
            self.flow.y += 5.5;
            for (goes_on, row) in here {
                let (mut x, y) = (frame.left + 7.0, self.flow.y + leading * 0.74);
                if *goes_on {
                    self.turn(x, y, letter);
                    x += letter * GOES_ON as f32;
                }
                self.flow.layout.text(row, style, x, y, Some(code));
                self.flow.y += leading;
            }
            self.flow.y += 5.5;
            rest = later;
            if !rest.is_empty() {
                self.flow.page();
            }
        }
        self.flow.y += self.flow.size * 0.4;
    }

    /// The sign that a line of code goes on here: drawn, not written, so that it is not copied with the code.
    fn turn(&mut self, x: f32, y: f32, letter: f32) {
        let (tip, middle, head) = (x + letter * 0.95, y - letter * 0.5, letter * 0.3);
        self.flow.layout.rule((x + letter * 0.1, middle), (tip, middle), GREY, 0.5);
        self.flow.layout.rule((tip - head, middle - head), (tip, middle), GREY, 0.5);
        self.flow.layout.rule((tip - head, middle + head), (tip, middle), GREY, 0.5);
    }

    /// A table: columns as wide as their words need, rows never split.
    pub(super) fn table(&mut self, rows: &[Vec<Vec<Inline>>], parent: NodeId) {
        let frame = self.flow.frame;
        let style = TextStyle { cut: FontStyle::Narrow, size: self.flow.size * 0.92, ink: BLACK };
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let longest = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.iter().map(|inline| inline.text.chars().count()).sum::<usize>()).max().unwrap_or(0).clamp(4, 44) as f32
        };
        let total: f32 = (0..columns).map(longest).sum();
        let widths: Vec<f32> = (0..columns).map(|column| (frame.right - frame.left) * longest(column) / total.max(1.0)).collect();
        let leading = style.size * 1.32;
        let table = self.flow.layout.tree.add(parent, StructureRole::Table);
        for (at, row) in rows.iter().enumerate() {
            let style = if at == 0 { TextStyle { cut: FontStyle::NarrowBold, ..style } } else { style };
            let cells: Vec<(Vec<TextLine>, Vec<TextLink>)> = row
                .iter()
                .zip(&widths)
                .map(|(cell, width)| {
                    let (pieces, links) = self.pieces(cell, style);
                    (lines(self.flow.layout.fonts, &pieces, LineSettings { width: width - 8.0, hyphenate: true }), links)
                })
                .collect();
            let tallest = cells.iter().map(|(lines, _)| lines.len()).max().unwrap_or(1).max(1);
            let height = leading * tallest as f32 + 5.0;
            self.flow.need(if at == 0 { height * 2.0 } else { height });
            let node = self.flow.layout.tree.add(table, StructureRole::Row);
            let mut x = frame.left;
            for ((lines, links), width) in cells.iter().zip(&widths) {
                let cell = self.flow.layout.tree.add(node, if at == 0 { StructureRole::Head(true) } else { StructureRole::Cell });
                put_lines(&mut self.flow.layout, lines, x, self.flow.y + leading * 0.8, leading, cell, links);
                x += width;
            }
            self.flow.y += height;
            let (ink, width) = if at == 0 { (BLACK, 0.6) } else { (LIGHT, 0.35) };
            self.flow.layout.rule((frame.left, self.flow.y - 2.5), (frame.right, self.flow.y - 2.5), ink, width);
        }
    }

    /// A drawing, whole, with its caption; into both columns if it is wide.
    pub(super) fn drawing(&mut self, (svg, size): (&str, (f64, f64)), alt: &str, caption: &str, parent: NodeId) {
        let Some(picture) = svg::read(svg, size) else {
            self.reader.warn(format!("the drawing “{caption}” could not be read"), "It is left out.");
            return;
        };
        let frame = self.flow.frame;
        let (width, height) = picture.size;
        let room = frame.right - frame.left;
        let tallest = (frame.bottom - frame.top) * 0.72;
        let scale = (room / width).min(tallest / height).min(1.0);
        self.flow.gap(self.flow.size * 0.5);
        self.flow.need(height * scale + self.flow.leading() * 2.2);
        let figure =
            self.flow.layout.tree.add(parent, StructureRole::Figure(if alt.is_empty() { caption.to_owned() } else { alt.to_owned() }));
        svg::put(&mut self.flow.layout, &picture, (frame.left, self.flow.y), scale, figure);
        self.flow.y += height * scale + 3.0;
        if !caption.is_empty() {
            let style = TextStyle { cut: FontStyle::Narrow, size: self.flow.size * 0.9, ink: GREY };
            let node = self.flow.layout.tree.add(parent, StructureRole::Caption);
            let piece = StyledText { text: caption.to_owned(), style, link: None };
            self.flow.body(&[piece], &[], node, 0.0);
        }
        self.flow.gap(self.flow.size * 0.6);
    }

    /// Words of the reader's, with a bar beside them.
    pub(super) fn note(&mut self, id: &str, parent: NodeId, indent: f32) {
        let fonts = self.flow.layout.fonts;
        let Some(note) = self.reader.note(fonts, id) else { return };
        let aside = self.flow.layout.tree.add(parent, StructureRole::Aside);
        self.flow.need(self.flow.leading() * 2.0);
        self.flow.label("Your note", aside);
        let style = TextStyle { cut: FontStyle::Italic, size: self.flow.size, ink: BLACK };
        for paragraph in note.split('\n').filter(|paragraph| !paragraph.trim().is_empty()) {
            let piece = StyledText { text: paragraph.trim().to_owned(), style, link: None };
            let (page, from) = (self.flow.layout.pages.len(), self.flow.y);
            self.flow.paragraph(&[piece], &[], aside, indent + 10.0);
            self.bar(page, from, indent);
        }
        self.flow.gap(self.flow.size * 0.6);
    }

    /// A bar along what was set since, on every page that it runs over.
    fn bar(&mut self, page: usize, from: f32, indent: f32) {
        let frame = self.flow.frame;
        let (last, x) = (self.flow.layout.pages.len(), frame.left + indent + 1.5);
        for number in page..=last {
            let top = if number == page { from } else { frame.top };
            let bottom = if number == last { self.flow.y } else { frame.bottom };
            let path = rectangle(x - 0.9, top + 2.0, 1.8, (bottom - top - 3.0).max(0.0));
            // A page that the text left before its first line has nothing to mark.
            let is_empty = number == page && number < last && bottom - top < self.flow.leading();
            if let Some(page) = self.flow.layout.pages.get_mut(number - 1).filter(|_| !is_empty) {
                page.marks.push((DrawItem::Shape(Shape { path, fill: Some((GREY, 1.0)), pen: None, says: None }), None));
            }
        }
    }
}

/// Letters that a row of code is set in by, where it goes on.
const GOES_ON: usize = 2;

/// A line of code in rows of at most this many characters, and which rows continue the one above: those are indented.
fn wrapped(line: &str, most: usize) -> Vec<(bool, String)> {
    let characters: Vec<char> = line.replace('\t', "    ").chars().collect();
    if characters.len() <= most {
        return vec![(false, characters.into_iter().collect())];
    }
    let mut rows = Vec::new();
    let mut rest = characters.as_slice();
    while !rest.is_empty() {
        let room = if rows.is_empty() { most } else { most - GOES_ON };
        let end = if rest.len() <= room {
            rest.len()
        } else {
            // After a blank if there is one in the last third.
            rest.iter().take(room).rposition(|character| *character == ' ').filter(|at| at * 3 > room * 2).map_or(room, |at| at + 1)
        };
        let (here, later) = rest.split_at(end);
        rows.push((!rows.is_empty(), here.iter().collect()));
        rest = later;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::{GOES_ON, wrapped};

    #[test]
    fn long_lines_go_on_below_and_lose_nothing() {
        assert_eq!(wrapped("abc", 20), [(false, "abc".to_owned())]);
        assert_eq!(wrapped("", 20), [(false, String::new())]);
        let line = "model = RandomForestClassifier(n_estimators=100, random_state=42)";
        let rows = wrapped(line, 30);
        assert!(rows.iter().all(|(goes_on, row)| row.chars().count() + if *goes_on { GOES_ON } else { 0 } <= 30), "{rows:?}");
        assert_eq!(rows.iter().map(|(goes_on, _)| *goes_on).collect::<Vec<_>>(), [false, true, true]);
        let joined: String = rows.into_iter().map(|(_, row)| row).collect();
        assert_eq!(joined, line);
    }
}
