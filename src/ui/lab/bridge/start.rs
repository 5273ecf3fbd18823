//! A fresh worker: a worker's messages are lost until its module has started, so it is greeted until it says something.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsValue;

use super::Bridge;
use super::line::Line;
use crate::protocol::{DatasetRef, Request, Rows, wire};

/// How long a fresh worker may take to say something, in greetings.
const GREETINGS: u32 = 240;
const BETWEEN_GREETINGS_MILLIS: u32 = 250;
const FIRST_GREETING_MILLIS: u32 = 40;
/// The job of a greeting: its answer is nobody's. A slow worker answers several, the last after it has long started.
const GREETING: u32 = u32::MAX;

impl Bridge {
    /// Starts a fresh worker.
    pub(super) fn start(&self) {
        let (hearing, falling) = (Rc::downgrade(&self.0), Rc::downgrade(&self.0));
        let hear = move |data: &JsValue| {
            if let Some(inner) = hearing.upgrade() {
                Bridge(inner).hear(data);
            }
        };
        let fall = move |cause: &str| {
            if let Some(inner) = falling.upgrade() {
                Bridge(inner).fall("the lab's worker stopped", cause);
            }
        };
        let Some(line) = Line::open(&self.0.script, hear, fall) else {
            self.fall("the lab's worker could not be started", "");
            return;
        };
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
                bridge.fall("the lab's worker did not start within a minute", "");
                return;
            }
            let nothing = Rows { dataset: DatasetRef::Own(String::new()), rows: vec![] };
            if let (Ok(text), Some(line)) = (wire::encode(&Request { job: GREETING, command: nothing.into() }), &*bridge.0.line.borrow()) {
                line.greet(&text);
            }
            bridge.greet(line, left - 1, BETWEEN_GREETINGS_MILLIS);
        })
        .forget();
    }
}
