//! The reader's progress: statuses, notes, bookmarks, plan; how it is stored, exported, imported and merged.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::plan::{Day, PlanTerms};
pub use crate::roadmap::Status;
use crate::roadmap::{PHASES, Phase, link};

/// Where it is stored in the browser.
pub const KEY: &str = "mlops-roadmap.progress";

/// What the reader said about one topic or step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    /// Where it stands.
    pub status: Status,
    /// The reader's own words, Markdown or not.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Kept for later.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub bookmark: bool,
    /// When it last changed, milliseconds since 1970; the newer wins a merge.
    pub changed_millis: u64,
}

/// How fast, from when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pace {
    /// Hours of study in a week, 1..=80.
    pub hours_per_week: u16,
    /// First day, `2026-11-23`; absent until chosen.
    pub start: Option<String>,
    /// The day by which it is to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Hours of topics and projects that the reader estimates otherwise, by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<(String, u16)>,
    /// Mondays of the weeks without study.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weeks_off: Vec<String>,
    /// When it last changed, milliseconds since 1970.
    pub changed_millis: u64,
}

impl Default for Pace {
    fn default() -> Self {
        Self { hours_per_week: 8, start: None, target: None, hours: Vec::new(), weeks_off: Vec::new(), changed_millis: 0 }
    }
}

impl Pace {
    /// The terms of the plan; absent until a first day is chosen. What is left begins `today` at the earliest, if that is given.
    pub fn terms(&self, today: Option<Day>) -> Option<PlanTerms> {
        Some(PlanTerms {
            start: self.start.as_deref().and_then(Day::parse)?,
            today,
            hours_per_week: self.hours_per_week,
            hours: self.hours.iter().cloned().collect(),
            weeks_off: self.weeks_off.iter().filter_map(|week| Day::parse(week)).collect(),
        })
    }
}

/// Everything the reader keeps here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// By id; ids this version does not know are kept untouched.
    pub items: BTreeMap<String, Item>,
    /// The planner's settings.
    pub pace: Pace,
}

/// Why a stored or imported text is not progress.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProgressError {
    /// Not our file at all, or damaged.
    #[error("this is not a progress file: {0}")]
    NotProgress(String),
    /// Written by a newer version of the site.
    #[error("this progress was written by a newer version of the site (format {0}, this one reads up to {VERSION})")]
    Newer(u32),
}

/// The envelope's format number.
pub const VERSION: u32 = 1;
const FORMAT: &str = "mlops-roadmap-progress";

#[derive(Serialize, Deserialize)]
struct Envelope<T> {
    format: String,
    version: u32,
    progress: T,
}

impl Progress {
    /// How much it holds, in words: `1 topic or step`, `12 topics and steps`.
    pub fn extent(&self) -> String {
        match self.items.len() {
            1 => "1 topic or step".to_owned(),
            count => format!("{count} topics and steps"),
        }
    }

    /// The versioned envelope, as it is stored and exported.
    pub fn to_json(&self) -> String {
        let envelope = Envelope { format: FORMAT.to_owned(), version: VERSION, progress: self };
        serde_json::to_string_pretty(&envelope).unwrap_or_default()
    }

    /// Reads an envelope.
    pub fn from_json(text: &str) -> Result<Self, ProgressError> {
        let wrong = |cause: serde_json::Error| {
            let what = if cause.is_data() { "a field is missing or holds something else" } else { "it is not whole JSON" };
            ProgressError::NotProgress(format!("{what} (in the parser's words: {cause})"))
        };
        let envelope: Envelope<serde::de::IgnoredAny> = serde_json::from_str(text).map_err(wrong)?;
        if envelope.format != FORMAT {
            return Err(ProgressError::NotProgress(format!("its format is '{}', not '{FORMAT}'", envelope.format)));
        }
        if envelope.version > VERSION {
            return Err(ProgressError::Newer(envelope.version));
        }
        serde_json::from_str::<Envelope<Self>>(text).map(|envelope| envelope.progress).map_err(wrong)
    }

    /// Reads what an address has after [`link::MARK`]. It does not say when anything changed, so a merge prefers whatever is known.
    pub fn from_link(text: &str) -> Result<Self, link::LinkError> {
        let item = |status| Item { status, ..Item::default() };
        Ok(Self { items: link::decode(text)?.into_iter().map(|(id, status)| (id.to_owned(), item(status))).collect(), ..Self::default() })
    }

    /// What is known of an id.
    pub fn item(&self, id: &str) -> Item {
        self.items.get(id).cloned().unwrap_or_default()
    }

    /// Where an id stands.
    pub fn status(&self, id: &str) -> Status {
        self.items.get(id).map(|item| item.status).unwrap_or_default()
    }

    /// It takes no more time: done, or left out on purpose.
    pub fn is_finished(&self, id: &str) -> bool {
        matches!(self.status(id), Status::Done | Status::Skipped)
    }

    /// Changes an item and stamps it.
    pub fn change(&mut self, id: &str, now_millis: u64, edit: impl FnOnce(&mut Item)) {
        let item = self.items.entry(id.to_owned()).or_default();
        edit(item);
        item.changed_millis = now_millis;
    }

    /// Takes over whatever is newer in `other`.
    pub fn merge(&mut self, other: Self) {
        for (id, theirs) in other.items {
            match self.items.get(&id) {
                Some(ours) if ours.changed_millis >= theirs.changed_millis => {}
                _ => {
                    self.items.insert(id, theirs);
                }
            }
        }
        if other.pace.changed_millis > self.pace.changed_millis {
            self.pace = other.pace;
        }
    }

    /// Items of a phase that are done, and those that count (all but the skipped).
    pub fn tally(&self, phase: &Phase) -> Tally {
        phase.item_ids().fold(Tally::default(), |tally, id| tally.with(self.status(id)))
    }

    /// The same over the whole road.
    pub fn tally_all(&self) -> Tally {
        PHASES.iter().flat_map(Phase::item_ids).fold(Tally::default(), |tally, id| tally.with(self.status(id)))
    }

    /// The first topic or step that is neither done nor skipped: its phase and id.
    pub fn next(&self) -> Option<(&'static Phase, &'static str)> {
        PHASES
            .iter()
            .find_map(|phase| phase.item_ids().find(|id| matches!(self.status(id), Status::ToDo | Status::Learning)).map(|id| (phase, id)))
    }

    /// The road as a Markdown checklist with notes.
    pub fn to_markdown(&self) -> String {
        let mut text = String::from("# MLOps Roadmap 2026: my progress\n");
        for phase in PHASES {
            let tally = self.tally(phase);
            let _ = writeln!(text, "\n## Phase {}: {} ({} of {} done)\n", phase.number, phase.title, tally.done, tally.counted());
            for topic in phase.topics {
                self.markdown_line(&mut text, topic.id, topic.title);
            }
            let _ = writeln!(text, "\n### Project: {}\n", phase.project.title);
            for step in phase.project.steps {
                self.markdown_line(&mut text, step.id, step.text);
            }
        }
        text
    }

    fn markdown_line(&self, text: &mut String, id: &str, title: &str) {
        let item = self.item(id);
        let mark = match item.status {
            Status::Done => "- [x] ",
            _ => "- [ ] ",
        };
        let aside = match item.status {
            Status::Learning => " *(learning)*",
            Status::Skipped => " *(skipped)*",
            _ => "",
        };
        let star = if item.bookmark { " ★" } else { "" };
        let _ = writeln!(text, "{mark}{title}{aside}{star}");
        for line in item.note.lines() {
            let _ = writeln!(text, "  > {line}");
        }
    }
}

/// How many items stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Finished.
    pub done: u32,
    /// Begun.
    pub learning: u32,
    /// Left out on purpose.
    pub skipped: u32,
    /// All of them.
    pub all: u32,
}

impl Tally {
    fn with(mut self, status: Status) -> Self {
        self.all += 1;
        match status {
            Status::Done => self.done += 1,
            Status::Learning => self.learning += 1,
            Status::Skipped => self.skipped += 1,
            Status::ToDo => {}
        }
        self
    }

    /// Items that count: all but the skipped.
    pub fn counted(self) -> u32 {
        self.all - self.skipped
    }

    /// Whole per cent done of what counts; 100 only when nothing is left.
    pub fn percent(self) -> u32 {
        if self.counted() == 0 { if self.all > 0 { 100 } else { 0 } } else { self.done * 100 / self.counted() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(id: &str, status: Status, changed_millis: u64) -> Progress {
        let mut progress = Progress::default();
        progress.change(id, changed_millis, |item| item.status = status);
        progress
    }

    #[test]
    fn progress_survives_its_envelope() {
        let mut progress = with("phase-0.python", Status::Learning, 12);
        progress.change("an-id-from-elsewhere", 3, |item| item.note = "kept <b>as text</b>".into());
        assert_eq!(Progress::from_json(&progress.to_json()).unwrap(), progress);
    }

    #[test]
    fn a_plan_of_an_older_version_is_read_and_a_plain_one_written_alike() {
        let old = r#"{"format":"mlops-roadmap-progress","version":1,"progress":{"items":{},"pace":{"hours_per_week":5,"start":"2026-12-01","changed_millis":4}}}"#;
        let pace = Progress::from_json(old).unwrap().pace;
        assert_eq!((pace.hours_per_week, pace.weeks_off.len(), pace.target.is_none()), (5, 0, true));
        assert!(!Progress::default().to_json().contains("weeks_off"));
        let terms = Pace { weeks_off: vec!["2026-12-21".into(), "nonsense".into()], ..pace }.terms(None).unwrap();
        assert_eq!(terms.weeks_off, [Day::parse("2026-12-21").unwrap()]);
    }

    #[test]
    fn a_printed_code_fills_in_what_is_not_known() {
        let printed = with("phase-0.git", Status::Done, 8);
        let code = link::encode(|id| printed.status(id));
        let mut known = with("phase-0.git", Status::Learning, 3);
        known.merge(Progress::from_link(&code).unwrap());
        assert_eq!(known.status("phase-0.git"), Status::Learning);
        let mut empty = Progress::default();
        empty.merge(Progress::from_link(&code).unwrap());
        assert_eq!(empty.status("phase-0.git"), Status::Done);
        assert!(Progress::from_link("2.A").is_err());
    }

    #[test]
    fn what_is_not_progress_is_refused_with_a_reason() {
        let check = |text: &str, reason: &str| {
            let error = Progress::from_json(text).unwrap_err().to_string();
            assert!(error.contains(reason), "{error}");
        };
        check("", "not a progress file");
        check("{\"format\":\"other\",\"version\":1,\"progress\":{}}", "its format is 'other'");
        check("{\"format\":\"mlops-roadmap-progress\",\"version\":9,\"progress\":{}}", "newer version of the site (format 9");
    }

    #[test]
    fn a_merge_keeps_the_newer_of_each_item() {
        let mut ours = with("a", Status::Done, 10);
        ours.merge(with("a", Status::Skipped, 5));
        ours.merge(with("b", Status::Learning, 1));
        assert_eq!((ours.status("a"), ours.status("b")), (Status::Done, Status::Learning));
        ours.merge(with("a", Status::ToDo, 11));
        assert_eq!(ours.status("a"), Status::ToDo);
    }

    #[test]
    fn skipped_items_do_not_count_against_the_reader() {
        let tally = Tally::default().with(Status::Done).with(Status::Skipped).with(Status::ToDo);
        assert_eq!((tally.counted(), tally.percent()), (2, 50));
    }
}
