//! The model that was kept with a run: asked about a row, held against the same setting trained anew, and how Python loads it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::track::{GetArtifact, RunDetail};
use crate::protocol::{Answered, AskModel, Error};
use crate::ui::client::CallFailure;
use crate::ui::kit::number::{count, counted};
use crate::ui::labs::track::state::TrackingState;
use crate::ui::workspace::logging::model::{DIRECTORY, MODEL_PATH, NOT_KEPT, PredictionSource, beside};
use crate::ui::workspace::predict::{PredictionForm, prediction_form};

/// A kept model that was opened.
type Opened = Arc<(String, Answered)>;

/// The part of the run, if it was trained here.
pub(crate) fn model(track: TrackingState, detail: &RunDetail) -> Option<AnyView> {
    let Some(file) = detail.artifacts.iter().find(|file| file.path == MODEL_PATH) else {
        let why = detail.tags.get(NOT_KEPT)?;
        let text = format!("The model was not kept: {why}. Reproduce trains it again.");
        return Some(view! { <div><h3>"Model"</h3><p>{text}</p></div> }.into_any());
    };
    let run_id = detail.run.run_id.clone();
    let python = format!("mlflow.pyfunc.load_model(\"runs:/{run_id}/{DIRECTORY}\")");
    let about = format!("The fitted model is among the run's files ({} bytes). Taken home, Python loads it with ", count(file.bytes));
    let (busy, opened, said) = (RwSignal::new(false), RwSignal::new(None::<Opened>), RwSignal::new(String::new()));
    let begin = move |work: std::pin::Pin<Box<dyn Future<Output = Result<(), CallFailure>>>>| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        track.trouble.set(None);
        spawn_local(async move {
            let outcome = work.await;
            if busy.try_set(false).is_none()
                && let Err(fault) = outcome
            {
                track.report(fault);
            }
        });
    };
    let open = move |_| {
        let run_id = run_id.clone();
        begin(Box::pin(async move {
            let found = read(track, run_id).await?;
            _ = opened.try_set(Some(Arc::new(found)));
            Ok(())
        }));
    };
    let check = move |_| {
        let Some(found) = opened.get_untracked() else { return };
        begin(Box::pin(async move {
            let (rows, alike) = beside(track.client, found.0.clone(), found.1.spec.clone()).await?;
            _ = said.try_set(verdict(rows, alike));
            Ok(())
        }));
    };
    let form = move || {
        opened.get().map(|found| {
            let (features, target) = (found.1.features.clone(), found.1.spec.target.clone());
            prediction_form(PredictionForm {
                client: track.client,
                features,
                target,
                oracle: PredictionSource::Kept(found.0.clone()),
                title: "Ask this model",
                trouble: track.trouble,
                on_change: Callback::new(|()| ()),
            })
        })
    };
    Some(
        view! {
            <div>
                <h3>"Model"</h3>
                <p>{about}<code>{python}</code>"."</p>
                <p class="lab-actions">
                    <button type="button" class="button" hidden=move || opened.with(Option::is_some) aria-busy=move || busy.get().to_string() on:click=open>
                        "Use this model"
                    </button>
                    <button type="button" class="button" hidden=move || opened.with(Option::is_none) aria-busy=move || busy.get().to_string() on:click=check>
                        "Compare with a new training"
                    </button>
                    <span role="status">{move || if busy.get() { "asking …".to_owned() } else { said.get() }}</span>
                </p>
                {form}
            </div>
        }
        .into_any(),
    )
}

/// The kept model and what it says of itself.
async fn read(track: TrackingState, run_id: String) -> Result<(String, Answered), CallFailure> {
    let file = track.client.call(GetArtifact { run_id, path: MODEL_PATH.to_owned() }).await?;
    let unreadable =
        || CallFailure::Failed(Error::new("the kept model cannot be read", "Reproduce the run, which trains the model again."));
    let model = file.text.ok_or_else(unreadable)?;
    let answered = track.client.call(AskModel { model: model.clone(), row: vec![], rows: None }).await?;
    Ok((model, answered))
}

fn verdict(rows: usize, alike: usize) -> String {
    let rows_said = counted(rows as u64, "test row");
    if rows == alike {
        return format!("{rows_said}: the kept model and a new training answer alike, to the last bit.");
    }
    format!("{rows_said}: {} answered otherwise by a new training.", count((rows - alike) as u64))
}
