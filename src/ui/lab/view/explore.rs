//! What the data looks like: its columns, their distributions, its first rows, and what was odd in the file.

use leptos::prelude::*;

use crate::protocol::{ColumnKind, ColumnProfile, DatasetProfile, Drawing, Warning};
use crate::ui::lab::drawing::DrawingView;
use crate::ui::lab::number::{count, counted, plain};
use crate::ui::lab::state::Lab;

/// Distributions shown before the reader asks for all.
const FIRST_DRAWINGS: usize = 9;

/// The drawing that comes first: how many rows each class of the target has.
const BALANCE: &str = "target balance";

/// The data as it was read.
#[component]
pub(crate) fn Explore(
    /// The lab.
    lab: Lab,
) -> impl IntoView {
    view! {
        <section class="lab-explore" aria-labelledby="lab-explore">
            <h2 id="lab-explore">"The data"</h2>
            {move || match lab.profile.get() {
                Some(profile) => {
                    view! {
                        <Facts title=profile.title.clone() rows=profile.rows columns=profile.columns.len() />
                        {warnings_list(&profile.warnings, profile.more_warnings)}
                        {columns_table(&profile)}
                        <Distributions lab />
                        {head_table(&profile)}
                    }
                        .into_any()
                }
                None if lab.reading.with(Option::is_some) => view! { <p class="lab-empty">"Reading the data …"</p> }.into_any(),
                None => view! { <p class="lab-empty">"No data yet. Choose a dataset or a file of your own."</p> }.into_any(),
            }}
        </section>
    }
    .into_any()
}

#[component]
fn Facts(title: String, rows: u64, columns: usize) -> impl IntoView {
    let text = format!("{title}: {}, {}.", counted(rows, "row"), counted(columns as u64, "column"));
    view! { <p>{text}</p> }.into_any()
}

/// What was put right or left out; empty if nothing was.
pub(crate) fn warnings_list(warnings: &[Warning], more: u64) -> AnyView {
    if warnings.is_empty() {
        return ().into_any();
    }
    let line = |warning: &Warning| {
        let place = match (warning.line, &warning.column) {
            (Some(line), Some(column)) => format!("Line {line}, column “{column}”: "),
            (Some(line), None) => format!("Line {line}: "),
            (None, Some(column)) => format!("Column “{column}”: "),
            (None, None) => String::new(),
        };
        view! { <li>{place}{warning.text.clone()}</li> }
    };
    let rest = (more > 0).then(|| view! { <li>{format!("And {} more.", counted(more, "warning"))}</li> });
    view! {
        <ul class="lab-warnings" aria-label="Warnings">
            {warnings.iter().map(line).collect_view()}
            {rest}
        </ul>
    }
    .into_any()
}

fn columns_table(profile: &DatasetProfile) -> AnyView {
    let caption = format!("Columns of {}", profile.title);
    let headers = ["Name", "Kind", "Missing", "Distinct", "Min", "Mean", "Median", "Max"];
    let label = format!("{caption}, scrollable");
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=label>
            <table class="lab-table">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        {headers
                            .into_iter()
                            .enumerate()
                            .map(|(index, header)| view! { <th scope="col" data-number=(index > 1).then_some("")>{header}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{profile.columns.iter().map(column_row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn column_row(column: &ColumnProfile) -> AnyView {
    let figure = |value: Option<f64>| value.map(plain).unwrap_or_default();
    let cells =
        [count(column.missing), count(column.distinct), figure(column.min), figure(column.mean), figure(column.median), figure(column.max)];
    view! {
        <tr>
            <th scope="row">{column.name.clone()}</th>
            <td>{kind_text(column.kind)}</td>
            {cells.map(number_cell).into_iter().collect_view()}
        </tr>
    }
    .into_any()
}

/// A cell that holds a figure.
pub(crate) fn number_cell(text: String) -> AnyView {
    view! { <td data-number="">{text}</td> }.into_any()
}

fn kind_text(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Numeric => "numbers",
        ColumnKind::Categorical => "classes",
        ColumnKind::Identifier => "identifier, not learned from",
        ColumnKind::Date => "dates, not learned from",
        ColumnKind::Empty => "empty",
    }
}

/// The target's balance first, then the columns; a long row of them opens on demand.
#[component]
fn Distributions(lab: Lab) -> impl IntoView {
    let all = RwSignal::new(false);
    let total = Signal::derive(move || lab.distributions.with(|drawings| drawings.len()));
    view! {
        <div class="lab-drawings" data-size="small">
            {move || {
                let shown = if all.get() { usize::MAX } else { FIRST_DRAWINGS };
                let mut drawings: Vec<_> = lab.distributions.get().iter().cloned().collect();
                drawings.sort_by_key(|(name, _)| name != BALANCE);
                drawings.iter().take(shown).map(|(name, drawing)| drawing_view(name.clone(), drawing)).collect_view()
            }}
        </div>
        {move || {
            (total.get() > FIRST_DRAWINGS && !all.get())
                .then(|| {
                    let label = format!("Show all {} columns", total.get());
                    view! { <button type="button" class="button" on:click=move |_| all.set(true)>{label}</button> }
                })
        }}
    }
    .into_any()
}

/// A drawing under its name.
pub(crate) fn drawing_view(caption: String, drawing: &Drawing) -> AnyView {
    let drawing = drawing.clone();
    view! { <DrawingView drawing caption /> }.into_any()
}

fn head_table(profile: &DatasetProfile) -> AnyView {
    let headers: Vec<String> = profile.columns.iter().map(|column| column.name.clone()).collect();
    let rows = profile.head.iter().enumerate().map(|(index, cells)| (index as u64 + 1, cells.clone())).collect();
    view! {
        <details class="lab-head-rows">
            <summary>"First rows"</summary>
            {rows_table("First rows of the file".to_owned(), headers, rows)}
        </details>
    }
    .into_any()
}

/// Rows of the data as text, numbered; a missing value is shown as such.
pub(crate) fn rows_table(caption: String, headers: Vec<String>, rows: Vec<(u64, Vec<Option<String>>)>) -> AnyView {
    let cell = |cell: Option<String>| match cell {
        Some(text) => view! { <td>{text}</td> }.into_any(),
        None => view! { <td data-missing="">"missing"</td> }.into_any(),
    };
    let label = format!("{caption}, scrollable");
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=label>
            <table class="lab-table">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Row"</th>
                        {headers.into_iter().map(|header| view! { <th scope="col">{header}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {rows
                        .into_iter()
                        .map(|(number, cells)| {
                            view! {
                                <tr>
                                    <th scope="row">{count(number)}</th>
                                    {cells.into_iter().map(cell).collect_view()}
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
