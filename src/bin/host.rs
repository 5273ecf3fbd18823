//! Runs the workers, for every lab of a page.

fn main() {
    mlops_roadmap::ui::host::start();
}
