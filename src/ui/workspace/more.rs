//! The rest of the settings, behind *More settings*: how rows are held back, the model's other parameters, how columns are
//! prepared, and which of them are learned from.

use leptos::prelude::*;

use crate::protocol::{ColumnKind, ColumnProfile};
use crate::ui::kit::number::{counted, fixed};
use crate::ui::workspace::experiment_form::{ExperimentForm, is_chosen};
use crate::ui::workspace::field::params_of;
use crate::ui::workspace::field::{Field, FieldInput};
use crate::ui::workspace::preparation_form::Preparation;

/// Columns that can be ticked one by one.
const MOST_FEATURES: usize = 400;

/// The rest, under its standard names.
#[component]
pub(crate) fn MoreSettings(
    /// The form.
    form: ExperimentForm,
) -> impl IntoView {
    let kind = Memo::new(move |_| form.spec.with(|spec| spec.model.kind()));
    let share = Signal::derive(move || form.spec.with(|spec| spec.split.test_share.to_string()));
    let folds = Signal::derive(move || form.spec.with(|spec| spec.folds.to_string()));
    let split = Signal::derive(move || {
        let rows = form.data.profile.with(|profile| profile.as_ref().map_or(0, |profile| profile.rows)) as f64;
        let test = form.spec.with(|spec| (rows * spec.split.test_share).ceil());
        format!("{} rows to learn from, {} to test on.", fixed(rows - test, 0), fixed(test, 0))
    });
    view! {
        <details class="lab-more">
            <summary>"More settings"</summary>
            <fieldset class="lab-group">
                <legend>"Test"</legend>
                <div class="lab-fields">
                    <Field
                        form
                        name="test_share"
                        label="Test share"
                        about="Share of the rows held back to judge the model, 0.05 to 0.95.".to_owned()
                        entry=FieldInput::Text { words: &[] }
                        value=share
                    />
                    <Field
                        form
                        name="folds"
                        label="Folds"
                        about="Trains that many times more, each time judged on another part; 0 skips it.".to_owned()
                        entry=FieldInput::Whole { min: 0, max: 20, optional: false }
                        value=folds
                    />
                    <div class="field" data-flag="">
                        <label for="lab-stratify">"Stratify"</label>
                        <input
                            id="lab-stratify"
                            type="checkbox"
                            aria-describedby="lab-stratify-about"
                            prop:checked=Signal::derive(move || form.spec.with(|spec| spec.split.stratify))
                            on:change=move |event| form.spec.update(|spec| spec.split.stratify = event_target_checked(&event))
                        />
                        <p class="field-about" id="lab-stratify-about">"Keeps the share of every class the same in both parts."</p>
                    </div>
                </div>
                <DivisionFields form />
                <p class="field-about">{split}</p>
            </fieldset>
            <fieldset class="lab-group">
                <legend>"The model's other parameters"</legend>
                <div class="lab-fields">{move || params_of(form, kind.get(), false)}</div>
            </fieldset>
            <Preparation form />
            <FeatureChoice form />
        </details>
    }
    .into_any()
}

/// Columns that decide which rows may be parted: groups stay together, or the latest rows are the test.
#[component]
fn DivisionFields(form: ExperimentForm) -> impl IntoView {
    let columns = Memo::new(move |_| {
        let target = form.spec.with(|spec| spec.target.clone());
        form.data.profile.with(|profile| {
            let others = profile.iter().flat_map(|profile| &profile.columns).filter(|column| column.name != target);
            others.map(|column| (column.name.clone(), column.kind, column.whole)).collect::<Vec<_>>()
        })
    });
    let division = Memo::new(move |_| form.spec.with(|spec| (spec.split.group.clone(), spec.split.time.clone())));
    let choice = move |id: &'static str, label: &'static str, none: &'static str, about: &'static str, by_time: bool| {
        let chosen = Memo::new(move |_| if by_time { division.get().1 } else { division.get().0 }.unwrap_or_default());
        let set = move |name: String| {
            form.spec.update(|spec| {
                // Rows are kept together or in order, not both.
                let name = Some(name).filter(|name| !name.is_empty());
                (spec.split.group, spec.split.time) = if by_time { (None, name) } else { (name, None) };
            });
        };
        let options = move || {
            let fits = |kind: ColumnKind, whole: bool| match kind {
                ColumnKind::Empty => false,
                ColumnKind::Date => true,
                // Whole numbers name patients and years; measurements name nothing.
                ColumnKind::Numeric => by_time || whole,
                ColumnKind::Categorical | ColumnKind::Identifier => !by_time,
            };
            let fitting = columns.get().into_iter().filter(|(_, kind, whole)| fits(*kind, *whole)).take(MOST_FEATURES);
            fitting
                .map(|(name, ..)| {
                    let (value, shown) = (name.clone(), name.clone());
                    let is = Signal::derive(move || chosen.with(|chosen| *chosen == name));
                    view! { <option value=value prop:selected=is>{shown}</option> }
                })
                .collect_view()
        };
        let about_id = format!("{id}-about");
        view! {
            <div class="field">
                <label for=id>{label}</label>
                <select id=id aria-describedby=about_id.clone() on:change=move |event| set(event_target_value(&event))>
                    <option value="" prop:selected=Signal::derive(move || chosen.with(String::is_empty))>{none}</option>
                    {options}
                </select>
                <p class="field-about" id=about_id>{about}</p>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="lab-fields">
            {choice("lab-group", "Keep together", "each row for itself", "All rows with the same value are on one side: patients, customers, days.", false)}
            {choice("lab-time", "In order of", "rows are drawn", "The latest rows are the test, as they will be in use.", true)}
        </div>
    }
    .into_any()
}

/// Which columns the model may learn from; none ticked off means all but the target and identifiers.
#[component]
fn FeatureChoice(form: ExperimentForm) -> impl IntoView {
    let offered = Memo::new(move |_| {
        let target = form.spec.with(|spec| spec.target.clone());
        form.data.profile.with(|profile| {
            let Some(profile) = profile else { return vec![] };
            let columns = profile.columns.iter().filter(|column| column.name != target);
            let usual = |column: &ColumnProfile| form.spec.with(|spec| column.is_feature(profile.rows, &spec.prepare));
            columns.map(|column| (column.name.clone(), usual(column))).collect::<Vec<_>>()
        })
    });
    let toggle = move |name: &str, wanted: bool| {
        let offered = offered.get_untracked();
        form.spec.update(|spec| {
            let chosen = |column: &str, usual: bool| if column == name { wanted } else { is_chosen(&spec.features, column, usual) };
            let features: Vec<String> =
                offered.iter().filter(|(column, usual)| chosen(column, *usual)).map(|(column, _)| column.clone()).collect();
            let all = offered.iter().all(|(column, usual)| features.contains(column) == *usual);
            spec.features = if all { vec![] } else { features };
        });
    };
    view! {
        <fieldset class="lab-group">
            <legend>"Columns to learn from"</legend>
            <ul class="lab-features">
                {move || {
                    offered
                        .get()
                        .into_iter()
                        .take(MOST_FEATURES)
                        .map(|(name, usual)| {
                            let (shown, clicked) = (name.clone(), name.clone());
                            let checked = Signal::derive(move || form.spec.with(|spec| is_chosen(&spec.features, &name, usual)));
                            view! {
                                <li>
                                    <label>
                                        <input
                                            type="checkbox"
                                            prop:checked=checked
                                            on:change=move |event| toggle(&clicked, event_target_checked(&event))
                                        />
                                        <span>{shown}</span>
                                    </label>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            {move || {
                let rest = offered.with(Vec::len).saturating_sub(MOST_FEATURES) as u64;
                (rest > 0)
                    .then(|| view! { <p class="field-about">{format!("And {}, used as they come.", counted(rest, "more column"))}</p> })
            }}
        </fieldset>
    }
    .into_any()
}
