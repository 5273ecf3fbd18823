//! How wide text is, without a font: IBM Plex Sans by table, so that worker, prerenderer and PDF agree on every layout.

use super::widths::{REGULAR, SEMIBOLD};

/// Width of a character the table does not hold, in thousandths; letters with accents are close to it.
const OTHER: u16 = 620;
/// Width of a character of the wide scripts and of emoji, in thousandths.
const WIDE: u16 = 1000;

/// Width of a line of text in viewBox units at a font size in the same units.
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    let table = if bold { &SEMIBOLD } else { &REGULAR };
    let thousandths: u32 = text
        .chars()
        .map(|letter| {
            let code = letter as usize;
            let known = code.checked_sub(0x20).and_then(|index| table.get(index)).copied();
            u32::from(known.unwrap_or(if code >= 0x1100 && !(0x2000..0x2E80).contains(&code) { WIDE } else { OTHER }))
        })
        .sum();
    f64::from(thousandths) * size / 1000.0
}

/// The text, or its beginning and an ellipsis if it is wider than `room`.
pub(super) fn shorten(text: &str, room: f64, size: f64, bold: bool) -> String {
    // A hair of tolerance: a room worked out from this very text must hold it.
    if text_width(text, size, bold) <= room + 0.01 {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if text_width(&kept, size, bold) + text_width("…", size, bold) > room {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

/// Lines of at most `room`, broken at spaces; a longer word is shortened.
pub(super) fn wrap(text: &str, room: f64, size: f64, bold: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word = shorten(word, room, size, bold);
        match lines.last_mut() {
            Some(line) if text_width(line, size, bold) + text_width(" ", size, bold) + text_width(&word, size, bold) <= room => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        // Read off with fontTools: H 711, a 557, l 273, digits 600 each.
        assert!((text_width("1234", 10.0, false) - 24.0).abs() < 1e-9);
        assert!(text_width("Wide", 12.0, true) > text_width("Wide", 12.0, false));
    }

    #[test]
    fn long_text_is_cut_with_an_ellipsis_and_fits() {
        let cut = shorten("a very long feature name", 60.0, 12.0, false);
        assert!(cut.ends_with('…') && text_width(&cut, 12.0, false) <= 60.0, "{cut}");
        assert_eq!(shorten("short", 60.0, 12.0, false), "short");
    }

    #[test]
    fn wrapped_lines_fit_and_lose_no_word() {
        let lines = wrap("compares the new model with the one in production", 80.0, 12.0, false);
        assert!(lines.iter().all(|line| text_width(line, 12.0, false) <= 80.0));
        assert_eq!(lines.join(" "), "compares the new model with the one in production");
    }
}
