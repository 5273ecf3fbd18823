//! The house rules, read from the source tree: what may name what, how long a file may be, where the browser is touched.

#![expect(clippy::unwrap_used, reason = "what is missing fails the test")]

mod circles;
mod labs;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms in dependency order: a room may use those before it. Rooms on one line do not know each other's line below.
const ROOMS: [&str; 13] =
    ["roadmap", "protocol", "dataset", "prediction_log", "plan", "chart", "learn", "monitor", "export", "store", "press", "worker", "ui"];

/// What a room may not name although it stands further up.
const STRANGERS: [(&str, &[&str]); 3] = [
    ("ui", &["prediction_log", "learn", "monitor", "export", "store", "press", "worker"]),
    ("store", &["roadmap", "dataset", "learn", "monitor", "export"]),
    ("press", &["dataset", "prediction_log", "learn", "monitor", "export", "store"]),
];

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|cause| panic!("{}: {cause}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Every path that a source names, groups written out: `use crate::{a, b::{self, C}}` names `crate::a`, `crate::b` and
/// `crate::b::C`.
fn paths(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    // What stands before each open brace: a path if it opens a group, nothing if it opens a block.
    let mut groups = vec![String::new()];
    let (mut path, mut joins) = (String::new(), false);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let mut width = first.len_utf8();
        if is_word(first) {
            let word = rest.split(|letter: char| !is_word(letter)).next().unwrap_or_default();
            width = word.len();
            if !joins {
                found.insert(std::mem::replace(&mut path, groups.last().cloned().unwrap_or_default()));
            }
            if word != "self" || path.is_empty() {
                path = if path.is_empty() { word.to_owned() } else { format!("{path}::{word}") };
            }
            joins = false;
        } else if rest.starts_with("::") {
            (width, joins) = (2, true);
        } else {
            found.insert(path.clone());
            match first {
                '{' => groups.push(if joins { path.clone() } else { String::new() }),
                '}' if groups.len() > 1 => drop(groups.pop()),
                '*' if joins => drop(found.insert(format!("{path}::*"))),
                _ => {}
            }
            path.clear();
            joins = false;
        }
        rest = &rest[width..];
    }
    found.insert(path);
    found
}

/// Whether a source names this path or something below it.
fn names(text: &str, path: &str) -> bool {
    paths(text).iter().any(|named| named == path || named.starts_with(&format!("{path}::")))
}

#[test]
fn a_grouped_import_names_each_of_its_paths() {
    let text = "use crate::{\n    dataset::{self, Table},\n    learn,\n};\nuse web_sys::{Blob, Worker as Thread};\nfn a() { crate::chart::draw(\"{}\") }";
    for path in ["crate::dataset", "crate::dataset::Table", "crate::learn", "web_sys::Worker", "crate::chart"] {
        assert!(names(text, path), "{path} is not among {:?}", paths(text));
    }
    for path in ["crate::Table", "web_sys::Work", "crate::draw", "crate::a"] {
        assert!(!names(text, path), "{path} is among {:?}", paths(text));
    }
    assert!(names("use web_sys::*;", "web_sys"));
    assert!(paths("use web_sys::*;").contains("web_sys::*"));
}

fn source() -> PathBuf {
    Path::new("src").to_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn every_room_is_on_the_map_and_every_folder_is_a_room() {
    let map = read(&source().join("lib.rs"));
    for room in ROOMS {
        assert!(source().join(room).is_dir(), "the room {room} does not exist");
        assert!(map.contains(&format!("pub mod {room};")), "lib.rs does not list {room}");
    }
    for entry in fs::read_dir(source()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!path.is_dir() || name == "bin" || name == "tidy" || ROOMS.contains(&name.as_str()), "src/{name} is not a known room");
    }
}

#[test]
fn rooms_only_look_up_the_list() {
    let mut looked_at = BTreeSet::new();
    for (index, room) in ROOMS.iter().enumerate() {
        let strangers = STRANGERS.iter().find(|(name, _)| name == room).map_or(&[][..], |(_, strangers)| strangers);
        for path in files_below(&source().join(room)) {
            let named = paths(&read(&path));
            let names = |room: &str| {
                named.contains(&format!("crate::{room}")) || named.iter().any(|name| name.starts_with(&format!("crate::{room}::")))
            };
            for below in ROOMS[index + 1..].iter().chain(strangers) {
                assert!(!names(below), "{} names crate::{below}", path.display());
            }
            looked_at.extend(ROOMS[..index].iter().filter(|above| names(above)));
        }
    }
    // Were the words looked for written otherwise, nothing would be found at all. Nobody is below the last two.
    assert_eq!(looked_at, ROOMS[..11].iter().collect(), "rooms that nobody names");
}

#[test]
fn files_stay_under_400_lines_and_say_what_lives_in_them() {
    for path in files_below(&source()) {
        let text = read(&path);
        let lines = text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines: split it", path.display());
        assert!(text.starts_with("//!"), "{} does not begin with a //! line", path.display());
    }
}

#[test]
fn binaries_hold_no_logic() {
    let files = files_below(&source().join("bin"));
    assert!(files.len() > 5, "the binaries are gone");
    for path in files {
        let lines = read(&path).lines().count();
        assert!(lines <= 15, "{} has {lines} lines", path.display());
    }
}

#[test]
fn only_one_place_knows_the_window_and_one_file_the_worker() {
    let only = |word: &str, owner: &str| {
        let mut owned = 0;
        for path in files_below(&source()) {
            let inside = path.strip_prefix(source()).unwrap();
            let found = names(&read(&path), word);
            if inside.starts_with(owner) || inside == Path::new(&format!("{owner}.rs")) {
                owned += usize::from(found);
            } else {
                assert!(!found || inside.starts_with("tidy"), "{} names {word}", path.display());
            }
        }
        assert!(owned > 0, "not even {owner} names {word}: the rule looks for the wrong word");
    };
    only("web_sys::window", "ui/platform");
    only("gloo::utils", "ui/platform");
    only("web_sys::Worker", "ui/host/transport");
    for path in files_below(&source()) {
        assert!(
            path.starts_with(source().join("tidy")) || !paths(&read(&path)).contains("web_sys::*"),
            "{} imports all of web_sys",
            path.display()
        );
    }
}

/// The style sheets that are kept by hand; `fonts.css` is made by a script.
fn sheets() -> Vec<(String, String)> {
    let folder = source().join("../style");
    let mut names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name != "fonts.css");
    names.sort();
    names.into_iter().map(|name| (name.clone(), read(&folder.join(name)))).collect()
}

#[test]
fn style_sheets_stay_under_400_lines_say_what_they_are_for_and_are_linked() {
    let frame = read(&source().join("../index.html"));
    let sheets = sheets();
    assert!(sheets.len() > 10, "the style sheets are gone");
    for (name, text) in sheets {
        let lines = text.lines().count();
        assert!(lines <= 400, "{name} has {lines} lines: split it");
        assert!(text.starts_with("/*"), "{name} does not begin with a comment");
        assert!(frame.contains(&format!("href=\"style/{name}\"")), "index.html does not link {name}");
    }
}

/// Whether a line of a style sheet writes a colour out.
fn has_colour(line: &str) -> bool {
    line.contains(": #")
        || line.contains("light-dark(#")
        || line.contains("rgb(") && !line.contains("backdrop") && !line.contains("0 0 0 /")
}

#[test]
fn the_page_uses_colours_and_sizes_only_as_tokens() {
    // The tokens themselves, the drawings' palette, and ink on paper.
    let owners = ["tokens.css", "charts.css", "lab-charts.css", "print.css"];
    for (name, text) in sheets().into_iter().filter(|(name, _)| !owners.contains(&name.as_str())) {
        for line in text.lines() {
            assert!(!has_colour(line), "{name} has a colour of its own: {line}");
        }
    }
    for (name, text) in sheets().into_iter().filter(|(name, _)| owners.contains(&name.as_str())) {
        assert!(text.lines().any(has_colour), "{name} has no colour: the rule looks for the wrong word");
    }
}

/// The crates that a feature of this package brings along, those of the features it names included.
fn brought_by(feature: &str, manifest: &str) -> Vec<String> {
    let line = manifest.lines().find(|line| line.starts_with(&format!("{feature} = ["))).unwrap_or_else(|| panic!("no feature {feature}"));
    let named = line.split('"').skip(1).step_by(2);
    named
        .flat_map(|name| match (name.strip_prefix("dep:"), name.contains('/')) {
            (Some(crate_name), _) => vec![crate_name.to_owned()],
            (None, true) => vec![],
            (None, false) => brought_by(name, manifest),
        })
        .collect()
}

/// The bench of the drift engine is a package of its own with a lock file of its own, which no other build refreshes.
#[test]
fn the_drift_bench_has_locked_what_this_package_needs() {
    let lock = read(Path::new("benches/drift/Cargo.lock"));
    let packages: Vec<&str> = lock.split("[[package]]").collect();
    let own = packages.iter().find(|text| text.contains("name = \"mlops-roadmap\"")).unwrap();
    let brought = brought_by("engine", &read(Path::new("Cargo.toml")));
    assert!(brought.iter().any(|name| name == "linfa"), "{brought:?}");
    for name in brought {
        let cause = "its lock file is old: run cargo update --workspace in benches/drift";
        // Where several versions are about, the one meant follows the name.
        let listed = own.lines().any(|line| line.trim_start_matches(" \"").split([' ', '"']).next() == Some(&name));
        assert!(listed, "{name} is not locked: {cause}");
        assert!(packages.iter().any(|text| text.contains(&format!("name = \"{name}\"\n"))), "{name} has no version: {cause}");
    }
}

/// Every worker runs one script first.
#[test]
fn the_script_that_starts_workers_reports_what_fails() {
    let script = read(Path::new("public/worker.js"));
    for why in ["fetch", "start", "wasm"] {
        assert!(script.contains(&format!("\"{why}\"")), "worker.js does not report {why}");
    }
    let transport = read(&source().join("ui/host/transport.rs"));
    for field in ["script", "module", "files"] {
        assert!(script.contains(field) && transport.contains(&format!("\"{field}\"")), "worker.js and transport.rs disagree about {field}");
    }
}
