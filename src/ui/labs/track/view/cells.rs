//! The cells of a run: in the table of runs, in its group, in its detail.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::protocol::track::{Run, RunRow, RunStatus};
use crate::ui::kit::number::{plain, span};
use crate::ui::labs::track::query::Shown;
use crate::ui::labs::track::state::TrackingState;
use crate::ui::labs::track::view::columns::Column;
use std::sync::Arc;

/// A run's row; `fold` shows and hides its parts.
pub(crate) fn line(track: TrackingState, row: &RunRow, shown: &Arc<Vec<Column>>, fold: Option<AnyView>) -> AnyView {
    let id = row.run.run_id.clone();
    let (own, open_id) = (id.clone(), id.clone());
    let is_chosen = Memo::new(move |_| track.look.with(|look| look.chosen.contains(&own)));
    let opened = Memo::new({
        let id = id.clone();
        move |_| track.look.with(|look| look.run.as_ref() == Some(&id))
    });
    let child = row.tags.contains_key("mlflow.parentRunId");
    let label = format!("Compare {}", row.run.run_name);
    let mut fold = fold;
    let cells = shown.iter().map(|column| cell(track, row, column, &open_id, child, &mut fold)).collect_view();
    view! {
        <tr data-open=move || opened.get().then_some("") data-part=child.then_some("")>
            <td>
                <input type="checkbox" aria-label=label prop:checked=is_chosen on:change=move |event: Event| track.choose(&id, event_target_checked(&event)) />
            </td>
            {cells}
        </tr>
    }
    .into_any()
}

fn cell(track: TrackingState, row: &RunRow, column: &Column, id: &str, child: bool, fold: &mut Option<AnyView>) -> AnyView {
    let (kind, name) = column.field.split_once('.').unwrap_or_default();
    let run = &row.run;
    let text = match (kind, name) {
        ("attributes", "run_name") => {
            let (id, name) = (id.to_owned(), run.run_name.clone());
            let open = move |_| track.look.update(|look| look.run = if look.run.as_ref() == Some(&id) { None } else { Some(id.clone()) });
            let part = child.then(|| view! { <span class="track-child" title="Part of another run">"↳ "</span> });
            return view! { <th scope="row">{fold.take()}{part}<button type="button" class="link-button" on:click=open>{name}</button></th> }.into_any();
        }
        ("attributes", "status") => status(run.status).to_owned(),
        ("attributes", "start_time") => run.start_time.map(moment).unwrap_or_default(),
        ("attributes", "duration") => took(run).unwrap_or_default(),
        ("attributes", "dataset") => row.datasets.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", "),
        ("params", _) => row.params.get(name).cloned().unwrap_or_default(),
        ("tags", _) => row.tags.get(name).cloned().unwrap_or_default(),
        ("metrics", _) => row.metrics.get(name).map_or_else(String::new, |summary| {
            let value = match track.look.with_untracked(|look| look.shown) {
                Shown::Last => summary.last,
                Shown::Min => summary.min.or(summary.last),
                Shown::Max => summary.max.or(summary.last),
            };
            value.map_or_else(|| "not a number".to_owned(), plain)
        }),
        _ => String::new(),
    };
    let figures = column.figures().then_some("");
    view! { <td data-number=figures>{text}</td> }.into_any()
}

/// How long a run took; in words, if by its own clock it ended before it began.
pub(crate) fn took(run: &Run) -> Option<String> {
    let millis = run.end_time?.saturating_sub(run.start_time?) as f64;
    Some(if millis < 0.0 { format!("ends {} before it starts", span(-millis)) } else { span(millis) })
}

/// A run's state in words.
pub(crate) fn status(status: RunStatus) -> &'static str {
    match status {
        RunStatus::Running => "running",
        RunStatus::Scheduled => "scheduled",
        RunStatus::Finished => "finished",
        RunStatus::Failed => "failed",
        RunStatus::Killed => "killed",
    }
}

/// A moment as the reader's own clock shows it.
pub(crate) fn moment(millis: i64) -> String {
    crate::ui::kit::browser::moment(millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_ends_before_it_starts_is_said_to() {
        let took_from = |start_time, end_time| {
            took(&Run {
                run_id: String::new(),
                experiment_id: 0,
                run_name: String::new(),
                status: RunStatus::Finished,
                start_time,
                end_time,
                user_id: String::new(),
                source_name: String::new(),
                deleted: false,
                artifact_uri: String::new(),
            })
        };
        assert_eq!(took_from(Some(1000), Some(2300)).as_deref(), Some("1.3 s"));
        assert_eq!(took_from(Some(2300), Some(1000)).as_deref(), Some("ends 1.3 s before it starts"));
        assert_eq!(took_from(Some(i64::MAX), Some(i64::MIN)).map(|text| text.starts_with("ends ")), Some(true));
        assert_eq!(took_from(Some(1), None), None);
    }
}
