//! Ranking of search results: every word must begin a word of the entry; titles weigh most.

use serde::{Deserialize, Serialize};

/// Something that can be found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchEntry {
    /// What it is called.
    pub title: String,
    /// Where it stands, for people.
    pub place: String,
    /// Site path.
    pub path: String,
    /// Its text, lower case.
    pub text: String,
}

/// Best entries for these words, at most `limit`.
pub fn find(entries: &[SearchEntry], words: &str, limit: usize) -> Vec<SearchEntry> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(u32, usize)> =
        entries.iter().enumerate().filter_map(|(index, entry)| Some((score(entry, &words)?, index))).collect();
    found.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), *index));
    found.into_iter().take(limit).filter_map(|(_, index)| entries.get(index).cloned()).collect()
}

/// Sum over the words; absent if a word is nowhere.
fn score(entry: &SearchEntry, words: &[String]) -> Option<u32> {
    let title = entry.title.to_lowercase();
    words.iter().try_fold(0, |sum, word| {
        let here = if title == *word {
            40
        } else if title.starts_with(word.as_str()) {
            24
        } else if begins_a_word(&title, word) {
            16
        } else if begins_a_word(&entry.text, word) {
            4 + u32::try_from(entry.text.matches(word.as_str()).count().min(4)).unwrap_or(0)
        } else {
            return None;
        };
        Some(sum + here)
    })
}

fn begins_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(index, _)| text[..index].chars().next_back().is_none_or(|before| !before.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str, text: &str) -> SearchEntry {
        SearchEntry { title: title.into(), place: String::new(), path: format!("/{title}"), text: text.into() }
    }

    #[test]
    fn titles_come_before_texts_and_every_word_must_be_there() {
        let entries = [entry("Git", "docker is mentioned here"), entry("Containers with Docker", "images"), entry("Recall", "found")];
        let check = |words: &str, expected: &[&str]| {
            let titles: Vec<String> = find(&entries, words, 9).into_iter().map(|entry| entry.title).collect();
            assert_eq!(titles, expected, "{words}");
        };
        check("docker", &["Containers with Docker", "Git"]);
        check("DOCK", &["Containers with Docker", "Git"]);
        check("docker images", &["Containers with Docker"]);
        check("ocker", &[]);
        check("  ", &[]);
    }
}
