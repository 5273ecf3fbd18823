//! Line breaking: where text may break, and the breaks that leave the most even right edge.
//!
//! All breaks of a paragraph are chosen together, by the least sum of squared gaps (Knuth and Plass, *Breaking paragraphs into
//! lines*, 1981, for ragged setting). English words may break where hypher knows a syllable's end; a text wider than a line
//! by itself (an address, a name without a blank) breaks between any two characters, so nothing is cut or overflows.

use super::fonts::Fonts;
use super::layout::TextStyle;

/// Text in one style, perhaps a link.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StyledText {
    /// Its words.
    pub(super) text: String,
    /// How it looks.
    pub(super) style: TextStyle,
    /// Where it leads: an index that the caller knows.
    pub(super) link: Option<usize>,
}

/// A stretch of a line in one style.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LineSpan {
    /// Its words, as drawn.
    pub(super) text: String,
    /// How it looks.
    pub(super) style: TextStyle,
    /// Where it leads.
    pub(super) link: Option<usize>,
    /// Points from the left end of the line.
    pub(super) x: f32,
    /// Points across.
    pub(super) width: f32,
}

/// A line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TextLine {
    /// From left to right.
    pub(super) parts: Vec<LineSpan>,
    /// Points across.
    pub(super) width: f32,
}

/// How lines are made.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineSettings {
    /// Points across, at most.
    pub(super) width: f32,
    /// Words may be hyphenated.
    pub(super) hyphenate: bool,
}

/// The cost of a hyphenated word, as an empty share of the line's width.
const PARTED: f32 = 0.16;
/// What emptiness costs in the last line, where it is usual: a single word there looks lost.
const LAST: f32 = 0.25;
/// Fewest letters of a hyphenated word, and before the hyphen.
const LEAST_LETTERS: usize = 6;

/// Text that cannot break, and the break after it.
struct Atom {
    text: String,
    piece: usize,
    width: f32,
    after: BreakPoint,
}

#[derive(Clone, Copy, PartialEq)]
enum BreakPoint {
    /// A blank of this width, left out at the line's end.
    Blank(f32),
    /// A hyphen of this width, only at the line's end.
    Hyphen(f32),
    /// The line may end here.
    Free,
    /// It may not.
    Tight,
    /// It must.
    End,
}

/// Lines of pieces; a line break in their text ends a line.
pub(super) fn lines(fonts: &Fonts, pieces: &[StyledText], setting: LineSettings) -> Vec<TextLine> {
    let mut lines = Vec::new();
    let mut paragraph: Vec<Atom> = Vec::new();
    for atom in atoms(fonts, pieces, setting) {
        let ends = atom.after == BreakPoint::End;
        paragraph.push(atom);
        if ends {
            break_up(fonts, pieces, &paragraph, setting.width, &mut lines);
            paragraph.clear();
        }
    }
    if !paragraph.is_empty() {
        break_up(fonts, pieces, &paragraph, setting.width, &mut lines);
    }
    lines
}

/// Text in one style as lines, its words whole.
pub(super) fn plain(fonts: &Fonts, text: &str, style: TextStyle, width: f32) -> Vec<TextLine> {
    lines(fonts, &[StyledText { text: text.to_owned(), style, link: None }], LineSettings { width, hyphenate: false })
}

fn atoms(fonts: &Fonts, pieces: &[StyledText], setting: LineSettings) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let measure = |text: &str| fonts.width(piece.style.cut, piece.style.size, text);
        let (blank, hyphen) = (measure(" "), measure("-"));
        let mut rest = piece.text.as_str();
        while !rest.is_empty() {
            let end = rest.find([' ', '\n']).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            let gap = match after.chars().next() {
                Some('\n') => BreakPoint::End,
                Some(_) => BreakPoint::Blank(blank),
                None => BreakPoint::Tight,
            };
            rest = after.get(1..).unwrap_or_default();
            let mut parts = if measure(word) > setting.width { characters(word) } else { parts(word, setting.hyphenate) };
            if let Some(last) = parts.last_mut() {
                last.1 = gap;
            } else if let (Some(before), true) = (atoms.last_mut(), gap != BreakPoint::End) {
                // A blank of its own: between two pieces, or doubled.
                before.after = gap;
            } else {
                parts.push((String::new(), gap));
            }
            atoms.extend(parts.into_iter().map(|(text, after)| Atom {
                width: measure(&text),
                piece: at,
                after: if let BreakPoint::Hyphen(_) = after { BreakPoint::Hyphen(hyphen) } else { after },
                text,
            }));
        }
    }
    atoms
}

/// A word's parts: after a hyphen or a slash, and between syllables.
fn parts(word: &str, hyphenate: bool) -> Vec<(String, BreakPoint)> {
    let mut parts: Vec<(String, BreakPoint)> = Vec::new();
    let mut from = 0;
    for (at, character) in word.char_indices() {
        let end = at + character.len_utf8();
        if matches!(character, '-' | '–' | '—' | '/' | '_' | '=' | '&' | '?') && at > from && end < word.len() {
            syllables(&word[from..end], hyphenate, &mut parts);
            from = end;
        }
    }
    if from < word.len() {
        syllables(&word[from..], hyphenate, &mut parts);
    }
    parts
}

fn syllables(word: &str, hyphenate: bool, parts: &mut Vec<(String, BreakPoint)>) {
    let letters = word.trim_matches(|character: char| !character.is_alphabetic());
    if hyphenate && letters.chars().count() >= LEAST_LETTERS && letters.chars().all(|letter| letter.is_ascii_lowercase()) {
        let before = word.find(letters).unwrap_or(0);
        let mut found: Vec<String> = hypher::hyphenate(letters, hypher::Lang::English).map(str::to_owned).collect();
        if let Some(first) = found.first_mut() {
            first.insert_str(0, &word[..before]);
        }
        if let Some(last) = found.last_mut() {
            last.push_str(&word[before + letters.len()..]);
        }
        let last = found.len().saturating_sub(1);
        parts.extend(
            found.into_iter().enumerate().map(|(at, part)| (part, if at == last { BreakPoint::Free } else { BreakPoint::Hyphen(0.0) })),
        );
    } else {
        parts.push((word.to_owned(), BreakPoint::Free));
    }
}

fn characters(word: &str) -> Vec<(String, BreakPoint)> {
    word.chars().map(|character| (character.to_string(), BreakPoint::Free)).collect()
}

/// Chooses the breaks of one paragraph.
fn break_up(fonts: &Fonts, pieces: &[StyledText], atoms: &[Atom], width: f32, lines: &mut Vec<TextLine>) {
    // best[n]: the least cost of the first n atoms, and where their last line begins.
    let mut best: Vec<(f32, usize)> = vec![(0.0, 0)];
    for end in 1..=atoms.len() {
        let gap = atoms.get(end - 1).map_or(BreakPoint::End, |atom| atom.after);
        let is_last = end == atoms.len();
        let (mut chosen, mut across) = ((f32::INFINITY, end - 1), 0.0);
        if gap != BreakPoint::Tight || is_last {
            for begin in (0..end).rev() {
                let Some(atom) = atoms.get(begin) else { break };
                across += atom.width + if begin + 1 < end { gap_width(atom.after) } else { 0.0 };
                let whole = across + if let (BreakPoint::Hyphen(hyphen), false) = (gap, is_last) { hyphen } else { 0.0 };
                if whole > width && begin + 1 < end {
                    break;
                }
                let empty = ((width - whole) / width).max(0.0);
                let cost = if is_last { LAST * empty * empty } else { empty * empty }
                    + if matches!(gap, BreakPoint::Hyphen(_)) && !is_last { PARTED * PARTED } else { 0.0 };
                let before = best.get(begin).map_or(f32::INFINITY, |(cost, _)| *cost);
                // One line less is always worth it.
                let total = before + cost + 1e-3;
                if total < chosen.0 {
                    chosen = (total, begin);
                }
            }
        }
        best.push(chosen);
    }
    let mut ends = vec![atoms.len()];
    while let Some(begin) = ends.last().and_then(|end| best.get(*end)).map(|(_, begin)| *begin).filter(|begin| *begin > 0) {
        ends.push(begin);
    }
    let mut begin = 0;
    for end in ends.into_iter().rev() {
        lines.push(line(fonts, pieces, atoms.get(begin..end).unwrap_or_default(), end == atoms.len()));
        begin = end;
    }
}

fn gap_width(gap: BreakPoint) -> f32 {
    if let BreakPoint::Blank(width) = gap { width } else { 0.0 }
}

/// Atoms of one line, put together by style.
fn line(fonts: &Fonts, pieces: &[StyledText], atoms: &[Atom], is_last: bool) -> TextLine {
    let mut parts: Vec<(usize, String)> = Vec::new();
    for (at, atom) in atoms.iter().enumerate() {
        let mut text = atom.text.clone();
        let ends = at + 1 == atoms.len();
        let parted = ends && !is_last && matches!(atom.after, BreakPoint::Hyphen(_));
        match atom.after {
            // A blank at the line's end is invisible, but copied text and screen readers need it.
            BreakPoint::Blank(_) if !ends || !is_last => text.push(' '),
            BreakPoint::Hyphen(_) if parted => text.push('\u{ad}'),
            _ => {}
        }
        match parts.last_mut() {
            Some((piece, so_far)) if *piece == atom.piece => so_far.push_str(&text),
            _ => parts.push((atom.piece, text)),
        }
    }
    let mut line = TextLine::default();
    let last = parts.len().saturating_sub(1);
    for (at, (piece, text)) in parts.into_iter().enumerate() {
        let Some(piece) = pieces.get(piece) else { continue };
        let seen = if at == last { text.trim_end() } else { text.as_str() };
        let width = fonts.width(piece.style.cut, piece.style.size, seen);
        line.parts.push(LineSpan { text, style: piece.style, link: piece.link, x: line.width, width });
        line.width += width;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::press::FILES;
    use crate::press::fonts::FontStyle;
    use crate::press::layout::BLACK;

    fn set(text: &str, width: f32, hyphenate: bool) -> Vec<String> {
        let folder = "public/fonts/print";
        let files: Vec<Vec<u8>> = FILES.iter().map(|(_, file)| std::fs::read(format!("{folder}/{file}")).unwrap()).collect();
        let fonts = Fonts::read(&files).unwrap();
        let style = TextStyle { cut: FontStyle::Text, size: 10.0, ink: BLACK };
        let lines = lines(&fonts, &[StyledText { text: text.to_owned(), style, link: None }], LineSettings { width, hyphenate });
        assert!(lines.iter().all(|line| line.width <= width + 0.01), "{lines:?}");
        lines.into_iter().map(|line| line.parts.into_iter().map(|part| part.text).collect()).collect()
    }

    #[test]
    fn lines_end_at_blanks_and_keep_them_for_those_who_listen() {
        assert_eq!(set("one two three", 500.0, true), ["one two three"]);
        assert_eq!(set("one two three", 45.0, false), ["one two ", "three"]);
        assert_eq!(set("one\ntwo", 500.0, true), ["one", "two"]);
        assert_eq!(set("", 100.0, true), Vec::<String>::new());
    }

    #[test]
    fn words_are_hyphenated_at_syllables_with_a_hyphen_that_is_not_read() {
        let lines = set("an extraordinarily unremarkable configuration", 70.0, true);
        assert!(lines.iter().any(|line| line.ends_with('\u{ad}')), "{lines:?}");
        let read: String = lines.concat().replace('\u{ad}', "");
        assert_eq!(read, "an extraordinarily unremarkable configuration");
    }

    #[test]
    fn text_wider_than_a_line_breaks_anywhere_and_loses_nothing() {
        let long = "https://example.org/".to_owned() + &"a".repeat(200);
        assert_eq!(set(&long, 80.0, false).concat(), long);
        // A line narrower than a letter still takes one.
        assert_eq!(set("WW", 12.0, false), ["W", "W"]);
    }

    #[test]
    fn the_right_edge_is_even() {
        // Greedy lines would leave the last word alone.
        let lines = set("aaaa aaaa aaaa aaaa aaaa a", 122.0, false);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].len() > 2, "{lines:?}");
    }
}
