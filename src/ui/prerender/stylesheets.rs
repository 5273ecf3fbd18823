//! Two style sheets instead of many, since a first view waits for each: the site's, and the labs', which only a lab needs.

use std::path::Path;

use super::{PrerenderError, read, write};

/// A document without its many sheets, and the addresses of the two that stand for them.
pub(super) struct StyleSheets {
    /// The document, linking the site's sheet.
    pub(super) frame: String,
    /// Address of the labs' sheet; empty if there is none.
    pub(super) labs: String,
}

/// Writes the sheets that a document links, in their order, as one file for the site and one for the labs.
pub(super) fn join(dist: &Path, frame: &str) -> Result<StyleSheets, PrerenderError> {
    let (mut site, mut labs, mut rest) = (String::new(), String::new(), String::new());
    let mut names = Vec::new();
    for (index, part) in frame.split("<link ").enumerate() {
        let end = part.find('>').map_or(part.len(), |end| end + 1);
        let (tag, after) = part.split_at(end);
        match sheet(tag).filter(|_| index > 0) {
            Some(name) => {
                let joined = if name.starts_with("lab") { &mut labs } else { &mut site };
                joined.push_str(&read(&dist.join(&name))?);
                joined.push('\n');
                names.push(name);
                rest.push_str(after);
            }
            None => {
                if index > 0 {
                    rest.push_str("<link ");
                }
                rest.push_str(part);
            }
        }
    }
    let Some(first) = names.first() else { return Ok(StyleSheets { frame: frame.to_owned(), labs: String::new() }) };
    let base = frame.find(first.as_str()).and_then(|at| frame.get(..at)).and_then(|before| before.rsplit(['=', '"']).next()).unwrap_or("/");
    let put = |kind: &str, text: &str| {
        let name = format!("{kind}-{:016x}.css", fingerprint(text.as_bytes()));
        write(&dist.join(&name), text).map(|()| format!("{base}{name}"))
    };
    for old in &names {
        let path = dist.join(old);
        std::fs::remove_file(&path).map_err(|cause| PrerenderError::File(path, cause))?;
    }
    let at = rest.find("</head>").ok_or_else(|| PrerenderError::Frame(dist.join("index.html"), "</head>"))?;
    rest.insert_str(at, &link(&put("site", &site)?));
    let labs = if labs.is_empty() { labs } else { put("labs", &labs)? };
    Ok(StyleSheets { frame: rest, labs })
}

/// The tag that links a sheet.
pub(super) fn link(address: &str) -> String {
    format!("<link rel=\"stylesheet\" href=\"{address}\">")
}

/// File name of the sheet that a link tag names, if it names one.
fn sheet(tag: &str) -> Option<String> {
    if !tag.contains("stylesheet") {
        return None;
    }
    let address = tag.split("href=").nth(1)?.trim_start_matches('"').split(['"', ' ', '>']).next()?;
    address.rsplit('/').next().filter(|name| name.ends_with(".css")).map(str::to_owned)
}

/// 64-bit FNV-1a, so that a changed sheet has a new name.
pub(super) fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_joined_in_order_and_linked_once() {
        let dist = std::env::temp_dir().join(format!("mlops-roadmap-sheets-{}", std::process::id()));
        std::fs::create_dir_all(&dist).unwrap();
        for (name, text) in [("a-1.css", "a{}"), ("lab-2.css", "l{}"), ("b-3.css", "b{}"), ("lab-report-4.css", "r{}")] {
            write(&dist.join(name), text).unwrap();
        }
        let frame = "<head><link href=/x/a-1.css integrity=s rel=stylesheet><link rel=icon href=/x/i.svg><link href=/x/lab-2.css rel=stylesheet>\
                     <link rel=\"stylesheet\" href=\"/x/b-3.css\"><link rel=stylesheet href=/x/lab-report-4.css></head>";
        let StyleSheets { frame, labs } = join(&dist, frame).unwrap();
        let name = frame.split("/x/site-").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        assert_eq!(frame, format!("<head><link rel=icon href=/x/i.svg><link rel=\"stylesheet\" href=\"/x/site-{name}\"></head>"));
        assert_eq!(read(&dist.join(format!("site-{name}"))).unwrap(), "a{}\nb{}\n");
        assert_eq!(read(&dist.join(labs.trim_start_matches("/x/"))).unwrap(), "l{}\nr{}\n");
        assert!(!dist.join("a-1.css").exists() && !dist.join("lab-2.css").exists());
        std::fs::remove_dir_all(&dist).unwrap();
    }
}
