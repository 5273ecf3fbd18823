//! What is taken home: the comparison of reference and newest windows in the files of the real tools.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::drift::WatchReport;
use crate::protocol::{ComparedTable, DriftFile, DriftFiles, DriftRule, ExportWindows, PerformanceMetric, ScriptText};
use crate::ui::client::CallFailure;
use crate::ui::kit::inputs::{fields, whole};
use crate::ui::kit::problem::sentence;
use crate::ui::labs::drift::state::DriftLabState;
use crate::ui::platform;

/// Files by name for people: what it is, what it is for, its media type.
const FILES: [(DriftFile, &str, &str, &str); 8] = [
    (DriftFile::ReportHtml, "Drift report (HTML)", "One page without scripts: open it, send it, print it.", "text/html"),
    (DriftFile::ReportJson, "Drift report (JSON)", "The same figures for a program.", "application/json"),
    (DriftFile::Evidently, "Evidently script", "Repeats the comparison in Python on the two tables below.", "text/x-python"),
    (DriftFile::ReferenceCsv, "Reference (CSV)", "What the model was made with.", "text/csv"),
    (DriftFile::CurrentCsv, "Windows (CSV)", "What came in since, with the answers.", "text/csv"),
    (DriftFile::Dashboard, "Grafana dashboard", "Panels over the metrics of the module below.", "application/json"),
    (DriftFile::Alerts, "Grafana alert rules", "A provisioning file with your pending and keep-firing periods.", "application/yaml"),
    (DriftFile::Middleware, "FastAPI module", "Logs predictions and publishes Prometheus metrics.", "text/x-python"),
];

/// The section.
pub(crate) fn take_home(drift: DriftLabState) -> AnyView {
    let newest = RwSignal::new(5_u32);
    let busy = RwSignal::new(false);
    let told = RwSignal::new(None::<Result<String, String>>);
    let take = move |file: DriftFile, media: &'static str| {
        let Some(to) = drift.at.get_untracked().checked_sub(1) else { return };
        let from = (to + 1).saturating_sub(newest.get_untracked().max(1));
        busy.set(true);
        told.set(None);
        spawn_local(async move {
            let found = taken(drift, from, to, file).await;
            busy.try_set(false);
            told.try_set(match found {
                Ok(found) => {
                    platform::download(&found.file, media, &found.text);
                    Some(Ok(format!("{} is saved. It compares windows {from} to {to} with the reference.", found.file)))
                }
                Err(CallFailure::Cancelled) => None,
                Err(CallFailure::Failed(error) | CallFailure::Stopped(error)) => {
                    Some(Err(format!("{} {}", sentence(&error.what), error.hint)))
                }
            });
        });
    };
    let none = Signal::derive(move || drift.at.get() == 0 || busy.get());
    let item = |(file, name, about, media): (DriftFile, &'static str, &'static str, &'static str)| {
        view! {
            <li>
                <button type="button" class="button" disabled=none on:click=move |_| take(file, media)>{name}</button>
                <span>{about}</span>
            </li>
        }
    };
    view! {
        <section class="lab-section" aria-labelledby="watch-home">
            <h2 id="watch-home">"Take it home"</h2>
            <p>"The newest windows against the reference, as the tools read it that you will meet at work."</p>
            <div class="watch-filter">
                {fields(vec![whole("watch-newest", "Newest windows to compare", (1, 10_000), newest, Callback::new(|()| ()))])}
            </div>
            <ul class="watch-files">{FILES.into_iter().map(item).collect_view()}</ul>
            <p role="status" class="lab-note">{move || told.get().and_then(Result::ok)}</p>
            {move || told.get().and_then(Result::err).map(|text| view! { <p class="lab-problem" role="alert">{text}</p> })}
        </section>
    }
    .into_any()
}

/// Asks the worker that watches for the tables, and the one that writes for the file.
async fn taken(drift: DriftLabState, from: u32, to: u32, file: DriftFile) -> Result<ScriptText, CallFailure> {
    let spec = drift.spec();
    let alert = spec.alert.clone();
    let most_millis = Some(spec.latency.limit_millis);
    let rule = match &spec.rule {
        DriftRule::Evidently(rule) => rule.clone(),
        DriftRule::Nannyml(_) => Default::default(),
    };
    // The alert fires where the lab's own does: below the band of the accuracy, if that is what is watched.
    let band = |found: &WatchReport| found.windows.iter().find_map(|window| window.actual.or(window.estimated)?.lower);
    let least = drift.watched().filter(|_| spec.metric == PerformanceMetric::Accuracy).and_then(|found| band(&found.report));
    let sides = drift.client.call(ExportWindows { spec, from, to }).await?;
    let asked = DriftFiles {
        reference: ComparedTable::Text { name: "reference.csv".into(), csv: sides.reference },
        current: ComparedTable::Text { name: "windows.csv".into(), csv: sides.current },
        spec: rule,
        alert,
        target: Some("prediction".into()),
        least_accuracy: least,
        most_millis,
        title: Some(format!("Windows {from} to {to} against the reference")),
        files: vec![file],
    };
    let found = drift.client.call(asked).await?;
    found.files.into_iter().next().ok_or(CallFailure::Cancelled)
}
