//! The model registry: versions, aliases, promotion and roll-back with a reason, and their history.

use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;

use crate::protocol::track::{AliasMove, EditModel, EditModelVersion, ModelChange, ModelVersion, RegisteredModel, RollBack, SetAlias};
use crate::ui::kit::number::counted;
use crate::ui::kit::table::scrolling;
use crate::ui::labs::track::query::Tab;
use crate::ui::labs::track::state::TrackingState;
use crate::ui::labs::track::view::cells::moment;
use crate::ui::labs::track::view::edit::twice;

/// Aliases that are offered; any other may be typed.
const USUAL: [&str; 2] = ["champion", "challenger"];

/// The part.
pub(crate) fn models(track: TrackingState) -> AnyView {
    let all = move || {
        let models = track.models.get();
        if models.is_empty() {
            let go = move |_| track.look.update(|look| look.tab = Tab::Runs);
            return view! {
                <p class="lab-empty">
                    "No model is registered yet. Open a run and press Register model: a version keeps the way back to its run and its data. "
                    <button type="button" class="link-button" on:click=go>"To the runs"</button>
                </p>
            }
            .into_any();
        }
        models.iter().map(|one| model(track, one)).collect_view().into_any()
    };
    view! {
        <section class="lab-section" aria-labelledby="track-models-title">
            <h2 id="track-models-title">"Registered models"</h2>
            <p>"A version never changes. What changes is which version an alias such as @champion points at; whoever loads the alias gets that version. Stages (Staging, Production) are deprecated in MLflow, aliases replace them."</p>
            {all}
        </section>
    }
    .into_any()
}

fn model(track: TrackingState, model: &RegisteredModel) -> AnyView {
    let name = StoredValue::new(model.name.clone());
    let about = RwSignal::new(model.description.clone());
    let describe = move |_| {
        track.change(EditModel { name: name.get_value(), change: ModelChange::Describe(about.get_untracked()) }, "Description saved.");
    };
    let aliases = model.aliases.iter().map(|(alias, version)| {
        view! { <li class="track-alias"><strong>{format!("@{alias}")}</strong>{format!(" → version {version}")}</li> }
    });
    let delete = Callback::new(move |()| {
        track.change(EditModel { name: name.get_value(), change: ModelChange::Delete }, "Model taken out of the registry.")
    });
    let heading = format!("track-model-{}", model.name.chars().filter(char::is_ascii_alphanumeric).collect::<String>());
    let named = heading.clone();
    view! {
        <article class="track-model" aria-labelledby=named>
            <div class="track-head">
                <h3 id=heading>{model.name.clone()}</h3>
                {twice("Delete model", "Press again to delete it for good", delete)}
            </div>
            <ul class="track-aliases">{aliases.collect_view()}</ul>
            <div class="field">
                <label>"What it is for" <input type="text" prop:value=about on:input=move |event: Event| about.set(event_target_value(&event)) on:change=describe /></label>
            </div>
            {versions(track, model)}
            {move_alias(track, model)}
            {history(&model.history)}
        </article>
    }
    .into_any()
}

fn versions(track: TrackingState, model: &RegisteredModel) -> AnyView {
    let row = |version: &ModelVersion| {
        let open = version.run_id.clone().map(|id| {
            let shown = id.get(..8).unwrap_or(&id).to_owned();
            let go = move |_| track.look.update(|look| (look.tab, look.run) = (Tab::Runs, Some(id.clone())));
            view! { <button type="button" class="link-button" on:click=go>{shown}</button> }
        });
        let data: Vec<String> = version.datasets.iter().map(|(name, digest)| format!("{name} ({digest})")).collect();
        let aliases: Vec<String> = version.aliases.iter().map(|alias| format!("@{alias}")).collect();
        let (name, number) = (version.name.clone(), version.version);
        let delete = Callback::new(move |()| {
            track.change(EditModelVersion { name: name.clone(), version: number, change: ModelChange::Delete }, "Version deleted.");
        });
        view! {
            <tr>
                <th scope="row">{number}</th>
                <td>{aliases.join(", ")}</td>
                <td>{open}</td>
                <td>{data.join(", ")}</td>
                <td>{version.creation_time.map(moment)}</td>
                <td>{version.description.clone()}</td>
                <td>{twice("Delete", "Press again", delete)}</td>
            </tr>
        }
    };
    let rows = model.versions.iter().map(row).collect_view();
    let caption = counted(model.versions.len() as u64, "version");
    let table = view! {
        <table class="lab-table">
            <caption>{caption.clone()}</caption>
            <thead>
                <tr>
                    {["Version", "Aliases", "Run", "Dataset", "Made", "Description"].map(|head| view! { <th scope="col">{head}</th> })}
                    <th scope="col"><span class="visually-hidden">"Actions"</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    };
    scrolling(&caption, table.into_any())
}

/// Promotion and roll-back: an alias, a version, and a reason that is kept.
fn move_alias(track: TrackingState, model: &RegisteredModel) -> AnyView {
    let name = StoredValue::new(model.name.clone());
    let alias = RwSignal::new(USUAL[0].to_owned());
    let version = RwSignal::new(model.versions.first().map_or(1, |version| version.version));
    let reason = RwSignal::new(String::new());
    let missing = move || reason.with(|reason| reason.trim().is_empty());
    let numbers: Vec<i64> = model.versions.iter().map(|version| version.version).collect();
    let list = format!("{}-aliases", model.name.len());
    let known =
        USUAL.iter().map(|alias| (*alias).to_owned()).chain(model.aliases.keys().filter(|alias| !USUAL.contains(&alias.as_str())).cloned());
    let known = known.map(|alias| view! { <option value=alias></option> }).collect_view();
    let promote = move |event: SubmitEvent| {
        event.prevent_default();
        if missing() {
            return;
        }
        let (alias, reason) = (alias.get_untracked().trim().trim_start_matches('@').to_owned(), reason.get_untracked());
        let said = format!("@{alias} points at version {}.", version.get_untracked());
        track.change(SetAlias { name: name.get_value(), alias, version: Some(version.get_untracked()), reason }, said);
    };
    let back = move |_| {
        if missing() {
            return;
        }
        let (alias, reason) = (alias.get_untracked().trim().trim_start_matches('@').to_owned(), reason.get_untracked());
        let said = format!("@{alias} was rolled back.");
        track.change(RollBack { name: name.get_value(), alias, reason }, said);
    };
    let options = numbers.into_iter().map(|number| view! { <option value=number.to_string()>{format!("version {number}")}</option> });
    view! {
        <form class="track-promote" aria-label="Move an alias" on:submit=promote>
            <label class="field"><span class="field-name">"Alias"</span>
                <input type="text" list=list.clone() prop:value=alias on:input=move |event: Event| alias.set(event_target_value(&event)) />
            </label>
            <datalist id=list>{known}</datalist>
            <label class="field"><span class="field-name">"Points at"</span>
                <select on:change=move |event: Event| {
                    if let Ok(number) = event_target_value(&event).parse() {
                        version.set(number);
                    }
                }>{options.collect_view()}</select>
            </label>
            <label class="field"><span class="field-name">"Reason, which is kept"</span>
                <input type="text" placeholder="better recall on the same test rows" prop:value=reason on:input=move |event: Event| reason.set(event_target_value(&event)) />
            </label>
            <div class="lab-actions">
                <button type="submit" class="button-primary" disabled=missing>"Promote"</button>
                <button type="button" class="button" disabled=missing on:click=back>"Roll back"</button>
            </div>
        </form>
    }
    .into_any()
}

fn history(moves: &[AliasMove]) -> AnyView {
    if moves.is_empty() {
        return ().into_any();
    }
    let place = |version: Option<i64>| version.map_or_else(|| "nothing".to_owned(), |version| format!("version {version}"));
    let each = moves.iter().map(|step| {
        let what = if step.roll_back { "rolled back" } else { "moved" };
        let text = format!("@{} {what} from {} to {}", step.alias, place(step.from), place(step.to));
        view! { <li><span>{moment(step.time)}</span>" "<strong>{text}</strong>" "{step.reason.clone()}</li> }
    });
    view! { <h4>"History"</h4><ol class="track-history" reversed>{each.collect_view()}</ol> }.into_any()
}
