//! The pieces of HTML that a route's page is filled with, and the search index.

use std::collections::BTreeMap;

use super::head::escape;
use crate::dataset::SAMPLES;
use crate::protocol::model::Task;
use crate::roadmap::labs::LABS;
use crate::roadmap::prose::{self, render};
use crate::roadmap::sources::{HEADLINES, HIRED, RESOURCES, SERIES};
use crate::roadmap::{PHASES, Phase, WHY_THEY_DISAGREE};
use crate::ui::site::Site;
use crate::ui::site::find::SearchEntry;

/// Pieces of a content file by id; empty for a route without lesson text.
pub(super) fn pieces(key: &str, site: &Site) -> BTreeMap<String, String> {
    let mut pieces = BTreeMap::new();
    let mut put = |id: &str, html: String| {
        pieces.insert(id.to_owned(), finish(&html, site));
    };
    match key {
        "home" => {
            put("headlines", headlines());
            put("intro", render::page(&prose::HOME));
            put("salaries", salaries());
        }
        "plan" | "print" => {
            let text = if key == "plan" { &prose::PLAN } else { &prose::PRINT };
            put("lead", format!("<p class=\"lead\">{}</p>", escape(text.lead)));
            let road = if key == "print" { road() } else { String::new() };
            put("body", format!("{}{road}", render::page(text)));
        }
        "resources" => put("body", page(&prose::RESOURCES, &resources())),
        "hired" => put("body", page(&prose::HIRED, &hired())),
        "series" => put("body", page(&prose::SERIES, &series())),
        "about" => put("body", page(&prose::ABOUT, "")),
        _ => {
            if let Some(text) = key.strip_prefix("lab-").and_then(prose::lab) {
                put("body", render::article(text));
            }
            let phase = key.strip_prefix("phase-").and_then(|number| number.parse().ok()).and_then(crate::roadmap::phase);
            if let Some((phase, text)) = phase.and_then(|phase| Some((phase, prose::phase(phase.number)?))) {
                put(phase.id, render::markdown(text.intro));
                put(phase.project.id, render::markdown(text.brief));
                for topic in text.topics {
                    put(topic.id, render::topic(topic));
                }
            }
        }
    }
    for (name, html) in super::figures::of(key) {
        pieces.insert(format!("figure.{name}"), html);
    }
    pieces
}

/// Copy buttons on samples, and site links below the site's base.
fn finish(html: &str, site: &Site) -> String {
    with_ids(html)
        .replace("<pre><code", "<pre tabindex=\"0\"><code")
        .replace("</figcaption><pre", "<button type=\"button\" data-copy>Copy</button></figcaption><pre")
        .replace("href=\"/", &format!("href=\"{}/", escape(&site.base)))
}

/// Second-level headings that can be linked to: `Privacy: nothing leaves` becomes `#privacy`.
fn with_ids(html: &str) -> String {
    let mut parts = html.split("<h2>");
    let mut found = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let title = part.split(['<', ':']).next().unwrap_or_default();
        let words: Vec<String> =
            title.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        found.push_str(&format!("<h2 id=\"{}\">{part}", words.join("-")));
    }
    found
}

fn page(page: &prose::Page, list: &str) -> String {
    format!("<p class=\"lead\">{}</p>{list}{}", escape(page.lead), render::page(page))
}

/// The road as a plain checklist, which the browser's own print has where the PDF cannot be made.
fn road() -> String {
    let list = |texts: Vec<&str>| {
        texts.iter().map(|text| format!("<li><span aria-hidden=\"true\">☐ </span>{}</li>", escape(text))).collect::<String>()
    };
    let phases: String = PHASES
        .iter()
        .map(|phase| {
            format!(
                "<section><h2>{} {}</h2><p>{}</p><ul>{}</ul><h3>Project: {}</h3><ul>{}</ul></section>",
                phase.number,
                escape(phase.title),
                escape(phase.gist),
                list(phase.topics.iter().map(|topic| topic.title).collect()),
                escape(phase.project.title),
                list(phase.project.steps.iter().map(|step| step.text).collect())
            )
        })
        .collect();
    format!("<div class=\"print-road\">{phases}</div>")
}

fn headlines() -> String {
    let items: String = HEADLINES
        .iter()
        .map(|headline| {
            format!("<li><b>{}</b> {}<br><span>{}</span></li>", escape(headline.figure), escape(headline.label), escape(headline.basis))
        })
        .collect();
    format!("<ul class=\"headline-row\">{items}</ul>")
}

fn salaries() -> String {
    let reasons: String =
        WHY_THEY_DISAGREE.iter().map(|(name, reason)| format!("<li><b>{}</b> {}</li>", escape(name), escape(reason))).collect();
    format!("<p>{}</p>{}<ul>{reasons}</ul>", escape(prose::SALARY.lead), render::page(&prose::SALARY).replace("h2>", "h3>"))
}

fn resources() -> String {
    let items: String = RESOURCES
        .iter()
        .map(|resource| {
            format!(
                "<li id=\"{}\"><h2><a href=\"{}\" rel=\"noopener\">{}</a></h2><p class=\"card-facts\">{} · {}</p><p>{}</p><p class=\"card-facts\">{}</p></li>",
                resource.id,
                escape(resource.url),
                escape(resource.title),
                escape(resource.kind),
                escape(resource.when),
                escape(resource.about),
                escape(resource.cost)
            )
        })
        .collect();
    format!("<ul class=\"card-list\">{items}</ul>")
}

fn hired() -> String {
    HIRED
        .iter()
        .enumerate()
        .map(|(index, step)| {
            let how: String = step.how.iter().map(|how| format!("<li>{}</li>", escape(how))).collect();
            let title = if index < 3 { format!("{}. {}", index + 1, step.title) } else { step.title.to_owned() };
            format!(
                "<section id=\"{}\"><h2>{}</h2><p>{}</p><p>{}</p><ul>{how}</ul></section>",
                step.id,
                escape(&title),
                escape(step.what),
                escape(step.why)
            )
        })
        .collect()
}

fn series() -> String {
    let items: String = SERIES
        .iter()
        .map(|article| {
            let (label, path) = article.here;
            format!(
                "<li id=\"{}\"><p class=\"card-facts\">Article {}</p><h2>{}</h2><p>{}</p><p><a href=\"{}\">{}</a></p></li>",
                article.id,
                article.number,
                escape(article.title),
                escape(article.answers),
                escape(path),
                escape(label)
            )
        })
        .collect();
    format!("<ol class=\"card-list\">{items}</ol>")
}

/// Everything that can be found.
pub(super) fn search_index() -> Vec<SearchEntry> {
    let mut entries = Vec::new();
    let mut add = |title: &str, place: &str, path: String, text: &str| {
        entries.push(SearchEntry { title: title.to_owned(), place: place.to_owned(), path, text: text.to_lowercase() });
    };
    for phase in PHASES {
        add_phase(phase, &mut add);
    }
    for resource in RESOURCES {
        add(resource.title, "Resources", format!("/resources#{}", resource.id), resource.about);
    }
    for step in HIRED {
        add(step.title, "Getting hired", format!("/hired#{}", step.id), &format!("{} {} {}", step.what, step.why, step.how.join(" ")));
    }
    for article in SERIES {
        add(article.title, "The series", format!("/series#{}", article.id), article.answers);
    }
    for lab in LABS {
        add(lab.title, "Lab", format!("/lab/{}", lab.id), &format!("{} {}", lab.lead, prose::lab(lab.id).unwrap_or_default()));
    }
    // The training lab answers with classes; data whose target is a number is not offered there.
    for sample in SAMPLES.iter().filter(|sample| sample.task == Task::Classification) {
        add(sample.title, "Dataset in the training lab", format!("/lab/train?data={}", sample.id), sample.about);
    }
    add("What it pays", "Home", "/#pay-title".to_owned(), prose::SALARY.body);
    add("Plan your months", "Home", "/#planner-title".to_owned(), "planner hours per week dates start schedule");
    add("Your plan", "Plan", "/plan".to_owned(), &format!("calendar ics weeks off holiday deadline slack {}", prose::PLAN.body));
    add("Print the roadmap", "Print", "/print".to_owned(), &format!("pdf poster handbook paper a4 letter download {}", prose::PRINT.body));
    add("Export or import progress", "Home", "/#data-title".to_owned(), "backup download json markdown notes bookmarks");
    add("How every number is checked", "About", "/about".to_owned(), prose::ABOUT.body);
    entries
}

fn add_phase(phase: &Phase, add: &mut impl FnMut(&str, &str, String, &str)) {
    let place = format!("Phase {}", phase.number);
    let page = format!("/phase/{}", phase.number);
    let text = prose::phase(phase.number);
    add(phase.title, &place, page.clone(), &format!("{} {}", phase.gist, text.map_or("", |text| text.intro)));
    for topic in phase.topics {
        let words =
            prose::topic(topic.id).map(|lesson| [lesson.what, lesson.why, lesson.mistake, lesson.body].join(" ")).unwrap_or_default();
        add(topic.title, &format!("{place}: {}", phase.title), format!("{page}#{}", topic.id), &format!("{} {words}", topic.gist));
    }
    let steps: Vec<&str> = phase.project.steps.iter().map(|step| step.text).collect();
    add(
        &format!("Project: {}", phase.project.title),
        &place,
        format!("{page}#{}", phase.project.id),
        &format!("{} {}", phase.project.gist, steps.join(" ")),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::site::find::find;
    use crate::ui::site::route;

    #[test]
    fn every_route_has_its_text() {
        for route in route::all() {
            let pieces = pieces(&route.key(), &Site::default());
            assert!(pieces.values().any(|html| html.len() > 200), "{}", route.path);
        }
    }

    #[test]
    fn every_topic_and_project_has_a_piece() {
        for phase in PHASES {
            let pieces = pieces(&format!("phase-{}", phase.number), &Site::default());
            for id in phase.topics.iter().map(|topic| topic.id).chain([phase.id, phase.project.id]) {
                assert!(pieces.get(id).is_some_and(|html| html.contains("<p>")), "{id}");
            }
        }
    }

    #[test]
    fn site_links_stand_below_the_base() {
        let pieces = pieces("series", &Site { base: "/roadmap".into() });
        let html: String = pieces.into_values().collect();
        assert!(html.contains("href=\"/roadmap/phase/") && !html.contains("href=\"/phase/"));
    }

    #[test]
    fn a_search_for_docker_finds_its_lesson_first() {
        let first = find(&search_index(), "docker", 5).into_iter().next().unwrap();
        assert!(first.path.starts_with("/phase/3#"), "{first:?}");
    }
}
