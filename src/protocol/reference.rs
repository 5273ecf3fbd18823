//! The reference of requests, `docs/requests.md`: made from the calls and from the comments of their fields.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::{CallName, CommandSet, EngineCommand, LocalCommand, PressCommand, StoreCommand};

const FILE: &str = "docs/requests.md";

/// A struct or an enum as its source documents it; an enum's variants count as its fields.
#[derive(Default)]
struct Documented {
    about: String,
    fields: Vec<Field>,
    is_enum: bool,
}

struct Field {
    name: String,
    about: String,
    /// Rust's type; of a variant what it holds.
    kind: String,
    is_optional: bool,
}

/// Every struct and enum of the protocol by its name.
fn structs() -> BTreeMap<String, Documented> {
    let mut sources = Vec::new();
    let mut folders = vec![Path::new("src/protocol").to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { sources.push(path) }
        }
    }
    // Of two structs of one name the later file's counts: `track` has the one that is an answer.
    sources.sort();
    let mut found = BTreeMap::new();
    sources.iter().for_each(|source| read(&fs::read_to_string(source).unwrap(), &mut found));
    found
}

/// The structs of one source.
fn read(source: &str, found: &mut BTreeMap<String, Documented>) {
    let (mut about, mut is_optional, mut is_untagged, mut renamed) = (String::new(), false, false, None);
    let mut open: Option<(String, Documented)> = None;
    for line in source.lines() {
        let text = line.trim();
        if let Some(words) = text.strip_prefix("///") {
            let words = plain(words.trim());
            about = if about.is_empty() { words } else { format!("{about} {words}") };
            continue;
        }
        if text.starts_with("#[") {
            is_untagged |= text.contains("untagged");
            is_optional |= text.contains("serde") && text.contains("default");
            renamed = text.split_once("rename = \"").and_then(|(_, rest)| rest.split('"').next()).map(str::to_owned).or(renamed);
            continue;
        }
        // Of values that carry no name there is no list of names.
        let is_enum = line.starts_with("pub enum ") && !is_untagged;
        if let Some(rest) = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum ")) {
            let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
            let whole = Documented { about: std::mem::take(&mut about), fields: vec![], is_enum };
            if rest.ends_with('{') {
                open = Some((name, whole));
            } else {
                found.insert(name, whole);
            }
        } else if line == "}" {
            if let Some((name, whole)) = open.take() {
                found.insert(name, whole);
            }
        } else if let (Some((name, _)), Some((_, whole))) = (text.strip_prefix("pub ").and_then(|rest| rest.split_once(": ")), &mut open) {
            let kind = text.split_once(": ").map(|(_, kind)| kind.trim_end_matches(',').to_owned()).unwrap_or_default();
            let is_optional = is_optional || kind.starts_with("Option<");
            let name = renamed.take().unwrap_or_else(|| name.to_owned());
            whole.fields.push(Field { name, about: std::mem::take(&mut about), kind, is_optional });
        } else if let Some((_, whole)) =
            open.as_mut().filter(|(_, whole)| whole.is_enum && line.starts_with("    ") && !line.starts_with("     "))
        {
            let name: String = text.chars().take_while(char::is_ascii_alphanumeric).collect();
            if !name.is_empty() {
                let kind = if text.trim_end_matches(',') == name { String::new() } else { text.trim_end_matches(',').to_owned() };
                let name = renamed.take().unwrap_or_else(|| snake(&name));
                whole.fields.push(Field { name, about: std::mem::take(&mut about), kind, is_optional: false });
            }
        }
        (about, is_optional, is_untagged, renamed) = (String::new(), false, false, None);
    }
}

/// A comment without links to the code: `` [`Trees`](super::Trees) `` becomes `` `Trees` ``.
fn plain(words: &str) -> String {
    let mut plain = String::new();
    let mut rest = words;
    while let Some((before, link)) = rest.split_once("[`") {
        let Some((name, after)) = link.split_once("`]") else { break };
        write!(plain, "{before}`{name}`").unwrap();
        rest = after.strip_prefix('(').and_then(|target| target.split_once(')')).map_or(after, |(_, rest)| rest);
    }
    plain + rest
}

/// A variant's name as it is written in JSON.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// The innermost type of `Option<Vec<Box<T>>>`.
fn innermost(kind: &str) -> &str {
    let inner = ["Option<", "Vec<", "Box<"].iter().find_map(|outer| kind.strip_prefix(outer)?.strip_suffix('>'));
    inner.map_or_else(|| kind.rsplit("::").next().unwrap_or(kind), innermost)
}

/// What the variants of an enum are, if this type is one.
fn choices(kind: &str, documented: &BTreeMap<String, Documented>) -> String {
    let Some(found) = documented.get(innermost(kind)).filter(|found| found.is_enum) else { return String::new() };
    let choice = |Field { name, kind, .. }: &Field| if kind.is_empty() { format!("`\"{name}\"`") } else { format!("`{{\"{name}\":…}}`") };
    format!(" One of {}.", found.fields.iter().map(choice).collect::<Vec<_>>().join(", "))
}

fn fields(text: &mut String, documented: Option<&Documented>, all: &BTreeMap<String, Documented>) {
    for Field { name, about, kind, is_optional } in documented.iter().flat_map(|documented| &documented.fields) {
        let optional = if *is_optional { ", optional" } else { "" };
        writeln!(text, "- `{name}`{optional}: {about}{}", choices(kind, all)).unwrap();
    }
}

fn section(text: &mut String, heading: &str, words: &str, calls: &[CallName], structs: &BTreeMap<String, Documented>) {
    writeln!(text, "\n## {heading}\n\n{words}").unwrap();
    for call in calls {
        writeln!(text, "\n### `{}`\n\n{}", call.name, call.about).unwrap();
        if let Some(old) = call.old {
            writeln!(text, "\nIt was called `{old}` before; that name is still understood, and answered under, for one version.").unwrap();
        }
        let asked = structs.get(call.fields);
        if asked.is_some_and(|asked| !asked.fields.is_empty()) {
            text.push('\n');
            fields(text, asked, structs);
        }
        let reply = call.reply.replace(' ', "");
        let bare = reply.rsplit("::").next().unwrap_or_default();
        let answer = structs.get(bare);
        let about = answer.map(|answer| answer.about.clone()).filter(|about| !about.is_empty());
        writeln!(text, "\nIts answer is {}.", about.map_or_else(|| format!("`{reply}`"), |about| format!("`{bare}`: {}", lowered(&about))))
            .unwrap();
        if answer.is_some_and(|answer| !answer.fields.is_empty()) {
            text.push('\n');
            fields(text, answer, structs);
        }
    }
}

/// A sentence as the end of another.
fn lowered(sentence: &str) -> String {
    let mut letters = sentence.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn reference() -> String {
    let structs = structs();
    let mut text = "# Requests\n\nEvery request there is, with its fields and its answer. How to send one is told in [scripting.md](scripting.md). This file is made \
        from the protocol's own comments (`make unit ONLY=reference` says how); do not edit it.\n"
        .to_owned();
    let engine =
        "The engine loads tables, trains and judges models, explains them, writes files for the real tools, and monitors a service.";
    section(&mut text, "The engine", engine, EngineCommand::CALLS, &structs);
    section(&mut text, "The press", "The press prints the roadmap.", PressCommand::CALLS, &structs);
    section(&mut text, "Without a worker", "What takes microseconds is answered at once.", LocalCommand::CALLS, &structs);
    let store = "A request to the tracking store stands within another, `{\"store\":{\"search_runs\":{…}}}`, and so does its answer.";
    section(&mut text, "The tracking store", store, StoreCommand::CALLS, &structs);
    text
}

#[test]
fn the_reference_of_requests_is_what_the_protocol_says() {
    let text = reference();
    let calls = [EngineCommand::CALLS, PressCommand::CALLS, LocalCommand::CALLS, StoreCommand::CALLS].concat();
    assert!(calls.iter().all(|call| text.contains(&format!("### `{}`\n", call.name))));
    assert!(text.contains("- `draw_width`, optional: Width of the drawings in CSS pixels, 240..=1200; absent draws none."));
    let there = fs::read_to_string(FILE).unwrap_or_default();
    if there != text {
        let made = std::env::temp_dir().join("requests.md");
        fs::write(&made, &text).unwrap();
        panic!("{FILE} is not what the protocol says: copy {} over it", made.display());
    }
}

#[test]
fn comments_are_read_without_their_links() {
    assert_eq!(plain("As [`Shared`] had it, see [`wire::PROTOCOL`](super::wire::PROTOCOL)."), "As `Shared` had it, see `wire::PROTOCOL`.");
    let mut found = BTreeMap::new();
    read(
        "/// Rows\n/// by number.\npub struct Rows {\n    /// Which.\n    #[serde(default)]\n    pub dataset: DatasetRef,\n}\n",
        &mut found,
    );
    let rows = &found["Rows"];
    assert_eq!((rows.about.as_str(), rows.fields[0].name.as_str(), rows.fields[0].is_optional), ("Rows by number.", "dataset", true));
}
