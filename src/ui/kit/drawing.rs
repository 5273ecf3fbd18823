//! A chart as the page shows it: the drawing, a readout that follows pointer and arrow keys, and its table twin.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Figure as FigureElement;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::protocol::Drawing;
use crate::ui::platform;

/// Width of a report's drawings in CSS pixels: one beside another where there is room, one a row on a phone.
pub(crate) fn chart_width() -> u32 {
    match platform::window_width() {
        width @ 0..=560 => width.saturating_sub(56).clamp(240, 480),
        _ => 440,
    }
}

/// A chart with readout and table.
#[component]
pub(crate) fn DrawingView(
    /// What to show.
    drawing: Drawing,
    /// Heading under which it stands.
    #[prop(into)]
    caption: String,
) -> impl IntoView {
    let Drawing { svg, width, height, label, marks, table } = drawing;
    let marks = StoredValue::new(marks);
    let chosen = RwSignal::new(None::<usize>);
    let plate = NodeRef::<FigureElement>::new();
    let readout = move || chosen.get().and_then(|index| marks.with_value(|marks| marks.get(index).map(|mark| mark.text.clone())));
    let on_key = move |event: KeyboardEvent| {
        if let Some(next) = by_key(&event, chosen.get_untracked(), marks.with_value(Vec::len)) {
            chosen.set(next);
        }
    };
    let on_point = move |event: PointerEvent| {
        let Some((x, y)) = pointed(&event, (width, height)) else { return };
        chosen.set(marks.with_value(|marks| nearest(marks.iter().map(|mark| (mark.x, mark.y)), x, y)));
    };
    let spot = move || {
        let mark = chosen.get().and_then(|index| marks.with_value(|marks| marks.get(index).map(|mark| (mark.x, mark.y))));
        mark.map(|mark| spot_at(mark, (width, height)))
    };
    let interactive = marks.with_value(|marks| !marks.is_empty());
    view! {
        <figure class="chart" node_ref=plate>
            <figcaption>{caption}</figcaption>
            <div
                class="chart-plate"
                tabindex=interactive.then_some("0")
                role=interactive.then_some("application")
                aria-label=interactive.then(|| format!("{label}. Arrow keys read out the values."))
                on:keydown=on_key
                on:pointermove=on_point
                on:pointerleave=move |_| chosen.set(None)
            >
                <div class="chart-svg" inner_html=svg></div>
                {spot}
            </div>
            <output class="chart-readout" aria-live="polite">{readout}</output>
            <details class="table-twin">
                <summary>"As a table"</summary>
                <div class="table-scroll" tabindex="0" role="region" aria-label="The chart's data">
                    <table>
                        <thead>
                            <tr>{table.headers.into_iter().map(|header| view! { <th scope="col">{header}</th> }).collect_view()}</tr>
                        </thead>
                        <tbody>
                            {table
                                .rows
                                .into_iter()
                                .map(|row| view! { <tr>{row.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr> })
                                .collect_view()}
                        </tbody>
                    </table>
                </div>
            </details>
        </figure>
    }
}

/// The spot that a key leads to from the one chosen, of so many; nothing for a key that leads nowhere, and `Some(None)` for the
/// one that lets go.
pub(crate) fn by_key(event: &KeyboardEvent, now: Option<usize>, count: usize) -> Option<Option<usize>> {
    let last = count.checked_sub(1)?;
    let next = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => now.map_or(0, |now| (now + 1).min(last)),
        "ArrowLeft" | "ArrowUp" => now.map_or(last, |now| now.saturating_sub(1)),
        "Home" => 0,
        "End" => last,
        "Escape" => return Some(None),
        _ => return None,
    };
    event.prevent_default();
    Some(Some(next))
}

/// Where a pointer is in a drawing of this size.
pub(crate) fn pointed(event: &PointerEvent, (width, height): (f64, f64)) -> Option<(f64, f64)> {
    let bounds = event.current_target()?.dyn_into::<web_sys::Element>().ok()?.get_bounding_client_rect();
    let x = (f64::from(event.client_x()) - bounds.left()) / bounds.width().max(1.0) * width;
    let y = (f64::from(event.client_y()) - bounds.top()) / bounds.height().max(1.0) * height;
    Some((x, y))
}

/// A ring about a spot of a drawing of this size.
pub(crate) fn spot_at((x, y): (f64, f64), (width, height): (f64, f64)) -> impl IntoView {
    view! {
        <svg class="chart-spot" viewBox=format!("0 0 {width} {height}") aria-hidden="true">
            <circle cx=x cy=y r="7" />
        </svg>
    }
}

/// Index of the spot nearest to a point.
pub(crate) fn nearest(spots: impl Iterator<Item = (f64, f64)>, x: f64, y: f64) -> Option<usize> {
    spots
        .map(|(spot_x, spot_y)| (spot_x - x).powi(2) + (spot_y - y).powi(2))
        .enumerate()
        .min_by(|left, right| left.1.total_cmp(&right.1))
        .map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_spot_is_found() {
        assert_eq!(nearest([(0.0, 0.0), (10.0, 0.0), (4.0, 4.0)].into_iter(), 5.0, 3.0), Some(2));
        assert_eq!(nearest(std::iter::empty(), 5.0, 3.0), None);
    }
}
