//! The worker that serves a model to traffic and watches it.
fn main() {
    #[cfg(target_arch = "wasm32")]
    mlops_roadmap::worker::web::start();
}
