//! How long a forest takes to grow, natively, one thread. Prints one line of JSON per workload; see scripts/bench/forest.py.
//!
//! The data come from that script as files of numbers: the first line holds rows, columns and classes, the second the
//! labels, then one line per column.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement may stop at the first surprise, and prints its result")]
#![expect(clippy::disallowed_methods, reason = "measuring needs a clock")]

use std::time::Instant;

use linfa::ParamGuard;
use mlops_roadmap::learn::columns::Columns;
use mlops_roadmap::learn::forest::ForestParams;
use mlops_roadmap::protocol::ForestSpec;

fn main() {
    let Ok(folder) = std::env::var("BENCH_DATA") else {
        println!("BENCH_DATA is not set; run scripts/bench/forest.py");
        return;
    };
    for name in ["iris", "digits", "wide50k"] {
        let text = std::fs::read_to_string(format!("{folder}/{name}.txt")).unwrap();
        let mut lines = text.lines();
        let sizes: Vec<usize> = lines.next().unwrap().split(' ').map(|size| size.parse().unwrap()).collect();
        let labels: Vec<u8> = lines.next().unwrap().split(' ').map(|label| label.parse().unwrap()).collect();
        let values: Vec<Vec<f64>> = lines.map(|line| line.split(' ').map(|value| value.parse().unwrap()).collect()).collect();
        let forest = ForestParams::new(&ForestSpec::default(), 1).check().unwrap();
        let mut millis: Vec<f64> = (0..if sizes[0] > 10_000 { 3 } else { 31 })
            .map(|_| {
                let started = Instant::now();
                // Ranking the columns is part of the fit, as it is for a reader of the page.
                let columns = Columns::new(values.iter().map(Vec::as_slice), &[]).unwrap();
                let fitted = forest.fit_columns(&columns, &labels, sizes[2], &mut |_| {}).unwrap();
                let elapsed = started.elapsed().as_secs_f64() * 1000.0;
                assert_eq!(fitted.trees().len(), 100);
                elapsed
            })
            .collect();
        millis.sort_by(f64::total_cmp);
        println!("{{\"data\": \"{name}\", \"millis\": {}}}", millis[millis.len() / 2]);
    }
}
