//! The constants of `learn::cost`: nanoseconds per step of every model's law, natively, on one core. Prints a line each.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement may stop at the first surprise, and prints its result")]
#![expect(clippy::disallowed_methods, reason = "measuring needs a clock")]

use std::time::Instant;

use mlops_roadmap::dataset::{Column, Table, Values};
use mlops_roadmap::learn::cost::{Workload, steps};
use mlops_roadmap::learn::random::Random;
use mlops_roadmap::learn::train;
use mlops_roadmap::protocol::model::MODELS;
use mlops_roadmap::protocol::{DatasetRef, ModelSpec, SplitSpec, TrainSpec};

const ROWS: usize = 20_000;
const COLUMNS: usize = 12;

fn main() {
    let table = table();
    let started = Instant::now();
    for kind in MODELS {
        let spec = TrainSpec {
            dataset: DatasetRef::Own("0".into()),
            target: "y".into(),
            features: vec![],
            split: SplitSpec::default(),
            model: ModelSpec::by_id(kind.id).unwrap(),
            folds: 0,
            prepare: Default::default(),
        };
        let clock = || cpu_millis().unwrap_or_else(|| started.elapsed().as_secs_f64() * 1000.0);
        let before = clock();
        match train(&table, &spec, &clock, &mut |_, _| {}) {
            Ok(experiment) => {
                let (fit, whole) = (experiment.report.fit_millis, clock() - before);
                let work =
                    Workload { rows: (ROWS * 4 / 5) as u64, test_rows: (ROWS / 5) as u64, columns: COLUMNS as u64, classes: 2, fits: 1 };
                let nanos = fit * 1e6 / steps(&work, &spec.model);
                println!("{:24} {nanos:8.3} ns a step, {fit:9.1} ms to fit, {whole:9.1} ms in all", kind.id);
            }
            Err(error) => println!("{:24} {error}", kind.id),
        }
    }
}

/// Two classes that overlap, told apart by some of the columns.
fn table() -> Table {
    let mut random = Random::stream(1, 0);
    let mut normal = || (0..12).map(|_| f64::from(random.below(1 << 24)) / f64::from(1 << 24)).sum::<f64>() - 6.0;
    let values: Vec<Vec<f64>> = (0..COLUMNS).map(|_| (0..ROWS).map(|_| normal()).collect()).collect();
    let codes = (0..ROWS).map(|row| u32::from(values[0][row] + values[1][row] * values[2][row] + normal() > 0.3)).collect();
    let mut columns: Vec<Column> =
        values.into_iter().enumerate().map(|(at, values)| Column { name: format!("x{at}"), values: Values::Numeric(values) }).collect();
    columns.push(Column { name: "y".into(), values: Values::Text { codes, levels: vec!["no".into(), "yes".into()] } });
    Table { columns, rows: ROWS, afterwards: vec![] }
}

/// Milliseconds this process has had a core, where the system tells: other processes do not count.
fn cpu_millis() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    text.split(' ').next()?.parse::<f64>().ok().map(|nanos| nanos / 1e6)
}
