//! SVG text, piece by piece: shapes and escaped text in viewBox units, coloured by role.

use super::{metrics::text_width, palette::Role};
use crate::protocol::{Drawing, Mark, TableTwin};

/// Pattern of a line; never colour alone tells two lines apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Dash {
    #[default]
    Solid,
    Dashed,
    Dotted,
    Mixed,
    Long,
}

const DASHES: [Dash; 5] = [Dash::Solid, Dash::Dashed, Dash::Dotted, Dash::Mixed, Dash::Long];

impl Dash {
    /// The pattern of a class by its index; the second five are shifted, so that like colours differ in pattern.
    pub(super) fn class(index: usize) -> Self {
        DASHES[(index + index / DASHES.len()) % DASHES.len()]
    }

    /// The pattern at an index of the list; solid for any other.
    pub(super) fn numbered(number: u8) -> Self {
        DASHES.get(usize::from(number)).copied().unwrap_or_default()
    }

    /// Index into the list of patterns.
    pub(super) fn number(self) -> u8 {
        DASHES.iter().position(|dash| *dash == self).unwrap_or(0) as u8
    }

    /// Value of `stroke-dasharray`; absent for a solid line.
    fn array(self) -> Option<&'static str> {
        match self {
            Self::Solid => None,
            Self::Dashed => Some("6 3"),
            Self::Dotted => Some("1.5 3"),
            Self::Mixed => Some("7 3 1.5 3"),
            Self::Long => Some("12 4"),
        }
    }
}

/// A line's look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    pub(super) role: Role,
    pub(super) width: f64,
    pub(super) dash: Dash,
}

/// A shape's look: filled, outlined or both; opacity 0..=1 of the fill.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ShapeStyle {
    pub(super) fill: Option<(Role, f64)>,
    pub(super) stroke: Option<Stroke>,
}

impl Role {
    /// A solid line of this role.
    pub(super) fn line(self, width: f64) -> Stroke {
        Stroke { role: self, width, dash: Dash::Solid }
    }

    /// A fill of this role.
    pub(super) fn fill(self) -> ShapeStyle {
        ShapeStyle { fill: Some((self, 1.0)), stroke: None }
    }

    /// A translucent fill of this role.
    pub(super) fn wash(self, opacity: f64) -> ShapeStyle {
        ShapeStyle { fill: Some((self, opacity)), stroke: None }
    }
}

impl Stroke {
    /// The same line in a pattern.
    pub(super) fn dashed(self, dash: Dash) -> Self {
        Self { dash, ..self }
    }

    /// An outline without a fill.
    pub(super) fn outline(self) -> ShapeStyle {
        ShapeStyle { fill: None, stroke: Some(self) }
    }
}

impl ShapeStyle {
    /// The same fill with an outline.
    pub(super) fn edged(self, stroke: Stroke) -> Self {
        Self { stroke: Some(stroke), ..self }
    }
}

/// Where a text's position lies in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Anchor {
    #[default]
    Start,
    Middle,
    End,
}

/// A text's look.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextStyle {
    pub(super) role: Role,
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) anchor: Anchor,
    /// A rim in the surface's colour, for text over data.
    pub(super) halo: bool,
}

/// Font size of labels.
pub(super) const LABEL: f64 = 12.0;
/// Font size of ticks and notes.
pub(super) const SMALL: f64 = 11.0;

impl TextStyle {
    pub(super) const INK: Self = Self { role: Role::Ink, size: LABEL, bold: false, anchor: Anchor::Start, halo: false };
    pub(super) const NOTE: Self = Self { role: Role::Muted, size: SMALL, bold: false, anchor: Anchor::Start, halo: false };

    pub(super) fn role(self, role: Role) -> Self {
        Self { role, ..self }
    }
    pub(super) fn size(self, size: f64) -> Self {
        Self { size, ..self }
    }
    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
    pub(super) fn middle(self) -> Self {
        Self { anchor: Anchor::Middle, ..self }
    }
    pub(super) fn end(self) -> Self {
        Self { anchor: Anchor::End, ..self }
    }
    pub(super) fn halo(self) -> Self {
        Self { halo: true, ..self }
    }
    /// Width of a line in this type.
    pub(super) fn width(self, text: &str) -> f64 {
        text_width(text, self.size, self.bold)
    }
    /// The text, or as much of it as fits.
    pub(super) fn fit(self, text: &str, room: f64) -> String {
        super::metrics::shorten(text, room, self.size, self.bold)
    }
    /// Lines of at most `room`.
    pub(super) fn wrap(self, text: &str, room: f64) -> Vec<String> {
        super::metrics::wrap(text, room, self.size, self.bold)
    }
}

/// A drawing being made, with its readouts and table.
pub(super) struct Canvas {
    pub(super) width: f64,
    pub(super) height: f64,
    body: String,
    pub(super) marks: Vec<Mark>,
    pub(super) table: TableTwin,
}

impl Canvas {
    /// An empty drawing; the width is held to 240..=1200.
    pub(super) fn new(width: u32, height: f64) -> Self {
        let headers = Vec::new();
        Self { width: clamp_width(width), height, body: String::new(), marks: Vec::new(), table: TableTwin { headers, rows: Vec::new() } }
    }

    /// Names the table's columns.
    pub(super) fn headers(&mut self, headers: &[&str]) {
        self.table.headers = headers.iter().map(|header| (*header).to_owned()).collect();
    }

    /// Adds a row to the table.
    pub(super) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.table.rows.push(cells.into());
    }

    /// Adds a row of as many cells as the table has columns.
    pub(super) fn cells(&mut self, cells: Vec<String>) {
        self.table.rows.push(cells);
    }

    /// Adds a readout, kept inside the drawing.
    pub(super) fn mark(&mut self, x: f64, y: f64, text: impl Into<String>) {
        let round = |value: f64| (value * 10.0).round() / 10.0;
        self.marks.push(Mark { x: round(x.clamp(0.0, self.width)), y: round(y.clamp(0.0, self.height)), text: text.into() });
    }

    /// A rectangle.
    pub(super) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, paint: ShapeStyle) {
        self.rounded(x, y, width, height, 0.0, paint);
    }

    /// A rectangle with round corners.
    pub(super) fn rounded(&mut self, x: f64, y: f64, width: f64, height: f64, radius: f64, paint: ShapeStyle) {
        let corner = if radius > 0.0 { format!(" rx=\"{}\"", num(radius)) } else { String::new() };
        self.body.push_str(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{corner}{}/>",
            num(x),
            num(y),
            num(width.max(0.0)),
            num(height.max(0.0)),
            look(paint)
        ));
    }

    /// A circle.
    pub(super) fn circle(&mut self, x: f64, y: f64, radius: f64, paint: ShapeStyle) {
        self.body.push_str(&format!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>", num(x), num(y), num(radius), look(paint)));
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        self.polyline(&[from, to], stroke);
    }

    /// A line through points.
    pub(super) fn polyline(&mut self, points: &[(f64, f64)], stroke: Stroke) {
        self.path(&path(points), stroke.outline());
    }

    /// A translucent line through points, for many that cross.
    pub(super) fn faint(&mut self, points: &[(f64, f64)], Stroke { role, width, .. }: Stroke, opacity: f64) {
        let (commands, width, name) = (path(points), num(width), role.name());
        let line = format!("<path d=\"{commands}\" fill=\"none\" stroke-width=\"{width}\" stroke-opacity=\"{}\"", num(opacity));
        self.body.push_str(&format!("{line} class=\"s-{name}\"/>"));
    }

    /// A filled shape through points.
    pub(super) fn polygon(&mut self, points: &[(f64, f64)], paint: ShapeStyle) {
        self.path(&format!("{}z", path(points)), paint);
    }

    /// A path in SVG's own words, which must come from numbers only.
    pub(super) fn path(&mut self, commands: &str, paint: ShapeStyle) {
        self.body.push_str(&format!("<path d=\"{commands}\"{}/>", look(paint)));
    }

    /// A filled path whose edges fall on pixels, so that neighbours leave no seam.
    pub(super) fn crisp(&mut self, commands: &str, paint: ShapeStyle) {
        self.body.push_str(&format!("<path d=\"{commands}\" shape-rendering=\"crispEdges\"{}/>", look(paint)));
    }

    /// One line of text; `y` is the baseline.
    pub(super) fn text(&mut self, x: f64, y: f64, text: &str, kind: TextStyle) {
        self.turned(x, y, text, kind, "");
    }

    /// One line of text that reads upwards from its position.
    pub(super) fn upward(&mut self, x: f64, y: f64, text: &str, kind: TextStyle) {
        self.turned(x, y, text, kind, &format!(" transform=\"rotate(-90 {} {})\"", num(x), num(y)));
    }

    fn turned(&mut self, x: f64, y: f64, text: &str, kind: TextStyle, transform: &str) {
        let mut attributes = String::new();
        if kind.size != LABEL {
            attributes.push_str(&format!(" font-size=\"{}\"", num(kind.size)));
        }
        if kind.bold {
            attributes.push_str(" font-weight=\"600\"");
        }
        match kind.anchor {
            Anchor::Start => {}
            Anchor::Middle => attributes.push_str(" text-anchor=\"middle\""),
            Anchor::End => attributes.push_str(" text-anchor=\"end\""),
        }
        let halo = if kind.halo { " s-surface\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke" } else { "" };
        self.body.push_str(&format!(
            "<text x=\"{}\" y=\"{}\"{attributes}{transform} class=\"f-{}{halo}\">{}</text>",
            num(x),
            num(y),
            kind.role.name(),
            escape(text)
        ));
    }

    /// Diagonal lines across a rectangle: missing or wrong, whatever the colour.
    pub(super) fn hatch(&mut self, x: f64, y: f64, width: f64, height: f64, stroke: Stroke) {
        let mut commands = String::new();
        let mut offset = 4.0;
        while offset < width + height {
            let (from_x, from_y) = if offset <= height { (x, y + offset) } else { (x + offset - height, y + height) };
            let (to_x, to_y) = if offset <= width { (x + offset, y) } else { (x + width, y + offset - width) };
            commands.push_str(&format!("M{} {}L{} {}", num(from_x), num(from_y), num(to_x), num(to_y)));
            offset += 4.0;
        }
        if !commands.is_empty() {
            self.path(&commands, stroke.outline());
        }
    }

    /// The finished drawing.
    pub(super) fn finish(self, label: impl Into<String>) -> Drawing {
        let label = label.into();
        let (width, height) = (num(self.width), num(self.height));
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             role=\"img\" aria-label=\"{}\" font-family=\"'IBM Plex Sans', system-ui, sans-serif\" font-size=\"12\">{}</svg>",
            escape(&label),
            self.body
        );
        Drawing { svg, width: tenths(self.width), height: tenths(self.height), label, marks: self.marks, table: self.table }
    }
}

/// The width charts are drawn at, 240..=1200.
pub(super) fn clamp_width(width: u32) -> f64 {
    f64::from(width.clamp(240, 1200))
}

/// A coordinate with at most one decimal; anything undefined becomes 0.
pub(super) fn num(value: f64) -> String {
    tenths(value).to_string()
}

/// The number that a coordinate is written as.
fn tenths(value: f64) -> f64 {
    let tenths = (value * 10.0).round();
    if tenths.is_finite() && tenths != 0.0 { tenths / 10.0 } else { 0.0 }
}

/// Straight path through points.
pub(super) fn path(points: &[(f64, f64)]) -> String {
    let mut commands = String::new();
    for (index, (x, y)) in points.iter().enumerate() {
        commands.push(if index == 0 { 'M' } else { 'L' });
        commands.push_str(&format!("{} {}", num(*x), num(*y)));
    }
    commands
}

fn look(paint: ShapeStyle) -> String {
    let mut classes = Vec::new();
    let mut attributes = String::new();
    match paint.fill {
        Some((role, opacity)) => {
            classes.push(format!("f-{}", role.name()));
            if opacity < 1.0 {
                attributes.push_str(&format!(" fill-opacity=\"{}\"", (opacity * 100.0).round() / 100.0));
            }
        }
        None => attributes.push_str(" fill=\"none\""),
    }
    if let Some(stroke) = paint.stroke {
        classes.push(format!("s-{}", stroke.role.name()));
        attributes.push_str(&format!(" stroke-width=\"{}\"", num(stroke.width)));
        if let Some(array) = stroke.dash.array() {
            attributes.push_str(&format!(" stroke-dasharray=\"{array}\""));
        }
    }
    format!("{attributes} class=\"{}\"", classes.join(" "))
}

/// Text as XML character data, also safe inside a double-quoted attribute; characters XML forbids become U+FFFD.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_short() {
        assert_eq!([num(12.0), num(0.04), num(-0.04), num(3.27), num(f64::NAN)], ["12", "0", "0", "3.3", "0"]);
    }

    #[test]
    fn data_never_becomes_markup() {
        assert_eq!(escape("<img src=x onerror=\"a\">\u{1}"), "&lt;img src=x onerror=&quot;a&quot;&gt;\u{fffd}");
    }

    #[test]
    fn a_small_drawing_reads_as_expected() {
        let mut canvas = Canvas::new(240, 40.0);
        canvas.line((0.0, 20.0), (240.0, 20.0), Role::Reference.line(1.5).dashed(Dash::Dashed));
        canvas.text(4.0, 14.0, "a < b", TextStyle::NOTE.halo());
        insta::assert_snapshot!(canvas.finish("Two & one").svg, @r#"<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 240 40" width="240" height="40" role="img" aria-label="Two &amp; one" font-family="'IBM Plex Sans', system-ui, sans-serif" font-size="12"><path d="M0 20L240 20" fill="none" stroke-width="1.5" stroke-dasharray="6 3" class="s-reference"/><text x="4" y="14" font-size="11" class="f-muted s-surface" stroke-width="3" stroke-linejoin="round" paint-order="stroke">a &lt; b</text></svg>"#);
    }
}
