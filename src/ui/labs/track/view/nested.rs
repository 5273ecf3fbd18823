//! Nested runs in the table: a search folds out into its trials, which are filtered and ordered as the table is.

use std::sync::Arc;

use leptos::prelude::*;

use crate::protocol::track::{RunRow, RunsPage};
use crate::ui::kit::number::{count, counted};
use crate::ui::labs::track::state::TrackingState;
use crate::ui::labs::track::view::cells::line;
use crate::ui::labs::track::view::columns::Column;

/// A run's row and, once it is unfolded, the rows of its parts.
pub(crate) fn group(track: TrackingState, row: &RunRow, shown: &Arc<Vec<Column>>) -> AnyView {
    if row.parts == 0 {
        return line(track, row, shown, None);
    }
    let id = StoredValue::new(row.run.run_id.clone());
    let unfolded = Memo::new(move |_| id.with_value(|id| track.look.with(|look| look.unfolded.contains(id))));
    let found = RwSignal::new(None::<Arc<RunsPage>>);
    Effect::new(move |_| {
        if unfolded.get() && found.with_untracked(Option::is_none) {
            let asked = id.with_value(|id| track.look.with_untracked(|look| look.parts(id)));
            track.ask(asked, move |page| _ = found.try_set(Some(Arc::new(page))));
        }
    });
    let turn = move |_| {
        let id = id.get_value();
        track.look.update(|look| _ = if look.unfolded.remove(&id) { true } else { look.unfolded.insert(id) });
    };
    let label = format!("{} of {}", counted(row.parts, "nested run"), row.run.run_name);
    let parts = count(row.parts);
    let fold = view! {
        <button type="button" class="track-fold" aria-label=label aria-expanded=move || unfolded.get().to_string() on:click=turn>
            <span aria-hidden="true">{move || if unfolded.get() { "▾ " } else { "▸ " }}</span>
            {parts}
        </button>
    };
    let (shown_below, wide) = (Arc::clone(shown), shown.len() + 1);
    let below = move || {
        let page = found.get().filter(|_| unfolded.get())?;
        let rows = page.runs.iter().map(|row| untrack(|| group(track, row, &shown_below))).collect_view();
        let rest = page.total - page.runs.len() as u64;
        let rest = (rest > 0).then(
            || view! { <tr><td colspan=wide.to_string()>{format!("and {}; a filter finds them", counted(rest, "more run"))}</td></tr> },
        );
        Some(view! { {rows} {rest} })
    };
    view! { {line(track, row, shown, Some(fold.into_any()))} {below} }.into_any()
}
