//! The worker that loads data, trains and judges.
fn main() {}
