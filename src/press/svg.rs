//! A drawing of the `chart` room as marks: its small dialect of SVG (rect, circle, path and text, in literal colours), scaled.

use super::fonts::FontStyle;
use super::layout::{DrawItem, PathSegment, PrintLayout, Rgb, Shape, StrokeStyle, Text, TextStyle, circle, rectangle};
use super::structure::NodeId;
use super::svg_path::steps;
use crate::chart::{Palette, Theme, recolour};

/// A drawing, read.
pub(super) struct SvgDrawing {
    /// Units across and down.
    pub(super) size: (f32, f32),
    elements: Vec<Element>,
}

/// An element: its name, attributes and text.
#[derive(Debug, PartialEq)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn number(&self, name: &str) -> f32 {
        self.get(name).and_then(|value| value.parse().ok()).unwrap_or(0.0)
    }

    fn colour(&self, name: &str) -> Option<Rgb> {
        let digits = self.get(name)?.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
        Some(Rgb(part(0)?, part(2)?, part(4)?))
    }
}

/// Reads a drawing of this many units across and down; absent if the text is no drawing.
pub(super) fn read(svg: &str, (width, height): (f64, f64)) -> Option<SvgDrawing> {
    let literal = recolour(svg, Palette::Fixed(Theme::Print));
    let mut elements = Vec::new();
    let mut rest = literal.as_str();
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>')?;
        let text = after.split('<').next().unwrap_or_default();
        if !tag.starts_with(['/', '?', '!']) {
            let (name, attributes) = tag.trim_end_matches('/').split_once(' ').unwrap_or((tag, ""));
            elements.push(Element { name: name.to_owned(), attributes: attributes_of(attributes), text: unescape(text) });
        }
        rest = after;
    }
    elements.first().filter(|element| element.name == "svg")?;
    let size = (width as f32, height as f32);
    (size.0 > 0.0 && size.1 > 0.0).then_some(SvgDrawing { size, elements })
}

fn attributes_of(mut text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    while let Some((name, after)) = text.split_once("=\"") {
        let Some((value, after)) = after.split_once('"') else { break };
        found.push((name.trim().to_owned(), unescape(value)));
        text = after;
    }
    found
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

/// Puts the drawing there at this scale, as parts of a figure.
pub(super) fn put(layout: &mut PrintLayout<'_>, picture: &SvgDrawing, (x, y): (f32, f32), scale: f32, figure: NodeId) {
    for element in &picture.elements {
        let number = |name: &str| element.number(name) * scale;
        let path = match element.name.as_str() {
            "rect" => rectangle(x + number("x"), y + number("y"), number("width"), number("height")),
            "circle" => circle(x + number("cx"), y + number("cy"), number("r")),
            "path" => steps(element.get("d").unwrap_or_default()).iter().map(|step| moved(*step, (x, y), scale)).collect(),
            "text" => {
                text(layout, element, (x, y), scale, figure);
                continue;
            }
            _ => continue,
        };
        let opacity = |name: &str| element.get(name).map_or(1.0, |_| element.number(name));
        let fill = element.colour("fill").map(|ink| (ink, opacity("fill-opacity")));
        let dashes = element.get("stroke-dasharray").unwrap_or_default();
        let pen = element.colour("stroke").map(|ink| StrokeStyle {
            ink,
            width: if element.get("stroke-width").is_some() { number("stroke-width") } else { scale },
            dashes: dashes.split([' ', ',']).filter_map(|length| length.parse::<f32>().ok()).map(|length| length * scale).collect(),
        });
        if !path.is_empty() && (fill.is_some() || pen.is_some()) {
            layout.put(DrawItem::Shape(Shape { path, fill, pen, says: None }), Some(figure));
        }
    }
}

fn text(layout: &mut PrintLayout<'_>, element: &Element, (x, y): (f32, f32), scale: f32, figure: NodeId) {
    let size = if element.get("font-size").is_some() { element.number("font-size") } else { 12.0 } * scale;
    let cut = if element.get("font-weight").is_some() { FontStyle::Bold } else { FontStyle::Text };
    let style = TextStyle { cut, size, ink: element.colour("fill").unwrap_or(super::layout::BLACK) };
    let width = layout.fonts.width(cut, size, &element.text);
    let upward = element.get("transform").is_some_and(|transform| transform.starts_with("rotate(-90"));
    let back = match element.get("text-anchor") {
        Some("middle") => width / 2.0,
        Some("end") => width,
        _ => 0.0,
    };
    let (mut left, mut base) = (x + element.number("x") * scale, y + element.number("y") * scale);
    if upward {
        base += back
    } else {
        left -= back
    }
    let mark = Text { text: element.text.clone(), style, x: left, y: base, upward, rim: None };
    if element.get("paint-order").is_some() {
        layout.put(DrawItem::Text(Text { rim: Some(element.number("stroke-width") * scale), ..mark.clone() }), None);
    }
    if !element.text.is_empty() {
        layout.put(DrawItem::Text(mark), Some(figure));
    }
}

fn moved(step: PathSegment, (x, y): (f32, f32), scale: f32) -> PathSegment {
    let (right, down) = (|value: f32| x + value * scale, |value: f32| y + value * scale);
    match step {
        PathSegment::Move(a, b) => PathSegment::Move(right(a), down(b)),
        PathSegment::Line(a, b) => PathSegment::Line(right(a), down(b)),
        PathSegment::Curve(a, b, c, d, e, f) => PathSegment::Curve(right(a), down(b), right(c), down(d), right(e), down(f)),
        PathSegment::Close => PathSegment::Close,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::figures;
    use crate::roadmap::SALARIES;

    #[test]
    fn every_figure_of_the_curriculum_is_read_whole() {
        let drawings = [
            figures::life_cycle(600),
            figures::estimator_map(600),
            figures::deployment_flow(600),
            figures::airflow_architecture(600),
            figures::monitoring(600),
            figures::salaries(SALARIES, 600),
        ];
        for drawing in drawings {
            let picture = read(&drawing.svg, (drawing.width, drawing.height)).unwrap();
            assert_eq!(picture.size.0, 600.0);
            for element in &picture.elements[1..] {
                assert!(["rect", "circle", "path", "text"].contains(&element.name.as_str()), "{}: {}", drawing.label, element.name);
                if element.name == "path" {
                    assert!(!steps(element.get("d").unwrap()).is_empty(), "{element:?}");
                }
                assert!(element.colour("fill").is_some() || element.colour("stroke").is_some(), "{element:?} has no colour");
            }
        }
    }

    #[test]
    fn text_that_is_no_drawing_is_refused() {
        for text in ["", "hello", "<p>hello</p>", "<svg"] {
            assert!(read(text, (4.0, 3.0)).is_none(), "{text}");
        }
        assert!(read("<svg></svg>", (0.0, 3.0)).is_none());
    }

    #[test]
    fn marks_in_text_come_back() {
        let picture = read("<svg><text x=\"1\" y=\"2\">a &lt; b &amp;amp; c</text></svg>", (10.0, 5.0)).unwrap();
        assert_eq!(picture.elements[1].text, "a < b &amp; c");
    }
}
