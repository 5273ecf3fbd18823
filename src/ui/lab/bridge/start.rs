//! A fresh worker: a worker's messages are lost until its module has started, so it is greeted until it says something.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use leptos::prelude::Set;
use wasm_bindgen::JsValue;

use super::Bridge;
use super::line::Line;
use super::part::{self, Unstarted};
use crate::protocol::{DatasetRef, Request, Rows, wire};

/// After so many greetings the reader is told that it takes long.
const GREETINGS: u32 = 240;
const BETWEEN_GREETINGS_MILLIS: u32 = 250;
const FIRST_GREETING_MILLIS: u32 = 40;
/// The job of a greeting: its answer is nobody's. A slow worker answers several, the last after it has long started.
const GREETING: u32 = u32::MAX;

impl Bridge {
    /// Starts a fresh worker.
    pub(super) fn start(&self) {
        let (hearing, missing, falling) = (Rc::downgrade(&self.0), Rc::downgrade(&self.0), Rc::downgrade(&self.0));
        let hear = move |data: &JsValue| {
            if let Some(inner) = hearing.upgrade() {
                Bridge(inner).hear(data);
            }
        };
        let unstarted = move |why: &Unstarted| {
            if let Some(inner) = missing.upgrade() {
                Bridge(inner).unstarted(why);
            }
        };
        let fall = move |cause: &str| {
            if let Some(inner) = falling.upgrade() {
                Bridge(inner).fall("the lab's worker stopped", cause);
            }
        };
        let Some(mut line) = Line::open(&self.0.script, hear, unstarted, fall) else {
            return self.unstarted(&Unstarted::new("start", "the browser refused a worker"));
        };
        self.0.held.take().into_iter().for_each(|message| line.post(message));
        *self.0.line.borrow_mut() = Some(line);
        self.0.lines.set(self.0.lines.get() + 1);
        self.greet(self.0.lines.get(), GREETINGS, FIRST_GREETING_MILLIS);
    }

    /// Asks a fresh worker for nothing until it answers anything.
    fn greet(&self, line: u32, left: u32, pause_millis: u32) {
        let bridge = Rc::downgrade(&self.0);
        Timeout::new(pause_millis, move || {
            let Some(bridge) = bridge.upgrade().map(Bridge) else { return };
            let is_waited_for = bridge.0.line.borrow().as_ref().is_some_and(|line| !line.has_started());
            if !is_waited_for || bridge.0.lines.get() != line {
                return;
            }
            if left == 0 {
                // It reports a failure itself, so it is on its way: a slow connection is no reason to begin again.
                let part = part::part(&bridge.0.script);
                bridge.0.unfetched.set(bridge.0.unfetched.get().max(1));
                bridge.0.notice.set(Some(format!("After a minute {part} is still being fetched; on a slow connection that takes longer.")));
            }
            let nothing = Rows { dataset: DatasetRef::Own(String::new()), rows: vec![] };
            if let (Ok(text), Some(line)) = (wire::encode(&Request { job: GREETING, command: nothing.into() }), &*bridge.0.line.borrow()) {
                line.greet(&text);
            }
            bridge.greet(line, left.wrapping_sub(1), BETWEEN_GREETINGS_MILLIS);
        })
        .forget();
    }
}
