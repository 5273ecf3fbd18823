//! The views of the labs about one question each: groups, settings, leaks, metrics.

fn main() {
    mlops_roadmap::ui::labs::explore();
}
