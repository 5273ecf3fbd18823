//! Writes every route's HTML into the built site, and the content files that client-side moves fetch.
//!
//! Trunk runs this after its build: the document it made is the frame; each route's views go into its body.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use leptos::prelude::*;

use self::stylesheets::StyleSheets;
use super::site::route::{self, Route};
use super::site::{App, PrerenderedProse, Site, Stopped};

mod build;
mod content;
mod figures;
mod head;
mod held_controls;
mod stylesheets;

/// The HTML of one piece of content, for the site in context.
fn content(key: &str, id: &str) -> String {
    let site = use_context::<Site>().unwrap_or_default();
    content::pieces(key, &site).remove(id).unwrap_or_default()
}

/// What could not be written.
#[derive(Debug, thiserror::Error)]
enum PrerenderError {
    #[error("usage: prerender --dist DIR [--base /path/] [--site https://host]")]
    Usage,
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    #[error("{0} has no {1}: is it the document that Trunk built?")]
    Frame(PathBuf, &'static str),
    #[error("a content file could not be encoded: {0}")]
    Json(#[from] serde_json::Error),
}

/// Runs the binary.
pub fn run(arguments: impl Iterator<Item = String>) -> ExitCode {
    match write_site(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            eprintln!("prerender: {cause}");
            ExitCode::FAILURE
        }
    }
}

fn write_site(arguments: impl Iterator<Item = String>) -> Result<(), PrerenderError> {
    let mut options = BTreeMap::new();
    let mut arguments = arguments;
    while let Some(name) = arguments.next() {
        options.insert(name, arguments.next().ok_or(PrerenderError::Usage)?);
    }
    let dist = PathBuf::from(options.get("--dist").ok_or(PrerenderError::Usage)?);
    let base = options.get("--base").map_or("", String::as_str).trim_end_matches('/').to_owned();
    let origin = options
        .get("--site")
        .cloned()
        .or_else(|| std::env::var("SITE_URL").ok())
        .filter(|site| !site.is_empty())
        .unwrap_or_else(|| "https://mlops-roadmap.example".to_owned());
    let origin = origin.trim_end_matches('/');
    // A site's address may be given with its sub-path or without.
    let origin = origin.strip_suffix(base.as_str()).unwrap_or(origin).to_owned();
    let frame_path = dist.join("index.html");
    let sheets = stylesheets::join(&dist, &read(&frame_path)?)?;
    let site = Site { base };
    let routes = route::all();
    for route in &routes {
        let pieces = content::pieces(&route.key(), &site);
        if !pieces.is_empty() {
            write(&dist.join("content").join(format!("{}.json", route.key())), &serde_json::to_string(&pieces)?)?;
        }
    }
    write(&dist.join("content/search.json"), &serde_json::to_string(&content::search_index())?)?;
    let boot = build::name_by_content(&dist)?;
    let sheets = StyleSheets { frame: sheets.frame.replace("boot.js", &boot), ..sheets };
    for route in &routes {
        let file = dist.join(route.path.trim_start_matches('/')).join("index.html");
        write(&file, &document(&sheets, &frame_path, &site, &origin, route, true)?)?;
    }
    write(&dist.join("404.html"), &document(&sheets, &frame_path, &site, &origin, &route::not_found(), false)?)?;
    write(&dist.join("sitemap.xml"), &head::sitemap(&origin, &site))?;
    write(&dist.join("robots.txt"), &format!("User-agent: *\nAllow: /\nSitemap: {origin}{}\n", site.href("/sitemap.xml")))
}

/// A whole document for a route.
fn document(sheets: &StyleSheets, path: &Path, site: &Site, origin: &str, route: &Route, indexed: bool) -> Result<String, PrerenderError> {
    let body = body(site, &route.path);
    let missing = |what| PrerenderError::Frame(path.to_owned(), what);
    let (before_head_end, rest) = sheets.frame.split_once("</head>").ok_or_else(|| missing("</head>"))?;
    let (_, after_body) = rest.split_once("</body>").ok_or_else(|| missing("</body>"))?;
    let (before_html, html_on) = before_head_end.split_once("<html").ok_or_else(|| missing("<html"))?;
    let mut head = head::tags(origin, site, route, indexed);
    if route::has_lab(&route.path) {
        head.push_str(&stylesheets::link(&sheets.labs));
    }
    let (base, labs) = (head::escape(&site.base), &sheets.labs);
    Ok(format!("{before_html}<html data-base=\"{base}\" data-lab-sheet=\"{labs}\"{html_on}{head}</head><body>{body}</body>{after_body}"))
}

/// The views of a path as HTML, their controls held; and what is shown if the page's program does not run.
fn body(site: &Site, path: &str) -> String {
    let (site, path) = (site.clone(), path.to_owned());
    let (body, stopped) = Owner::new().with(|| {
        provide_context(PrerenderedProse(content));
        (view! { <App site=site path=path /> }.to_html(), view! { <Stopped what="page" /> }.to_html())
    });
    format!("<div id=\"site\">{}</div>{stopped}<noscript><p class=\"no-script\">{NO_SCRIPT}</p></noscript>", held_controls::hold(&body))
}

/// For a browser whose JavaScript is switched off.
const NO_SCRIPT: &str =
    "JavaScript is switched off here: everything can be read, but statuses, notes, the search and the labs need it, and WebAssembly.";

fn read(path: &Path) -> Result<String, PrerenderError> {
    std::fs::read_to_string(path).map_err(|cause| PrerenderError::File(path.to_owned(), cause))
}

fn write(path: &Path, text: &str) -> Result<(), PrerenderError> {
    let failed = |cause| PrerenderError::File(path.to_owned(), cause);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(path, text).map_err(failed)
}
