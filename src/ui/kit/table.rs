//! Tables, all of one shape: a frame that scrolls sideways, a caption, a header for every column and every row.

use leptos::prelude::*;

/// A column by its header.
pub(crate) enum Column {
    /// Words stand below it.
    Words(String),
    /// Figures stand below it.
    Figures(String),
}

/// What stands in a row and a column.
pub(crate) enum Cell {
    /// Words as they are.
    Words(String),
    /// A figure as text.
    Figure(String),
    /// A value that the data does not have.
    Missing,
}

/// A row: its header, what the header means (empty if that is plain), and its cells.
pub(crate) struct Line {
    /// The header.
    pub(crate) name: String,
    /// A few words below the header.
    pub(crate) about: &'static str,
    /// One for every column but the first.
    pub(crate) cells: Vec<Cell>,
}

impl Line {
    /// A row of figures.
    pub(crate) fn of_figures(name: impl Into<String>, about: &'static str, figures: impl IntoIterator<Item = String>) -> Self {
        Self { name: name.into(), about, cells: figures.into_iter().map(Cell::Figure).collect() }
    }
}

/// Columns of figures below a first column of words.
pub(crate) fn figure_columns(first: &str, others: &[&str]) -> Vec<Column> {
    let others = others.iter().map(|name| Column::Figures((*name).to_owned()));
    std::iter::once(Column::Words(first.to_owned())).chain(others).collect()
}

/// A whole table; `foot` holds the rows that sum up.
pub(crate) fn table(caption: String, columns: Vec<Column>, body: Vec<Line>, foot: Vec<Line>) -> AnyView {
    let what = caption.clone();
    let foot = (!foot.is_empty()).then(|| view! { <tfoot>{foot.into_iter().map(line).collect_view()}</tfoot> });
    let table = view! {
        <table class="lab-table">
            <caption>{caption}</caption>
            <thead>
                <tr>{columns.into_iter().map(header).collect_view()}</tr>
            </thead>
            <tbody>{body.into_iter().map(line).collect_view()}</tbody>
            {foot}
        </table>
    };
    scrolling(&what, table.into_any())
}

/// The frame of a table: it scrolls, and the keyboard reaches it to do so.
pub(crate) fn scrolling(what: &str, table: AnyView) -> AnyView {
    reachable("table-scroll", &format!("{what}, scrollable"), table)
}

/// A frame that scrolls: named, and reached by the keyboard.
pub(crate) fn reachable(class: &'static str, what: &str, content: AnyView) -> AnyView {
    view! { <div class=class tabindex="0" role="region" aria-label=what.to_owned()>{content}</div> }.into_any()
}

fn header(column: Column) -> AnyView {
    match column {
        Column::Words(name) => view! { <th scope="col">{name}</th> }.into_any(),
        Column::Figures(name) => view! { <th scope="col" data-number="">{name}</th> }.into_any(),
    }
}

fn line(line: Line) -> AnyView {
    let about = (!line.about.is_empty()).then(|| view! { <span class="lab-about">{line.about}</span> });
    view! {
        <tr>
            <th scope="row">{line.name}{about}</th>
            {line.cells.into_iter().map(cell).collect_view()}
        </tr>
    }
    .into_any()
}

fn cell(cell: Cell) -> AnyView {
    match cell {
        Cell::Words(text) => view! { <td>{text}</td> }.into_any(),
        Cell::Figure(text) => view! { <td data-number="">{text}</td> }.into_any(),
        Cell::Missing => view! { <td data-missing="">"missing"</td> }.into_any(),
    }
}
