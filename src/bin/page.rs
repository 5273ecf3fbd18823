//! The site in the browser.
fn main() {}
