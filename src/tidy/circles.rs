//! No two neighbours need each other: files and folders of one folder can be read in an order.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{files_below, paths, read, source};

/// Module path of a file: `src/learn/tree/mod.rs` and `src/learn/tree.rs` are both `["learn", "tree"]`.
fn module_of(path: &Path) -> Vec<String> {
    let inside = path.strip_prefix(source()).unwrap().with_extension("");
    let mut parts: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| last == "mod" || last == "lib") {
        parts.pop();
    }
    parts
}

/// A source without its tests, and the names of the modules that only tests have.
fn without_tests(text: &str) -> (String, Vec<String>) {
    let mut kept = String::new();
    let mut tests = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let is_test = line == "#[cfg(test)]" || line.starts_with("#[cfg(all(test");
        let Some(next) = lines.peek().filter(|_| is_test) else {
            kept.push_str(line);
            kept.push('\n');
            continue;
        };
        let name = next.rsplit_once("mod ").map(|(_, name)| name.trim_end_matches([';', ' ', '{']).to_owned());
        match name {
            // A module within the file is its last part.
            Some(_) if next.ends_with('{') => break,
            Some(name) => {
                tests.push(name);
                lines.next();
            }
            None => {}
        }
    }
    (kept, tests)
}

/// Which module a path names, as far as there are modules of these names.
fn resolved(path: &str, from: &[String], modules: &BTreeSet<Vec<String>>) -> Option<Vec<String>> {
    let mut parts: Vec<&str> = path.split("::").collect();
    let mut base: Vec<String> = match parts[0] {
        "crate" => vec![],
        "super" | "self" => from.to_vec(),
        child => {
            let inside: Vec<String> = from.iter().cloned().chain([child.to_owned()]).collect();
            return modules.contains(&inside).then_some(inside);
        }
    };
    while let Some(first @ ("crate" | "super" | "self")) = parts.first().copied() {
        if first == "super" {
            base.pop()?;
        }
        parts.remove(0);
    }
    for part in parts {
        base.push(part.to_owned());
        if !modules.contains(&base) {
            base.pop();
            break;
        }
    }
    Some(base)
}

type Edges = BTreeMap<Vec<String>, BTreeMap<String, BTreeSet<String>>>;

/// By folder: which of its entries names which other, tests left out.
fn edges() -> Edges {
    let files: Vec<(Vec<String>, PathBuf)> = files_below(&source())
        .into_iter()
        .filter(|path| !path.starts_with(source().join("bin")) && !path.starts_with(source().join("tidy")))
        .map(|path| (module_of(&path), path))
        .collect();
    let texts: BTreeMap<Vec<String>, (String, Vec<String>)> =
        files.iter().map(|(module, path)| (module.clone(), without_tests(&read(path)))).collect();
    let only_tests: Vec<Vec<String>> = texts
        .iter()
        .flat_map(|(module, (_, tests))| tests.iter().map(move |name| module.iter().cloned().chain([name.clone()]).collect()))
        .collect();
    let is_test = |module: &[String]| only_tests.iter().any(|test| module.starts_with(test));
    let modules: BTreeSet<Vec<String>> = files.iter().map(|(module, _)| module.clone()).collect();
    let mut edges = Edges::new();
    for (module, (text, _)) in texts.iter().filter(|(module, _)| !is_test(module.as_slice())) {
        for target in paths(text).iter().filter_map(|path| resolved(path, module, &modules)) {
            let shared = module.iter().zip(&target).take_while(|(one, other)| one == other).count();
            if let (Some(from), Some(to)) = (module.get(shared), target.get(shared)) {
                edges.entry(module[..shared].to_vec()).or_default().entry(from.clone()).or_default().insert(to.clone());
            }
        }
    }
    edges
}

/// A way from this entry back to it, if there is one.
fn circle(start: &str, graph: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    fn walk(at: &str, start: &str, graph: &BTreeMap<String, BTreeSet<String>>, seen: &mut BTreeSet<String>, way: &mut Vec<String>) -> bool {
        way.push(at.to_owned());
        for next in graph.get(at).into_iter().flatten() {
            if next == start || seen.insert(next.clone()) && walk(next, start, graph, seen, way) {
                return true;
            }
        }
        way.pop();
        false
    }
    let mut way = Vec::new();
    walk(start, start, graph, &mut BTreeSet::new(), &mut way).then_some(way)
}

#[test]
fn neighbours_do_not_need_each_other() {
    let edges = edges();
    // Were the paths not understood, there would be no circle anywhere.
    let arrows: usize = edges.values().flat_map(BTreeMap::values).map(BTreeSet::len).sum();
    assert!(arrows > 500 && edges[&vec![]]["learn"].contains("dataset"), "{arrows}");
    let mut found = Vec::new();
    for (folder, graph) in &edges {
        for name in graph.keys() {
            if let Some(way) = circle(name, graph).filter(|way| way.iter().min() == Some(name)) {
                found.push(format!("{}: {}", folder.join("/"), way.join(" → ")));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_circle_is_found_and_tests_are_left_out() {
    let graph = |pairs: &[(&str, &str)]| {
        let mut graph = BTreeMap::<String, BTreeSet<String>>::new();
        pairs.iter().for_each(|(from, to)| _ = graph.entry((*from).to_owned()).or_default().insert((*to).to_owned()));
        graph
    };
    let round = graph(&[("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]);
    assert_eq!(circle("a", &round), Some(vec!["a".into(), "b".into(), "c".into()]));
    assert_eq!(circle("d", &round), None);
    let (text, tests) = without_tests("use a;\n#[cfg(test)]\nmod gold;\nfn b() {}\n#[cfg(test)]\nmod tests {\n    use c;\n}\n");
    assert_eq!((text.as_str(), tests), ("use a;\nfn b() {}\n", vec!["gold".to_owned()]));
    let modules = [vec!["x".to_owned()], vec!["x".into(), "y".into()], vec!["z".into()]].into();
    let from = vec!["x".to_owned(), "y".to_owned()];
    assert_eq!(resolved("super::super::z::Item", &from, &modules), Some(vec!["z".to_owned()]));
    assert_eq!(resolved("crate::x::y::Item", &[], &modules), Some(from));
    assert_eq!(resolved("std::fmt", &[], &modules), None);
}
