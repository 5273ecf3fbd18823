//! The groups lab: rows are put into groups that nobody named, and the reader judges whether there is anything in them.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::protocol::{Clustered, ColumnKind};
use crate::ui::kit::inputs::{fields, number, select, whole};
use crate::ui::labs::groups::query::{METHODS, SHAPES};
use crate::ui::labs::groups::state::GroupsLab;
use crate::ui::labs::groups::story;
use crate::ui::workspace::data::DataControls;
use crate::ui::workspace::explore::{Explore, drawing_view, warnings_list};

/// The lab.
#[component]
pub(crate) fn Groups(
    /// Its state.
    lab: GroupsLab,
) -> impl IntoView {
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        lab.find();
    };
    view! {
        <div class="lab">
            <div class="lab-columns">
                <form class="lab-controls" aria-label="Settings" novalidate on:submit=on_submit>
                    <DataControls form=lab.form without_target=true />
                    {method_controls(lab)}
                    <div class="lab-train">
                        <button id="lab-find" class="button-primary" type="submit">"Find groups"</button>
                        {lab.job.waiting(lab.client, "Finding groups")}
                    </div>
                </form>
                <div class="lab-main">
                    <p class="lab-standing">
                        {move || if lab.job.found.with(Option::is_none) { "Nothing was sought yet. Look at the data below, then press Find groups." } else { "" }}
                    </p>
                    <div class="lab-report">{move || lab.job.found.get().map(result)}</div>
                    <Explore data=lab.form.data />
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn method_controls(lab: GroupsLab) -> AnyView {
    let silent = Callback::new(|()| ());
    let chosen = lab.method.get_untracked();
    let about = Signal::derive(move || match lab.method.get().as_str() {
        "dbscan" => "Rows with many near neighbours form groups; rows in empty places belong to none.",
        "gaussian_mixture" => "The rows are taken for a mixture of bells, each with its own place, size and shape.",
        _ => "Each row belongs to the nearest of so many centres, which move until they stay.",
    });
    let columns = Memo::new(move |_| {
        lab.form.data.profile.with(|profile| {
            let columns = profile.iter().flat_map(|profile| &profile.columns);
            columns.filter(|column| column.kind == ColumnKind::Categorical).map(|column| column.name.clone()).collect::<Vec<_>>()
        })
    });
    let options = ordered(&METHODS, &chosen);
    let shapes = ordered(&SHAPES, &lab.shape.get_untracked());
    view! {
        <fieldset class="lab-group">
            <legend>"Groups"</legend>
            {select("lab-method", "Method", options, move |method| lab.method.set(method))}
            <p class="field-about">{about}</p>
            {move || match lab.method.get().as_str() {
                "dbscan" => fields(vec![
                    number("lab-eps", "eps: how near a neighbour is", lab.eps, silent),
                    whole("lab-min-samples", "min_samples: neighbours that make a crowd", (1, 1000), lab.min_samples, silent),
                ]),
                "gaussian_mixture" => fields(vec![
                    whole("lab-clusters", "n_components", (1, 30), lab.clusters, silent),
                    select("lab-shape", "Shape of the bells", shapes.clone(), move |shape| lab.shape.set(shape)),
                ]),
                _ => fields(vec![whole("lab-clusters", "n_clusters", (1, 30), lab.clusters, silent)]),
            }}
            {whole("lab-seed", "Seed", (0, u32::MAX), lab.seed, silent)}
            <div class="field">
                <label for="lab-labels">"Compare with known groups"</label>
                <select id="lab-labels" aria-describedby="lab-labels-about" on:change=move |event| lab.labels.set(event_target_value(&event))>
                    <option value="" prop:selected=move || lab.labels.with(String::is_empty)>"no, there are none"</option>
                    {move || {
                        columns
                            .get()
                            .into_iter()
                            .map(|name| {
                                let (value, shown) = (name.clone(), name.clone());
                                let is = Signal::derive(move || lab.labels.with(|labels| *labels == name));
                                view! { <option value=value prop:selected=is>{shown}</option> }
                            })
                            .collect_view()
                    }}
                </select>
                <p class="field-about" id="lab-labels-about">"The column is kept away from the method and only laid beside its groups."</p>
            </div>
        </fieldset>
    }
    .into_any()
}

/// The chosen option first, so that it is the one shown.
fn ordered(options: &[(&str, &str)], chosen: &str) -> Vec<(String, String)> {
    let mut options: Vec<(String, String)> = options.iter().map(|(value, name)| ((*value).to_owned(), (*name).to_owned())).collect();
    if let Some(place) = options.iter().position(|(value, _)| value == chosen) {
        options[..=place].rotate_right(1);
    }
    options
}

fn result(found: Arc<Clustered>) -> AnyView {
    let drawings = found.drawings.iter().map(|(name, drawing)| drawing_view(title(name), drawing)).collect_view();
    view! {
        <section class="lab-section" aria-labelledby="lab-result">
            <h2 id="lab-result">"The groups"</h2>
            <div class="lab-story-now" role="status">
                <h3>"What just happened"</h3>
                {story::of(&found).into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
            </div>
            {warnings_list(&found.warnings, 0)}
            <div class="lab-drawings">{drawings}</div>
            {story::figures(&found)}
            {story::profiles(&found)}
            {story::crossed(&found)}
        </section>
    }
    .into_any()
}

fn title(name: &str) -> String {
    match name {
        "scatter" => "The rows, seen from where they differ most",
        "silhouette" => "Is each row nearer to its own group?",
        "elbow" => "How many groups?",
        name => name,
    }
    .to_owned()
}
