//! One style sheet instead of many: a first view waits for each of them.

use std::path::Path;

use super::{PrerenderError, read, write};

/// Writes the sheets that a document links, in their order, as one file, and links that instead.
pub(super) fn join(dist: &Path, frame: &str) -> Result<String, PrerenderError> {
    let (mut joined, mut rest) = (String::new(), String::new());
    let mut names = Vec::new();
    for (index, part) in frame.split("<link ").enumerate() {
        let end = part.find('>').map_or(part.len(), |end| end + 1);
        let (tag, after) = part.split_at(end);
        match sheet(tag).filter(|_| index > 0) {
            Some(name) => {
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
    let Some(first) = names.first() else { return Ok(frame.to_owned()) };
    let base = frame.find(first.as_str()).and_then(|at| frame.get(..at)).and_then(|before| before.rsplit(['=', '"']).next()).unwrap_or("/");
    let name = format!("site-{:016x}.css", fingerprint(joined.as_bytes()));
    write(&dist.join(&name), &joined)?;
    for old in &names {
        let path = dist.join(old);
        std::fs::remove_file(&path).map_err(|cause| PrerenderError::File(path, cause))?;
    }
    let at = rest.find("</head>").ok_or_else(|| PrerenderError::Frame(dist.join("index.html"), "</head>"))?;
    rest.insert_str(at, &format!("<link rel=\"stylesheet\" href=\"{base}{name}\">"));
    Ok(rest)
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
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_joined_in_order_and_linked_once() {
        let dist = std::env::temp_dir().join(format!("mlops-roadmap-sheets-{}", std::process::id()));
        std::fs::create_dir_all(&dist).unwrap();
        write(&dist.join("a-1.css"), "a{}").unwrap();
        write(&dist.join("b-2.css"), "b{}").unwrap();
        let frame = "<head><link href=/x/a-1.css integrity=s rel=stylesheet><link rel=icon href=/x/i.svg><link rel=\"stylesheet\" href=\"/x/b-2.css\"></head>";
        let joined = join(&dist, frame).unwrap();
        let name = joined.split("/x/site-").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        assert_eq!(joined, format!("<head><link rel=icon href=/x/i.svg><link rel=\"stylesheet\" href=\"/x/site-{name}\"></head>"));
        assert_eq!(read(&dist.join(format!("site-{name}"))).unwrap(), "a{}\nb{}\n");
        assert!(!dist.join("a-1.css").exists());
        std::fs::remove_dir_all(&dist).unwrap();
    }
}
