//! The labs' views: mounts a lab into every place the page leaves for one.

fn main() {
    mlops_roadmap::ui::lab::start();
}
