//! The curriculum's six figures, wide and narrow, with their table twins.

use super::head::escape;
use crate::chart::figures;
use crate::protocol::Drawing;
use crate::roadmap::SALARIES;

/// Figures that a content file carries: name and HTML.
pub(super) fn of(key: &str) -> Vec<(&'static str, String)> {
    let both = |draw: &dyn Fn(u32) -> Drawing| html(&draw(900), &draw(350));
    // Beside the text of the home page there is half the width.
    let half = |draw: &dyn Fn(u32) -> Drawing| html(&draw(580), &draw(350));
    match key {
        "home" => vec![("life_cycle", half(&figures::life_cycle)), ("salaries", both(&|width| figures::salaries(SALARIES, width)))],
        "phase-1" => vec![("estimator_map", both(&figures::estimator_map))],
        "phase-3" => vec![("deployment_flow", both(&figures::deployment_flow))],
        "phase-4" => vec![("airflow_architecture", both(&figures::airflow_architecture))],
        "phase-5" => vec![("monitoring", both(&figures::monitoring))],
        "phase-6" => vec![("life_cycle", both(&figures::life_cycle))],
        _ => Vec::new(),
    }
}

fn html(wide: &Drawing, narrow: &Drawing) -> String {
    let headers: String = wide.table.headers.iter().map(|header| format!("<th scope=\"col\">{}</th>", escape(header))).collect();
    let rows: String = wide
        .table
        .rows
        .iter()
        .map(|row| format!("<tr>{}</tr>", row.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect::<String>()))
        .collect();
    format!(
        "<div class=\"wide\">{}</div><div class=\"narrow\">{}</div><details class=\"table-twin\"><summary>As a table</summary>\
         <div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table><thead><tr>{headers}</tr></thead><tbody>{rows}</tbody></table></div></details>",
        wide.svg,
        narrow.svg,
        escape(&format!("Table: {}", wide.label))
    )
}
