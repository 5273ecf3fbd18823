//! Small figures as SVG: the reference as a filled area, the current data as a line, so that colour is never the only sign.

use super::histogram::Histogram;

const WIDTH: f64 = 340.0;
const HEIGHT: f64 = 110.0;
/// Height of a category's two bars with the space below.
const ROW: f64 = 22.0;
/// Where bars begin.
const LABEL: f64 = 110.0;

/// The picture as one `svg` element, coloured by the classes `r` (reference) and `c` (current).
pub(super) fn svg(picture: &Histogram) -> String {
    let most = picture.bins.iter().flat_map(|bin| [bin.reference, bin.current]).fold(0.0, f64::max).max(1e-12);
    let (height, inside) = if picture.is_scale { (HEIGHT, steps(picture, most)) } else { bars(picture, most) };
    let label = format!("{}: share of values in the reference and now", escape(&picture.column));
    format!("<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{label}\">{inside}</svg>")
}

/// Outlines over a scale: the reference filled, the current data drawn.
fn steps(picture: &Histogram, most: f64) -> String {
    let floor = HEIGHT - 16.0;
    let width = WIDTH / picture.bins.len().max(1) as f64;
    let outline = |share: &dyn Fn(usize) -> f64| {
        let mut path = format!("M0 {floor}");
        for place in 0..picture.bins.len() {
            let top = floor - share(place) / most * (floor - 4.0);
            path.push_str(&format!("V{top:.1}H{:.1}", (place + 1) as f64 * width));
        }
        path + &format!("V{floor}")
    };
    let at = |place: usize| picture.bins.get(place);
    let reference = outline(&|place| at(place).map_or(0.0, |bin| bin.reference));
    let current = outline(&|place| at(place).map_or(0.0, |bin| bin.current));
    let end = |text: &str, x: f64, anchor: &str| {
        format!("<text x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>", HEIGHT - 3.0, escape(text))
    };
    let first = picture.bins.first().and_then(|bin| bin.name.split(" to ").next()).unwrap_or_default();
    let last = picture.bins.last().and_then(|bin| bin.name.split(" to ").nth(1)).unwrap_or_default();
    format!(
        "<path class=\"r\" d=\"{reference}z\"/><path class=\"c\" d=\"{current}\"/>{}{}",
        end(first, 0.0, "start"),
        end(last, WIDTH, "end")
    )
}

/// Two bars per category: the reference filled, the current data as an outline.
fn bars(picture: &Histogram, most: f64) -> (f64, String) {
    let mut text = String::new();
    for (place, bin) in picture.bins.iter().enumerate() {
        let top = place as f64 * ROW;
        let width = |share: f64| share / most * (WIDTH - LABEL - 4.0);
        text.push_str(&format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text><rect class=\"r\" x=\"{LABEL}\" y=\"{}\" width=\"{:.1}\" height=\"8\"/>\
             <rect class=\"c\" x=\"{LABEL}\" y=\"{}\" width=\"{:.1}\" height=\"7\"/>",
            LABEL - 6.0,
            top + 13.0,
            escape(&cut(&bin.name, 16)),
            top + 1.0,
            width(bin.reference),
            top + 10.0,
            width(bin.current)
        ));
    }
    (picture.bins.len() as f64 * ROW, text)
}

/// The beginning of a text, an ellipsis where it goes on.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{start}…")
}

/// Text that HTML and XML show as it is. Characters that XML does not know, and those that turn the direction of what
/// follows, are shown as a replacement.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\r' | '\t' => escaped.push(' '),
            char if char.is_control() || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}') => {
                escaped.push('\u{fffd}');
            }
            char => escaped.push(char),
        }
    }
    escaped
}
