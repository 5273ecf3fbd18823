//! The house rules of the page: what a lab is, and what it may know.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{files_below, names, paths, read, source};

/// The labs: the folders of `ui/labs`.
fn labs() -> Vec<String> {
    let entries = fs::read_dir(source().join("ui/labs")).unwrap().map(|entry| entry.unwrap());
    let mut labs: Vec<String> =
        entries.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    labs.sort();
    assert!(labs.len() > 5, "the labs are gone");
    labs
}

#[test]
fn a_lab_names_no_other_lab() {
    let labs = labs();
    let mut own = 0;
    for lab in &labs {
        for path in files_below(&source().join("ui/labs").join(lab)) {
            let named = paths(&read(&path));
            for other in &labs {
                let root = format!("crate::ui::labs::{other}");
                let is_named = named.iter().any(|name| *name == root || name.starts_with(&format!("{root}::")));
                own += usize::from(is_named && lab == other);
                assert!(!is_named || lab == other, "{} names the lab {other}", path.display());
            }
        }
    }
    assert!(own > 20, "labs do not even name themselves: the rule looks for the wrong word");
}

#[test]
fn what_labs_share_knows_no_lab_and_the_kit_asks_no_worker() {
    let forbidden: [(&str, &[&str]); 5] = [
        ("kit", &["labs", "workspace", "client", "host", "site"]),
        ("workspace", &["labs", "host", "site"]),
        ("client", &["labs", "workspace", "kit", "host", "site"]),
        ("host", &["labs", "workspace", "kit", "site"]),
        ("labs", &["host", "site"]),
    ];
    let mut used = BTreeSet::new();
    for (part, strangers) in forbidden {
        for path in files_below(&source().join("ui").join(part)) {
            let text = read(&path);
            for stranger in strangers {
                assert!(!names(&text, &format!("crate::ui::{stranger}")), "{} names ui::{stranger}", path.display());
            }
            used.extend(["kit", "workspace", "client"].into_iter().filter(|other| names(&text, &format!("crate::ui::{other}"))));
        }
    }
    assert_eq!(used.len(), 3, "the rule looks for the wrong words: only {used:?} are named");
}

#[test]
fn every_lab_has_a_program_a_module_and_a_story_in_the_browser() {
    let (programs, registry) = (read(&source().join("ui/programs.rs")), read(&source().join("ui/labs/mod.rs")));
    for lab in labs() {
        assert!(programs.contains(&format!("\"{lab}\"")), "programs.rs has no line for the lab {lab}");
        assert!(
            registry.contains(&format!("mod {lab};\n")) && registry.contains(&format!("{lab}::mount")),
            "labs/mod.rs does not mount {lab}"
        );
        let folder = source().join("ui/labs").join(&lab);
        assert!(folder.join("mod.rs").is_file() && folder.join("view.rs").is_file(), "{lab} has no mod.rs or no view.rs");
        // The plan, the print and what it restores have no address of their own: they show what the browser keeps.
        assert!(folder.join("query.rs").is_file() || ["plan", "print", "restore"].contains(&lab.as_str()), "{lab} has no query.rs");
        // What a printed sheet restores is told in the story of the print.
        let spec = if lab == "restore" { "print" } else { lab.as_str() };
        assert!(Path::new(&format!("e2e/specs/{spec}.spec.ts")).is_file(), "no story e2e/specs/{spec}.spec.ts");
    }
}

#[test]
fn addresses_go_through_one_codec() {
    let mut readers = 0;
    for path in files_below(&source().join("ui")) {
        let (text, name) = (read(&path), path.to_string_lossy().into_owned());
        let writes = text.contains("platform::replace_query(");
        assert!(!writes || name.ends_with("ui/kit/address.rs"), "{name} writes the address by itself: use kit::address");
        if text.contains("platform::query()") && name.contains("/labs/") {
            readers += 1;
            assert!(text.contains("query::Query::read("), "{name} reads the address by itself: use its query.rs");
        }
    }
    assert!(readers > 5, "no lab reads its address: the rule looks for the wrong word");
}

#[test]
fn the_protocol_is_the_same_in_every_program() {
    let files = files_below(&source().join("protocol"));
    assert!(files.len() > 30, "the protocol is gone");
    for path in files {
        assert!(!read(&path).contains("cfg(feature"), "{} depends on a feature", path.display());
    }
    // Where features are asked for, the rule's word is found.
    assert!(read(&source().join("lib.rs")).contains("cfg(feature"));
    let manifest = read(Path::new("Cargo.toml"));
    let features = manifest.split("[features]").nth(1).unwrap().split("\n[").next().unwrap();
    let count = features.lines().filter(|line| line.contains(" = [") && !line.starts_with("default")).count();
    assert!((3..=8).contains(&count), "{count} features: at most eight");
}

#[test]
fn the_stories_visit_every_route() {
    let listed = read(Path::new("e2e/browser.mjs"));
    let labs = read(Path::new("src/roadmap/labs.rs"));
    let ids: Vec<&str> = labs.lines().filter_map(|line| line.trim().strip_prefix("id: \"")?.split('"').next()).collect();
    assert!(ids.len() > 5, "the labs are written otherwise: {ids:?}");
    for lab in ids {
        assert!(listed.contains(&format!("/lab/{lab}")), "ROUTES in e2e/browser.mjs does not list /lab/{lab}");
    }
}
