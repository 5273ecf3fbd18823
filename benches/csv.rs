//! How long a CSV file takes to become a typed table, and then a profile, natively, one thread. Prints one line of JSON per
//! file of the folder BENCH_DATA; see scripts/bench/csv-reader.py, which writes them.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement may stop at the first surprise, and prints its result")]
#![expect(clippy::disallowed_methods, reason = "measuring needs a clock")]

use std::time::Instant;

use mlops_roadmap::dataset::{csv, profile};
use mlops_roadmap::protocol::DatasetRef;

fn main() {
    let Ok(folder) = std::env::var("BENCH_DATA") else {
        println!("BENCH_DATA is not set; run scripts/bench/csv-reader.py");
        return;
    };
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for path in files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "csv")) {
        let bytes = std::fs::read(path).unwrap();
        let (mut read, mut described, mut shape) = (vec![], vec![], (0, 0));
        for _ in 0..5 {
            let started = Instant::now();
            let reading = csv::read(&bytes, &mut |_| {}).unwrap();
            read.push(started.elapsed().as_secs_f64() * 1000.0);
            let started = Instant::now();
            let profile = profile::profile(DatasetRef::Own("0".into()), "", &reading.table, &reading.warnings);
            described.push(started.elapsed().as_secs_f64() * 1000.0);
            shape = (reading.table.rows, profile.columns.len());
        }
        let median = |millis: &mut Vec<f64>| {
            millis.sort_by(f64::total_cmp);
            millis[millis.len() / 2]
        };
        let name = path.file_stem().unwrap().to_string_lossy();
        let (read, described) = (median(&mut read), median(&mut described));
        let (rows, columns) = shape;
        println!(
            "{{\"data\": \"{name}\", \"rows\": {rows}, \"columns\": {columns}, \"bytes\": {}, \"millis\": {read}, \"profile_millis\": {described}}}",
            bytes.len()
        );
    }
}
