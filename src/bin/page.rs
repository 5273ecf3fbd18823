//! The site in the browser: takes over the prerendered page.

fn main() {
    mlops_roadmap::ui::site::start();
}
