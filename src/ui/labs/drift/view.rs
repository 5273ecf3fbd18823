//! The drift lab: a model in service, what goes wrong, who notices, and what is done about it.

mod alerts;
mod controls;
mod data;
mod injections;
mod keep;
mod log;
mod monitors;
mod panel;
mod player;
mod repair;
mod take_home;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::protocol::drift::{WatchReport, WindowReport};
use crate::ui::kit::staged_render::{Part, in_turn};
use crate::ui::kit::task_list::task_list;
use crate::ui::labs::drift::state::DriftLabState;
use crate::ui::labs::drift::task::LabTask;
use crate::ui::platform;
use crate::ui::workspace::service_story;

/// The lab.
#[component]
pub(crate) fn Watching(
    /// Its state.
    drift: DriftLabState,
    /// What must be told about the workers themselves.
    #[prop(into)]
    notice: Signal<Option<String>>,
) -> impl IntoView {
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        drift.playing.set(false);
        drift.setup.actions.set(vec![]);
        drift.seek(0);
        drift.serve();
    };
    let tasks =
        LabTask::ALL.into_iter().map(|task| (task.text(), Memo::new(move |_| drift.done.with(|done| done.contains(&task))))).collect();
    let told = move || {
        let all = notice.get().into_iter().chain(drift.warnings.get());
        all.map(|text| view! { <p class="lab-notice" role="status">{text}</p> }).collect_view()
    };
    view! {
        <div class="lab watch">
            {told}
            {task_list(tasks, platform::window_width() >= 1000)}
            {controls::cards(drift)}
            <div class="lab-columns">
                <form class="lab-controls" aria-label="Settings" novalidate on:submit=on_submit>
                    {controls::controls(drift)}
                    <div class="lab-train">
                        <button id="lab-serve" class="button-primary" type="submit">"Serve this scenario"</button>
                        {drift.run.waiting(drift.client, "Serving")}
                        <p class="lab-note">
                            // Never empty, and one line either way: the button above must not move while it is pressed.
                            {move || if drift.old.get() { "Settings changed: serve to see what they do." } else { "What you see is what is set." }}
                        </p>
                    </div>
                </form>
                <div class="lab-main">
                    {player::player(drift)}
                    {stand(drift)}
                </div>
            </div>
            {dashboard(drift)}
            {alerts::alerts(drift)}
            {repair::repair(drift)}
            {repair::policies(drift)}
            {log::log(drift)}
            {take_home::take_home(drift)}
        </div>
    }
    .into_any()
}

/// Where it stands, in figures and in words.
fn stand(drift: DriftLabState) -> AnyView {
    let fact = |name: &'static str, value: Signal<String>| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let metric = move |after: &'static str| {
        move || {
            let title =
                drift.watched().map_or_else(|| "Accuracy".to_owned(), |found| found.report.spec.metric.title(found.report.classes.len()));
            format!("{title} {after}")
        }
    };
    let figure = |name: &'static str, value: Signal<String>| view! { <div><dt>{metric(name)}</dt><dd>{value}</dd></div> };
    let of = move |tell: fn(&WatchReport, u32) -> String| {
        Signal::derive(move || drift.watched().map_or_else(|| "–".to_owned(), |found| tell(&found.report, drift.at.get())))
    };
    view! {
        <section class="lab-section" aria-labelledby="watch-now">
            <h2 id="watch-now">"On duty"</h2>
            <dl class="lab-facts">
                {fact("Model", of(|report, at| window(report, at).map_or_else(|| "v1".into(), |one| format!("v{}", one.version))))}
                {fact("Requests", of(|report, at| window(report, at).map_or_else(|| "0".into(), |one| one.rows.to_string())))}
                {figure("expected", of(|report, at| service_story::figure(report, window(report, at).and_then(|one| one.estimated))))}
                {figure("by labels", of(|report, at| service_story::figure(report, service_story::labelled(report, at).and_then(|one| one.actual))))}
                {fact("Columns that drift", of(|report, at| window(report, at).map_or_else(|| "–".into(), |one| {
                    format!("{} of {}", one.marks.matches('d').count(), report.columns.len())
                })))}
                {fact("95 of 100 answers within", of(|report, at| {
                    window(report, at).and_then(|one| one.latency).map_or_else(|| "–".into(), |found| service_story::millis(found.p95))
                }))}
                {fact("Alerts firing", of(|report, at| service_story::firing(report, at).len().to_string()))}
            </dl>
            // While it plays, a screen reader would never come to an end.
            <div class="lab-story-now" role="status" aria-live=move || if drift.playing.get() { "off" } else { "polite" }>
                <h3>"What is happening"</h3>
                {move || {
                    let Some(found) = drift.watched() else { let text = if drift.has_data() { "The service is being started …" } else { "Choose your file, then serve." };
                        return view! { <p>{text}</p> }.into_any();
                     };
                    service_story::now(&found.report, drift.at.get()).into_iter().map(|text| view! { <p>{text}</p> }).collect_view().into_any()
                }}
            </div>
        </section>
    }
    .into_any()
}

fn window(report: &WatchReport, at: u32) -> Option<&WindowReport> {
    report.windows.get(at.checked_sub(1)? as usize)
}

/// The panels.
fn dashboard(drift: DriftLabState) -> AnyView {
    view! {
        <section class="lab-section" aria-labelledby="watch-panels">
            <h2 id="watch-panels">"The dashboard"</h2>
            <p class="lab-note">
                "What has not happened yet is covered. Reddish ground is the truth: something is wrong there. Arrow keys read out a panel."
            </p>
            <div class="watch-panels">
                {move || {
                    let Some(found) = drift.watched() else { return ().into_any() };
                    let panels = found.panels.clone();
                    let part = |panel| -> Part { Box::new(move || panel::panel(drift, panel)) };
                    in_turn(panels.into_iter().map(part).collect())
                }}
            </div>
        </section>
    }
    .into_any()
}
