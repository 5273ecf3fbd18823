//! The transit map of the whole road, drawn from the curriculum and the reader's progress.

use leptos::prelude::*;

use crate::roadmap::line::{self, Line, MapStop, TrackBend};
use crate::roadmap::{PHASES, Phase};
use crate::ui::progress::Status;
use crate::ui::site::link::href;
use crate::ui::site::live;
use crate::ui::site::state::{Workspace, workspace};

/// The road at a glance: every stop is a link, and its shape says where it stands.
#[component]
pub(crate) fn RoadMap() -> impl IntoView {
    let pointed = RwSignal::new(None::<MapStop>);
    view! {
        <div class="road-map">
            <LineDrawing line=line::wide() wide=true pointed=pointed />
            <LineDrawing line=line::tall() wide=false pointed=pointed />
            <Legend />
            <p class="map-card" aria-hidden="true">{move || pointed.get().map(card)}</p>
        </div>
    }
}

/// What a pointed-at stop is about, in one line.
fn card(place: MapStop) -> impl IntoView {
    let (title, gist, hours) = match place.topic {
        Some(topic) => (topic.title, topic.gist, u32::from(topic.hours)),
        None => (place.phase.title, place.phase.gist, place.phase.hours()),
    };
    view! {
        <b>{title}</b>
        " · about "
        {hours}
        " h · "
        {gist}
    }
}

/// One drawing of the line.
#[component]
fn LineDrawing(
    /// Geometry.
    line: Line,
    /// The serpentine; else the column.
    wide: bool,
    /// The stop under pointer or focus.
    pointed: RwSignal<Option<MapStop>>,
) -> impl IntoView {
    let workspace = workspace();
    let Line { width, height, places, tracks, circle, circle_stops } = line;
    let tracks =
        tracks.into_iter().zip(PHASES).map(|(path, phase)| view! { <path d=path data-phase=phase.number.to_string() /> }).collect_view();
    let places = places.into_iter().map(|place| spot(workspace, place, wide, pointed)).collect_view();
    let stops = circle_stops
        .map(|(x, y, name)| {
            let (dx, dy, anchor) = circle_label(name);
            view! {
                <circle class="loop-stop" cx=units(x) cy=units(y) r="5" />
                <text class="loop-label" x=units(x) + dx y=units(y) + dy text-anchor=anchor>{name}</text>
            }
        })
        .collect_view();
    view! {
        <svg
            class=if wide { "line-drawing line-wide" } else { "line-drawing line-tall" }
            viewBox=format!("0 0 {} {}", units(width), units(height))
            role="group"
            aria-label="Map of the road: seven phases and their topics"
        >
            <g class="tracks">{tracks}</g>
            <path class="loop-track" d=circle />
            {stops}
            {places}
        </svg>
    }
}

/// Whole drawing units: all that a screen can show, and no code for printing fractions.
fn units(value: f64) -> i32 {
    value.round() as i32
}

/// Where a loop stop's name stands: offset and anchor.
fn circle_label(name: &str) -> (i32, i32, &'static str) {
    match name {
        "train" => (0, -14, "middle"),
        "serve" => (-14, 4, "end"),
        "monitor" => (0, 24, "middle"),
        _ => (14, 4, "start"),
    }
}

/// A station or stop with its label.
fn spot(workspace: Workspace, place: MapStop, wide: bool, pointed: RwSignal<Option<MapStop>>) -> AnyView {
    let MapStop { phase, topic, .. } = place;
    let (x, y) = (units(place.x), units(place.y));
    let address = match topic {
        Some(topic) => href(&format!("/phase/{}#{}", phase.number, topic.id)),
        None => href(&format!("/phase/{}", phase.number)),
    };
    let state = Memo::new(move |_| match topic {
        Some(topic) => workspace.progress.with(|progress| progress.status(topic.id)),
        None => station_status(workspace, phase),
    });
    let marker = match topic {
        Some(_) => view! { <StopMark x=x y=y status=state /> }.into_any(),
        None => view! {
            <circle class="station" cx=x cy=y r="15" data-phase=phase.number.to_string() data-status=live(move || state.get().word().to_owned()) />
            <text class="station-number" x=x y=y + 5 text-anchor="middle" data-status=live(move || state.get().word().to_owned())>
                {format!("{} ", phase.number)}
            </text>
        }
        .into_any(),
    };
    let label = match (topic, wide) {
        (Some(topic), true) => lines(topic.stop, "stop-label", x, y + 30, "middle", 11, 15),
        (None, true) => {
            let (x, anchor) = match place.turn {
                TrackBend::None => (x, "middle"),
                TrackBend::Right => (x + 22, "end"),
                TrackBend::Left => (x - 22, "start"),
            };
            lines(phase.title, "station-label", x, y - 42, anchor, 14, 17)
        }
        (Some(topic), false) => lines(topic.title, "stop-label", x + 26, y + 5, "start", 60, 15),
        (None, false) => lines(phase.title, "station-label", x + 30, y + 6, "start", 60, 17),
    };
    let spoken = move || {
        // What is read aloud begins with what is seen.
        let state = state.get().label().to_lowercase();
        match topic {
            Some(topic) if wide && topic.stop != topic.title => format!("{}: {}, {state}", topic.stop, topic.title),
            Some(topic) => format!("{}, {state}", topic.title),
            None => format!("{} {}, phase, {state}", phase.number, phase.title),
        }
    };
    // Inside a `<g>`, the macro knows that this link is SVG's own.
    view! {
        <g>
            <a
                href=address
                class="spot"
                aria-label=live(spoken)
                data-phase=phase.number.to_string()
                on:pointerenter=move |_| pointed.set(Some(place))
                on:pointerleave=move |_| pointed.set(None)
                on:focus=move |_| pointed.set(Some(place))
                on:blur=move |_| pointed.set(None)
            >
                <rect class="spot-reach" x=x - 20 y=y - 18 width=if wide { "40" } else { "290" } height="36" />
                {marker}
                {label}
            </a>
        </g>
    }
    .into_any()
}

fn lines(text: &str, class: &'static str, x: i32, y: i32, anchor: &'static str, limit: usize, leading: i32) -> AnyView {
    let (first, second) = line::two_lines(text, limit);
    // A single line of a two-line label sits next to its spot, above it or below.
    let y = if second.is_none() && class == "station-label" && leading == 17 && limit == 14 { y + leading } else { y };
    view! {
        <text class=class x=x y=y text-anchor=anchor>
            {format!("{first} ")}
            {second.map(|second| view! { <tspan x=x dy=leading>{second}</tspan> })}
        </text>
    }
    .into_any()
}

/// A phase is done when all that counts is, and begun when anything is.
fn station_status(workspace: Workspace, phase: &'static Phase) -> Status {
    let tally = workspace.progress.with(|progress| progress.tally(phase));
    if tally.all > 0 && tally.percent() == 100 {
        Status::Done
    } else if tally.done + tally.learning > 0 {
        Status::Learning
    } else {
        Status::ToDo
    }
}

/// A stop whose shape says its status: hollow, half, filled, struck.
#[component]
fn StopMark(
    /// Units from the left.
    x: i32,
    /// Units from the top.
    y: i32,
    /// Where it stands.
    #[prop(into)]
    status: Signal<Status>,
) -> impl IntoView {
    view! {
        <g class="stop" data-status=live(move || status.get().word().to_owned())>
            <circle cx=x cy=y r="8" class="stop-body" />
            <path class="stop-half" d=format!("M{x} {}a8 8 0 0 1 0 16z", y - 8) />
            <path class="stop-strike" d=format!("M{} {}l14 -14", x - 7, y + 7) />
        </g>
    }
}

/// The four shapes and their words.
#[component]
fn Legend() -> impl IntoView {
    view! {
        <ul class="map-legend" aria-label="What the shapes mean">
            {Status::ALL
                .map(|status| {
                    view! {
                        <li>
                            <span class="stop-mark" data-status=status.word() aria-hidden="true"></span>
                            {status.label()}
                        </li>
                    }
                })}
        </ul>
    }
}
