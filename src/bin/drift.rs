//! The views of the drift lab.

fn main() {
    mlops_roadmap::ui::labs::drift();
}
