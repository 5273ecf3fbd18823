//! The views of the training lab.

fn main() {
    mlops_roadmap::ui::labs::train();
}
