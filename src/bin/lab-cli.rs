//! The worker's requests as JSON lines.
fn main() {}
