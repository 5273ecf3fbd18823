//! What the reader wants on paper.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::print::{DateStyle, Edition, Include, Paper, PrintSpec, TextSize};
use crate::ui::client::CallFailure;
use crate::ui::labs::print::results;
use crate::ui::labs::print::state::{PrintLabState, plan};
use crate::ui::platform;

/// Longest name that the field takes.
const LONGEST_NAME: &str = "200";

/// A part of the print that can be left out: its label, where it is kept, and whether only the handbook has it.
type Part = (&'static str, fn(&mut Include) -> &mut bool, bool);

const PARTS: [Part; 10] = [
    ("Next steps", |include| &mut include.next_steps, false),
    ("Resources", |include| &mut include.resources, false),
    ("Salaries, with their sources", |include| &mut include.salaries, false),
    ("Code that restores progress", |include| &mut include.code, false),
    ("Lesson texts", |include| &mut include.lessons, true),
    ("Code samples", |include| &mut include.samples, true),
    ("Figures", |include| &mut include.figures, true),
    ("My notes", |include| &mut include.notes, true),
    ("My bookmarks", |include| &mut include.bookmarks, true),
    ("My results", |include| &mut include.results, true),
];

/// The options.
#[component]
pub(crate) fn Form(print: PrintLabState) -> impl IntoView {
    let is_book = Memo::new(move |_| print.options.with(|options| options.edition == Edition::Handbook));
    view! {
        <fieldset class="lab-group">
            <legend>"What to print"</legend>
            <div class="print-choice" role="radiogroup" aria-label="Edition">
                {edition(print, Edition::OnePage, "One page", "The whole road, to pin to a wall")}
                {edition(print, Edition::Handbook, "Handbook", "Every lesson, your notes and results")}
            </div>
            {select(print, "print-paper", "Paper", &[(Paper::A4, "A4"), (Paper::Letter, "US Letter")], |options| &mut options.paper)}
            <div class="field">
                <label for="print-name">"Your name (optional)"</label>
                <input
                    id="print-name"
                    type="text"
                    autocomplete="name"
                    maxlength=LONGEST_NAME
                    prop:value=move || print.options.with(|options| options.name.clone())
                    on:input=move |event| print.choose(|options| options.name = event_target_value(&event))
                />
            </div>
        </fieldset>
        <fieldset class="lab-group">
            <legend>"What to include"</legend>
            <div class="lab-ticks print-ticks">
                {own("My progress", print.with_progress)}
                {own("My dates", print.with_plan)}
                {PARTS.into_iter().map(|part| tick(print, is_book, part)).collect_view()}
            </div>
            {move || {
                print.progress
                    .with(|progress| plan(progress).is_none())
                    .then(|| {
                        view! {
                            <p class="field-about">
                                "There are no dates yet: "
                                <a href=format!("{}/plan", platform::base())>"choose a first day"</a>
                                "."
                            </p>
                        }
                    })
            }}
            {move || is_book.get().then(|| view! { <Results print /> })}
        </fieldset>
        <details class="lab-more">
            <summary>"More settings"</summary>
            <fieldset class="lab-group">
                <legend class="visually-hidden">"More settings"</legend>
                {select(
                    print,
                    "print-size",
                    "Text size",
                    &[(TextSize::Small, "Small"), (TextSize::Normal, "Normal"), (TextSize::Large, "Large")],
                    |options| &mut options.text_size,
                )}
                {select(print, "print-dates", "Language of dates", &DateStyle::ALL, |options| &mut options.dates)}
                <div class="lab-ticks">
                    <label>
                        <input
                            type="checkbox"
                            prop:checked=move || print.options.with(|options| options.ink_saving)
                            on:change=move |event| print.choose(|options| options.ink_saving = event_target_checked(&event))
                        />
                        "Save ink"
                    </label>
                </div>
            </fieldset>
        </details>
    }
    .into_any()
}

fn edition(print: PrintLabState, edition: Edition, name: &'static str, about: &'static str) -> AnyView {
    let is = move || print.options.with(|options| options.edition == edition);
    view! {
        <label>
            <input
                type="radio"
                name="print-edition"
                prop:checked=is
                on:change=move |_| {
                    print.choose(|options| options.edition = edition);
                    print.turn_to(1);
                }
            />
            <span>
                <b>{name}</b>
                <span class="field-about">{about}</span>
            </span>
        </label>
    }
    .into_any()
}

/// One of several.
fn select<T: Copy + PartialEq + Send + Sync + 'static>(
    print: PrintLabState,
    id: &'static str,
    label: &'static str,
    all: &'static [(T, &'static str)],
    part: fn(&mut PrintSpec) -> &mut T,
) -> AnyView {
    let now = Memo::new(move |_| print.options.with(|options| *part(&mut options.clone())));
    let options = all.iter().enumerate().map(|(index, (value, name))| {
        let value = *value;
        view! { <option value=index.to_string() prop:selected=move || now.get() == value>{*name}</option> }
    });
    let set = move |event| {
        let chosen = event_target_value(&event).parse::<usize>().ok().and_then(|index| all.get(index));
        if let Some((value, _)) = chosen {
            print.choose(|options| *part(options) = *value);
        }
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id on:change=set>{options.collect_view()}</select>
        </div>
    }
    .into_any()
}

/// Something of the reader's own.
fn own(label: &'static str, value: RwSignal<bool>) -> AnyView {
    view! {
        <label>
            <input type="checkbox" prop:checked=value on:change=move |event| value.set(event_target_checked(&event)) />
            {label}
        </label>
    }
    .into_any()
}

fn tick(print: PrintLabState, is_book: Memo<bool>, (label, part, book_only): Part) -> AnyView {
    let is = move || print.options.with(|options| *part(&mut options.include.clone()));
    view! {
        <label hidden=move || book_only && !is_book.get()>
            <input
                type="checkbox"
                prop:checked=is
                on:change=move |event| print.choose(|options| *part(&mut options.include) = event_target_checked(&event))
            />
            {label}
        </label>
    }
    .into_any()
}

/// The reader's results: fetched from the tracking store when asked for, since it takes the store's worker.
#[component]
fn Results(print: PrintLabState) -> impl IntoView {
    let fetching = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    let fetch = move |_| {
        if fetching.get_untracked() {
            return;
        }
        fetching.set(true);
        said.set("Reading the tracking store …".to_owned());
        spawn_local(async move {
            let found = results::fetch(print.client).await;
            if fetching.try_set(false).is_some() {
                return;
            }
            match found {
                Ok(found) => {
                    said.set(results::sentence(&found));
                    print.results.set(Some(found));
                }
                Err(CallFailure::Cancelled) => said.set(String::new()),
                Err(CallFailure::Stopped(error) | CallFailure::Failed(error)) => {
                    said.set(format!("No results: {}. {}", error.what, error.hint))
                }
            }
        });
    };
    view! {
        <div class="lab-actions">
            <button type="button" aria-disabled=move || fetching.get().then_some("true") on:click=fetch>
                {move || if print.results.with(Option::is_some) { "Fetch my results again" } else { "Fetch my results" }}
            </button>
        </div>
        <p class="field-about" role="status">{said}</p>
    }
    .into_any()
}
