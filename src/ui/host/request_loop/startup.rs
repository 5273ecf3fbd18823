//! A fresh worker: its script and its program are fetched at once, and it is spoken to when it says that it is ready.

use std::rc::{Rc, Weak};

use gloo::timers::callback::Timeout;

use super::{Inner, RequestLoop};
use crate::protocol::wire::PROTOCOL;
use crate::protocol::{Ready, Service};
use crate::ui::host::start_failure::{StartCause, StartFailure, part};
use crate::ui::host::transport::WorkerHandle;
use crate::ui::platform;

/// After so long the reader is told that it takes long.
const LONG_MILLIS: u32 = 60_000;
/// The script that every worker runs first.
const SCRIPT: &str = "worker.js";

/// Name of a service's program: `engine.js` starts it, `engine_bg.wasm` is it.
pub(in crate::ui::host) fn program(service: Service) -> &'static str {
    match service {
        Service::Store => "store",
        Service::Press => "press",
        Service::Engine | Service::Local => "engine",
    }
}

impl RequestLoop {
    /// Starts a fresh worker.
    pub(in crate::ui::host) fn start(&self) {
        let inner = || Rc::downgrade(&self.0);
        let with = |inner: &Weak<Inner>| inner.upgrade().map(RequestLoop);
        let (hearing, missing, dying) = (inner(), inner(), inner());
        let worker = WorkerHandle::open(
            &platform::built_address(SCRIPT),
            move |text, attachment| {
                if let Some(this) = with(&hearing) {
                    this.hear(text, attachment);
                }
            },
            move |why| {
                if let Some(this) = with(&missing) {
                    this.unstarted(why);
                }
            },
            move |cause| {
                if let Some(this) = with(&dying) {
                    this.died(cause);
                }
            },
        );
        let Some(mut worker) = worker else { return self.unstarted(&StartFailure::new("start", "the browser refused a worker")) };
        self.0.held.take().into_iter().for_each(|message| worker.post(message));
        *self.0.worker.borrow_mut() = Some(worker);
        let generation = self.0.generation.get() + 1;
        self.0.generation.set(generation);
        self.give_program(generation);
        self.wait_long(generation);
    }

    /// Whether this very worker is still being waited for.
    fn is_waited_for(&self, generation: u32) -> bool {
        self.0.generation.get() == generation && self.0.worker.borrow().as_ref().is_some_and(|worker| !worker.is_ready())
    }

    fn give_program(&self, generation: u32) {
        let waiting = Rc::downgrade(&self.0);
        let (service, shared) = (self.0.service, Rc::clone(&self.0.shared));
        wasm_bindgen_futures::spawn_local(async move {
            let name = program(service);
            let module = shared.program(service).module(&platform::built_address(&format!("{name}_bg.wasm"))).await;
            let Some(this) = waiting.upgrade().map(RequestLoop).filter(|this| this.is_waited_for(generation)) else { return };
            match module {
                Ok(module) => {
                    if let Some(worker) = &*this.0.worker.borrow() {
                        worker.begin(&platform::built_address(&format!("{name}.js")), &module, &platform::built_files());
                    }
                }
                Err(unstarted) => this.unstarted(&unstarted),
            }
        });
    }

    /// Tells the reader if it takes long. It reports a failure itself, so it is on its way: a slow connection is no reason to begin
    /// again.
    fn wait_long(&self, generation: u32) {
        let waiting = Rc::downgrade(&self.0);
        Timeout::new(LONG_MILLIS, move || {
            let Some(this) = waiting.upgrade().map(RequestLoop).filter(|this| this.is_waited_for(generation)) else { return };
            this.0.unfetched.set(this.0.unfetched.get().max(1));
            let text = format!("After a minute {} is still being fetched; on a slow connection that takes longer.", part(this.0.service));
            this.0.shared.notices.set(Some(text));
        })
        .forget();
    }

    /// The worker can be spoken to, if it speaks the same protocol.
    pub(in crate::ui::host) fn ready(&self, ready: &Ready) {
        if ready.build != PROTOCOL {
            return self
                .unstarted(&StartFailure { why: StartCause::Build, detail: format!("protocol {} instead of {PROTOCOL}", ready.build) });
        }
        self.0.stillborn.set(0);
        // If its files had to be waited for, that is over.
        if self.0.unfetched.take() > 0 {
            self.0.shared.notices.set(None);
        }
        if let Some(worker) = self.0.worker.borrow_mut().as_mut() {
            worker.ready();
        }
    }
}
