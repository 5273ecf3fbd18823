//! What a training will take, before it begins: time and memory, from counts alone.
//!
//! Each kind of model has a law, such as trees · rows · log₂ rows · features tried, and a constant in nanoseconds that
//! `benches/cost.rs` measures on one core. A browser's worker takes about [`IN_A_BROWSER`] times as long. The result is right
//! to a factor of two or three: enough to tell a second from an hour.

use super::Error;
use crate::dataset::{Table, Values};
use crate::protocol::float;
use crate::protocol::model::{Cost, CostLaw};
use crate::protocol::{Encoder, ModelSpec, PrepareSpec};

/// How much longer a worker takes than the same code natively.
const IN_A_BROWSER: f64 = 1.6;
/// Memory that a worker can have, bytes: WebAssembly ends at 4 GiB, and the table and the page need some of it.
const MOST_BYTES: f64 = 3e9;

/// How much there is to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Workload {
    /// Training rows.
    pub rows: u64,
    /// Rows that are held out.
    pub test_rows: u64,
    /// Encoded columns.
    pub columns: u64,
    /// Classes; 1 for a quantity.
    pub classes: u64,
    /// Times that a model is fitted: one more than there are folds.
    pub fits: u64,
}

/// What it will take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Seconds in a browser's worker.
    pub seconds: f64,
    /// Bytes beside the table itself.
    pub bytes: f64,
}

/// Trees that a forest grows; 1 for all other models.
fn trees(model: &ModelSpec) -> f64 {
    f64::from(model.independent_trees().unwrap_or(1))
}

fn setting(model: &ModelSpec, name: &str, usual: f64) -> f64 {
    model.get(name).and_then(|text| float(&text)).unwrap_or(usual)
}

/// Steps of one fit by the model's law.
pub fn steps(work: &Workload, model: &ModelSpec) -> f64 {
    let (rows, columns) = (work.rows as f64, work.columns as f64);
    let several = if work.classes > 2 { work.classes as f64 } else { 1.0 };
    match model.kind().cost.law {
        CostLaw::Trees => trees(model) * rows * libm::log2(rows + 2.0).min(deepest(model) + 1.0) * tried(model, columns),
        CostLaw::Rounds => setting(model, "max_iter", 100.0) * rows * columns * several,
        // Most fits converge before their last step.
        CostLaw::Steps => setting(model, "max_iter", 100.0).min(100.0) * rows * columns * several,
        CostLaw::Pairs => work.test_rows as f64 * rows * columns,
        CostLaw::Once => rows * columns,
    }
}

/// Time and memory of a training.
pub fn estimate(work: &Workload, model: &ModelSpec) -> Estimate {
    let Cost { law, nanos } = model.kind().cost;
    let cells = (work.rows + work.test_rows) as f64 * work.columns as f64;
    // Encoding and judging touch every cell a few times.
    let nanos = steps(work, model) * nanos + cells * 20.0;
    // Eight bytes a cell, two for its rank.
    let grown = if law == CostLaw::Trees { trees(model) * tree_bytes(work, model) } else { 0.0 };
    Estimate { seconds: nanos * 1e-9 * work.fits as f64 * IN_A_BROWSER, bytes: cells * 10.0 + grown }
}

/// Bytes of a grown tree: about as many nodes as rows, of 24 bytes, unless its settings stop it earlier, and eight bytes a
/// class in every leaf.
fn tree_bytes(work: &Workload, model: &ModelSpec) -> f64 {
    let rows = work.rows as f64;
    let leaves = (rows / 2.0).min(libm::exp2(deepest(model).min(64.0))).min(rows / setting(model, "min_samples_leaf", 1.0).max(1.0));
    leaves * (2.0 * 24.0 + work.classes as f64 * 8.0)
}

/// Questions from a tree's root to its leaves at most.
fn deepest(model: &ModelSpec) -> f64 {
    setting(model, "max_depth", f64::INFINITY)
}

/// Features tried at a split.
fn tried(model: &ModelSpec, columns: f64) -> f64 {
    match model.get("max_features").as_deref() {
        Some("sqrt") => columns.sqrt(),
        Some("log2") => libm::log2(columns.max(1.0)),
        Some(text) => match float(text) {
            Some(share) if text.contains('.') && share <= 1.0 => columns * share,
            Some(count) => count.min(columns),
            None => columns,
        },
        None => columns,
    }
    .max(1.0)
}

/// Columns that these features will become, at most: nothing is encoded to know it.
pub fn encoded_columns(table: &Table, features: &[String], spec: &PrepareSpec) -> u64 {
    let width = |name: &String| {
        let own = spec.of(name);
        let indicator = u64::from(own.add_indicator);
        let of_values = match table.column(name).map(|column| &column.values) {
            Some(Values::Text { .. }) if own.encoder == Encoder::Ordinal => 1,
            Some(Values::Text { levels, .. }) => {
                let texts = (levels.len() as u64).min(own.max_categories.map_or(u64::MAX, u64::from));
                texts.max(own.date_parts.len() as u64)
            }
            Some(Values::Numeric(_)) | None => 1,
        };
        of_values + indicator
    };
    features.iter().map(width).sum()
}

/// Refuses what does not fit into memory.
pub fn check(work: &Workload, model: &ModelSpec) -> Result<Estimate, Error> {
    let estimate = estimate(work, model);
    if estimate.bytes > MOST_BYTES {
        return Err(Error::TooLarge { rows: work.rows, columns: work.columns, bytes: estimate.bytes, most: MOST_BYTES });
    }
    Ok(estimate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::testing::{number, table, text};
    use crate::protocol::{DatePart, ForestSpec};

    fn work(rows: u64, columns: u64) -> Workload {
        Workload { rows, test_rows: rows / 4, columns, classes: 2, fits: 1 }
    }

    fn forest(n_estimators: u32) -> ModelSpec {
        ModelSpec::RandomForest(ForestSpec { n_estimators, ..ForestSpec::default() })
    }

    #[test]
    fn twice_the_trees_take_twice_the_time() {
        let (one, two) = (estimate(&work(50_000, 20), &forest(100)), estimate(&work(50_000, 20), &forest(200)));
        assert!(two.seconds > 1.9 * one.seconds && two.seconds < 2.1 * one.seconds, "{one:?} {two:?}");
        assert!((0.5..60.0).contains(&one.seconds), "{one:?}");
        assert_eq!(estimate(&Workload { fits: 6, ..work(50_000, 20) }, &forest(100)).seconds, 6.0 * one.seconds);
    }

    #[test]
    fn what_does_not_fit_is_refused_with_a_way_out() {
        assert!(check(&work(1_000_000, 20), &forest(20)).is_ok());
        let error = check(&work(300_000, 10_000), &forest(10)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "300000 rows of 10000 encoded columns would take about 37.6 GB of memory, more than the 3.0 GB there are"
        );
        assert!(error.hint().contains("max_categories"), "{}", error.hint());
    }

    #[test]
    fn leaves_of_many_classes_weigh_and_trees_that_stop_early_do_not() {
        let many = Workload { classes: 50, ..work(200_000, 10) };
        let error = check(&many, &forest(100)).unwrap_err();
        assert!(error.to_string().contains("about 4.5 GB") && error.hint().contains("max_depth"), "{error} {}", error.hint());
        let shallow = ModelSpec::RandomForest(ForestSpec { max_depth: Some(8), ..ForestSpec::default() });
        assert!(check(&many, &shallow).unwrap().bytes < 5e7);
        assert!(estimate(&many, &shallow).seconds < 0.6 * estimate(&many, &forest(100)).seconds);
    }

    #[test]
    fn encoded_columns_are_counted_without_encoding() {
        let table = table(vec![number("x", &[1.0; 4]), text("t", &["a", "b", "c", "a"]), text("d", &["2026-01-01", "", "", ""])]);
        let names = ["x", "t", "d"].map(String::from);
        let count = |spec: PrepareSpec| encoded_columns(&table, &names, &spec);
        assert_eq!(count(PrepareSpec::default()), 5);
        assert_eq!(count(PrepareSpec { encoder: Encoder::Ordinal, ..PrepareSpec::default() }), 3);
        assert_eq!(
            count(PrepareSpec { max_categories: Some(2), date_parts: vec![DatePart::Day, DatePart::Hour], ..PrepareSpec::default() }),
            5
        );
    }
}
