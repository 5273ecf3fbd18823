//! The code on a printed sheet: where everything stood when it was printed, and what to do with it.

use leptos::prelude::*;

use crate::roadmap::link;
use crate::ui::platform;
use crate::ui::progress::Progress;
use crate::ui::workspace::reader::Reader;

/// What the address holds.
#[component]
pub(crate) fn Restoring(
    /// Whose progress it becomes.
    reader: Reader,
) -> impl IntoView {
    let address = platform::address();
    let printed = address.split_once(link::MARK).map(|(_, code)| Progress::from_link(code));
    let (said, found) = match printed {
        Some(Ok(found)) => (
            format!(
                "The printed sheet holds {}. Merge fills in what is not here yet; replace forgets what is here, notes included.",
                found.extent()
            ),
            Some(found),
        ),
        Some(Err(cause)) => (format!("The printed sheet was not read: {cause}. Nothing was changed."), None),
        None => (String::new(), None),
    };
    let said = RwSignal::new(said);
    let found = RwSignal::new(found);
    let reader = StoredValue::new_local(reader);
    let take = move |replace: bool| {
        let Some(printed) = found.get_untracked() else { return };
        reader.with_value(|reader| {
            reader.change(|progress| {
                if replace {
                    progress.items = printed.items;
                } else {
                    progress.merge(printed);
                }
            });
        });
        found.set(None);
        said.set(if replace { "Replaced by the printed sheet." } else { "Merged with the printed sheet." }.to_owned());
    };
    view! {
        <div class="lab-notice">
            <p role="status">{said}</p>
            {move || {
                found
                    .with(Option::is_some)
                    .then(|| {
                        view! {
                            <div class="button-row">
                                <button type="button" on:click=move |_| take(false)>"Merge"</button>
                                <button type="button" on:click=move |_| take(true)>"Replace"</button>
                            </div>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}
