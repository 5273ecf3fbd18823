//! The worker that writes experiments as scripts of the real tools.
fn main() {
    #[cfg(target_arch = "wasm32")]
    mlops_roadmap::worker::web::start();
}
