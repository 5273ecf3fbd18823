//! The worker that keeps the tracking store.
fn main() {
    #[cfg(target_arch = "wasm32")]
    mlops_roadmap::worker::store::start();
}
