//! Which script a character belongs to that no face has, and how it is named where it cannot be drawn.
//!
//! Blocks as in the Unicode Character Database, `Blocks.txt`; Han, kana and their full stops belong together, as they stand in one
//! text.

/// A kind of characters, as the reader calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// Han, kana, Hangul and their marks.
    EastAsian,
    /// Pictures.
    Emoji,
    /// A script with letters, by its name.
    Letters(&'static str),
    /// Anything else: named by its code point.
    Other,
}

/// First and last code point of the blocks of letters.
const LETTERS: [(u32, u32, &str); 33] = [
    (0x0530, 0x058f, "Armenian"),
    (0x0590, 0x05ff, "Hebrew"),
    (0x0600, 0x06ff, "Arabic"),
    (0x0700, 0x074f, "Syriac"),
    (0x0750, 0x077f, "Arabic"),
    (0x0780, 0x07bf, "Thaana"),
    (0x0870, 0x08ff, "Arabic"),
    (0x0900, 0x097f, "Devanagari"),
    (0x0980, 0x09ff, "Bengali"),
    (0x0a00, 0x0a7f, "Gurmukhi"),
    (0x0a80, 0x0aff, "Gujarati"),
    (0x0b00, 0x0b7f, "Odia"),
    (0x0b80, 0x0bff, "Tamil"),
    (0x0c00, 0x0c7f, "Telugu"),
    (0x0c80, 0x0cff, "Kannada"),
    (0x0d00, 0x0d7f, "Malayalam"),
    (0x0d80, 0x0dff, "Sinhala"),
    (0x0e00, 0x0e7f, "Thai"),
    (0x0e80, 0x0eff, "Lao"),
    (0x0f00, 0x0fff, "Tibetan"),
    (0x1000, 0x109f, "Myanmar"),
    (0x10a0, 0x10ff, "Georgian"),
    (0x1200, 0x139f, "Ethiopic"),
    (0x13a0, 0x13ff, "Cherokee"),
    (0x1780, 0x17ff, "Khmer"),
    (0x1800, 0x18af, "Mongolian"),
    (0x1c90, 0x1cbf, "Georgian"),
    (0x2d30, 0x2d7f, "Tifinagh"),
    (0x2d80, 0x2ddf, "Ethiopic"),
    (0xa8e0, 0xa8ff, "Devanagari"),
    (0xfb13, 0xfb17, "Armenian"),
    (0xfb1d, 0xfb4f, "Hebrew"),
    (0xfb50, 0xfdff, "Arabic"),
];

impl Script {
    /// The script of a character.
    pub(super) fn of(character: char) -> Self {
        let code = character as u32;
        match code {
            0x1100..=0x11ff | 0x2e80..=0x312f | 0x3130..=0x9fff | 0xa960..=0xa97f | 0xac00..=0xd7ff => Self::EastAsian,
            0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff00..=0xffef | 0x1b000..=0x1b16f | 0x20000..=0x3ffff => Self::EastAsian,
            0x2600..=0x27bf | 0x2b00..=0x2bff | 0x1f000..=0x1faff => Self::Emoji,
            0xfe70..=0xfeff => Self::Letters("Arabic"),
            _ => {
                let block = LETTERS.iter().find(|(first, last, _)| (*first..=*last).contains(&code));
                block.map_or(Self::Other, |(_, _, name)| Self::Letters(name))
            }
        }
    }

    /// What stands for a run of such characters, in brackets: `[3 Hebrew letters]`, `[2 emoji]`, `[U+1EA0]`. `seen` counts what a
    /// reader would count: a base with its marks is one.
    pub(super) fn describe(self, run: &str, seen: usize) -> String {
        let plural = if seen == 1 { "" } else { "s" };
        match self {
            Self::EastAsian => {
                let any = |first: char, last: char| run.chars().any(|character| (first..=last).contains(&character));
                let name = if any('\u{3040}', '\u{30ff}') {
                    "Japanese"
                } else if any('\u{ac00}', '\u{d7ff}') || any('\u{1100}', '\u{11ff}') {
                    "Korean"
                } else {
                    "Han"
                };
                format!("[{seen} {name} character{plural}]")
            }
            Self::Emoji => {
                if seen == 1 {
                    "[emoji]".to_owned()
                } else {
                    format!("[{seen} emoji]")
                }
            }
            Self::Letters(name) => format!("[{seen} {name} letter{plural}]"),
            Self::Other if seen > 2 => format!("[{seen} characters]"),
            Self::Other => {
                let codes: Vec<String> = run
                    .chars()
                    .filter(|character| !character.is_whitespace())
                    .map(|character| format!("U+{:04X}", character as u32))
                    .collect();
                format!("[{}]", codes.join(" "))
            }
        }
    }
}

/// True for a mark that stands on the letter before it and is not counted by itself: vowel signs, points, tones, keycaps.
pub(super) fn is_mark(character: char) -> bool {
    matches!(character as u32,
        0x0300..=0x036f | 0x0591..=0x05bd | 0x05bf..=0x05c7 | 0x0610..=0x061a | 0x064b..=0x065f | 0x0670 | 0x06d6..=0x06ed
        | 0x0900..=0x0903 | 0x093a..=0x094f | 0x0951..=0x0957 | 0x0962..=0x0963 | 0x0981..=0x0983 | 0x09bc..=0x09cd
        | 0x0bbe..=0x0bcd | 0x0c3e..=0x0c4d | 0x0cbc..=0x0ccd | 0x0d3e..=0x0d4d | 0x0e31 | 0x0e34..=0x0e3a | 0x0e47..=0x0e4e
        | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0x3099..=0x309a | 0xfe20..=0xfe2f)
}

/// True for half of a flag: two of these are one picture.
pub(super) fn is_flag_half(character: char) -> bool {
    ('\u{1f1e6}'..='\u{1f1ff}').contains(&character)
}
