//! The workspace: one store of plain data in context, read through signals, written through its methods.

use leptos::prelude::*;

use crate::ui::platform;
use crate::ui::progress::{Item, KEY, Progress, Status};

const ASIDE: &str = "mlops-roadmap.set-aside";
const THEME: &str = "mlops-roadmap.theme";

/// The reader's workspace, shared by all views.
#[derive(Clone, Copy)]
pub(super) struct Workspace {
    /// Statuses, notes, bookmarks, pace.
    pub(super) progress: RwSignal<Progress>,
    /// Something the reader must know, until dismissed.
    pub(super) notice: RwSignal<Option<String>>,
    /// `light`, `dark` or `system`.
    pub(super) theme: RwSignal<&'static str>,
    /// The search dialog is open.
    pub(super) searching: RwSignal<bool>,
}

impl Workspace {
    /// Empty, as the prerendered pages are.
    pub(super) fn new() -> Self {
        Self {
            progress: RwSignal::new(Progress::default()),
            notice: RwSignal::new(None),
            theme: RwSignal::new("system"),
            searching: RwSignal::new(false),
        }
    }

    /// Reads what is stored, and keeps up with other tabs. Call once, in the browser, after the first view.
    pub(super) fn attach(self) {
        self.theme.set(theme_word(platform::stored(THEME).as_deref()));
        self.read();
        platform::on_storage_change(move |key| match key.as_deref() {
            Some(KEY) | None => self.read(),
            Some(THEME) => {
                let theme = theme_word(platform::stored(THEME).as_deref());
                self.theme.set(theme);
                show_theme(theme);
            }
            Some(_) => {}
        });
    }

    fn read(self) {
        let Some(text) = platform::stored(KEY) else { return };
        match Progress::from_json(&text) {
            Ok(stored) => self.progress.set(stored),
            Err(cause) => {
                // What cannot be read is never overwritten: it moves aside, under a name that is free.
                let aside = (1..).map(|number| format!("{ASIDE}.{number}")).find(|key| platform::stored(key).is_none());
                if let Some(aside) = aside
                    && platform::store(&aside, &text)
                {
                    platform::forget(KEY);
                    self.notice.set(Some(format!(
                        "Your saved progress could not be read ({cause}). It is kept in this browser's storage as “{aside}”, and you can download it on the home page under Your data."
                    )));
                }
            }
        }
    }

    /// Changes one topic or step and saves it.
    pub(super) fn change(self, id: &str, edit: impl FnOnce(&mut Item)) {
        self.edit(|progress, now| progress.change(id, now, edit));
    }

    /// Takes over imported progress.
    pub(super) fn import(self, imported: Progress, replace: bool) {
        self.edit(|progress, _| {
            if replace {
                *progress = imported;
            } else {
                progress.merge(imported);
            }
        });
    }

    fn edit(self, edit: impl FnOnce(&mut Progress, u64)) {
        self.progress.update(|progress| edit(progress, platform::now_millis()));
        let text = self.progress.with_untracked(Progress::to_json);
        if !platform::store(KEY, &text) {
            self.notice.set(Some(
                "This browser would not store your progress (storage is off or full). Export it before you close the page.".to_owned(),
            ));
        }
        platform::announce_progress();
    }

    /// Where an id stands.
    pub(super) fn status(self, id: &'static str) -> Signal<Status> {
        Signal::derive(move || self.progress.with(|progress| progress.status(id)))
    }

    /// Chooses a theme and remembers it.
    pub(super) fn choose_theme(self, theme: &'static str) {
        self.theme.set(theme);
        if theme == "system" {
            platform::forget(THEME);
        } else {
            platform::store(THEME, theme);
        }
        show_theme(theme);
    }
}

/// Stored texts that could not be read and were set aside: their keys and texts.
pub(super) fn set_aside() -> Vec<(String, String)> {
    (1..=20).map(|number| format!("{ASIDE}.{number}")).filter_map(|key| platform::stored(&key).map(|text| (key, text))).collect()
}

fn theme_word(stored: Option<&str>) -> &'static str {
    match stored {
        Some("light") => "light",
        Some("dark") => "dark",
        _ => "system",
    }
}

fn show_theme(theme: &str) {
    platform::set_root_attribute("data-theme", (theme != "system").then_some(theme));
}

/// The workspace of this page.
pub(super) fn workspace() -> Workspace {
    use_context().unwrap_or_else(Workspace::new)
}
