//! What the reader gave, checked: dates that are dates, ids that are on the road, text that can be printed.

use super::date::label;
use super::fonts::Fonts;
use super::sanitize::MissingGlyphs;
use crate::plan::Day;
use crate::protocol::print::{PrintSpec, PrintWarning};
use crate::roadmap::{PHASES, Phase, Status, link, phase};

/// Characters of a name and of a note that are printed, at most.
const LONGEST_NAME: usize = 400;
const LONGEST_NOTE: usize = 20_000;

/// The reader's own data in the print.
pub(super) struct PrintedReader<'a> {
    /// As it was asked.
    pub(super) spec: &'a PrintSpec,
    /// The name, as it can be printed.
    pub(super) name: String,
    /// The day of printing.
    pub(super) date: Option<Day>,
    /// First and last day of each phase that has them, as they are written.
    pub(super) legs: Vec<(u8, String, String)>,
    /// Characters that no face has.
    pub(super) absent: MissingGlyphs,
    /// What could not be taken as it was given.
    pub(super) warnings: Vec<PrintWarning>,
}

impl<'a> PrintedReader<'a> {
    /// Checks what was given.
    pub(super) fn new(fonts: &Fonts, spec: &'a PrintSpec) -> Self {
        let mut reader = Self { spec, name: String::new(), date: None, legs: vec![], absent: MissingGlyphs::default(), warnings: vec![] };
        let name = reader.shorten(&spec.name.replace('\n', " "), LONGEST_NAME, "the name");
        reader.name = reader.absent.clean(fonts, name.trim(), "the name");
        reader.date = spec.date.as_deref().and_then(|text| reader.day(text, "the day of printing"));
        for leg in spec.plan.iter().flat_map(|plan| &plan.legs) {
            let place = format!("phase {} of the plan", leg.phase);
            if phase(leg.phase).is_none() {
                reader.warn(format!("{place} does not exist"), "It is left out.");
                continue;
            }
            if let (Some(start), Some(end)) = (reader.day(&leg.start, &place), reader.day(&leg.end, &place)) {
                reader.legs.push((leg.phase, label(start, spec.dates), label(end, spec.dates)));
            }
        }
        let strangers: Vec<&str> = spec.progress.keys().map(String::as_str).filter(|id| !is_known(id)).collect();
        if !strangers.is_empty() {
            let what = format!("the progress has {} that the road does not: {}", count(strangers.len(), "id"), strangers.join(", "));
            reader.warn(what, "They are left out of the print and stay in your progress.");
        }
        if !spec.site.is_empty() && !is_address(&spec.site) {
            reader.warn(
                format!("“{}” is no address of a site", spec.site),
                "Links into the site and the code are left out; give one that begins with https://.",
            );
        }
        reader
    }

    /// Adds a warning.
    pub(super) fn warn(&mut self, what: impl Into<String>, hint: &str) {
        let warning = PrintWarning { what: what.into(), hint: hint.to_owned() };
        // The handbook is laid out twice.
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    fn day(&mut self, text: &str, place: &str) -> Option<Day> {
        let day = Day::parse(text);
        if day.is_none() {
            self.warn(format!("“{text}” is no day for {place}"), "It is left out; days are written as 2026-11-25.");
        }
        day
    }

    fn shorten(&mut self, text: &str, longest: usize, place: &str) -> String {
        let length = text.chars().count();
        if length <= longest {
            return text.to_owned();
        }
        self.warn(format!("{place} has {length} characters; {longest} are printed"), "Shorten it, if the rest matters on paper.");
        text.chars().take(longest).chain(['…']).collect()
    }

    /// Where a topic or step stands.
    pub(super) fn status(&self, id: &str) -> Status {
        self.spec.progress.get(id).map(|item| item.status).unwrap_or_default()
    }

    /// A note as it can be printed; absent if there is none or notes are left out.
    pub(super) fn note(&mut self, fonts: &Fonts, id: &str) -> Option<String> {
        let note = self.spec.progress.get(id).filter(|_| self.spec.include.notes)?.note.trim();
        if note.is_empty() {
            return None;
        }
        let place = format!("the note at {id}");
        let note = self.shorten(note, LONGEST_NOTE, &place);
        Some(self.absent.clean(fonts, &note, &place))
    }

    /// True if the reader bookmarked it and bookmarks are printed.
    pub(super) fn bookmarked(&self, id: &str) -> bool {
        self.spec.include.bookmarks && self.spec.progress.get(id).is_some_and(|item| item.bookmark)
    }

    /// Items of the road that are done, and those that count.
    pub(super) fn tally<'p>(&self, phases: impl IntoIterator<Item = &'p Phase>) -> (usize, usize) {
        let counted: Vec<Status> =
            phases.into_iter().flat_map(Phase::item_ids).map(|id| self.status(id)).filter(|status| *status != Status::Skipped).collect();
        (counted.iter().filter(|status| **status == Status::Done).count(), counted.len())
    }

    /// The first items that are neither done nor skipped: phase, id, words.
    pub(super) fn next(&self, most: usize) -> Vec<(&'static Phase, &'static str, &'static str)> {
        let items = PHASES.iter().flat_map(|phase| {
            let topics = phase.topics.iter().map(|topic| (topic.id, topic.title));
            topics.chain(phase.project.steps.iter().map(|step| (step.id, step.text))).map(move |(id, words)| (phase, id, words))
        });
        items.filter(|(_, id, _)| matches!(self.status(id), Status::ToDo | Status::Learning)).take(most).collect()
    }

    /// Address of the site, if it was given and is one.
    pub(super) fn site(&self) -> Option<&'a str> {
        Some(self.spec.site.as_str()).filter(|site| is_address(site))
    }

    /// The address that restores the progress.
    pub(super) fn restoring(&self) -> Option<String> {
        self.site().map(|site| link::address(site, |id| self.status(id)))
    }

    /// First and last day of a phase.
    pub(super) fn leg(&self, phase: u8) -> Option<&(u8, String, String)> {
        self.legs.iter().find(|(known, _, _)| *known == phase)
    }
}

fn is_address(site: &str) -> bool {
    let rest = site.strip_prefix("https://").or_else(|| site.strip_prefix("http://")).unwrap_or_default();
    !rest.is_empty() && site.bytes().all(|byte| byte.is_ascii_graphic()) && site.len() < 300
}

fn is_known(id: &str) -> bool {
    PHASES.iter().any(|phase| phase.id == id || phase.project.id == id || phase.item_ids().any(|known| known == id))
        || ["resource.", "hired.", "series."].iter().any(|kind| id.starts_with(kind))
}

/// `1 id`, `3 ids`.
pub(super) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
