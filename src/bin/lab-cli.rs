//! The worker's requests as JSON lines.
use std::process::ExitCode;

use mlops_roadmap::worker::native::{Options, run};

fn main() -> std::io::Result<ExitCode> {
    match Options::parse(std::env::args().skip(1)) {
        Ok(options) => {
            Ok(if run(&options, std::io::stdin().lock(), std::io::stdout().lock())? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Err(wrong) => {
            eprintln!("{wrong}");
            Ok(ExitCode::from(2))
        }
    }
}
