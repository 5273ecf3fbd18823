//! A panel over windows: layers that are covered as far as they have not happened, a readout, a table, and a larger view.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::protocol::Panel;
use crate::ui::kit::drawing::{by_key, nearest, pointed, spot_at};
use crate::ui::labs::drift::state::DriftLabState;

/// Rows of a table that are shown.
const MOST_ROWS: usize = 500;

/// A panel.
pub(crate) fn panel(drift: DriftLabState, panel: Panel) -> AnyView {
    let (width, height) = (panel.frame.width, panel.frame.height);
    let percent = |x: f64| format!("{:.4}", x / width * 100.0);
    let (from, to) = (percent(panel.span.0), percent(panel.span.1));
    let name = StoredValue::new(panel.name.clone());
    let is_large = Memo::new(move |_| drift.large.with(|large| name.with_value(|name| large == name)));
    let delay = drift.setup.delay.get_untracked();
    let marks = StoredValue::new(panel.frame.marks.into_iter().zip(panel.mark_windows).collect::<Vec<_>>());
    let chosen = RwSignal::new(None::<usize>);
    let known = move |(window, late): (u32, bool)| window.saturating_add(if late { delay } else { 0 }) < drift.at.get_untracked();
    let shown = move || {
        marks.with_value(|marks| (0..marks.len()).filter(|place| marks.get(*place).is_some_and(|mark| known(mark.1))).collect::<Vec<_>>())
    };
    let readout = move || chosen.get().and_then(|place| marks.with_value(|marks| marks.get(place).map(|mark| mark.0.text.clone())));
    let on_key = move |event: KeyboardEvent| {
        let places = shown();
        let now = chosen.get_untracked().and_then(|place| places.iter().position(|one| *one == place));
        if let Some(next) = by_key(&event, now, places.len()) {
            chosen.set(next.and_then(|next| places.get(next).copied()));
        }
    };
    let on_point = move |event: PointerEvent| {
        let Some((x, y)) = pointed(&event, (width, height)) else { return };
        let places = shown();
        let found =
            marks.with_value(|marks| nearest(places.iter().filter_map(|place| marks.get(*place)).map(|mark| (mark.0.x, mark.0.y)), x, y));
        chosen.set(found.and_then(|found| places.get(found).copied()));
    };
    let spot = move || {
        let mark = chosen.get().and_then(|place| marks.with_value(|marks| marks.get(place).map(|mark| (mark.0.x, mark.0.y))));
        mark.map(|mark| spot_at(mark, (width, height)))
    };
    let toggle = move |_| drift.large.update(|large| *large = if is_large.get_untracked() { String::new() } else { name.get_value() });
    let late = (!panel.late.is_empty()).then(|| {
        let (from, to) = (from.clone(), to.clone());
        view! { <div class="watch-layer" aria-hidden="true" data-late="" data-from=from data-to=to inner_html=panel.late></div> }
    });
    let title = panel.title.clone();
    post_paint(drift);
    view! {
        <figure class="chart watch-panel" data-large=move || is_large.get().then_some("")>
            <figcaption>
                {panel.title}
                <button
                    type="button"
                    class="button watch-enlarge"
                    aria-pressed=move || is_large.get().to_string()
                    aria-label=format!("Enlarge {title}")
                    on:click=toggle
                >
                    {move || if is_large.get() { "Smaller" } else { "Enlarge" }}
                </button>
            </figcaption>
            <div
                class="chart-plate"
                tabindex="0"
                role="application"
                aria-label=format!("{}. Arrow keys read out the values.", panel.frame.label)
                on:keydown=on_key
                on:pointermove=on_point
                on:pointerleave=move |_| chosen.set(None)
            >
                <div class="chart-svg" inner_html=panel.frame.svg></div>
                <div class="watch-layer" aria-hidden="true" data-from=from data-to=to inner_html=panel.now></div>
                {late}
                {spot}
            </div>
            <output class="chart-readout" aria-live="polite">{readout}</output>
            {twin(drift, panel.table.headers, panel.table.rows, panel.row_windows)}
        </figure>
    }
    .into_any()
}

/// A fresh panel is covered once it is there.
fn post_paint(drift: DriftLabState) {
    request_animation_frame(move || {
        if drift.at.try_get_untracked().is_some() {
            drift.cover();
        }
    });
}

/// The same facts as a table, as far as they are known; made when it is opened.
fn twin(drift: DriftLabState, headers: Vec<String>, rows: Vec<Vec<String>>, windows: Vec<u32>) -> AnyView {
    let open = RwSignal::new(false);
    let all = StoredValue::new((headers, rows, windows));
    let toggle = move |event: leptos::ev::Event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlDetailsElement>().ok());
        open.set(target.is_some_and(|details| details.open()));
    };
    let table = move || {
        let at = drift.at.get();
        all.with_value(|(headers, rows, windows)| {
            let known = rows.iter().zip(windows).filter(|(_, window)| **window == u32::MAX || **window < at).map(|(row, _)| row);
            let known: Vec<&Vec<String>> = known.collect();
            let left_out = known.len().saturating_sub(MOST_ROWS);
            let note = (left_out > 0)
                .then(|| view! { <p class="lab-note">{format!("The newest {MOST_ROWS} rows; {left_out} older ones are left out.")}</p> });
            let row = |row: &&Vec<String>| view! { <tr>{row.iter().map(|cell| view! { <td>{cell.clone()}</td> }).collect_view()}</tr> };
            view! {
                {note}
                <div class="table-scroll" tabindex="0" role="region" aria-label="The panel's data">
                    <table>
                        <thead>
                            <tr>{headers.iter().map(|header| view! { <th scope="col">{header.clone()}</th> }).collect_view()}</tr>
                        </thead>
                        <tbody>{known.iter().skip(left_out).map(row).collect_view()}</tbody>
                    </table>
                </div>
            }
        })
    };
    view! {
        <details class="table-twin" on:toggle=toggle>
            <summary>"As a table"</summary>
            {move || open.get().then(table)}
        </details>
    }
    .into_any()
}
