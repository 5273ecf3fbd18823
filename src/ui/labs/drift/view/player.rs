//! Play, pause, step, speed, and a slider through time.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::ui::kit::inputs::choice;
use crate::ui::labs::drift::query::SPEEDS;
use crate::ui::labs::drift::state::DriftLabState;

/// The player.
pub(crate) fn player(drift: DriftLabState) -> AnyView {
    let speeds = SPEEDS.iter().map(|(id, rows)| ((*id).to_owned(), format!("{} requests a minute", thousands(*rows)))).collect();
    let none = Signal::derive(move || drift.windows() == 0);
    let back = move |_| {
        drift.playing.set(false);
        drift.seek(drift.at.get_untracked().saturating_sub(1));
    };
    let forth = move |_| {
        drift.playing.set(false);
        drift.seek(drift.at.get_untracked() + 1);
    };
    let end = Memo::new(move |_| drift.windows());
    let said = move || format!("{} of {} windows", drift.at.get(), drift.windows());
    view! {
        <section class="watch-player" aria-label="Player">
            <div class="watch-buttons">
                <button type="button" class="button-primary" disabled=none on:click=move |_| drift.toggle()>
                    {move || if drift.playing.get() { "Pause" } else { "Play" }}
                </button>
                <button type="button" class="button" disabled=none on:click=back>"Step back"</button>
                <button type="button" class="button" disabled=none on:click=forth>"Step"</button>
                <button type="button" class="button" disabled=none on:click=move |_| { drift.playing.set(false); drift.seek(u32::MAX); }>"To the end"</button>
                {choice("watch-speed", "Speed", speeds, drift.setup.speed)}
            </div>
            <div class="watch-time">
                <label for="watch-at">"Windows that have passed"</label>
                {move || slider(drift, end.get())}
                <output for="watch-at">{said}</output>
            </div>
        </section>
    }
    .into_any()
}

/// The slider, made anew with every new end: a value beyond the old one would be cut off.
fn slider(drift: DriftLabState, end: u32) -> AnyView {
    let scrub = move |event: Event| {
        drift.playing.set(false);
        if let Ok(at) = event_target_value(&event).parse() {
            drift.seek(at);
        }
    };
    let said = move || format!("{} of {end} windows", drift.at.get());
    view! {
        <input
            id="watch-at"
            type="range"
            min="0"
            max=end.to_string()
            step="1"
            prop:value=move || drift.at.get().to_string()
            aria-valuetext=said
            on:input=scrub
        />
    }
    .into_any()
}

fn thousands(rows: u32) -> String {
    crate::ui::kit::number::count(rows.into())
}
