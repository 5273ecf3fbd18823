//! The runs: which experiment, which filter, which order; the table with its pages; the run that is open.

use std::sync::Arc;

use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;

use crate::protocol::track::{CreateExperiment, EditExperiment, ExperimentChange, RunsPage};
use crate::ui::kit::number::{count, counted};
use crate::ui::kit::table::scrolling;
use crate::ui::labs::track::query::PAGE;
use crate::ui::labs::track::state::TrackingState;
use crate::ui::labs::track::view::columns::{Column, column_choice, columns};
use crate::ui::labs::track::view::detail::detail;
use crate::ui::labs::track::view::edit::{Asked, ask_line};
use crate::ui::labs::track::view::nested::group;
use crate::ui::labs::track::view::problem;
use crate::ui::labs::track::view::train::train;

/// Filters to try, as they are written.
const EXAMPLES: [&str; 3] =
    ["metrics.accuracy > 0.95", "params.model = 'random_forest' and metrics.f1_macro > 0.9", "attributes.run_name ILIKE '%forest%'"];

/// The part.
pub(crate) fn runs(track: TrackingState) -> AnyView {
    // What changes the table's shape; which runs are ticked or open does not, and must not cost the reader the focus.
    let shape =
        Memo::new(move |_| track.look.with(|look| (look.order.clone(), look.shown, look.hidden.clone(), look.hide_constant, look.flat)));
    view! {
        {bar(track)}
        {train(track)}
        {move || track.wrong.get().map(|error| problem(&error.what, &error.hint))}
        {move || {
            shape.track();
            track.columns.track();
            track.found.get().map(|page| untrack(|| table(track, &page)))
        }}
        {move || track.open.get().map(|run| untrack(|| detail(track, run)))}
    }
    .into_any()
}

/// Experiment, filter, columns.
fn bar(track: TrackingState) -> AnyView {
    let filter = RwSignal::new(track.look.with_untracked(|look| look.filter.clone()));
    Effect::new(move |_| filter.set(track.look.with(|look| look.filter.clone())));
    let apply = move || {
        let text = filter.get_untracked().trim().to_owned();
        track.look.update(|look| (look.filter, look.page) = (text, 0));
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        apply();
    };
    let examples = EXAMPLES.map(|example| view! { <option value=example></option> });
    view! {
        <div class="track-tools">
            {experiments(track)}
            <form class="field track-filter" on:submit=on_submit>
                <label for="track-filter">"Filter"</label>
                <div class="track-line">
                    <input
                        id="track-filter"
                        type="search"
                        list="track-examples"
                        autocomplete="off"
                        spellcheck="false"
                        placeholder="metrics.accuracy > 0.95"
                        aria-describedby="track-filter-about"
                        aria-invalid=move || track.wrong.with(Option::is_some).then_some("true")
                        prop:value=filter
                        on:input=move |event: Event| filter.set(event_target_value(&event))
                        on:change=move |_| apply()
                    />
                    <datalist id="track-examples">{examples}</datalist>
                    <button type="submit" class="button">"Find"</button>
                </div>
                <p class="field-about" id="track-filter-about">
                    "MLflow's search syntax: metrics, params, tags and attributes, joined by "<code>"and"</code>"."
                </p>
            </form>
            {column_choice(track)}
        </div>
    }
    .into_any()
}

/// Which experiment, and what can be done with it.
fn experiments(track: TrackingState) -> AnyView {
    let chosen = Memo::new(move |_| track.look.with(|look| look.experiment));
    let options = move || {
        let deleted = track.look.with(|look| look.deleted);
        track.experiments.with(|all| {
            let shown = all.iter().filter(|one| deleted || !one.deleted || chosen.get() == Some(one.experiment_id));
            shown
                .map(|one| {
                    let id = one.experiment_id;
                    let name = format!("{} ({}){}", one.name, count(one.runs), if one.deleted { ", deleted" } else { "" });
                    view! { <option value=id.to_string() prop:selected=move || chosen.get() == Some(id)>{name}</option> }
                })
                .collect_view()
        })
    };
    let set = move |event: Event| {
        let id = event_target_value(&event).parse().ok();
        track.look.update(|look| (look.experiment, look.page) = (id, 0));
    };
    let asked = RwSignal::new(None::<Asked>);
    let gone =
        Memo::new(move |_| track.experiments.with(|all| all.iter().any(|one| Some(one.experiment_id) == chosen.get() && one.deleted)));
    let edit = move |change: ExperimentChange, said: &'static str| {
        if let Some(experiment_id) = chosen.get_untracked() {
            track.change(EditExperiment { experiment_id, change }, said);
        }
    };
    let take = Callback::new(move |(what, text): (Asked, String)| match what {
        Asked::New => track.change_then(CreateExperiment { name: text, tags: Default::default() }, "Experiment made.", move |made| {
            track.look.update(|look| (look.experiment, look.page) = (Some(made.experiment_id), 0));
        }),
        Asked::Rename => edit(ExperimentChange::Rename(text), "Experiment renamed."),
    });
    view! {
        <div class="field track-experiment">
            <label for="track-experiment">"Experiment"</label>
            <select id="track-experiment" on:change=set>
                <option value="" prop:selected=move || chosen.get().is_none()>"all experiments"</option>
                {options}
            </select>
            <p class="lab-actions">
                <button type="button" class="link-button" on:click=move |_| asked.set(Some(Asked::New))>"New …"</button>
                {move || chosen.get().map(|_| view! {
                    <button type="button" class="link-button" on:click=move |_| asked.set(Some(Asked::Rename))>"Rename …"</button>
                    {move || if gone.get() {
                        view! { <button type="button" class="link-button" on:click=move |_| edit(ExperimentChange::Restore, "Experiment restored.")>"Restore"</button> }.into_any()
                    } else {
                        view! { <button type="button" class="link-button" on:click=move |_| edit(ExperimentChange::Delete, "Experiment deleted; Restore brings it back.")>"Delete"</button> }.into_any()
                    }}
                })}
            </p>
            {ask_line(asked, "experiment", take)}
        </div>
    }
    .into_any()
}

/// The table and its pages.
fn table(track: TrackingState, page: &Arc<RunsPage>) -> AnyView {
    if page.total == 0 {
        return empty(track);
    }
    let shown = Arc::new(columns(track));
    let first = track.look.with(|look| look.page * PAGE) as usize;
    let heads = shown.iter().map(|column| head(track, column)).collect_view();
    let rows = page.runs.iter().map(|row| group(track, row, &shown)).collect_view();
    let caption = format!("Runs {} to {} of {}", first + 1, first + page.runs.len(), count(page.total));
    let what = caption.clone();
    let table = view! {
        <table class="lab-table track-table">
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <th scope="col"><span class="visually-hidden">"Compare"</span></th>
                    {heads}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    };
    view! { <div class="track-runs">{scrolling(&what, table.into_any())} {pages(track, page.total)}</div> }.into_any()
}

fn head(track: TrackingState, column: &Column) -> AnyView {
    let (field, title) = (column.field.clone(), column.title.clone());
    let order = track.look.with(|look| look.order.clone());
    let here = order.as_ref().filter(|(own, _)| *own == field).map(|(_, down)| *down);
    let sort = here.map(|down| if down { "descending" } else { "ascending" });
    let arrow = here.map(|down| if down { " ↓" } else { " ↑" });
    let group = column.kind();
    let turn = move |_| {
        let field = field.clone();
        // Figures are most often wanted largest first.
        let next = match here {
            None => Some((field.clone(), field.starts_with("metrics."))),
            Some(down) if down == field.starts_with("metrics.") => Some((field, !down)),
            Some(_) => None,
        };
        track.look.update(|look| (look.order, look.page) = (next, 0));
    };
    view! {
        <th scope="col" aria-sort=sort data-number=column.figures().then_some("") data-kind=group>
            <button type="button" class="track-sort" on:click=turn>{title}<span aria-hidden="true">{arrow}</span></button>
        </th>
    }
    .into_any()
}

fn pages(track: TrackingState, total: u64) -> AnyView {
    let last = (total.saturating_sub(1) / u64::from(PAGE)) as u32;
    if last == 0 {
        return ().into_any();
    }
    let page = track.look.with(|look| look.page);
    let go = move |to: u32| track.look.update(|look| look.page = to);
    view! {
        <nav class="track-pages" aria-label="Pages of runs">
            <button type="button" class="button" disabled={page == 0} on:click=move |_| go(page.saturating_sub(1))>"Newer"</button>
            <span>{format!("page {} of {}", page + 1, last + 1)}</span>
            <button type="button" class="button" disabled={page >= last} on:click=move |_| go(page + 1)>"Older"</button>
        </nav>
    }
    .into_any()
}

fn empty(track: TrackingState) -> AnyView {
    // Until it is known whether other experiments have runs, nothing is said: the form above opens in the same moment.
    if track.status.with(Option::is_none) {
        return ().into_any();
    }
    let (filtered, deleted) = track.look.with(|look| (!look.filter.is_empty(), look.deleted));
    let elsewhere = track.status.with(|status| status.as_ref().map_or(0, |status| status.runs));
    let text = match (filtered, deleted, elsewhere) {
        (true, ..) => "No run fits this filter.".to_owned(),
        (_, true, _) => "No run is deleted here.".to_owned(),
        (_, _, 0) => "No run is kept yet. Train one above, or train in the training lab: it logs every run here.".to_owned(),
        (_, _, all) => format!("No run is kept in this experiment. There are {} in others.", counted(all, "run")),
    };
    let clear = move |_| track.look.update(|look| (look.filter, look.deleted, look.page) = (String::new(), false, 0));
    view! {
        <p class="lab-empty">
            {text}
            {(filtered || deleted).then(|| view! { " "<button type="button" class="link-button" on:click=clear>"Show all runs"</button> })}
        </p>
    }
    .into_any()
}
