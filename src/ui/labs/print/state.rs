//! The print: what the reader wants on paper, the preview of it, and the PDF.
//!
//! The preview is a picture of the PDF itself, drawn by the worker that makes it. While the reader still types, nothing is asked;
//! and while one question is out, no second one goes, only the last one after it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Blob;

use crate::protocol::print::{PagePicture, Press, Pressed, Preview, PrintItem, PrintLeg, PrintPlan, PrintResults, PrintSpec, PrintWarning};
use crate::protocol::{Error, wire};
use crate::ui::client::CallFailure;
use crate::ui::client::Client;
use crate::ui::kit::browser;
use crate::ui::platform;
use crate::ui::progress::Progress;
use crate::ui::workspace::reader::{Reader, schedule};

/// Where the options are kept in the browser.
const KEY: &str = "mlops-roadmap.print";
/// The reader has paused for so long: milliseconds.
const PAUSE_MILLIS: u32 = 250;

/// A page of the PDF as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shown {
    /// Address of the picture within this page; given back when the next one comes.
    pub(crate) address: String,
    pub(crate) page: u32,
    pub(crate) pages: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// The print's state; copies share it.
#[derive(Clone, Copy)]
pub(crate) struct PrintLabState {
    pub(crate) client: Client,
    /// The reader's progress and plan.
    pub(crate) progress: RwSignal<Progress>,
    /// What the reader chose; progress, plan, date and results come later.
    pub(crate) options: RwSignal<PrintSpec>,
    /// The reader's progress is printed too.
    pub(crate) with_progress: RwSignal<bool>,
    /// The reader's dates are printed too.
    pub(crate) with_plan: RwSignal<bool>,
    /// What came out of the labs, once it was fetched.
    pub(crate) results: RwSignal<Option<PrintResults>>,
    /// The page that is looked at, 1 for the first.
    pub(crate) page: RwSignal<u32>,
    /// The preview.
    pub(crate) shown: RwSignal<Option<Shown>>,
    /// A newer preview is on its way.
    pub(crate) waiting: RwSignal<bool>,
    /// What could not be printed as it was given.
    pub(crate) warnings: RwSignal<Vec<PrintWarning>>,
    /// Why there is no PDF.
    pub(crate) trouble: RwSignal<Option<Error>>,
    /// The PDF is being made.
    pub(crate) pressing: RwSignal<bool>,
    /// What was made last, in a sentence.
    pub(crate) made: RwSignal<String>,
    /// All that is to be printed.
    spec: Memo<PrintSpec>,
    /// Number of the newest question, and whether one is out.
    turn: StoredValue<(u32, bool)>,
}

impl PrintLabState {
    /// The desk with the options that were chosen last; call [`PrintLabState::open`] once it is mounted.
    pub(crate) fn new(client: Client, reader: &Reader) -> Self {
        let kept: PrintSpec = platform::stored(KEY).and_then(|text| wire::decode(&text).ok()).unwrap_or_default();
        let options = RwSignal::new(PrintSpec { progress: Default::default(), plan: None, results: None, ..kept });
        let (progress, results) = (reader.progress(), RwSignal::new(None));
        let (with_progress, with_plan) = (RwSignal::new(true), RwSignal::new(true));
        let spec = Memo::new(move |_| {
            progress.with(|progress| PrintSpec {
                date: Some(platform::today()),
                site: browser::site_address(),
                plan: plan(progress).filter(|_| with_plan.get()),
                progress: if with_progress.get() { items(progress) } else { Default::default() },
                results: results.get(),
                ..options.get()
            })
        });
        Self {
            client,
            progress,
            options,
            with_progress,
            with_plan,
            results,
            page: RwSignal::new(1),
            shown: RwSignal::new(None),
            waiting: RwSignal::new(true),
            warnings: RwSignal::default(),
            trouble: RwSignal::new(None),
            pressing: RwSignal::new(false),
            made: RwSignal::default(),
            spec,
            turn: StoredValue::new((0, false)),
        }
    }

    /// Keeps the options, and the preview in step with what is to be printed.
    pub(crate) fn open(self) {
        Effect::new(move |_| {
            let kept = self.options.with(wire::encode);
            if let Ok(kept) = kept {
                platform::store(KEY, &kept);
            }
        });
        Effect::new(move |_| {
            self.spec.track();
            self.page.track();
            self.made.set(String::new());
            self.look();
        });
    }

    /// Changes what the reader chose.
    pub(crate) fn choose(self, change: impl FnOnce(&mut PrintSpec)) {
        self.options.update(change);
    }

    /// Turns to a page; beyond either end to the end.
    pub(crate) fn turn_to(self, page: i64) {
        let pages = self.shown.with_untracked(|shown| shown.as_ref().map_or(1, |shown| shown.pages));
        let page = page.clamp(1, i64::from(pages)) as u32;
        if self.page.get_untracked() != page {
            self.page.set(page);
        }
    }

    /// Asks for the preview anew, once the reader pauses and no older question is out.
    pub(crate) fn look(self) {
        self.waiting.set(true);
        self.turn.update_value(|turn| turn.0 += 1);
        let mine = self.turn.get_value().0;
        gloo::timers::callback::Timeout::new(PAUSE_MILLIS, move || self.ask(mine)).forget();
    }

    /// Asks the question with this number, unless it was overtaken or an older one is out, which then asks the newest.
    fn ask(self, mine: u32) {
        let Some((newest, false)) = self.turn.try_get_value() else { return };
        let (Some(spec), Some(page)) = (self.spec.try_get_untracked(), self.page.try_get_untracked()) else { return };
        if newest != mine {
            return;
        }
        self.turn.update_value(|turn| turn.1 = true);
        spawn_local(async move {
            let answer = self.client.fetch(Preview { spec, page, width: preview_width(), path: None }).await;
            let Some((newest, _)) = self.turn.try_get_value() else { return };
            self.turn.update_value(|turn| turn.1 = false);
            if newest == mine { self.show(answer) } else { self.ask(newest) }
        });
    }

    fn show(self, answer: Result<(PagePicture, Option<Blob>), CallFailure>) {
        self.waiting.set(false);
        match answer {
            Ok((picture, file)) => {
                let Some(address) = file.and_then(|file| browser::object_address(&file)) else {
                    return self.trouble.set(Some(Error::new("the preview came without its picture", "Download the PDF instead.")));
                };
                self.trouble.set(None);
                self.warnings.set(picture.warnings);
                let shown = Shown { address, page: picture.page, pages: picture.pages, width: picture.width, height: picture.height };
                if let Some(before) = self.shown.get_untracked() {
                    browser::revoke_address(&before.address);
                }
                if self.page.get_untracked() != shown.page {
                    self.page.set(shown.page);
                }
                self.shown.set(Some(shown));
            }
            Err(fault) => self.report(fault),
        }
    }

    /// Makes the PDF and hands it over.
    pub(crate) fn press(self) {
        if self.pressing.get_untracked() {
            return;
        }
        self.pressing.set(true);
        self.made.set(String::new());
        let spec = self.spec.get_untracked();
        spawn_local(async move {
            let began = platform::now_millis_exact();
            let answer = self.client.fetch(Press { spec, path: None }).await;
            let millis = platform::now_millis_exact() - began;
            if self.pressing.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok((pressed, Some(file))) => {
                    platform::download_blob(&pressed.file, &file);
                    self.trouble.set(None);
                    self.made.set(made(&pressed, millis));
                    self.warnings.set(pressed.warnings);
                }
                Ok((_, None)) => self.trouble.set(Some(Error::new("the PDF came without its bytes", "Press again."))),
                Err(fault) => self.report(fault),
            }
        });
    }

    fn report(self, fault: CallFailure) {
        if let CallFailure::Stopped(error) | CallFailure::Failed(error) = fault {
            self.trouble.set(Some(error));
        }
    }
}

/// What was made, in a sentence.
fn made(pressed: &Pressed, millis: f64) -> String {
    let pages = if pressed.pages == 1 { "1 page".to_owned() } else { format!("{} pages", pressed.pages) };
    let held = if pressed.standards.is_empty() { String::new() } else { format!(" Held to {}.", pressed.standards.join(" and ")) };
    format!("{}: {pages}, {} kB, made in {:.2} s.{held}", pressed.file, pressed.bytes.div_ceil(1000), millis / 1000.0)
}

/// Pixels across: enough for the widest the preview is shown at.
fn preview_width() -> u32 {
    platform::window_width().clamp(360, 820) * 3 / 2
}

/// What the reader said about topics and steps; an empty word is left out.
fn items(progress: &Progress) -> std::collections::BTreeMap<String, PrintItem> {
    let said = progress.items.iter().map(|(id, item)| {
        let printed = PrintItem { status: item.status, note: item.note.clone(), bookmark: item.bookmark };
        (id.clone(), printed)
    });
    said.filter(|(_, item)| *item != PrintItem::default()).collect()
}

/// The reader's dates; absent until a first day is chosen.
pub(crate) fn plan(progress: &Progress) -> Option<PrintPlan> {
    let schedule = schedule(progress)?;
    let legs = schedule.phases.iter().filter_map(|phase| {
        let span = phase.span?;
        Some(PrintLeg { phase: phase.phase, start: span.start.iso(), end: span.end.iso() })
    });
    Some(PrintPlan { hours_per_week: progress.pace.hours_per_week, legs: legs.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::Status;

    #[test]
    fn only_what_the_reader_said_is_printed() {
        let mut progress = Progress::default();
        progress.change("phase-0.git", 5, |item| item.status = Status::Done);
        progress.change("phase-0.python", 5, |item| item.note = "twice".into());
        progress.change("phase-0.python", 6, |item| item.note.clear());
        assert_eq!(items(&progress).keys().collect::<Vec<_>>(), ["phase-0.git"]);
    }

    #[test]
    fn what_was_made_is_said_in_figures() {
        let pressed = Pressed {
            file: "mlops-roadmap-2026-a4.pdf".into(),
            bytes: 83_412,
            pages: 1,
            standards: vec!["PDF/UA-1".into()],
            warnings: vec![],
        };
        assert_eq!(made(&pressed, 412.0), "mlops-roadmap-2026-a4.pdf: 1 page, 84 kB, made in 0.41 s. Held to PDF/UA-1.");
    }
}
