//! Writes every route's HTML into the built site: `prerender --dist DIR --base / [--site URL]`.

fn main() -> std::process::ExitCode {
    mlops_roadmap::ui::prerender::run(std::env::args().skip(1))
}
