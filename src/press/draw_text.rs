//! Lines onto paper: text at its place, links as areas over it.

use super::layout::{LinkArea, LinkTarget, PrintLayout};
use super::line_breaking::TextLine;
use super::structure::{NodeId, StructureRole};

/// Where a link leads and what it says of itself.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextLink {
    /// Where it leads.
    pub(super) target: LinkTarget,
    /// For those who cannot see where.
    pub(super) alt: String,
}

impl TextLink {
    /// A link to an address.
    pub(super) fn to(address: impl Into<String>, alt: impl Into<String>) -> Self {
        Self { target: LinkTarget::Address(address.into()), alt: alt.into() }
    }
}

/// The parts of the document that the links of one paragraph are; a link over two lines is one.
#[derive(Default)]
pub(super) struct LinkNodes(Vec<(usize, NodeId)>);

/// Puts one line, its base line at `y`.
pub(super) fn put_line(
    layout: &mut PrintLayout<'_>,
    line: &TextLine,
    x: f32,
    y: f32,
    node: NodeId,
    links: &[TextLink],
    opened: &mut LinkNodes,
) {
    for part in &line.parts {
        let link = part.link.and_then(|index| Some((index, links.get(index)?)));
        let Some((index, link)) = link else {
            layout.text(&part.text, part.style, x + part.x, y, Some(node));
            continue;
        };
        let known = opened.0.iter().find(|(known, _)| *known == index).map(|(_, node)| *node);
        let inside = known.unwrap_or_else(|| {
            let inside = layout.tree.add(node, StructureRole::Link);
            opened.0.push((index, inside));
            inside
        });
        layout.text(&part.text, part.style, x + part.x, y, Some(inside));
        let size = part.style.size;
        let bounds = [x + part.x, y - size * 0.8, x + part.x + part.width, y + size * 0.25];
        layout.lead(LinkArea { bounds, target: link.target.clone(), alt: link.alt.clone() }, inside);
    }
}

/// Puts lines below each other, the first base line at `y`; returns the base line after the last.
pub(super) fn put_lines(
    layout: &mut PrintLayout<'_>,
    lines: &[TextLine],
    x: f32,
    y: f32,
    leading: f32,
    node: NodeId,
    links: &[TextLink],
) -> f32 {
    let mut opened = LinkNodes::default();
    for (at, line) in lines.iter().enumerate() {
        put_line(layout, line, x, y + leading * at as f32, node, links, &mut opened);
    }
    y + leading * lines.len() as f32
}
