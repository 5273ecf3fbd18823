//! The curriculum's six figures, wide and narrow, with their table twins.

use super::head::escape;
use crate::chart::figures;
use crate::protocol::Drawing;
use crate::roadmap::{Level, PayBasis, SALARIES};

/// Figures that a content file carries: name and HTML.
pub(super) fn of(key: &str) -> Vec<(&'static str, String)> {
    let both = |draw: &dyn Fn(u32) -> Drawing| html(&draw(900), &draw(350));
    // Beside the text of the home page there is half the width.
    let half = |draw: &dyn Fn(u32) -> Drawing| html(&draw(580), &draw(350));
    match key {
        "home" => vec![("life_cycle", half(&figures::life_cycle)), ("salaries", salaries())],
        "phase-1" => vec![("estimator_map", both(&figures::estimator_map))],
        "phase-3" => vec![("deployment_flow", both(&figures::deployment_flow))],
        "phase-4" => vec![("airflow_architecture", both(&figures::airflow_architecture))],
        "phase-5" => vec![("monitoring", both(&figures::monitoring))],
        "phase-6" => vec![("life_cycle", both(&figures::life_cycle))],
        _ => Vec::new(),
    }
}

/// What the role pays, to be looked at by seniority: one drawing for each choice, and the style sheet shows the chosen one, so
/// that it needs no code and works before there is any.
fn salaries() -> String {
    let choices = [("all", "All", None), ("any", "Mixed or not stated", Some(Level::Any)), ("senior", "Senior", Some(Level::Senior))];
    let radios: String = choices
        .iter()
        .map(|(value, name, level)| {
            let checked = if level.is_none() { " checked" } else { "" };
            format!("<label><input type=\"radio\" name=\"seniority\" value=\"{value}\"{checked}> {name}</label>")
        })
        .collect();
    let drawings: String = choices
        .iter()
        .map(|(value, _, level)| {
            let draw = |width| figures::salaries_of(SALARIES, *level, width);
            format!("<div data-level=\"{value}\"><p>{}</p>{}</div>", escape(&in_words(*level)), html(&draw(900), &draw(350)))
        })
        .collect();
    format!("<fieldset class=\"figure-choice\"><legend>Seniority</legend>{radios}</fieldset>{drawings}")
}

/// What the figures of a level say, and what they do not.
fn in_words(level: Option<Level>) -> String {
    let found: Vec<_> = SALARIES.iter().filter(|salary| level.is_none_or(|level| salary.level == level)).collect();
    let low = found.iter().map(|salary| salary.low).min().unwrap_or(0);
    let high = found.iter().map(|salary| salary.high).max().unwrap_or(0);
    let span = format!("{} figures, from ${low}k to ${high}k.", found.len());
    match level {
        None => {
            format!("{span} They differ in whom they asked, in what they count and in seniority: choose one to compare like with like.")
        }
        Some(Level::Any) => {
            format!("{span} They mix levels or do not state one, so none of them is a starting salary. No source here separates beginners.")
        }
        Some(Level::Senior) => {
            let range = |pay| {
                found.iter().find(|salary| salary.pay == pay).map_or_else(String::new, |one| format!("${}k to ${}k", one.low, one.high))
            };
            format!(
                "Base pay is {}; with bonus and shares it is {}. Both come from one salary guide, so treat them as one opinion.",
                range(PayBasis::Base),
                range(PayBasis::Total)
            )
        }
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
