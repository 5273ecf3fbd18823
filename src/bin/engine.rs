//! The engine's worker: loads data, trains, explains, exports and monitors.
fn main() {
    #[cfg(target_arch = "wasm32")]
    mlops_roadmap::worker::engine::start();
}
