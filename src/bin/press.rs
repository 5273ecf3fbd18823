//! The worker that prints: the roadmap as a PDF, and its pages as pictures.
fn main() {
    #[cfg(target_arch = "wasm32")]
    mlops_roadmap::worker::press::start();
}
