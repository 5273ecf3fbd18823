//! Long views in turns: each part is built in a task of its own, so that the page answers in between.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

/// From one part to the next, milliseconds: so long that the browser draws each by itself, and does not lay out several at once.
const PAUSE_MILLIS: u32 = 20;

/// Something to show later.
pub(crate) type Part = Box<dyn FnOnce() -> AnyView + Send>;

/// Shows the first part at once and the others one after another.
pub(crate) fn in_turn(parts: Vec<Part>) -> AnyView {
    let (count, due) = (parts.len(), RwSignal::new(1));
    Effect::new(move |_| {
        let now = due.get();
        if now < count {
            Timeout::new(PAUSE_MILLIS, move || _ = due.try_set(now + 1)).forget();
        }
    });
    let show = |(turn, part): (usize, Part)| {
        let is_due = Memo::new(move |_| due.get() > turn);
        let mut part = Some(part);
        move || is_due.get().then(|| part.take().map(|part| part()))
    };
    parts.into_iter().enumerate().map(show).collect_view().into_any()
}
