//! Text as it can be printed: what no face has is named in brackets and remembered, what cannot be seen is left out.

use std::collections::BTreeMap;

use super::fonts::{FontStyle, Fonts};
use super::script::{Script, is_flag_half, is_mark};
use crate::protocol::print::PrintWarning;

/// Characters that could not be drawn, and where.
#[derive(Debug, Default)]
pub(super) struct MissingGlyphs(BTreeMap<String, String>);

/// Most characters that a warning lists.
const LISTED: usize = 40;
/// Joins pictures to one.
const JOINER: char = '\u{200d}';

/// Neighbours of one script that no face has.
struct ScriptRun {
    script: Script,
    text: String,
    /// What a reader would count.
    seen: usize,
    /// A joiner came last: the next picture belongs to the one before.
    joined: bool,
}

impl ScriptRun {
    fn begin(character: char) -> Self {
        Self { script: Script::of(character), text: character.to_string(), seen: 1, joined: false }
    }

    fn add(&mut self, character: char) {
        let halves = self.text.chars().rev().take_while(|before| is_flag_half(*before)).count();
        let belongs = self.joined || is_mark(character) || (is_flag_half(character) && halves % 2 == 1);
        self.seen += usize::from(!belongs);
        self.joined = false;
        self.text.push(character);
    }
}

impl MissingGlyphs {
    /// The text with what can be printed; `place` names it in the warning. Neighbours that cannot be drawn, blanks between them
    /// included, are one bracket that says what they are.
    pub(super) fn clean(&mut self, fonts: &Fonts, text: &str, place: &str) -> String {
        let mut clean = String::with_capacity(text.len());
        let mut run: Option<ScriptRun> = None;
        for character in text.chars() {
            if is_unseen(character) && character != '\n' && character != '\t' {
                if let Some(run) = &mut run {
                    run.joined = character == JOINER;
                }
                continue;
            }
            if let Some(open) = &mut run {
                // A blank may be between two words of the run: it is decided by what follows.
                if character == ' ' {
                    open.text.push(' ');
                    open.joined = false;
                    continue;
                }
                let absent = !character.is_whitespace() && !fonts.has(FontStyle::Text, character);
                if absent && (is_mark(character) || Script::of(character) == open.script) {
                    open.add(character);
                    continue;
                }
                self.close(&mut run, &mut clean, place);
            }
            match character {
                '\n' => clean.push('\n'),
                '\t' => clean.push_str("    "),
                _ if character.is_whitespace() => clean.push(if character == '\u{a0}' { character } else { ' ' }),
                _ => match compose(clean.chars().last(), character) {
                    Some(whole) => {
                        clean.pop();
                        clean.push(whole);
                    }
                    None if fonts.has(FontStyle::Text, character) => clean.push(character),
                    None => run = Some(ScriptRun::begin(character)),
                },
            }
        }
        self.close(&mut run, &mut clean, place);
        clean
    }

    /// Ends a run: its bracket, and the blanks that followed it.
    fn close(&mut self, run: &mut Option<ScriptRun>, clean: &mut String, place: &str) {
        let Some(run) = run.take() else { return };
        let text = run.text.trim_end_matches(' ');
        let known = self.0.entry(place.to_owned()).or_default();
        for character in text.chars().filter(|character| *character != ' ') {
            if !known.contains(character) {
                known.push(character);
            }
        }
        clean.push_str(&run.script.describe(text, run.seen));
        clean.extend(run.text.chars().skip(text.chars().count()));
    }

    /// True if a bracket stands anywhere.
    pub(super) fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// What became brackets, as warnings.
    pub(super) fn warnings(&self) -> Vec<PrintWarning> {
        let warn = |(place, characters): (&String, &String)| {
            let count = characters.chars().count();
            let more = if count > LISTED { format!(" and {} more", count - LISTED) } else { String::new() };
            let listed: Vec<String> = characters.chars().take(LISTED).map(String::from).collect();
            PrintWarning {
                what: format!("{place} has characters that the fonts do not have: {}{more}", listed.join(" ")),
                hint: "Words in brackets stand for them, such as [3 Hebrew letters]. The fonts hold Latin, Greek and Cyrillic; write it \
                       in one of these, if you can. What you saved stays as you wrote it."
                    .into(),
            }
        };
        self.0.iter().map(warn).collect()
    }
}

/// Controls, joiners, direction marks and variants: they shape other characters and have no picture of their own.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{20e3}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
        || matches!(character, '\u{e0000}'..='\u{e01ef}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// Letters with an accent, by the accent: a letter and its accent become one glyph.
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
