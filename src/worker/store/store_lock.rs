//! Which tab has the store: a Web Lock says so, and a channel between the tabs asks for it.
//!
//! The lock is held as long as the store is open; the browser gives it back when the tab or the worker ends, however it ends.
//! A tab without the store waits for the lock, so it hears of that without asking again and again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, BroadcastChannel, DedicatedWorkerGlobalScope, MessageEvent};

/// Name of the lock and of the channel.
const NAME: &str = "mlops-roadmap-store";
const LEAVE: &str = "leave";
/// How long the lock is waited for before another tab is said to have it.
const PATIENCE_MILLIS: u32 = 4_000;
/// How long another tab may take to finish what it is at and let go.
const TAKE_OVER_MILLIS: u32 = 10_000;

/// How the store is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LockRequest {
    /// Only if nobody has it now.
    IfFree,
    /// A moment is waited for it.
    Patient,
    /// Another tab is asked to let go of it, and is waited for.
    TakeOver,
}

/// This worker's claim to the store.
pub(super) struct StoreLock {
    scope: DedicatedWorkerGlobalScope,
    channel: Option<BroadcastChannel>,
    /// Gives the lock back.
    release: RefCell<Option<Function>>,
    /// The lock is waited for.
    waits: Rc<Cell<bool>>,
}

impl StoreLock {
    pub(super) fn new(scope: DedicatedWorkerGlobalScope) -> Self {
        Self { scope, channel: BroadcastChannel::new(NAME).ok(), release: RefCell::default(), waits: Rc::default() }
    }

    /// Calls back when another tab asks for the store.
    pub(super) fn on_asked_to_leave(&self, callback: impl Fn() + 'static) {
        let Some(channel) = &self.channel else { return };
        let listen = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            if message.data().as_string().as_deref() == Some(LEAVE) {
                callback();
            }
        });
        channel.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        // The listener lives as long as the worker.
        listen.forget();
    }

    /// True if the store is ours now.
    pub(super) async fn enter(&self, how: LockRequest) -> bool {
        // A browser without locks has no OPFS handles for two either: the second tab then finds the file held.
        let Some((locks, request)) = self.locks() else { return true };
        let take_over = how == LockRequest::TakeOver;
        let options = Object::new();
        let _ = match how {
            LockRequest::IfFree => Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE),
            // A worker that was just terminated, or a page that is being reloaded, gives its lock back a moment later.
            LockRequest::Patient => Reflect::set(&options, &"signal".into(), &AbortSignal::timeout_with_u32(PATIENCE_MILLIS)),
            LockRequest::TakeOver => Reflect::set(&options, &"signal".into(), &AbortSignal::timeout_with_u32(TAKE_OVER_MILLIS)),
        };
        let release = Rc::new(RefCell::new(None));
        let entered = Promise::new(&mut |resolve, _| {
            let (kept, answer) = (Rc::clone(&release), resolve.clone());
            let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
                if lock.is_null() {
                    let _ = answer.call1(&JsValue::NULL, &JsValue::FALSE);
                    return JsValue::UNDEFINED;
                }
                let _ = answer.call1(&JsValue::NULL, &JsValue::TRUE);
                // The lock is ours until this promise is kept.
                Promise::new(&mut |release, _| *kept.borrow_mut() = Some(release)).into()
            });
            let refused = Closure::once_into_js(move |_: JsValue| {
                let _ = resolve.call1(&JsValue::NULL, &JsValue::FALSE);
            });
            if let Ok(asked) = request.call3(&locks, &NAME.into(), &options, &granted) {
                let asked: Promise = asked.unchecked_into();
                if let Ok(catch) = Reflect::get(&asked, &"catch".into()).map(|catch| catch.unchecked_into::<Function>()) {
                    let _ = catch.call1(&asked, &refused);
                }
            }
        });
        // After the lock was asked for, so that the tab that lets go does not find itself the next in line.
        if let (true, Some(channel)) = (take_over, &self.channel) {
            // If nobody hears it, the lock is free or the wait runs out.
            let _ = channel.post_message(&LEAVE.into());
        }
        let held = JsFuture::from(entered).await.is_ok_and(|held: JsValue| held.is_truthy());
        self.release.replace(release.take());
        held
    }

    /// Calls back when the tab that has the store lets go of it. The lock itself is given back at once: a tab that nobody looks
    /// at must not keep it from one that is only reloading.
    pub(super) fn on_free(&self, callback: impl FnOnce() + 'static) {
        let Some((locks, request)) = self.locks() else { return };
        if self.waits.replace(true) {
            return;
        }
        let waits = Rc::clone(&self.waits);
        let granted = Closure::once_into_js(move |_lock: JsValue| {
            waits.set(false);
            callback();
        });
        if request.call2(&locks, &NAME.into(), &granted).is_err() {
            self.waits.set(false);
        }
    }

    /// The browser's locks and the function that asks for one.
    fn locks(&self) -> Option<(JsValue, Function)> {
        let locks = Reflect::get(&self.scope.navigator(), &"locks".into()).ok()?;
        let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
        Some((locks, request))
    }

    /// Gives the lock back.
    pub(super) fn leave(&self) {
        if let Some(release) = self.release.take() {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}
