//! The tracking lab's views: what stands above, the parts as tabs, and the part that is shown.

mod cells;
mod chart;
mod columns;
mod compare;
mod detail;
mod edit;
mod home;
mod model;
mod models;
mod nested;
mod runs;
mod sql;
mod tasks;
mod train;

use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::Error;
use crate::protocol::track::{Access, Place, Rescue, StartAfresh, StoreState};
use crate::ui::kit::number::{count, counted};
use crate::ui::kit::problem::sentence;
use crate::ui::labs::track::query::Tab;
use crate::ui::labs::track::state::TrackingState;
use crate::ui::platform;
use crate::ui::platform::Held;

/// The lab's own element.
const WHOLE: &str = "track-lab";

/// The lab.
#[component]
pub(crate) fn Tracking(
    /// Its state.
    track: TrackingState,
    /// What the reader must be told about the workers.
    #[prop(into)]
    notice: Signal<Option<String>>,
) -> impl IntoView {
    let tab = Memo::new(move |_| track.look.with(|look| look.tab));
    let ready = Memo::new(move |_| track.is_ready());
    let (take, leave) = focus_keeper(track);
    view! {
        <div class="lab track" id=WHOLE on:focusin=move |_| take() on:focusout=move |_| leave()>
            {tasks::tasks(track)}
            <div class="lab-notices" role="status">
                {move || notice.get().map(|text| view! { <p class="lab-notice">{text}</p> })}
                {move || standing(track)}
            </div>
            {move || track.trouble.get().map(|error| problem(&error.what, &error.hint))}
            {move || closed(track)}
            {move || ready.get().then(|| tabs(track, tab))}
            {move || {
                if !ready.get() {
                    return ().into_any();
                }
                let (id, label) = (format!("track-panel-{}", tab.get().word()), format!("track-tab-{}", tab.get().word()));
                let panel = match tab.get() {
                    Tab::Runs => runs::runs(track),
                    Tab::Compare => compare::compare(track),
                    Tab::Models => models::models(track),
                    Tab::Sql => sql::sql(track),
                    Tab::Home => home::home(track),
                };
                view! { <div class="track-panel" role="tabpanel" id=id aria-labelledby=label tabindex="-1">{panel}</div> }.into_any()
            }}
            <p class="visually-hidden" role="status">{track.said}</p>
        </div>
    }
    .into_any()
}

/// Views are made anew with every answer of the store. What the keyboard was on is found again, so that whoever works without
/// a mouse is not thrown back to the page's beginning. What to do when something gets the focus, and when it leaves it.
fn focus_keeper(track: TrackingState) -> (impl Fn() + Copy, impl Fn() + Copy) {
    let held = StoredValue::new_local(None::<Held>);
    Effect::new(move |_| {
        track.look.track();
        track.open.track();
        track.found.track();
        track.models.track();
        request_animation_frame(move || {
            // Taken out first: giving the focus tells `take` of it.
            if let Some(lost) = held.try_update_value(|held| held.take_if(|held| held.is_lost())).flatten() {
                lost.hold_again(WHOLE);
            }
        });
    });
    let take = move || held.set_value(Held::now(WHOLE));
    // What was left, not lost, is not wanted back.
    let leave = move || {
        set_timeout(
            move || {
                held.try_update_value(|held| held.take_if(|held| held.is_left()));
            },
            Duration::ZERO,
        );
    };
    (take, leave)
}

/// A store that cannot be used: why, and every way out.
fn closed(track: TrackingState) -> Option<AnyView> {
    let Some(access) = track.access.get() else {
        return Some(view! { <p class="lab-empty">"Opening the store …"</p> }.into_any());
    };
    let trouble = access.trouble.clone().unwrap_or_else(|| match access.state {
        StoreState::Free => Error::new("the other tab has let go of the store", "Go on here: what it saved is in the store."),
        _ => Error::new("the store cannot be opened", "Reload the page."),
    });
    let way = match access.state {
        StoreState::Ready => return None,
        StoreState::Elsewhere => {
            view! { <button type="button" class="button-primary" on:click=move |_| track.take_over()>"Take the store over here"</button> }
                .into_any()
        }
        StoreState::Free => {
            view! { <button type="button" class="button-primary" on:click=move |_| track.go_on()>"Go on here"</button> }.into_any()
        }
        StoreState::Full => {
            view! { <button type="button" class="button" on:click=move |_| track.take_over()>"Try again"</button> }.into_any()
        }
        StoreState::Newer | StoreState::Older | StoreState::Damaged => {
            let save = move |_| {
                spawn_local(async move {
                    match track.fetch(Rescue { path: None }).await {
                        Ok((saved, Some(bytes))) => platform::download_blob(&saved.file, &bytes),
                        Ok(_) => {}
                        Err(fault) => track.report(fault),
                    }
                });
            };
            let afresh = Callback::new(move |()| {
                track.ask(StartAfresh { discard: true }, move |_| track.ask(Access {}, move |accessed| track.enter(accessed)));
            });
            view! {
                <button type="button" class="button-primary" on:click=save>"Save mlflow.db as it is"</button>
                {edit::twice("Start afresh", "Press again: all runs are lost", afresh)}
            }
            .into_any()
        }
    };
    Some(view! { <section class="lab-section" aria-label="The store">{problem(&trouble.what, &trouble.hint)}<p class="lab-actions">{way}</p></section> }.into_any())
}

/// What is wrong, and what to do.
fn problem(what: &str, hint: &str) -> AnyView {
    let (what, hint) = (sentence(what), hint.to_owned());
    view! { <div class="lab-problem" role="alert"><p>{what}</p><p>{hint}</p></div> }.into_any()
}

/// Where the runs are kept; a store that ends with the tab says so.
fn standing(track: TrackingState) -> Option<AnyView> {
    let status = track.status.get()?;
    (status.place == Place::Memory).then(|| {
        view! {
            <p class="lab-notice">
                "This browser gives the page no place to keep files (a private window, for example). Your runs end with this tab: take them home before you close it."
            </p>
        }
        .into_any()
    })
}

/// The parts; arrow keys move between them.
fn tabs(track: TrackingState, tab: Memo<Tab>) -> AnyView {
    let go = move |to: Tab| {
        track.look.update(|look| look.tab = to);
        platform::focus(&format!("track-tab-{}", to.word()));
    };
    let on_key = move |event: KeyboardEvent| {
        let here = Tab::ALL.iter().position(|(one, ..)| *one == tab.get_untracked()).unwrap_or(0);
        let last = Tab::ALL.len() - 1;
        let to = match event.key().as_str() {
            "ArrowRight" => {
                if here == last {
                    0
                } else {
                    here + 1
                }
            }
            "ArrowLeft" => {
                if here == 0 {
                    last
                } else {
                    here - 1
                }
            }
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        if let Some((to, ..)) = Tab::ALL.get(to) {
            go(*to);
        }
    };
    let total = move |own: Tab| match own {
        Tab::Runs => track.status.with(|status| status.as_ref().map(|status| status.runs)),
        Tab::Compare => track.look.with(|look| (!look.chosen.is_empty()).then_some(look.chosen.len() as u64)),
        Tab::Models => track.status.with(|status| status.as_ref().map(|status| status.models)),
        Tab::Sql | Tab::Home => None,
    };
    let each = Tab::ALL.into_iter().map(|(own, word, name)| {
        let is = Memo::new(move |_| tab.get() == own);
        view! {
            <button
                type="button"
                role="tab"
                id=format!("track-tab-{word}")
                aria-selected=move || is.get().to_string()
                aria-controls=move || is.get().then(|| format!("track-panel-{word}"))
                tabindex=move || if is.get() { "0" } else { "-1" }
                on:click=move |_| track.look.update(|look| look.tab = own)
            >
                {name}
                {move || total(own).filter(|total| *total > 0).map(|total| view! { <span class="track-count">{count(total)}</span> })}
            </button>
        }
    });
    view! {
        <div class="track-bar">
            <div class="track-tabs" role="tablist" aria-label="Parts of the lab" on:keydown=on_key>{each.collect_view()}</div>
            <p class="lab-note">{move || kept(track)}</p>
        </div>
    }
    .into_any()
}

/// One line on the store.
fn kept(track: TrackingState) -> String {
    let Some(status) = track.status.get() else { return String::new() };
    let place = match status.place {
        Place::Opfs => "in this browser",
        Place::Memory => "in this tab's memory",
        Place::Folder => "in a folder",
    };
    let size = (status.bytes + status.artifact_bytes) as f64 / 1e6;
    format!("{} kept {place}, {size:.1} MB, as MLflow {} keeps them", counted(status.runs, "run"), status.mlflow)
}
