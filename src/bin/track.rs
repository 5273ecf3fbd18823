//! The views of the tracking lab.

fn main() {
    mlops_roadmap::ui::labs::track();
}
