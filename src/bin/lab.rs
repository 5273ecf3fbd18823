//! The worker that loads data, trains and judges.
fn main() {
    #[cfg(target_arch = "wasm32")]
    mlops_roadmap::worker::web::start();
}
