//! How columns become numbers: the settings that the data has a use for, for all columns and for single ones.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::protocol::ColumnProfile;
use crate::protocol::model::{Param, ParamKind};
use crate::protocol::prepare;
use crate::protocol::prepare::{About, SETTINGS};
use crate::ui::platform;
use crate::ui::workspace::experiment_form::{ExperimentForm, is_chosen};
use crate::ui::workspace::field::{Field, FieldInput, range};
use crate::ui::workspace::preparation::{concerns, field};

/// Columns that can be prepared each in its own way, at most; more would make a list that nobody reads.
const MOST_COLUMNS: usize = 200;

/// A column and what can be set about it.
type ColumnNeeds = Vec<(String, Vec<About>)>;

/// The preparation of all columns, and of those that are prepared in another way.
#[component]
pub(crate) fn Preparation(
    /// The form.
    form: ExperimentForm,
) -> impl IntoView {
    let needs = Memo::new(move |_| needs_of(form));
    let all = Memo::new(move |_| {
        let used = |about: &About| needs.with(|needs| needs.iter().any(|(_, own)| own.contains(about)));
        [About::Gaps, About::Numbers, About::Texts, About::Dates].into_iter().filter(used).collect::<Vec<_>>()
    });
    // Chosen in the form, and not yet prepared in any other way.
    let opened = RwSignal::new(Vec::<String>::new());
    let single = Memo::new(move |_| {
        let own = form.spec.with(|spec| spec.prepare.columns.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
        let is_single = |name: &String| own.contains(name) || opened.with(|opened| opened.contains(name));
        needs.with(|needs| needs.iter().map(|(name, _)| name.clone()).filter(is_single).collect::<Vec<_>>())
    });
    let close = Callback::new(move |name: String| {
        opened.update(|opened| opened.retain(|one| *one != name));
        form.prepare_as_all(&name);
        platform::focus("lab-prepare-column");
    });
    view! {
        {move || {
            (!all.with(Vec::is_empty))
                .then(|| {
                    view! {
                        <fieldset class="lab-group">
                            <legend>"Preparation"</legend>
                            <p class="field-about">"Learned from the training rows alone, again in every fold."</p>
                            {settings(form, None, all.get())}
                            {column_choice(needs, single, opened)}
                            {move || {
                                single
                                    .get()
                                    .into_iter()
                                    .map(|name| {
                                        let own = needs.with_untracked(|needs| {
                                            needs.iter().find(|(one, _)| *one == name).map(|(_, own)| own.clone())
                                        });
                                        column_of_its_own(form, name, own.unwrap_or_default(), close)
                                    })
                                    .collect_view()
                            }}
                        </fieldset>
                    }
                })
        }}
    }
    .into_any()
}

/// What can be set about each column that is learned from, or would be if it were prepared in another way.
fn needs_of(form: ExperimentForm) -> ColumnNeeds {
    let about = |column: &ColumnProfile| {
        let all = [About::Dates, About::Gaps, About::Numbers, About::Texts];
        all.into_iter().filter(|about| concerns(*about, column)).collect::<Vec<_>>()
    };
    form.data.profile.with(|profile| {
        let Some(profile) = profile else { return vec![] };
        form.spec.with(|spec| {
            let learned = |column: &&ColumnProfile| {
                let usual = column.is_feature(profile.rows, &spec.prepare) || concerns(About::Dates, column);
                column.name != spec.target && !column.afterwards && is_chosen(&spec.features, &column.name, usual)
            };
            let columns = profile.columns.iter().filter(learned).take(MOST_COLUMNS);
            columns.map(|column| (column.name.clone(), about(column))).filter(|(_, about)| !about.is_empty()).collect()
        })
    })
}

/// The settings about these, of all columns or of one.
fn settings(form: ExperimentForm, column: Option<String>, about: Vec<About>) -> AnyView {
    let of_column = column.clone();
    let value = move |name: &'static str| {
        let column = of_column.clone();
        Memo::new(move |_| {
            form.spec.with(|spec| {
                let own = column.as_deref().map_or(&*spec.prepare, |column| spec.prepare.of(column));
                prepare::get(own, name).unwrap_or_default()
            })
        })
    };
    let constant = value("strategy");
    let one = move |param: &'static Param| {
        let (name, value) = (field(column.as_deref(), param.name), value(param.name));
        match &param.kind {
            ParamKind::Several(words) => several(form, name, param, words, value),
            // A constant is asked for only where it is used.
            ParamKind::Text => view! {
                <Show when=move || constant.get() == "constant">
                    <Field
                        form
                        name=name.clone()
                        label=param.name
                        code=true
                        about=param.about.to_owned()
                        range=range(param)
                        entry=FieldInput::from(&param.kind)
                        value
                    />
                </Show>
            }
            .into_any(),
            kind => {
                let (about, range) = (param.about.to_owned(), range(param));
                view! { <Field form name label=param.name code=true about range entry=FieldInput::from(kind) value /> }.into_any()
            }
        }
    };
    let shown = SETTINGS.iter().filter(|(of, _)| about.contains(of)).map(|(_, param)| one(param)).collect_view();
    view! { <div class="lab-fields">{shown}</div> }.into_any()
}

/// Any of several words, each with a box to tick.
fn several(form: ExperimentForm, name: String, param: &'static Param, words: &'static [&'static str], value: Memo<String>) -> AnyView {
    let (label_id, about_id) = (format!("lab-{name}"), format!("lab-{name}-about"));
    let chosen = move |word: &str| value.with(|value| value.split(',').any(|one| one == word));
    let toggle = move |word: &'static str, wanted: bool| {
        let is = |one: &&&str| if **one == word { wanted } else { untrack(|| chosen(one)) };
        let all: Vec<&str> = words.iter().filter(is).copied().collect();
        form.set_field(&name, &all.join(","));
    };
    let boxes = words.iter().map(|word| {
        let toggle = toggle.clone();
        view! {
            <label>
                <input
                    type="checkbox"
                    prop:checked=Signal::derive(move || chosen(word))
                    on:change=move |event| toggle(word, event_target_checked(&event))
                />
                {*word}
            </label>
        }
    });
    view! {
        <div class="field" role="group" aria-labelledby=label_id aria-describedby=about_id>
            <span class="field-name" id=label_id.clone() data-code="">{param.name}</span>
            <div class="lab-ticks">{boxes.collect_view()}</div>
            <p class="field-about" id=about_id.clone()>{param.about} " " <span class="field-range">{range(param)}</span></p>
        </div>
    }
    .into_any()
}

/// A list of the columns that are prepared as all others are; choosing one opens its own settings.
fn column_choice(needs: Memo<ColumnNeeds>, single: Memo<Vec<String>>, opened: RwSignal<Vec<String>>) -> AnyView {
    let rest = Memo::new(move |_| {
        let names = needs.with(|needs| needs.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
        single.with(|single| names.into_iter().filter(|name| !single.contains(name)).collect::<Vec<_>>())
    });
    let choose = move |event: Event| {
        let name = event_target_value(&event);
        if !name.is_empty() {
            opened.update(|opened| opened.push(name));
        }
    };
    view! {
        <Show when=move || needs.with(|needs| needs.len() > 1)>
            <div class="field">
                <label for="lab-prepare-column">"Prepare one column differently"</label>
                <select id="lab-prepare-column" on:change=choose>
                    {move || {
                        let names = rest.get().into_iter().map(|name| view! { <option value=name.clone()>{name.clone()}</option> });
                        view! {
                            <option value="" selected>"choose a column …"</option>
                            {names.collect_view()}
                        }
                    }}
                </select>
            </div>
        </Show>
    }
    .into_any()
}

/// The settings of one column.
fn column_of_its_own(form: ExperimentForm, name: String, about: Vec<About>, close: Callback<String>) -> AnyView {
    let (shown, closed) = (name.clone(), name.clone());
    view! {
        <fieldset class="lab-group lab-card lab-own">
            <legend>{shown}</legend>
            {settings(form, Some(name), about)}
            <p class="lab-actions">
                <button type="button" class="button" on:click=move |_| close.run(closed.clone())>
                    {format!("Prepare {closed} like the others")}
                </button>
            </p>
        </fieldset>
    }
    .into_any()
}
