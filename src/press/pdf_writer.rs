//! A document as PDF: marks, links, outline and structure, held to PDF/UA-1 and, if it has a day, to PDF/A-2a.

use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target as Aim};
use krilla::color::rgb;
use krilla::configure::ConfigurationBuilder;
use krilla::configure::{Accessibility, Archival, Configuration, PdfVersion};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TagGroup, TagTree};
use krilla::text::{GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};

use super::error::PressError;
use super::layout::{DrawItem, LinkArea, LinkTarget, PathSegment, PrintLayout, Rgb, Shape, StrokeStyle, Text, WHITE};
use super::structure::{Child, NodeId, ROOT};
use crate::plan::Day;

/// The document's metadata.
pub(super) struct About {
    /// Its title.
    pub(super) title: String,
    /// One sentence.
    pub(super) description: String,
    /// Whose it is; empty leaves it out.
    pub(super) author: String,
    /// The day it was made.
    pub(super) date: Option<Day>,
}

/// The standards that a document is held to.
pub(super) fn standards(date: Option<Day>) -> Vec<String> {
    // An archive asks for the day.
    let archive = date.map(|_| "PDF/A-2a".to_owned());
    std::iter::once("PDF/UA-1".to_owned()).chain(archive).collect()
}

fn configuration(date: Option<Day>) -> Option<Configuration> {
    let builder = ConfigurationBuilder::new().with_version(PdfVersion::Pdf17).with_accessibility_validator(Accessibility::UA1);
    let builder = if date.is_some() { builder.with_archival_validator(Archival::A2_A) } else { builder };
    builder.finish().ok()
}

/// The document's bytes; the same document gives the same bytes.
pub(super) fn paint(layout: &PrintLayout<'_>, about: &About) -> Result<Vec<u8>, PressError> {
    let configuration = configuration(about.date).ok_or_else(|| PressError::Write("the standards do not go together".into()))?;
    let settings = SerializeSettings { configuration, enable_tagging: true, compress_content_streams: true, ..Default::default() };
    let mut document = Document::new_with(settings);
    let mut painted = Vec::with_capacity(layout.pages.len());
    for page in &layout.pages {
        let (width, height) = layout.size;
        let settings = PageSettings::from_wh(width, height).ok_or_else(|| PressError::Write("a page has no size".into()))?;
        let mut sheet = document.start_page_with(settings);
        let mut surface = sheet.surface();
        let marks = page.marks.iter().map(|(mark, node)| put(&mut surface, layout, mark, *node)).collect();
        surface.finish();
        let areas = page.areas.iter().map(|area| annotation(layout, area).map(|area| sheet.add_tagged_annotation(area))).collect();
        sheet.finish();
        painted.push(TaggedMarks { marks, areas });
    }
    let mut tree = TagTree::new();
    for child in children(layout, &painted, ROOT) {
        tree.push(child);
    }
    document.set_tag_tree(tree.with_lang(Some("en".to_owned())));
    document.set_outline(outline(layout));
    let mut metadata = Metadata::new()
        .title(about.title.clone())
        .description(about.description.clone())
        .language("en".into())
        .creator("MLOps Roadmap 2026".into())
        .document_id(about.title.clone());
    if !about.author.is_empty() {
        metadata = metadata.authors(vec![about.author.clone()]);
    }
    if let Some(date) = about.date {
        let (year, month, day) = date.date();
        let moment = DateTime::new(year as u16).month(month as u8).day(day as u8).hour(0).minute(0).second(0);
        metadata = metadata.creation_date(moment.utc_offset_hour(0).utc_offset_minute(0));
    }
    document.set_metadata(metadata);
    document.finish().map_err(|cause| PressError::Write(cause.to_string()))
}

/// What a page's marks and areas are called in the file.
struct TaggedMarks {
    marks: Vec<Option<Identifier>>,
    areas: Vec<Option<Identifier>>,
}

fn children(layout: &PrintLayout<'_>, painted: &[TaggedMarks], node: NodeId) -> Vec<Node> {
    let Some(node) = layout.tree.0.get(node) else { return vec![] };
    let child = |child: &Child| match child {
        Child::Node(id) => {
            let inside = children(layout, painted, *id);
            let role = &layout.tree.0.get(*id)?.role;
            (!inside.is_empty()).then(|| TagGroup::with_children(role.tag(), inside).into())
        }
        Child::Mark(page, place) => painted.get(*page)?.marks.get(*place).copied().flatten().map(Node::Leaf),
        Child::Area(page, place) => painted.get(*page)?.areas.get(*place).copied().flatten().map(Node::Leaf),
    };
    node.children.iter().filter_map(child).collect()
}

fn put(surface: &mut Surface<'_>, layout: &PrintLayout<'_>, mark: &DrawItem, node: Option<NodeId>) -> Option<Identifier> {
    let tag = match (node, mark) {
        (None, _) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        (Some(_), DrawItem::Text(_)) => ContentTag::Span(SpanTag::empty()),
        (Some(_), DrawItem::Shape(Shape { says: Some(says), .. })) => ContentTag::Span(SpanTag::empty().with_actual_text(Some(says))),
        (Some(_), DrawItem::Shape(_)) => ContentTag::Other,
    };
    let identifier = surface.start_tagged(tag);
    match mark {
        DrawItem::Text(text) => write(surface, layout, text),
        DrawItem::Shape(shape) => draw(surface, shape),
    }
    surface.end_tagged();
    node.map(|_| identifier)
}

fn write(surface: &mut Surface<'_>, layout: &PrintLayout<'_>, text: &Text) {
    let Some(font) = layout.fonts.font(text.style.cut) else { return };
    let glyphs: Vec<KrillaGlyph> = layout
        .fonts
        .glyphs(text.style.cut, &text.text)
        .into_iter()
        .map(|glyph| KrillaGlyph::new(GlyphId::new(u32::from(glyph.id)), glyph.advance, 0.0, 0.0, 0.0, glyph.range, None))
        .collect();
    if text.upward {
        surface.push_transform(&Transform::from_rotate_at(-90.0, text.x, text.y));
    }
    let pen = text.rim.map(|width| stroke(&StrokeStyle { ink: WHITE, width, dashes: vec![] }));
    surface.set_fill(Some(fill(if text.rim.is_some() { WHITE } else { text.style.ink }, 1.0)));
    surface.set_stroke(pen);
    // A rim is drawn as a path: as text it would be read twice.
    surface.draw_glyphs(Point::from_xy(text.x, text.y), &glyphs, font, &text.text, text.style.size, text.rim.is_some());
    if text.upward {
        surface.pop();
    }
}

fn draw(surface: &mut Surface<'_>, shape: &Shape) {
    let Some(path) = path(&shape.path) else { return };
    if shape.fill.is_none() && shape.pen.is_none() {
        return;
    }
    surface.set_fill(shape.fill.map(|(ink, opacity)| fill(ink, opacity)));
    surface.set_stroke(shape.pen.as_ref().map(stroke));
    surface.draw_path(&path);
}

fn path(steps: &[PathSegment]) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for step in steps {
        match *step {
            PathSegment::Move(x, y) => builder.move_to(x, y),
            PathSegment::Line(x, y) => builder.line_to(x, y),
            PathSegment::Curve(x1, y1, x2, y2, x, y) => builder.cubic_to(x1, y1, x2, y2, x, y),
            PathSegment::Close => builder.close(),
        }
    }
    builder.finish()
}

fn colour(ink: Rgb) -> rgb::Color {
    rgb::Color::new(ink.0, ink.1, ink.2)
}

fn fill(ink: Rgb, opacity: f32) -> Fill {
    Fill { paint: colour(ink).into(), opacity: NormalizedF32::new(opacity).unwrap_or(NormalizedF32::ONE), rule: FillRule::NonZero }
}

fn stroke(pen: &StrokeStyle) -> Stroke {
    let dash = (!pen.dashes.is_empty()).then(|| StrokeDash { array: pen.dashes.clone(), offset: 0.0 });
    Stroke {
        paint: colour(pen.ink).into(),
        width: pen.width,
        line_cap: LineCap::Butt,
        line_join: LineJoin::Round,
        dash,
        ..Default::default()
    }
}

fn annotation(layout: &PrintLayout<'_>, area: &LinkArea) -> Option<Annotation> {
    let [left, top, right, bottom] = area.bounds;
    let aim = match &area.target {
        LinkTarget::Address(address) => Aim::Action(LinkAction::new(address.clone()).into()),
        LinkTarget::Place(name) => {
            let (page, y) = layout.places.get(name)?;
            Aim::Destination(XyzDestination::new(*page, Point::from_xy(0.0, *y)).into())
        }
    };
    let link = LinkAnnotation::new(Rect::from_ltrb(left, top, right, bottom)?, aim);
    Some(Annotation::new_link(link, Some(area.alt.clone())))
}

fn outline(layout: &PrintLayout<'_>) -> Outline {
    let mut outline = Outline::new();
    let mut chapter: Option<OutlineNode> = None;
    for entry in &layout.outline {
        let node = OutlineNode::new(entry.title.clone(), XyzDestination::new(entry.page, Point::from_xy(0.0, entry.y)));
        match (&mut chapter, entry.level) {
            (Some(chapter), 1..) => chapter.push_child(node),
            (chapter, _) => {
                if let Some(before) = chapter.replace(node) {
                    outline.push_child(before);
                }
            }
        }
    }
    if let Some(last) = chapter {
        outline.push_child(last);
    }
    outline
}
