//! Which data: a shipped sample or the reader's own file, and which column to predict.

use leptos::ev::Event;
use leptos::prelude::*;
use web_sys::File;

use crate::dataset::{SAMPLES, sample};
use crate::protocol::model::Task;
use crate::protocol::{ColumnKind, DatasetRef};
use crate::ui::kit::browser;
use crate::ui::kit::number::counted;
use crate::ui::kit::problem::Problem;
use crate::ui::workspace::dataset_choice::DatasetChoice;
use crate::ui::workspace::experiment_form::ExperimentForm;

/// Dataset, own file, target.
#[component]
pub(crate) fn DataControls(
    /// The form.
    form: ExperimentForm,
    /// Nothing is predicted, so no target is chosen.
    #[prop(optional)]
    without_target: bool,
) -> impl IntoView {
    let chosen = Memo::new(move |_| form.spec.with(|spec| spec.dataset.clone()));
    let on_dataset = move |event: Event| match event_target_value(&event).as_str() {
        "own" => form.choose_own(),
        id => form.choose_sample(id),
    };
    view! {
        <fieldset class="lab-group">
            <legend>"Data"</legend>
            <div class="field">
                <label for="lab-dataset">"Dataset"</label>
                <select id="lab-dataset" aria-describedby="lab-dataset-about" on:change=on_dataset>
                    {SAMPLES
                        .iter()
                        .map(|sample| {
                            let is = Signal::derive(move || chosen.with(|now| matches!(now, DatasetRef::Sample(id) if id == sample.id)));
                            view! { <option value=sample.id prop:selected=is>{sample.title}</option> }
                        })
                        .collect_view()}
                    {move || {
                        let is = Signal::derive(move || chosen.with(|now| matches!(now, DatasetRef::Own(_))));
                        let title = form.data.own.get().map(|(title, _)| title);
                        let title = title.or_else(|| is.get().then(|| "A file of your own".to_owned()));
                        title.map(|title| view! { <option value="own" prop:selected=is>{title}</option> })
                    }}
                </select>
            </div>
            <DataCard form />
            <OwnFile data=form.data on_file=Callback::new(move |file| form.choose_file(file)) about="Or drop it anywhere on the lab. It stays in this browser." />
            {(!without_target).then(|| view! { <TargetChoice form /><TaskChoice form /> })}
        </fieldset>
    }
    .into_any()
}

/// The reader's own file: how it is chosen, how far it is read, what is wrong with it.
#[component]
pub(crate) fn OwnFile(
    /// The data.
    data: DatasetChoice,
    /// Takes the chosen file.
    on_file: Callback<File>,
    /// What is said below the button.
    about: &'static str,
) -> impl IntoView {
    let on_file = move |event: Event| {
        if let Some(file) = browser::chosen_file(&event) {
            on_file.run(file);
        }
    };
    view! {
        <div class="field">
            <label for="lab-file" class="lab-file-label">"Your own CSV…"</label>
            <input id="lab-file" type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" aria-describedby="lab-file-about" on:change=on_file />
            <p class="field-about" id="lab-file-about">{about}</p>
        </div>
        <ReadingBar data />
        <Problem error=data.trouble />
    }
    .into_any()
}

/// The chosen data in a few words, with its source and licence.
#[component]
fn DataCard(form: ExperimentForm) -> impl IntoView {
    let chosen = Memo::new(move |_| form.spec.with(|spec| spec.dataset.clone()));
    move || match chosen.get() {
        DatasetRef::Sample(id) => sample(&id).map(|sample| {
            let size = format!("{} × {}", counted(sample.rows.into(), "row"), counted(sample.features.into(), "feature"));
            view! {
                <div class="lab-card" id="lab-dataset-about">
                    <p><b>{size}</b></p>
                    <p>{sample.about}</p>
                    <p class="lab-source">
                        "Source: " <a href=sample.url rel="noopener">{sample.citation}</a> ". Licence: " {sample.licence} "."
                    </p>
                </div>
            }
            .into_any()
        }),
        DatasetRef::Own(digest) => {
            let size = form.data.profile.with(|profile| {
                profile
                    .as_ref()
                    .map(|profile| format!("{} × {}", counted(profile.rows, "row"), counted(profile.columns.len() as u64, "column")))
            });
            Some(
                view! {
                    <div class="lab-card" id="lab-dataset-about">
                        <p><b>{size}</b></p>
                        <p>"Your own file. A link to this setting works for whoever has the same file."</p>
                        <p class="lab-source">"Digest: " <code>{digest}</code></p>
                    </div>
                }
                .into_any(),
            )
        }
    }
}

/// How far reading the data is.
#[component]
fn ReadingBar(data: DatasetChoice) -> impl IntoView {
    let busy = Memo::new(move |_| data.reading.with(Option::is_some));
    let share = Signal::derive(move || data.reading.with(|reading| reading.as_ref().map_or(0.0, |now| now.share)));
    let doing = Signal::derive(move || data.reading.with(|reading| reading.as_ref().map_or_else(String::new, |now| now.doing.clone())));
    move || {
        busy.get().then(|| {
            view! {
                <div class="lab-progress">
                    <progress max="1" aria-label="Reading the data" prop:value=share></progress>
                    <span>{doing}</span>
                </div>
            }
        })
    }
}

/// The column to predict.
#[component]
fn TargetChoice(form: ExperimentForm) -> impl IntoView {
    let target = Memo::new(move |_| form.spec.with(|spec| spec.target.clone()));
    let columns = Memo::new(move |_| {
        let mut names: Vec<String> = form.data.profile.with(|profile| {
            let columns = profile.iter().flat_map(|profile| &profile.columns).filter(|column| column.kind != ColumnKind::Empty);
            columns.map(|column| column.name.clone()).collect()
        });
        let target = target.get();
        if !target.is_empty() && !names.contains(&target) {
            names.push(target);
        }
        names
    });
    view! {
        <div class="field">
            <label for="lab-target">"Target"</label>
            <select id="lab-target" aria-describedby="lab-target-about" on:change=move |event| form.set_target(event_target_value(&event))>
                {move || {
                    columns
                        .get()
                        .into_iter()
                        .map(|name| {
                            let (value, shown) = (name.clone(), name.clone());
                            let is = Signal::derive(move || target.with(|target| *target == name));
                            view! { <option value=value prop:selected=is>{shown}</option> }
                        })
                        .collect_view()
                }}
            </select>
            <p class="field-about" id="lab-target-about">"The column the model learns to predict."</p>
        </div>
    }
    .into_any()
}

/// Whether the target's numbers are classes or quantities, where both make sense.
#[component]
fn TaskChoice(form: ExperimentForm) -> impl IntoView {
    let both = Memo::new(move |_| {
        form.target_column().is_some_and(|column| column.allows(Task::Classification) && column.allows(Task::Regression))
    });
    let task = Memo::new(move |_| form.task());
    let on_change = move |event: Event| {
        form.set_task(if event_target_value(&event) == "number" { Task::Regression } else { Task::Classification });
    };
    move || {
        both.get().then(|| {
            view! {
                <div class="field">
                    <label for="lab-task">"Predict it as"</label>
                    <select id="lab-task" aria-describedby="lab-task-about" on:change=on_change>
                        <option value="class" prop:selected=Signal::derive(move || task.get() == Task::Classification)>"a class"</option>
                        <option value="number" prop:selected=Signal::derive(move || task.get() == Task::Regression)>"a number"</option>
                    </select>
                    <p class="field-about" id="lab-task-about">
                        "As classes, 3 and 4 are as different as 3 and 9; as numbers, a guess of 4 is nearly right."
                    </p>
                </div>
            }
        })
    }
}
