//! What to try, ticked off by what the reader has done in this session.

use leptos::prelude::*;

use crate::ui::platform;

/// Windows of this width, CSS pixels, have room for the open list.
const WIDE: u32 = 1000;

/// Whether the list is open at first: where there is room for it.
pub(crate) fn has_room() -> bool {
    platform::window_width() >= WIDE
}

/// Tasks with whether each is done; the list can be folded away.
pub(crate) fn task_list(tasks: Vec<(&'static str, Memo<bool>)>, open: bool) -> AnyView {
    let each = tasks.clone();
    let count = Signal::derive(move || format!("{} of {} done", each.iter().filter(|(_, done)| done.get()).count(), each.len()));
    let items = tasks.into_iter().map(|(text, done)| {
        view! {
            <li data-done=Signal::derive(move || done.get().then_some(""))>
                <span class="lab-tick" aria-hidden="true">{Signal::derive(move || if done.get() { "✓" } else { "" })}</span>
                {text}
                <span class="visually-hidden">{Signal::derive(move || if done.get() { " (done)" } else { "" })}</span>
            </li>
        }
    });
    view! {
        <details class="lab-tasks" open=open>
            <summary>"Your tasks: " <span role="status">{count}</span></summary>
            <ul>{items.collect_view()}</ul>
        </details>
    }
    .into_any()
}
