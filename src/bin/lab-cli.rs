//! The worker's requests as JSON lines.
use std::process::ExitCode;

use mlops_roadmap::worker::native::{Options, run};

fn main() -> std::io::Result<ExitCode> {
    let options = match Options::parse(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(wrong) => {
            eprintln!("{wrong}");
            return Ok(ExitCode::from(2));
        }
    };
    run(&options, std::io::stdin().lock(), std::io::stdout().lock()).map(|good| ExitCode::from(u8::from(!good)))
}
