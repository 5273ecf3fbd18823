//! The files that programs fetch by name: each gets the digest of its content into its address, and one list says which.
//!
//! A program has a digest in its name. Files that are many and small, such as the text of pages, share the digest in their folder's
//! name. `build.json` lists every file; `boot.js`, which every document links under its own digest, lists programs and folders.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Serialize;

use super::stylesheets::fingerprint;
use super::{PrerenderError, read, write};

/// Folders whose files are fetched by name, and whether they keep their plain name beside it.
const FOLDERS: [(&str, bool); 3] = [("content", false), ("data", true), ("fonts/print", false)];
/// Ends of names of programs.
const FETCHED: [&str; 2] = ["js", "wasm"];
/// What documents link by its plain name.
const LINKED: [&str; 2] = ["boot.js", "theme.js"];
/// Where `boot.js` has the list.
const PLACE: &str = "const files = {};";

/// A file of the build.
#[derive(Debug, PartialEq, Serialize)]
struct Built {
    /// Its path below the site's base.
    path: String,
    /// Its size.
    bytes: u64,
}

/// Names the files by their content, and writes `build.json` and `boot.js`; the name of the latter.
pub(super) fn name_by_content(dist: &Path) -> Result<String, PrerenderError> {
    let (mut built, mut listed) = (BTreeMap::new(), BTreeMap::new());
    for name in names(dist, "")? {
        if name.ends_with(".js") {
            let path = dist.join(&name);
            write(&path, &without_comments(&read(&path)?))?;
        }
        let is_program = name.rsplit_once('.').is_some_and(|(_, end)| FETCHED.contains(&end));
        if is_program && !LINKED.contains(&name.as_str()) {
            let (plain, file) = name_file(dist, &name)?;
            listed.insert(plain.clone(), file.path.clone());
            built.insert(plain, file);
        }
    }
    for (folder, keeps) in FOLDERS {
        let named = name_folder(dist, folder, keeps, &mut built)?;
        listed.insert(folder.to_owned(), named);
    }
    write(&dist.join("build.json"), &serde_json::to_string(&built)?)?;
    let boot = dist.join("boot.js");
    let text = read(&boot)?;
    let list = format!("const files = {};", serde_json::to_string(&listed)?);
    let text = text.split_once(PLACE).map(|(before, after)| format!("{before}{list}{after}"));
    let text = text.ok_or_else(|| PrerenderError::Frame(boot.clone(), PLACE))?;
    let name = format!("boot-{:016x}.js", fingerprint(text.as_bytes()));
    write(&dist.join(&name), &text)?;
    fs::remove_file(&boot).map_err(|cause| PrerenderError::File(boot, cause))?;
    Ok(name)
}

/// A script without comments that have lines of their own, and without indentation. No script of ours has a text over several lines.
fn without_comments(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let mut is_comment = false;
    for line in script.lines().map(str::trim) {
        let begins = line.starts_with("/*");
        if !(is_comment || begins || line.is_empty() || line.starts_with("//")) {
            kept.push_str(line);
            kept.push('\n');
        }
        is_comment = (is_comment || begins) && !line.ends_with("*/");
    }
    kept
}

/// The files of a folder, sorted.
fn names(dist: &Path, folder: &str) -> Result<Vec<String>, PrerenderError> {
    let path = dist.join(folder);
    let failed = |cause| PrerenderError::File(path.clone(), cause);
    let mut names = Vec::new();
    for entry in fs::read_dir(&path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.path().is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Names one program by its content, unless Trunk did; its plain name and what it is now.
fn name_file(dist: &Path, name: &str) -> Result<(String, Built), PrerenderError> {
    let path = dist.join(name);
    let failed = |cause| PrerenderError::File(path.clone(), cause);
    let bytes = fs::read(&path).map_err(failed)?;
    let size = bytes.len() as u64;
    if let Some(plain) = plain(name) {
        return Ok((plain, Built { path: name.to_owned(), bytes: size }));
    }
    let named = with_digest(name, fingerprint(&bytes));
    fs::rename(&path, dist.join(&named)).map_err(failed)?;
    Ok((name.to_owned(), Built { path: named, bytes: size }))
}

/// Names a folder by the content of its files; its name now.
fn name_folder(dist: &Path, folder: &str, keeps: bool, built: &mut BTreeMap<String, Built>) -> Result<String, PrerenderError> {
    let mut all = Vec::new();
    let mut sizes = Vec::new();
    for name in names(dist, folder)? {
        let path = dist.join(folder).join(&name);
        let bytes = fs::read(&path).map_err(|cause| PrerenderError::File(path, cause))?;
        all.extend_from_slice(name.as_bytes());
        all.extend_from_slice(&bytes);
        sizes.push((name, bytes.len() as u64));
    }
    let named = format!("{folder}-{:016x}", fingerprint(&all));
    let (from, to) = (dist.join(folder), dist.join(&named));
    fs::create_dir_all(&to).map_err(|cause| PrerenderError::File(to.clone(), cause))?;
    for (name, size) in sizes {
        let (from, to) = (from.join(&name), to.join(&name));
        let moved = if keeps { fs::copy(&from, &to).map(drop) } else { fs::rename(&from, &to) };
        moved.map_err(|cause| PrerenderError::File(to, cause))?;
        built.insert(format!("{folder}/{name}"), Built { path: format!("{named}/{name}"), bytes: size });
    }
    Ok(named)
}

/// `engine_bg.wasm` becomes `engine-0123456789abcdef_bg.wasm`.
fn with_digest(name: &str, digest: u64) -> String {
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
    let (stem, tail) = stem.strip_suffix("_bg").map_or((stem, ""), |stem| (stem, "_bg"));
    format!("{stem}-{digest:016x}{tail}.{end}")
}

/// The name without its digest; absent if it has none.
fn plain(name: &str) -> Option<String> {
    let (stem, end) = name.rsplit_once('.')?;
    let (stem, tail) = stem.strip_suffix("_bg").map_or((stem, ""), |stem| (stem, "_bg"));
    let (first, digest) = stem.rsplit_once('-')?;
    let is_digest = digest.len() >= 15 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_digest.then(|| format!("{first}{tail}.{end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_goes_into_a_name_and_comes_out_of_it() {
        for (name, named) in [("engine_bg.wasm", "engine-00000000000000ab_bg.wasm"), ("worker.js", "worker-00000000000000ab.js")] {
            assert_eq!(with_digest(name, 0xab), named);
            assert_eq!(plain(named).as_deref(), Some(name));
            assert_eq!(plain(name), None);
        }
    }

    #[test]
    fn comments_go_and_code_stays() {
        let script = "// A line.\n/** Words\n * and words. */\nfunction f() {\n  // why\n  return a / b; // c\n}\n/* one line */\nf();\n";
        assert_eq!(without_comments(script), "function f() {\nreturn a / b; // c\n}\nf();\n");
    }

    #[test]
    fn every_fetched_file_is_listed_once_and_there_under_its_address() {
        let dist = std::env::temp_dir().join(format!("mlops-roadmap-build-{}", std::process::id()));
        for (name, text) in [
            ("boot.js", "a\nconst files = {};\nb"),
            ("theme.js", "t"),
            ("page-0123456789abcdef.js", "p"),
            ("engine_bg.wasm", "e"),
            ("index.html", "h"),
            ("content/home.json", "c"),
            ("data/iris.csv", "i"),
            ("fonts/print/sans.ttf", "s"),
            ("fonts/sans.woff2", "w"),
        ] {
            write(&dist.join(name), text).unwrap();
        }
        let boot = name_by_content(&dist).unwrap();
        let text = read(&dist.join(&boot)).unwrap();
        assert!(text.contains("\"page.js\":\"page-0123456789abcdef.js\"") && text.ends_with("};\nb\n"), "{text}");
        assert!(text.contains("\"fonts/print\":\"fonts/print-") && !text.contains("sans.ttf"), "{text}");
        let list: BTreeMap<String, serde_json::Value> = serde_json::from_str(&read(&dist.join("build.json")).unwrap()).unwrap();
        let names = ["content/home.json", "data/iris.csv", "engine_bg.wasm", "fonts/print/sans.ttf", "page.js"];
        assert_eq!(list.keys().collect::<Vec<_>>(), names);
        for (name, file) in &list {
            assert!(dist.join(file["path"].as_str().unwrap()).is_file(), "{name}");
            assert_eq!(dist.join(name).is_file(), name == "data/iris.csv", "{name}");
        }
        assert!(!dist.join("boot.js").exists() && dist.join("theme.js").exists());
        std::fs::remove_dir_all(&dist).unwrap();
    }
}
