//! Writes every route's HTML.
fn main() {}
