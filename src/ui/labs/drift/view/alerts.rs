//! The alerts' history with its reasons, as far as it has been played.

use leptos::prelude::*;

use crate::protocol::drift::AlertState;
use crate::ui::kit::problem::sentence;
use crate::ui::kit::table::reachable;
use crate::ui::labs::drift::state::DriftLabState;

/// Events that are listed.
const LISTED: usize = 40;

/// The history, newest first.
pub(crate) fn alerts(drift: DriftLabState) -> AnyView {
    let list = move || {
        let Some(found) = drift.watched() else { return ().into_any() };
        let (report, at) = (&found.report, drift.at.get());
        let seconds = report.spec.window_seconds.max(1);
        let mut events: Vec<_> = report
            .alerts
            .iter()
            .flat_map(|alert| alert.history.iter().map(move |event| ((event.at / seconds).saturating_sub(1), alert.rule, event)))
            .filter(|(window, ..)| *window < u64::from(at))
            .collect();
        events.sort_by_key(|(window, ..)| std::cmp::Reverse(*window));
        if events.is_empty() {
            return view! { <p class="lab-empty">"No alert has changed its state yet."</p> }.into_any();
        }
        let more = events.len().saturating_sub(LISTED);
        let item = |(window, rule, event): &(u64, crate::protocol::drift::AlertRule, &crate::protocol::drift::AlertEvent)| {
            let rule = report.name_of(*rule);
            view! {
                <li data-state=word(event.to)>
                    <b>{format!("Window {window}. {}: {} → {}", rule, word(event.from), word(event.to))}</b>
                    <span>{sentence(&event.reason)}</span>
                </li>
            }
        };
        let rest = (more > 0).then(|| view! { <li>{format!("And {more} older ones; the panel Alerts has them all as a table.")}</li> });
        let list = view! { <ol aria-label="Alert history">{events.iter().take(LISTED).map(item).collect_view()}{rest}</ol> };
        reachable("watch-events", "Alerts, newest first", list.into_any())
    };
    view! {
        <section class="lab-section" aria-labelledby="watch-alerts">
            <h2 id="watch-alerts">"Alerts and why"</h2>
            {list}
        </section>
    }
    .into_any()
}

/// A state as Grafana names it.
fn word(state: AlertState) -> &'static str {
    match state {
        AlertState::Normal => "Normal",
        AlertState::Pending => "Pending",
        AlertState::Alerting => "Alerting",
        AlertState::Recovering => "Recovering",
        AlertState::NoData => "No Data",
        AlertState::Error => "Error",
    }
}
