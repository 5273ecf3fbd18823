//! The faces that text is set in: which characters they have, how wide they are, which pairs stand closer.
//!
//! Six cuts of IBM Plex, made for print by `scripts/make/print-fonts.py`: Latin with its accents, Greek, Cyrillic. A character
//! that they do not have is named in brackets by `sanitize` before any line is set.

use std::collections::BTreeMap;

use krilla::text::Font;
use ttf_parser::{PlatformId, Tag};

use super::error::PressError;

/// A cut of the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FontStyle {
    /// Running text.
    Text,
    /// Emphasis.
    Italic,
    /// Headings.
    Bold,
    /// Small text in little room.
    Narrow,
    /// Its headings.
    NarrowBold,
    /// Code.
    Mono,
}

/// Every cut and the file that it is in, below `fonts/print/`.
pub const FILES: [(FontStyle, &str); 6] = [
    (FontStyle::Text, "sans.ttf"),
    (FontStyle::Italic, "italic.ttf"),
    (FontStyle::Bold, "bold.ttf"),
    (FontStyle::Narrow, "narrow.ttf"),
    (FontStyle::NarrowBold, "narrow-bold.ttf"),
    (FontStyle::Mono, "mono.ttf"),
];

/// What stands for a character that one cut lacks and the text cut has.
const ABSENT: char = '▯';

/// One cut, read.
struct LoadedFont {
    font: Font,
    /// Glyph and advance in em of each character.
    glyphs: BTreeMap<char, (u16, f32)>,
    /// Kerning in em of pairs of glyphs.
    kerning: BTreeMap<(u16, u16), f32>,
}

/// All cuts.
pub struct Fonts(Vec<LoadedFont>);

/// A glyph at its place in a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    /// Number in the face.
    pub(super) id: u16,
    /// How far the next one stands, in em, kerning included.
    pub(super) advance: f32,
    /// Bytes of the text that it stands for.
    pub(super) range: std::ops::Range<usize>,
}

impl Fonts {
    /// Reads the faces from their files, in the order of [`FILES`].
    pub fn read(files: &[Vec<u8>]) -> Result<Self, PressError> {
        FILES
            .iter()
            .enumerate()
            .map(|(at, (_, file))| read(file, files.get(at).map_or(&[][..], Vec::as_slice)))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    fn face(&self, cut: FontStyle) -> Option<&LoadedFont> {
        self.0.get(FILES.iter().position(|(known, _)| *known == cut)?)
    }

    pub(super) fn font(&self, cut: FontStyle) -> Option<Font> {
        self.face(cut).map(|face| face.font.clone())
    }

    /// True if the cut has the character.
    pub(super) fn has(&self, cut: FontStyle, character: char) -> bool {
        self.face(cut).is_some_and(|face| face.glyphs.contains_key(&character))
    }

    /// The glyphs of a text; a character that the cut does not have is ▯, which every cut has.
    pub(super) fn glyphs(&self, cut: FontStyle, text: &str) -> Vec<Glyph> {
        let Some(face) = self.face(cut) else { return vec![] };
        let mut glyphs: Vec<Glyph> = Vec::with_capacity(text.len());
        for (at, character) in text.char_indices() {
            let Some((id, advance)) = face.glyphs.get(&character).or_else(|| face.glyphs.get(&ABSENT)) else { continue };
            if let Some(before) = glyphs.last_mut() {
                before.advance += face.kerning.get(&(before.id, *id)).copied().unwrap_or(0.0);
            }
            glyphs.push(Glyph { id: *id, advance: *advance, range: at..at + character.len_utf8() });
        }
        glyphs
    }

    /// Width of a text in points.
    pub(super) fn width(&self, cut: FontStyle, size: f32, text: &str) -> f32 {
        self.glyphs(cut, text).iter().map(|glyph| glyph.advance).sum::<f32>() * size
    }
}

fn read(file: &str, bytes: &[u8]) -> Result<LoadedFont, PressError> {
    let failed = |cause: String| PressError::Font { file: format!("fonts/print/{file}"), cause };
    let parsed = ttf_parser::Face::parse(bytes, 0).map_err(|cause| failed(cause.to_string()))?;
    let font = Font::new(bytes.to_vec().into(), 0).ok_or_else(|| failed("it is not a font that can be embedded".into()))?;
    let em = f32::from(parsed.units_per_em());
    let mut glyphs = BTreeMap::new();
    let tables = parsed.tables().cmap.into_iter().flat_map(|cmap| cmap.subtables);
    for table in tables.filter(|table| table.platform_id == PlatformId::Unicode || table.is_unicode()) {
        table.codepoints(|code| {
            let found = char::from_u32(code).and_then(|character| Some((character, table.glyph_index(code)?)));
            if let Some((character, id)) = found.filter(|(_, id)| id.0 != 0) {
                glyphs.insert(character, (id.0, f32::from(parsed.glyph_hor_advance(id).unwrap_or(0)) / em));
            }
        });
    }
    // A word is hyphenated by a soft hyphen, which is not copied or read aloud; it looks like any other hyphen.
    if let Some(hyphen) = glyphs.get(&'-').copied() {
        glyphs.insert('\u{ad}', hyphen);
    }
    if !glyphs.contains_key(&ABSENT) {
        return Err(failed(format!("it has no {ABSENT}")));
    }
    let pairs = parsed.raw_face().table(Tag::from_bytes(b"kern")).map(pairs).unwrap_or_default();
    let kerning = pairs.into_iter().map(|(left, right, value)| ((left, right), f32::from(value) / em)).collect();
    Ok(LoadedFont { font, glyphs, kerning })
}

/// Pairs of a `kern` table as the script writes it: one subtable of format 0 (OpenType specification, kern).
fn pairs(table: &[u8]) -> Vec<(u16, u16, i16)> {
    let number = |at: usize| Some(u16::from_be_bytes([*table.get(at)?, *table.get(at + 1)?]));
    // Version and number of subtables; then version, length and coverage of the first, and its number of pairs.
    let count = number(10).unwrap_or(0);
    let pair = |at: usize| Some((number(at)?, number(at + 2)?, i16::from_be_bytes([*table.get(at + 4)?, *table.get(at + 5)?])));
    (0..usize::from(count)).map_while(|index| pair(18 + index * 6)).collect()
}
