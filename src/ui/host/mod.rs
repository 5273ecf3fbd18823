//! Who runs the workers: a module of its own, started with the first lab of a page and there until the page goes.
//!
//! Labs come and go, each a module with a memory of its own; the workers stay, with the tables they have read and the models they have
//! fitted. A lab reaches them through [`port`], as text: a request goes to the worker of its service, which is started with the first
//! request that needs it. [`request_loop`] keeps one worker busy with one request at a time, `share` divides a large training among
//! extra engines, [`transport`] alone knows the browser's worker. Nobody here knows what a request means or what its answer holds.

mod answer;
mod console;
mod notices;
mod port;
mod program;
mod request_loop;
mod start_failure;
mod transport;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use self::notices::Notices;
use self::program::Program;
use self::request_loop::{OwnFile, RequestLoop};
use crate::protocol::{Notice, Service};

/// Makes the workers reachable for labs and for the browser's console; none is started yet.
pub fn start() {
    let host = Host::new();
    console::publish(&host);
    port::publish(&host);
}

/// The workers of the site; clones share them.
#[derive(Clone)]
struct Host(Rc<Workers>);

struct Workers {
    engine: RequestLoop,
    store: RequestLoop,
    press: RequestLoop,
    shared: Rc<Shared>,
}

/// What all workers share.
#[derive(Default)]
struct Shared {
    /// The reader's own file, kept as a handle so that a fresh engine can read it again.
    own: RefCell<Option<OwnFile>>,
    last_job: Cell<u32>,
    notices: Notices,
    engine: Program,
    store: Program,
    press: Program,
}

impl Shared {
    fn next_job(&self) -> u32 {
        self.last_job.set(self.last_job.get() + 1);
        self.last_job.get()
    }

    fn program(&self, service: Service) -> &Program {
        match service {
            Service::Store => &self.store,
            Service::Press => &self.press,
            Service::Engine | Service::Local => &self.engine,
        }
    }

    /// What a worker says unasked.
    fn hear(&self, notice: Notice) {
        match notice {
            Notice::StoreTaken(error) => self.notices.set(Some(format!("{}. {}", error.what, error.hint))),
            Notice::StoreFreed => {
                self.notices.set(None);
                self.notices.store_freed();
            }
        }
    }
}

impl Host {
    fn new() -> Self {
        let shared = Rc::<Shared>::default();
        let worker = |service| RequestLoop::new(service, Rc::clone(&shared));
        let (engine, store, press) = (worker(Service::Engine), worker(Service::Store), worker(Service::Press));
        Self(Rc::new(Workers { engine, store, press, shared: Rc::clone(&shared) }))
    }

    fn worker(&self, service: Service) -> &RequestLoop {
        match service {
            Service::Store => &self.0.store,
            Service::Press => &self.0.press,
            Service::Engine | Service::Local => &self.0.engine,
        }
    }

    /// An engine beside the usual one.
    fn extra_engine(&self) -> RequestLoop {
        RequestLoop::new(Service::Engine, Rc::clone(&self.0.shared))
    }

    /// Withdraws a job: from the queue, or by terminating the worker that runs it. The store is never ended: what it saves is saved.
    fn cancel(&self, job: u32) {
        self.0.engine.cancel(job);
        self.0.press.cancel(job);
        self.0.store.withdraw(job);
    }
}
