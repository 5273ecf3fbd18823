//! Text as it can be printed: what no face has becomes ▯ and is remembered, what cannot be seen is left out.

use std::collections::BTreeMap;

use super::face::{ABSENT, Cut, Faces};
use crate::protocol::press::PrintWarning;

/// Characters that were printed as ▯, and where.
#[derive(Debug, Default)]
pub(super) struct Absent(BTreeMap<String, String>);

/// Most characters that a warning lists.
const LISTED: usize = 40;

impl Absent {
    /// The text with what can be printed; `place` names it in the warning.
    pub(super) fn clean(&mut self, faces: &Faces, text: &str, place: &str) -> String {
        let mut clean = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '\n' => clean.push('\n'),
                '\t' => clean.push_str("    "),
                _ if is_unseen(character) => {}
                _ if character.is_whitespace() => clean.push(if character == '\u{a0}' { character } else { ' ' }),
                _ => match compose(clean.chars().last(), character) {
                    Some(whole) => {
                        clean.pop();
                        clean.push(whole);
                    }
                    None if faces.has(Cut::Text, character) => clean.push(character),
                    None => {
                        let known = self.0.entry(place.to_owned()).or_default();
                        if !known.contains(character) {
                            known.push(character);
                        }
                        clean.push(ABSENT);
                    }
                },
            }
        }
        clean
    }

    /// True if ▯ stands anywhere.
    pub(super) fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// What became ▯, as warnings.
    pub(super) fn warnings(&self) -> Vec<PrintWarning> {
        let warn = |(place, characters): (&String, &String)| {
            let count = characters.chars().count();
            let more = if count > LISTED { format!(" and {} more", count - LISTED) } else { String::new() };
            let listed: Vec<String> = characters.chars().take(LISTED).map(String::from).collect();
            PrintWarning {
                what: format!("{place} has characters that the fonts do not have: {}{more}", listed.join(" ")),
                hint: format!(
                    "Each is printed as {ABSENT}. The fonts hold Latin, Greek and Cyrillic; write it in one of these, if you can."
                ),
            }
        };
        self.0.iter().map(warn).collect()
    }
}

/// Controls, joiners, direction marks and variants: they shape other characters and have no picture of their own.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
        || matches!(character, '\u{e0000}'..='\u{e01ef}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// Letters with an accent, by the accent: what is written as two characters is one glyph.
const ACCENTS: [(char, &str, &str); 8] = [
    ('\u{300}', "AEIOUaeiou", "ÀÈÌÒÙàèìòù"),
    ('\u{301}', "AEIOUYaeiouyCNSZcnsz", "ÁÉÍÓÚÝáéíóúýĆŃŚŹćńśź"),
    ('\u{302}', "AEIOUaeiou", "ÂÊÎÔÛâêîôû"),
    ('\u{303}', "ANOano", "ÃÑÕãñõ"),
    ('\u{308}', "AEIOUaeiouy", "ÄËÏÖÜäëïöüÿ"),
    ('\u{30a}', "AaUu", "ÅåŮů"),
    ('\u{30c}', "CDENRSTZcdenrstz", "ČĎĚŇŘŠŤŽčďěňřšťž"),
    ('\u{327}', "CcSs", "ÇçŞş"),
];

fn compose(base: Option<char>, accent: char) -> Option<char> {
    let base = base?;
    let (_, plain, whole) = ACCENTS.iter().find(|(known, _, _)| *known == accent)?;
    plain.chars().zip(whole.chars()).find(|(letter, _)| *letter == base).map(|(_, whole)| whole)
}
