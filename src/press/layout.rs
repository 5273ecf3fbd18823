//! Pages as lists of marks: text at its place, shapes, areas that lead somewhere. Layout makes them, tests measure them, and
//! `pdf_writer` writes them as PDF. Points (1/72 inch) from the left and from the top.

use std::collections::BTreeMap;

use super::fonts::{FontStyle, Fonts};
use super::structure::{Child, NodeId, Tree};

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rgb(pub(super) u8, pub(super) u8, pub(super) u8);

/// Black.
pub(super) const BLACK: Rgb = Rgb(0x16, 0x18, 0x1d);
/// Secondary text: 7:1 on white.
pub(super) const GREY: Rgb = Rgb(0x55, 0x5a, 0x63);
/// Hairlines.
pub(super) const LIGHT: Rgb = Rgb(0xb9, 0xbd, 0xc4);
/// Tinted areas.
pub(super) const TINT: Rgb = Rgb(0xf1, 0xf2, 0xf4);
/// Paper.
pub(super) const WHITE: Rgb = Rgb(0xff, 0xff, 0xff);

/// How text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TextStyle {
    /// Cut of the face.
    pub(super) cut: FontStyle,
    /// Size in points.
    pub(super) size: f32,
    /// Colour.
    pub(super) ink: Rgb,
}

/// A stretch of text on one line, in one style.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Text {
    /// The text that is read aloud and copied.
    pub(super) text: String,
    /// How it looks.
    pub(super) style: TextStyle,
    /// Left end.
    pub(super) x: f32,
    /// Base line.
    pub(super) y: f32,
    /// It reads upwards from there.
    pub(super) upward: bool,
    /// Only a rim in the paper's colour, this wide, for text over data.
    pub(super) rim: Option<f32>,
}

/// A step of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum PathSegment {
    /// To a point without drawing.
    Move(f32, f32),
    /// Straight.
    Line(f32, f32),
    /// A Bézier curve: two handles and its end.
    Curve(f32, f32, f32, f32, f32, f32),
    /// Back to where it began.
    Close,
}

/// How a path is drawn along.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StrokeStyle {
    /// Colour.
    pub(super) ink: Rgb,
    /// Points across.
    pub(super) width: f32,
    /// Points drawn and left out in turn; empty draws through.
    pub(super) dashes: Vec<f32>,
}

/// A path, filled, drawn along, or both.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shape {
    /// Its steps.
    pub(super) path: Vec<PathSegment>,
    /// Colour inside and how opaque it is, 0..=1.
    pub(super) fill: Option<(Rgb, f32)>,
    /// Line along it.
    pub(super) pen: Option<StrokeStyle>,
    /// What it says, if it stands for a word.
    pub(super) says: Option<String>,
}

/// Something on a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum DrawItem {
    /// Text.
    Text(Text),
    /// A path.
    Shape(Shape),
}

/// Where an area leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LinkTarget {
    /// An address.
    Address(String),
    /// A place in this document, by its name.
    Place(String),
}

/// An area that leads somewhere.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LinkArea {
    /// Left, top, right, bottom.
    pub(super) bounds: [f32; 4],
    /// Where it leads.
    pub(super) target: LinkTarget,
    /// What it says of itself.
    pub(super) alt: String,
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Page {
    /// Its items, the undermost first, with the part each belongs to; an item without a part is decoration.
    pub(super) marks: Vec<(DrawItem, Option<NodeId>)>,
    /// Where it leads.
    pub(super) areas: Vec<LinkArea>,
}

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OutlineEntry {
    /// 0 for a chapter, 1 for a part of it.
    pub(super) level: usize,
    /// Its words.
    pub(super) title: String,
    /// The page, 0 for the first.
    pub(super) page: usize,
    /// Points from the top.
    pub(super) y: f32,
}

/// A document, laid out.
pub(super) struct PrintLayout<'a> {
    /// The faces it is set in.
    pub(super) fonts: &'a Fonts,
    /// Points across and down.
    pub(super) size: (f32, f32),
    /// Its pages.
    pub(super) pages: Vec<Page>,
    /// What its parts are.
    pub(super) tree: Tree,
    /// Its outline.
    pub(super) outline: Vec<OutlineEntry>,
    /// Places by name: page and points from the top.
    pub(super) places: BTreeMap<String, (usize, f32)>,
}

impl<'a> PrintLayout<'a> {
    /// An empty document on this paper.
    pub(super) fn new(fonts: &'a Fonts, size: (f32, f32)) -> Self {
        Self { fonts, size, pages: vec![], tree: Tree::default(), outline: vec![], places: BTreeMap::new() }
    }

    /// Puts a mark on the last page; without a part it is decoration.
    pub(super) fn put(&mut self, mark: DrawItem, node: Option<NodeId>) {
        if self.pages.is_empty() {
            self.pages.push(Page::default());
        }
        let page = self.pages.len() - 1;
        if let Some(last) = self.pages.last_mut() {
            let place = last.marks.len();
            last.marks.push((mark, node));
            if let Some(node) = node {
                self.tree.give(node, Child::Mark(page, place));
            }
        }
    }

    /// Text with its left end and base line there; returns its width.
    pub(super) fn text(&mut self, text: &str, style: TextStyle, x: f32, y: f32, node: Option<NodeId>) -> f32 {
        let text = Text { text: text.to_owned(), style, x, y, upward: false, rim: None };
        let width = self.fonts.width(style.cut, style.size, &text.text);
        self.put(DrawItem::Text(text), node);
        width
    }

    /// Text that ends there; returns where it begins.
    pub(super) fn text_to(&mut self, text: &str, style: TextStyle, right: f32, y: f32, node: Option<NodeId>) -> f32 {
        let x = right - self.fonts.width(style.cut, style.size, text);
        self.text(text, style, x, y, node);
        x
    }

    /// A straight line, as decoration.
    pub(super) fn rule(&mut self, from: (f32, f32), to: (f32, f32), ink: Rgb, width: f32) {
        let pen = StrokeStyle { ink, width, dashes: vec![] };
        self.put(
            DrawItem::Shape(Shape {
                path: vec![PathSegment::Move(from.0, from.1), PathSegment::Line(to.0, to.1)],
                fill: None,
                pen: Some(pen),
                says: None,
            }),
            None,
        );
    }

    /// A path with a colour inside.
    pub(super) fn fill(&mut self, path: Vec<PathSegment>, ink: Rgb, node: Option<NodeId>) {
        self.put(DrawItem::Shape(Shape { path, fill: Some((ink, 1.0)), pen: None, says: None }), node);
    }

    /// A path drawn along.
    pub(super) fn draw(&mut self, path: Vec<PathSegment>, ink: Rgb, width: f32) {
        let pen = StrokeStyle { ink, width, dashes: vec![] };
        self.put(DrawItem::Shape(Shape { path, fill: None, pen: Some(pen), says: None }), None);
    }

    /// An area of the last page leads somewhere; the part is the link that it belongs to.
    pub(super) fn lead(&mut self, area: LinkArea, node: NodeId) {
        let page = self.pages.len().saturating_sub(1);
        if let Some(last) = self.pages.last_mut() {
            let place = last.areas.len();
            last.areas.push(area);
            self.tree.give(node, Child::Area(page, place));
        }
    }

    /// Gives this height of the last page a name.
    pub(super) fn name(&mut self, name: &str, y: f32) {
        self.places.insert(name.to_owned(), (self.pages.len().saturating_sub(1), y));
    }
}

/// A rectangle's path.
pub(super) fn rectangle(x: f32, y: f32, width: f32, height: f32) -> Vec<PathSegment> {
    vec![
        PathSegment::Move(x, y),
        PathSegment::Line(x + width, y),
        PathSegment::Line(x + width, y + height),
        PathSegment::Line(x, y + height),
        PathSegment::Close,
    ]
}

/// A circle's path, of four Bézier curves (error below 0.03 % of the radius).
pub(super) fn circle(x: f32, y: f32, radius: f32) -> Vec<PathSegment> {
    let handle = radius * 0.552_284_8;
    vec![
        PathSegment::Move(x + radius, y),
        PathSegment::Curve(x + radius, y + handle, x + handle, y + radius, x, y + radius),
        PathSegment::Curve(x - handle, y + radius, x - radius, y + handle, x - radius, y),
        PathSegment::Curve(x - radius, y - handle, x - handle, y - radius, x, y - radius),
        PathSegment::Curve(x + handle, y - radius, x + radius, y - handle, x + radius, y),
        PathSegment::Close,
    ]
}
