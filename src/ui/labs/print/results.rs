//! What the reader's own models came to, for the handbook: the best run of the tracking store, trained again to the last bit for its
//! drawings, and the service that the drift lab watched last.

use crate::protocol::drift::AlertState;
use crate::protocol::print::{PrintDrawing, PrintDrift, PrintResults, PrintRun};
use crate::protocol::track::{Access, GetArtifact, GetRun, RunDetail, SearchRuns, Selection, StoreState};
use crate::protocol::{Call, Drawing, Error, Regress, Train, TrainSpec, Watch, WatchSpec, model, wire};
use crate::ui::client::CallFailure;
use crate::ui::client::Client;
use crate::ui::platform;
use crate::ui::workspace::logging::record::{FIT_MILLIS, SPEC_PATH};
use crate::ui::workspace::logging::service::SERVED;
use crate::ui::workspace::service_story;

/// Width of the drawings, CSS pixels; on paper they are as wide as the text.
const DRAW_WIDTH: u32 = 640;
/// What is drawn of a service on paper, by name.
const PANELS: [&str; 2] = ["performance", "drift"];
/// What is drawn of a run on paper, by name, with the caption.
const DRAWN: [(&str, &str); 4] =
    [("confusion", "Confusion matrix"), ("roc", "ROC curve"), ("residuals", "Residuals"), ("importance", "Importance of the features")];

/// What there is of the two; that there is neither is a fault, and says what to do.
pub(crate) async fn fetch(client: Client) -> Result<PrintResults, CallFailure> {
    let drift = drift(client).await;
    match (best_run(client).await, drift) {
        (Ok(run), drift) => Ok(PrintResults { run: Some(run), drift }),
        (Err(_), Some(drift)) => Ok(PrintResults { run: None, drift: Some(drift) }),
        (Err(fault), None) => Err(fault),
    }
}

/// The best run by the metric that judges its kind: the greatest accuracy or, without any, the greatest R².
async fn best_run(client: Client) -> Result<PrintRun, CallFailure> {
    let access = ask(client, Access {}).await?;
    if access.state != StoreState::Ready {
        let hint = "Open the tracking lab, which says what is wrong with the store.";
        return Err(CallFailure::Failed(Error::new("the tracking store cannot be read now", hint)));
    }
    let best = match best_by(client, "accuracy").await? {
        Some(best) => Some(best),
        None => best_by(client, "r2").await?,
    };
    let Some(run_id) = best else {
        let hint = "Train a model in the tracking lab, which logs every run; the best is then printed.";
        return Err(CallFailure::Failed(Error::new("no run has been logged yet", hint)));
    };
    let detail = ask(client, GetRun { run_id }).await?;
    let drawings = drawings(client, &detail).await.unwrap_or_default();
    Ok(run(&detail, drawings))
}

/// The service that the drift lab watched last, served again; absent if there was none or it cannot be served now.
async fn drift(client: Client) -> Option<PrintDrift> {
    let spec: WatchSpec = wire::decode(&platform::stored(SERVED)?).ok()?;
    let watched = ask(client, Watch { spec, draw_width: Some(DRAW_WIDTH), lean: true }).await.ok()?;
    let report = &watched.report;
    let last = report.windows.len() as u32;
    let header = ["Alert", "First fired in window", "Windows firing"].map(str::to_owned).to_vec();
    let rows = report.alerts.iter().map(|alert| {
        let fired: Vec<usize> =
            alert.states.iter().enumerate().filter(|(_, state)| **state == AlertState::Alerting).map(|(window, _)| window).collect();
        let first = fired.first().map_or_else(|| "never".to_owned(), ToString::to_string);
        vec![alert.rule.title().to_owned(), first, fired.len().to_string()]
    });
    let panels = watched.panels.iter().filter(|panel| PANELS.contains(&panel.name.as_str()));
    Some(PrintDrift {
        title: format!("A model in service over {last} windows"),
        summary: service_story::now(report, last).join(" "),
        table: std::iter::once(header).chain(rows).collect(),
        drawings: panels
            .map(|panel| PrintDrawing {
                title: panel.title.clone(),
                alt: panel.frame.label.clone(),
                svg: layered(&panel.frame.svg, &[&panel.now, &panel.late]),
                size: (panel.frame.width, panel.frame.height),
            })
            .collect(),
    })
}

/// One drawing from a frame and layers of the same size.
fn layered(frame: &str, layers: &[&str]) -> String {
    let inner = |svg: &str| {
        let begin = svg.find('>').map_or(0, |at| at + 1);
        svg.rfind("</svg>").and_then(|end| svg.get(begin..end)).unwrap_or_default().to_owned()
    };
    let all: String = layers.iter().map(|layer| inner(layer)).collect();
    frame.rfind("</svg>").map_or_else(|| frame.to_owned(), |end| format!("{}{all}</svg>", frame.get(..end).unwrap_or_default()))
}

async fn ask<C: Call>(client: Client, command: C) -> Result<C::Reply, CallFailure> {
    client.call(command).await
}

async fn best_by(client: Client, metric: &str) -> Result<Option<String>, CallFailure> {
    let which = Selection { filter: format!("metrics.{metric} > -1e300"), ..Selection::default() };
    let search = SearchRuns { which, order_by: vec![format!("metrics.{metric} DESC")], limit: 1, ..SearchRuns::default() };
    let page = ask(client, search).await?;
    Ok(page.runs.first().map(|row| row.run.run_id.clone()))
}

/// The run's drawings: it is trained again from its setting, if that is among its files and its data is at hand.
async fn drawings(client: Client, detail: &RunDetail) -> Result<Vec<PrintDrawing>, CallFailure> {
    let file = ask(client, GetArtifact { run_id: detail.run.run_id.clone(), path: SPEC_PATH.to_owned() }).await?;
    let spec: TrainSpec = wire::decode(&file.text.unwrap_or_default()).map_err(CallFailure::Failed)?;
    let draw_width = Some(DRAW_WIDTH);
    let found = if spec.model.kind().task == model::Task::Regression {
        ask(client, Regress { spec, draw_width, lean: true }).await?.drawings
    } else {
        ask(client, Train { spec, draw_width, lean: true }).await?.drawings
    };
    Ok(chosen(found))
}

fn chosen(found: Vec<(String, Drawing)>) -> Vec<PrintDrawing> {
    DRAWN
        .iter()
        .filter_map(|(name, title)| {
            let (_, drawing) = found.iter().find(|(found, _)| found == name)?;
            Some(PrintDrawing {
                title: (*title).to_owned(),
                alt: drawing.label.clone(),
                svg: drawing.svg.clone(),
                size: (drawing.width, drawing.height),
            })
        })
        .collect()
}

/// What was found, in a sentence or two.
pub(crate) fn sentence(found: &PrintResults) -> String {
    let drift = if found.drift.is_some() { " The last service of the drift lab is printed too." } else { "" };
    let Some(run) = &found.run else { return format!("No run has been logged yet.{drift}") };
    let with = if run.drawings.is_empty() {
        ", without drawings: its data or setting is not at hand".to_owned()
    } else {
        let names: Vec<String> = run.drawings.iter().map(|drawing| drawing.title.to_lowercase()).collect();
        format!(", with {}", names.join(", "))
    };
    format!("The best of your runs is printed: {}{with}.{drift}", run.name)
}

/// A run as it is printed: settings and metrics under their standard names.
fn run(detail: &RunDetail, drawings: Vec<PrintDrawing>) -> PrintRun {
    let data = detail.datasets.first().map(|dataset| dataset.name.clone());
    let metrics = detail.metrics.iter().filter(|(key, _)| *key != FIT_MILLIS).filter_map(|(key, value)| Some((key.clone(), (*value)?)));
    PrintRun {
        name: detail.run.run_name.clone(),
        about: data.map(|name| format!("Trained on {name}.")).unwrap_or_default(),
        params: detail.params.iter().map(|(key, value)| (key.clone(), value.clone())).collect(),
        metrics: metrics.collect(),
        drawings,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_are_laid_over_their_frame() {
        let frame = "<svg viewBox=\"0 0 4 4\"><rect/></svg>";
        let drawing = layered(frame, &["<svg viewBox=\"0 0 4 4\"><path d=\"M0 0\"/></svg>", ""]);
        assert_eq!(drawing, "<svg viewBox=\"0 0 4 4\"><rect/><path d=\"M0 0\"/></svg>");
    }

    #[test]
    fn what_is_printed_is_said() {
        assert!(sentence(&PrintResults { run: None, drift: Some(PrintDrift::default()) }).contains("drift lab"));
        let run = PrintRun { name: "Forest".into(), ..PrintRun::default() };
        assert!(
            sentence(&PrintResults { run: Some(run), drift: None })
                .starts_with("The best of your runs is printed: Forest, without drawings")
        );
    }
}
