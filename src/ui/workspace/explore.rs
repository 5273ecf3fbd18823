//! What the data looks like: its columns, their distributions, its first rows, and what was odd in the file.

use std::sync::Arc;

use leptos::prelude::*;

use crate::protocol::{ColumnKind, ColumnProfile, DatasetProfile, Drawing, Warning};
use crate::ui::kit::drawing::DrawingView;
use crate::ui::kit::number::{count, counted, plain};
use crate::ui::kit::staged_render::{Part, in_turn};
use crate::ui::kit::table::{Cell, Column, Line, figure_columns, reachable, table};
use crate::ui::workspace::dataset_choice::DatasetChoice;

/// Distributions shown before the reader asks for all.
const FIRST_DRAWINGS: usize = 9;

/// Columns that the table of columns lists.
const MOST_COLUMNS: usize = 200;
/// Columns that a table of rows shows.
const MOST_WIDE: usize = 80;

/// Drawings are stacked by at most so many classes.
const MOST_COLOURS: usize = 10;

/// The drawing that comes first: how many rows each class of the target has.
const BALANCE: &str = "target balance";

/// The data as it was read.
#[component]
pub(crate) fn Explore(
    /// The data.
    data: DatasetChoice,
) -> impl IntoView {
    view! {
        <section class="lab-explore" aria-labelledby="lab-explore">
            <h2 id="lab-explore">"The data"</h2>
            {move || match data.profile.get() {
                Some(profile) => {
                    let (columns, head) = (Arc::clone(&profile), Arc::clone(&profile));
                    in_turn(vec![
                        Box::new(move || {
                            view! {
                                <Facts title=profile.title.clone() rows=profile.rows columns=profile.columns.len() />
                                {warnings_list(&profile.warnings, profile.more_warnings)}
                            }
                            .into_any()
                        }),
                        Box::new(move || columns_table(&columns)),
                        Box::new(move || view! { {head_table(&head)} <Distributions data /> }.into_any()),
                    ])
                }
                None if data.reading.with(Option::is_some) => view! { <p class="lab-empty">"Reading the data …"</p> }.into_any(),
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
    let list = view! { <ul aria-label="Warnings">{warnings.iter().map(line).collect_view()} {rest}</ul> };
    reachable("lab-warnings", "What was odd in the file", list.into_any())
}

fn columns_table(profile: &DatasetProfile) -> AnyView {
    let mut columns = figure_columns("Name", &["Kind", "Missing", "Distinct", "Min", "Mean", "Median", "Max"]);
    if let Some(kind) = columns.get_mut(1) {
        *kind = Column::Words("Kind".to_owned());
    }
    let lines = profile.columns.iter().take(MOST_COLUMNS).map(column_line).collect();
    view! {
        {table(format!("Columns of {}", profile.title), columns, lines, vec![])}
        {rest_note(profile.columns.len(), MOST_COLUMNS)}
    }
    .into_any()
}

/// Says that a table does not show all columns; absent if it does.
fn rest_note(columns: usize, shown: usize) -> Option<AnyView> {
    let text = format!("The first {} of {} columns.", count(shown as u64), count(columns as u64));
    (columns > shown).then(|| view! { <p class="lab-note">{text}</p> }.into_any())
}

fn column_line(column: &ColumnProfile) -> Line {
    let figure = |value: Option<f64>| value.map(plain).unwrap_or_default();
    let figures =
        [count(column.missing), count(column.distinct), figure(column.min), figure(column.mean), figure(column.median), figure(column.max)];
    let mut line = Line::of_figures(column.name.clone(), "", figures);
    let kind = kind_text(column.kind);
    line.cells.insert(0, Cell::Words(if column.afterwards { format!("{kind}, known only afterwards") } else { kind.to_owned() }));
    line
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
fn Distributions(data: DatasetChoice) -> impl IntoView {
    let all = RwSignal::new(false);
    let total = Signal::derive(move || data.distributions.with(|drawings| drawings.len()));
    let key = move || data.profile.with(|profile| profile.as_ref().and_then(|profile| class_key(profile, &data.distributions.get())));
    view! {
        {key}
        <div class="lab-drawings" data-size="small">
            {move || {
                let shown = if all.get() { usize::MAX } else { FIRST_DRAWINGS };
                let mut drawings: Vec<_> = data.distributions.get().iter().cloned().collect();
                drawings.sort_by_key(|(name, _)| name != BALANCE);
                let part = |(name, drawing): (String, Drawing)| -> Part { Box::new(move || drawing_view(name, &drawing)) };
                in_turn(drawings.into_iter().take(shown).map(part).collect())
            }}
        </div>
        {move || {
            (total.get() > FIRST_DRAWINGS && !all.get())
                .then(|| {
                    let label = format!("Show all {} drawings", total.get());
                    view! { <button type="button" class="button" on:click=move |_| all.set(true)>{label}</button> }
                })
        }}
    }
    .into_any()
}

/// Which colour is which class of the target; absent where the drawings are not stacked.
fn class_key(profile: &DatasetProfile, drawings: &[(String, Drawing)]) -> Option<AnyView> {
    let target = profile.columns.iter().find(|column| Some(&column.name) == profile.target.as_ref())?;
    let (_, balance) = drawings.iter().find(|(name, _)| name == BALANCE)?;
    // The balance has one row a class, in the order of the colours, and one for missing values.
    let classes = balance.table.rows.len() - usize::from(target.missing > 0).min(balance.table.rows.len());
    let labels = balance.table.rows.iter().take(classes).filter_map(|row| row.first().cloned());
    let item = |(class, label): (usize, String)| {
        let fill = format!("f-class-{class}");
        view! { <li><svg class="chart" viewBox="0 0 10 10" aria-hidden="true"><rect class=fill width="10" height="10" rx="2" /></svg>{label}</li> }
    };
    let items = labels.enumerate().map(item).collect_view();
    (2..=MOST_COLOURS)
        .contains(&classes)
        .then(|| view! { <ul class="lab-key" aria-label=format!("Colours by {}", target.name)>{items}</ul> }.into_any())
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
    let all = headers.len();
    let columns = std::iter::once("Row".to_owned()).chain(headers.into_iter().take(MOST_WIDE)).map(Column::Words).collect();
    let line = |(number, cells): (u64, Vec<Option<String>>)| Line {
        name: count(number),
        about: "",
        cells: cells.into_iter().take(MOST_WIDE).map(|cell| cell.map_or(Cell::Missing, Cell::Words)).collect(),
    };
    view! {
        {table(caption, columns, rows.into_iter().map(line).collect(), vec![])}
        {rest_note(all, MOST_WIDE)}
    }
    .into_any()
}
