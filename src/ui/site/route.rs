//! Every route once: path, title, description. The prerenderer, the navigation and the search index read it.

use crate::roadmap::labs::{LABS, Lab, lab};
use crate::roadmap::{PHASES, Phase};

/// What a path shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Page {
    /// `/`
    Home,
    /// `/phase/0` … `/phase/6`
    Phase(&'static Phase),
    /// `/lab/train` and its neighbours
    Lab(&'static Lab),
    /// `/plan`
    Plan,
    /// `/print`
    Print,
    /// `/resources`
    Resources,
    /// `/hired`
    Hired,
    /// `/series`
    Series,
    /// `/about`
    About,
    /// Anything else.
    NotFound,
}

impl Page {
    /// The page of a site path.
    pub fn of(path: &str) -> Self {
        match path {
            "/" => Self::Home,
            "/plan" => Self::Plan,
            "/print" => Self::Print,
            "/resources" => Self::Resources,
            "/hired" => Self::Hired,
            "/series" => Self::Series,
            "/about" => Self::About,
            _ => {
                if let Some(lab) = path.strip_prefix("/lab/").and_then(lab) {
                    return Self::Lab(lab);
                }
                let number = path.strip_prefix("/phase/").filter(|number| number.len() == 1).and_then(|number| number.parse().ok());
                number.and_then(crate::roadmap::phase).map_or(Self::NotFound, Self::Phase)
            }
        }
    }
}

/// Whether a path has a place for a lab, the plan or the print.
pub fn has_lab(path: &str) -> bool {
    path.starts_with("/lab/") || matches!(path, "/plan" | "/print")
}

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Site path, `/` first, without base.
    pub path: String,
    /// Document title.
    pub title: String,
    /// One or two sentences for search engines and link previews.
    pub description: String,
}

impl Route {
    fn new(path: &str, title: &str, description: &str) -> Self {
        Self { path: path.into(), title: title.into(), description: description.into() }
    }

    /// Name of this route's content file, such as `phase-1` or `home`.
    pub fn key(&self) -> String {
        key(&self.path)
    }
}

/// Name of a path's content file.
pub fn key(path: &str) -> String {
    let trimmed = path.trim_matches('/');
    if trimmed.is_empty() { "home".to_owned() } else { trimmed.replace('/', "-") }
}

/// All pages that exist, home first. The page for unknown paths is not among them.
pub fn all() -> Vec<Route> {
    let mut routes = vec![Route::new(
        "/",
        "MLOps Roadmap 2026: from beginner to ML engineer in six months",
        "A seven-phase road to becoming an ML engineer that you read and do in the page: train models, judge them and keep your progress. Free, no account, nothing leaves your browser.",
    )];
    routes.extend(PHASES.iter().map(|phase| {
        Route::new(
            &format!("/phase/{}", phase.number),
            &format!("Phase {}: {} · MLOps Roadmap 2026", phase.number, phase.title),
            phase.gist,
        )
    }));
    routes.extend(LABS.iter().map(|lab| Route::new(&format!("/lab/{}", lab.id), lab.page_title, lab.description)));
    routes.extend([
        Route::new(
            "/plan",
            "Your plan: dates for every phase, weeks off, a calendar file · MLOps Roadmap 2026",
            "Hours a week and a first day become dates for every phase, topic and project; see what a missed week moves, and take the dates home as a calendar file.",
        ),
        Route::new(
            "/print",
            "Print the roadmap: a PDF made in your browser · MLOps Roadmap 2026",
            "The road on one page or as a handbook, with your progress, notes, dates and results, as a PDF for A4 or US Letter. Made in the page, works offline, no e-mail asked.",
        ),
        Route::new(
            "/resources",
            "Six resources worth your time · MLOps Roadmap 2026",
            "The courses, documentation, book, platform and community that carry you along the road, and what each is for.",
        ),
        Route::new(
            "/hired",
            "Getting hired as an ML engineer · MLOps Roadmap 2026",
            "Three steps and a shortcut from finished projects to a first job in MLOps.",
        ),
        Route::new(
            "/series",
            "The series: ten articles, each with a place to try it · MLOps Roadmap 2026",
            "Ten articles on MLOps tools: what each answers, and where on this site you can try its subject.",
        ),
        Route::new(
            "/about",
            "How every number is checked, and your privacy · MLOps Roadmap 2026",
            "Where the facts come from, how results are held against scikit-learn, and why nothing you do here leaves your browser.",
        ),
    ]);
    routes
}

/// The page shown for a path that does not exist.
pub fn not_found() -> Route {
    Route::new("/404", "Page not found · MLOps Roadmap 2026", "There is no page at this address.")
}

/// Title of a path, for the document and for history.
pub fn title(path: &str) -> String {
    let path = if path.len() > 1 { path.trim_end_matches('/') } else { path };
    all().into_iter().find(|route| route.path == path).map_or_else(|| not_found().title, |route| route.title)
}
