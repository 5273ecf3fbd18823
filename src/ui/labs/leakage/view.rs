//! The leakage lab: the same model judged with a leak and without, then used on rows that nobody touched.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::protocol::DatasetRef;
use crate::protocol::report_leak::{Leak, LeakCase, LeakReport};
use crate::ui::kit::inputs::{fields, select, whole};
use crate::ui::labs::leakage::story;
use crate::ui::labs::leakage::story::{KINDS, Kind};
use crate::ui::platform;
use crate::ui::workspace::codec;
use crate::ui::workspace::explore::drawing_view;
use crate::ui::workspace::job::Job;
use crate::ui::workspace::state::Lab;
use crate::ui::workspace::tasks::task_list;
use crate::ui::workspace::training::chart_width;

/// What can be set; copies share it.
#[derive(Clone, Copy)]
struct Settings {
    kind: RwSignal<String>,
    column: RwSignal<String>,
    every: RwSignal<u32>,
    dataset: RwSignal<String>,
    rows: RwSignal<u32>,
    columns: RwSignal<u32>,
    kept: RwSignal<u32>,
    repeats: RwSignal<u32>,
    seed: RwSignal<u32>,
}

impl Settings {
    fn read(query: &str) -> Self {
        let words = codec::words(query);
        let text = |key: &str| words.iter().find(|(name, _)| name == key).map(|(_, value)| codec::decode(value));
        let whole = |key: &str, usual: u32| RwSignal::new(text(key).and_then(|text| text.parse().ok()).unwrap_or(usual));
        let one_of = |key: &str, known: &[&'static str]| {
            let found = text(key).filter(|text| known.contains(&text.as_str()));
            RwSignal::new(found.unwrap_or_else(|| known.first().copied().unwrap_or_default().to_owned()))
        };
        Self {
            kind: one_of("leak", &KINDS.map(|kind| kind.id)),
            column: one_of("column", &["dep_delay", "arr_delay"]),
            every: whole("every", 10),
            dataset: one_of("data", &["breast_cancer", "wine", "digits", "penguins"]),
            rows: whole("rows", 60),
            columns: whole("columns", 2000),
            kept: whole("kept", 20),
            repeats: whole("repeats", 20),
            seed: whole("seed", 42),
        }
    }

    fn kind(self) -> &'static Kind {
        self.kind.with(|id| KINDS.iter().find(|kind| kind.id == id)).unwrap_or(&KINDS[0])
    }

    fn query(self) -> String {
        let own = match self.kind().id {
            "answer" => format!("column={}&every={}", self.column.get(), self.every.get()),
            "time" => format!("every={}", self.every.get()),
            "scaler" => format!("data={}&rows={}&repeats={}", self.dataset.get(), self.rows.get(), self.repeats.get()),
            _ => {
                let (rows, columns, kept) = (self.rows.get(), self.columns.get(), self.kept.get());
                format!("rows={rows}&columns={columns}&kept={kept}&repeats={}", self.repeats.get())
            }
        };
        format!("?leak={}&{own}&seed={}", self.kind().id, self.seed.get())
    }

    fn ask(self) -> Leak {
        let sample = |id: &str| DatasetRef::Sample(id.to_owned());
        let (target, time, every) = ("late".to_owned(), "date".to_owned(), self.every.get());
        let (rows, repeats) = (self.rows.get(), self.repeats.get());
        let (dataset, case) = match self.kind().id {
            "answer" => (sample("flights"), LeakCase::Answer { target, column: self.column.get(), time, every }),
            "time" => (sample("flights"), LeakCase::Time { target, time, every }),
            "scaler" => {
                let id = self.dataset.get();
                let target = crate::dataset::sample(&id).map(|sample| sample.target.to_owned()).unwrap_or_default();
                (sample(&id), LeakCase::Scaler { target, rows, repeats })
            }
            _ => {
                let (columns, kept) = (self.columns.get(), self.kept.get());
                (sample("iris"), LeakCase::Selection { rows, columns, kept, repeats })
            }
        };
        Leak { dataset, case, seed: self.seed.get().into(), draw_width: Some(chart_width()) }
    }
}

/// What was found so far, for the tasks.
#[derive(Clone, Copy, Default, PartialEq)]
struct Seen {
    answer: bool,
    time: bool,
    scaler: bool,
    noise_believed: bool,
    noise_cured: bool,
}

impl Seen {
    fn note(&mut self, report: &LeakReport) {
        let gap = report.leaky.gap;
        match report.case {
            LeakCase::Answer { .. } => self.answer |= gap > 0.1,
            LeakCase::Time { .. } => self.time |= gap > report.honest.gap,
            LeakCase::Scaler { .. } => self.scaler = true,
            LeakCase::Selection { .. } => {
                self.noise_believed |= report.leaky.claimed.score >= 0.9;
                self.noise_cured |= self.noise_believed && gap < 0.15;
            }
        }
    }
}

/// The lab.
#[component]
pub(crate) fn Leakage(
    /// Its worker.
    lab: Lab,
    /// The address it was opened with.
    query: String,
) -> impl IntoView {
    let settings = Settings::read(&query);
    let job = Job::<Leak>::new();
    let seen = RwSignal::new(Seen::default());
    Effect::new(move |_| {
        if let Some(report) = job.found.get() {
            seen.update(|seen| seen.note(&report));
        }
    });
    let path = platform::path();
    Effect::new(move |_| {
        let query = settings.query();
        if path == platform::path() {
            platform::replace_query(&query);
        }
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        job.ask(lab, untrack(|| settings.ask()));
    };
    // A result stands only under the leak that it is about.
    let shown = move || job.found.get().filter(|report| story::kind_of(&report.case).id == settings.kind().id);
    let tasks = vec![
        ("Give the model the answer, and see what is left of it in use", Memo::new(move |_| seen.get().answer)),
        ("Let the future into the training rows, and see the promise shrink", Memo::new(move |_| seen.get().time)),
        ("Scale before the split: is this leak worth a meeting?", Memo::new(move |_| seen.get().scaler)),
        ("Get 90% accuracy out of coin flips", Memo::new(move |_| seen.get().noise_believed)),
        ("Then, with the mistake still in, bring the lie below 15 points", Memo::new(move |_| seen.get().noise_cured)),
    ];
    view! {
        <div class="lab">
            {task_list(tasks, platform::window_width() >= 1000)}
            <div class="lab-columns">
                <form class="lab-controls" aria-label="Settings" novalidate on:submit=on_submit>
                    {choice(settings)}
                    {move || controls(settings.kind().id, settings)}
                    <div class="lab-train">
                        <button id="lab-judge" class="button-primary" type="submit">"Judge it both ways"</button>
                        {job.waiting(lab, "Judging")}
                    </div>
                </form>
                <div class="lab-main">
                    <section class="lab-section" aria-labelledby="lab-mistake">
                        <h2 id="lab-mistake">{move || settings.kind().title}</h2>
                        {move || settings.kind().about.iter().map(|text| view! { <p>{*text}</p> }).collect_view()}
                        {move || story::code(settings.kind())}
                    </section>
                    <div class="lab-report">{move || shown().map(result)}</div>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// The four leaks as one choice.
fn choice(settings: Settings) -> AnyView {
    let options = KINDS.iter().map(|kind| {
        let is = Signal::derive(move || settings.kind().id == kind.id);
        view! {
            <label class="lab-choice">
                <input type="radio" name="leak" value=kind.id prop:checked=is on:change=move |_| settings.kind.set(kind.id.to_owned()) />
                <span>{kind.name}</span>
            </label>
        }
    });
    view! {
        <fieldset class="lab-group">
            <legend>"What leaks?"</legend>
            {options.collect_view()}
        </fieldset>
    }
    .into_any()
}

fn controls(kind: &str, settings: Settings) -> AnyView {
    let silent = Callback::new(|()| ());
    let rows = || whole("lab-rows", "Rows to learn from", (20, 1000), settings.rows, silent);
    let repeats = || whole("lab-repeats", "Repeats, each with other rows", (2, 200), settings.repeats, silent);
    let every = || whole("lab-every", "Use one flight in so many", (1, 100), settings.every, silent);
    let seed = || whole("lab-seed", "Seed", (0, u32::MAX), settings.seed, silent);
    let chosen_first = |mut options: Vec<(String, String)>, chosen: String| {
        if let Some(place) = options.iter().position(|(value, _)| *value == chosen) {
            options[..=place].rotate_right(1);
        }
        options
    };
    match kind {
        "answer" => {
            let named = |name: &str, about: &str| (name.to_owned(), format!("{name}: {about}"));
            let options = vec![named("dep_delay", "minutes late at departure"), named("arr_delay", "minutes late at arrival")];
            let options = chosen_first(options, settings.column.get_untracked());
            let column = select("lab-column", "Column that gives it away", options, move |name| settings.column.set(name));
            fields(vec![column, every(), seed()])
        }
        "time" => fields(vec![every(), seed()]),
        "scaler" => {
            let titled = |id: &str| (id.to_owned(), crate::dataset::sample(id).map_or(id, |sample| sample.title).to_owned());
            let options =
                chosen_first(["breast_cancer", "wine", "digits", "penguins"].map(titled).to_vec(), settings.dataset.get_untracked());
            let dataset = select("lab-dataset", "Dataset", options, move |id| settings.dataset.set(id));
            fields(vec![dataset, rows(), repeats(), seed()])
        }
        _ => fields(vec![
            rows(),
            whole("lab-noise", "Columns of noise", (2, 5000), settings.columns, silent),
            whole("lab-kept", "Columns kept", (1, 5000), settings.kept, silent),
            repeats(),
            seed(),
        ]),
    }
}

fn result(report: Arc<LeakReport>) -> AnyView {
    let drawing = report.drawing.as_ref().map(|drawing| drawing_view("Promised and delivered".to_owned(), drawing));
    view! {
        <section class="lab-section" aria-labelledby="lab-result">
            <h2 id="lab-result">"What it promised, what it delivered"</h2>
            <div class="lab-story-now" role="status">
                <h3>"What just happened"</h3>
                {story::of(&report).into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
            </div>
            <div class="lab-drawings">{drawing}</div>
            {story::figures(&report)}
            {story::months(&report)}
        </section>
    }
    .into_any()
}
