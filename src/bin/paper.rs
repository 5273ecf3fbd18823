//! The plan and the print: their views.

fn main() {
    mlops_roadmap::ui::labs::paper();
}
