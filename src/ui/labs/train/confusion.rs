//! The confusion matrix: a table whose cells open the rows behind them.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::{CellRows, RowsPage};
use crate::ui::kit::number::{count, counted};
use crate::ui::kit::table::scrolling;
use crate::ui::labs::train::state::TrainLab;
use crate::ui::workspace::explore::rows_table;
use crate::ui::workspace::run::Run;

/// Rows shown behind a cell at most; the file of predictions has all.
const MOST_ROWS: u32 = 100;
/// Shades of a cell beside the lightest.
const SHADES: f64 = 5.0;

/// The matrix and, below it, the rows of the cell that was opened.
#[component]
pub(crate) fn Confusion(
    /// The lab.
    lab: TrainLab,
    /// The report it belongs to.
    run: Arc<Run>,
) -> impl IntoView {
    let opened = RwSignal::new(None::<(usize, usize)>);
    let page = RwSignal::new(None::<RowsPage>);
    let run = StoredValue::new(run);
    let open = move |actual: usize, predicted: usize| {
        opened.set(Some((actual, predicted)));
        page.set(None);
        if actual != predicted {
            lab.run.evidence.update(|evidence| evidence.opened_wrong_rows = true);
        }
        let spec = run.with_value(|run| run.asked.clone());
        let command = CellRows { spec, actual: actual as u32, predicted: predicted as u32, most: MOST_ROWS };
        spawn_local(async move {
            let answer = lab.client.call(command).await;
            if opened.try_get_untracked() == Some(Some((actual, predicted))) {
                match answer {
                    Ok(rows) => page.set(Some(rows)),
                    Err(fault) => lab.report(fault),
                }
            }
        });
    };
    let classes = run.with_value(|run| run.classes().map(|report| report.classes.clone()).unwrap_or_default());
    let rows = run.with_value(|run| run.classes().map(|report| report.confusion.clone()).unwrap_or_default());
    let body = rows.into_iter().enumerate().map(|(actual, row)| {
        let total = row.iter().sum::<u64>().max(1) as f64;
        let name = classes.get(actual).cloned().unwrap_or_default();
        let cells = row.into_iter().enumerate().map(|(predicted, rows)| {
            let label = format!(
                "{} of {name}, predicted {}: show the rows",
                counted(rows, "row"),
                classes.get(predicted).map(String::as_str).unwrap_or_default()
            );
            let shade = (rows as f64 / total * SHADES).ceil() as u8;
            let pressed = Signal::derive(move || (opened.get() == Some((actual, predicted))).to_string());
            view! {
                <td data-shade=shade data-right=(actual == predicted).then_some("")>
                    <button
                        type="button"
                        aria-label=label
                        aria-pressed=pressed
                        disabled=rows == 0
                        on:click=move |_| open(actual, predicted)
                    >
                        {count(rows)}
                    </button>
                </td>
            }
        });
        let cells = cells.collect_view();
        view! { <tr><th scope="row">{name.clone()}</th>{cells}</tr> }
    });
    let body = body.collect_view();
    let matrix = view! {
        <table class="lab-confusion">
            <caption>"Confusion matrix"</caption>
            <thead>
                <tr>
                    <th scope="col">"Is ↓ predicted →"</th>
                    {classes.iter().map(|class| view! { <th scope="col">{class.clone()}</th> }).collect_view()}
                </tr>
            </thead>
            <tbody>{body}</tbody>
        </table>
    };
    view! {
        {scrolling("Confusion matrix", matrix.into_any())}
        <p class="lab-note">"Press a cell to see the rows behind it. Blue is right, orange is wrong; deeper means more of the class."</p>
        <div aria-live="polite">
            {move || opened.get().map(|(actual, predicted)| run.with_value(|run| behind(run, actual, predicted, page)))}
        </div>
    }
    .into_any()
}

/// The rows behind a cell, the surest first.
fn behind(run: &Run, actual: usize, predicted: usize, page: RwSignal<Option<RowsPage>>) -> AnyView {
    let Some(report) = run.classes() else { return ().into_any() };
    let name = |class: usize| report.classes.get(class).cloned().unwrap_or_default();
    let all = report.confusion.get(actual).and_then(|row| row.get(predicted)).copied().unwrap_or_default();
    let verdict = if actual == predicted {
        format!("{} of “{}”, rightly predicted", counted(all, "row"), name(actual))
    } else {
        format!("{} of “{}”, taken for “{}”", counted(all, "row"), name(actual), name(predicted))
    };
    let order = if all > u64::from(MOST_ROWS) { format!("the {MOST_ROWS} surest") } else { "the surest first".to_owned() };
    let caption = format!("{verdict}; {order}");
    let table = move || {
        page.get().map(|page| {
            let lines = page.rows.into_iter().map(|(row, cells)| (u64::from(row) + 1, cells));
            rows_table(caption.clone(), page.columns, lines.collect())
        })
    };
    view! {
        <div class="lab-behind">
            {table}
            {move || page.with(Option::is_none).then(|| view! { <p class="lab-empty">"Fetching the rows …"</p> })}
        </div>
    }
    .into_any()
}
