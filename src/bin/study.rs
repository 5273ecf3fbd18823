//! The worker that looks closer at models, searches for settings and finds groups.
fn main() {
    #[cfg(target_arch = "wasm32")]
    mlops_roadmap::worker::web::start();
}
