//! What the reader must be told above a lab: what happened to the workers, and what the address got wrong.

use leptos::prelude::*;

use crate::ui::client::Client;

/// The notices of the workers and of the lab itself.
pub(crate) fn notices(client: Client, warnings: impl Fn() -> Vec<String> + Send + Sync + 'static) -> AnyView {
    let of_workers = client.notice();
    view! {
        <div class="lab-notices" role="status">
            {move || of_workers.get().into_iter().chain(warnings()).map(|text| view! { <p class="lab-notice" data-kind="warn">{text}</p> }).collect_view()}
        </div>
    }
    .into_any()
}
