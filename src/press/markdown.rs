//! Markdown as blocks: what the lessons and the reader's notes are written in. HTML inside it is text.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A stretch of text and how it stands out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inline {
    /// Its words.
    pub(super) text: String,
    /// Strong.
    pub(super) strong: bool,
    /// Emphasis.
    pub(super) emphasis: bool,
    /// Code.
    pub(super) code: bool,
    /// Where it leads.
    pub(super) link: Option<String>,
}

/// A block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading.
    Heading(Vec<Inline>),
    /// A list; true if numbered.
    List(bool, Vec<Vec<Block>>),
    /// Code.
    Code(String),
    /// A table, its head first.
    Table(Vec<Vec<Vec<Inline>>>),
}

/// The blocks of a text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut events = Parser::new_ext(text, Options::ENABLE_TABLES);
    inside(&mut events, None)
}

fn inside(events: &mut Parser<'_>, until: Option<TagEnd>) -> Vec<Block> {
    let mut found = Vec::new();
    let mut loose: Vec<Inline> = Vec::new();
    let mut look = Inline::default();
    while let Some(event) = events.next() {
        match event {
            Event::End(end) if Some(end) == until => break,
            Event::Start(Tag::Paragraph | Tag::HtmlBlock) => found.push(Block::Paragraph(inlines(events))),
            Event::Start(Tag::Heading { .. }) => found.push(Block::Heading(inlines(events))),
            Event::Start(Tag::List(first)) => {
                flush(&mut loose, &mut found);
                found.push(Block::List(first.is_some(), items(events)));
            }
            Event::Start(Tag::BlockQuote(kind)) => found.extend(inside(events, Some(TagEnd::BlockQuote(kind)))),
            Event::Start(Tag::CodeBlock(_)) => found.push(Block::Code(inlines(events).into_iter().map(|inline| inline.text).collect())),
            Event::Start(Tag::Table(_)) => found.push(Block::Table(table(events))),
            Event::Rule => {}
            // The text of a tight list's item stands there without a paragraph.
            other => take(other, &mut look, &mut loose),
        }
    }
    flush(&mut loose, &mut found);
    found
}

fn flush(loose: &mut Vec<Inline>, found: &mut Vec<Block>) {
    if loose.iter().any(|inline| !inline.text.trim().is_empty()) {
        found.push(Block::Paragraph(std::mem::take(loose)));
    }
}

fn items(events: &mut Parser<'_>) -> Vec<Vec<Block>> {
    let mut items = Vec::new();
    while let Some(event) = events.next() {
        match event {
            Event::Start(Tag::Item) => items.push(inside(events, Some(TagEnd::Item))),
            Event::End(TagEnd::List(_)) => break,
            _ => {}
        }
    }
    items
}

fn table(events: &mut Parser<'_>) -> Vec<Vec<Vec<Inline>>> {
    let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
    while let Some(event) = events.next() {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => {
                let cell = inlines(events);
                if let Some(row) = rows.last_mut() {
                    row.push(cell);
                }
            }
            Event::End(TagEnd::Table) => break,
            _ => {}
        }
    }
    rows
}

/// What stands up to the end of the block that has begun.
fn inlines(events: &mut Parser<'_>) -> Vec<Inline> {
    let mut found = Vec::new();
    let mut look = Inline::default();
    for event in events.by_ref() {
        match event {
            Event::End(TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::TableCell) => break,
            other => take(other, &mut look, &mut found),
        }
    }
    found
}

fn take(event: Event<'_>, look: &mut Inline, found: &mut Vec<Inline>) {
    let mut add = |text: &str, code: bool| found.push(Inline { text: text.to_owned(), code, ..look.clone() });
    match event {
        Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => add(&text, false),
        Event::Code(text) => add(&text, true),
        Event::SoftBreak => add(" ", false),
        Event::HardBreak => add("\n", false),
        Event::Start(Tag::Strong) => look.strong = true,
        Event::End(TagEnd::Strong) => look.strong = false,
        Event::Start(Tag::Emphasis) => look.emphasis = true,
        Event::End(TagEnd::Emphasis) => look.emphasis = false,
        Event::Start(Tag::Link { dest_url, .. }) => look.link = Some(dest_url.to_string()),
        Event::End(TagEnd::Link) => look.link = None,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(inlines: &[Inline]) -> String {
        inlines.iter().map(|inline| inline.text.as_str()).collect()
    }

    #[test]
    fn blocks_come_in_order() {
        let found =
            blocks("One *two* **three** `four`\nfive\n\n- a\n- b\n\n1. c\n\n   d\n\n```py\nx = 1\ny\n```\n\n# H\n\n|p|q|\n|-|-|\n|1|2|");
        assert_eq!(found.len(), 6);
        let Block::Paragraph(first) = &found[0] else { panic!("no paragraph") };
        assert_eq!(plain(first), "One two three four five");
        assert!(first[1].emphasis && first[3].strong && first[5].code);
        let Block::List(false, items) = &found[1] else { panic!("no list") };
        assert_eq!(items.len(), 2);
        assert!(matches!(&items[1][..], [Block::Paragraph(text)] if plain(text) == "b"));
        assert!(matches!(&found[2], Block::List(true, items) if items[0].len() == 2));
        assert_eq!(found[3], Block::Code("x = 1\ny\n".into()));
        assert!(matches!(&found[4], Block::Heading(text) if plain(text) == "H"));
        assert!(matches!(&found[5], Block::Table(rows) if rows.len() == 2 && plain(&rows[1][1]) == "2"));
    }

    #[test]
    fn markup_is_text_and_links_keep_their_address() {
        let found = blocks("a <b>c</b> [d](/phase/1)");
        let Block::Paragraph(text) = &found[0] else { panic!("no paragraph") };
        assert_eq!(plain(text), "a <b>c</b> d");
        assert_eq!(text.last().unwrap().link.as_deref(), Some("/phase/1"));
    }
}
