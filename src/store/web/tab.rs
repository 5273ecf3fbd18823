//! Which tab has the store: a Web Lock says so, and a channel between the tabs asks for it.
//!
//! The lock is held as long as the store is open; the browser gives it back when the tab or the worker ends, however it ends.

use std::cell::RefCell;
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

/// This worker's claim to the store.
pub(super) struct Tab {
    scope: DedicatedWorkerGlobalScope,
    channel: Option<BroadcastChannel>,
    /// Gives the lock back.
    release: RefCell<Option<Function>>,
}

impl Tab {
    pub(super) fn new(scope: DedicatedWorkerGlobalScope) -> Self {
        Self { scope, channel: BroadcastChannel::new(NAME).ok(), release: RefCell::default() }
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

    /// True if the store is ours now; `take_over` asks another tab to let go of it, and waits.
    pub(super) async fn enter(&self, take_over: bool) -> bool {
        let locks = Reflect::get(&self.scope.navigator(), &"locks".into()).unwrap_or(JsValue::UNDEFINED);
        let request = Reflect::get(&locks, &"request".into()).ok().and_then(|request| request.dyn_into::<Function>().ok());
        // A browser without locks has no OPFS handles for two either: the second tab then finds the file held.
        let Some(request) = request else { return true };
        // A worker that was just terminated, or a page that is being reloaded, gives its lock back a moment later.
        let patience = if take_over { TAKE_OVER_MILLIS } else { PATIENCE_MILLIS };
        let options = Object::new();
        let _ = Reflect::set(&options, &"signal".into(), &AbortSignal::timeout_with_u32(patience));
        if let (true, Some(channel)) = (take_over, &self.channel) {
            // If nobody hears it, the lock is free or the wait runs out.
            let _ = channel.post_message(&LEAVE.into());
        }
        let release = Rc::new(RefCell::new(None));
        let entered = Promise::new(&mut |resolve, _| {
            let (kept, answer) = (Rc::clone(&release), resolve.clone());
            let granted = Closure::once_into_js(move |_lock: JsValue| -> JsValue {
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
        let held = JsFuture::from(entered).await.is_ok_and(|held: JsValue| held.is_truthy());
        self.release.replace(release.take());
        held
    }

    /// Gives the lock back.
    pub(super) fn leave(&self) {
        if let Some(release) = self.release.take() {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}
