//! Tests, corrections, training sizes and partial dependence against scipy's and scikit-learn's.

use serde::Deserialize;

use super::curves::train_sizes;
use super::dependence::{dependence_grid, partial_dependence};
use super::significance::{ErrorSums, benjamini_hochberg, fisher_above, welch_above};
use crate::learn::holdout::Holdout;

#[derive(Deserialize)]
struct Gold {
    tests: Tests,
    dependence: Dependence,
    sizes: Sizes,
}

#[derive(Deserialize)]
struct Tests {
    fisher: Vec<(u64, u64, u64, u64, f64)>,
    welch: Vec<Welch>,
    bh: (Vec<f64>, Vec<f64>),
}

#[derive(Deserialize)]
struct Welch {
    one: Vec<f64>,
    other: Vec<f64>,
    p: f64,
}

#[derive(Deserialize)]
struct Dependence {
    columns: Vec<Vec<f64>>,
    coef: Vec<f64>,
    intercept: f64,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    column: usize,
    resolution: usize,
    grid: Vec<f64>,
    mean: Vec<f64>,
    row_4: Vec<f64>,
}

#[derive(Deserialize)]
struct Sizes {
    rows: usize,
    folds: usize,
    shares: Vec<f64>,
    sizes: Vec<usize>,
}

fn gold() -> Gold {
    serde_json::from_str(include_str!("../gold/inspection.json")).unwrap()
}

#[track_caller]
fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 1e-9 * wanted.abs().max(1e-3), "{found} against {wanted}");
}

/// A probability, however small, to one part in 10⁹.
#[track_caller]
fn near_p(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 1e-9 * wanted.abs(), "{found} against {wanted}");
}

#[test]
fn probabilities_of_chance_are_scipys() {
    let gold = gold().tests;
    for (wrong, rows, all_wrong, all, wanted) in gold.fisher {
        near_p(fisher_above(wrong, rows, all_wrong, all), wanted);
    }
    let sums = |values: &[f64]| {
        let mut sums = ErrorSums::default();
        values.iter().for_each(|value| sums.add(*value - 1.0));
        sums
    };
    gold.welch.iter().for_each(|case| near_p(welch_above(sums(&case.one), sums(&case.other)), case.p));
    benjamini_hochberg(&gold.bh.0).into_iter().zip(gold.bh.1).for_each(|(found, wanted)| near_p(found, wanted));
}

#[test]
fn partial_dependence_is_scikit_learns() {
    let gold = gold().dependence;
    for case in gold.cases {
        let mut columns = gold.columns.clone();
        let grid = dependence_grid(&columns[case.column], case.resolution);
        assert_eq!(grid.len(), case.grid.len());
        grid.iter().zip(&case.grid).for_each(|(found, wanted)| near(*found, *wanted));
        let mut predict = |columns: &[Vec<f64>]| {
            let score = |row: usize| -> f64 { columns.iter().zip(&gold.coef).map(|(column, weight)| weight * column[row]).sum::<f64>() };
            Ok((0..columns[0].len()).map(|row| 1.0 / (1.0 + libm::exp(-(score(row) + gold.intercept)))).collect())
        };
        let found = partial_dependence("x", "1", &mut columns, case.column, &grid, &mut predict).unwrap();
        found.mean.iter().zip(&case.mean).for_each(|(found, wanted)| near(*found, *wanted));
        // Every fourth of the 120 rows is shown.
        assert_eq!((found.rows.len(), found.rows[1].len()), (30, grid.len()));
        found.rows[1].iter().zip(&case.row_4).for_each(|(found, wanted)| near(*found, *wanted));
        assert_eq!(columns, gold.columns, "the columns are restored");
    }
}

#[test]
fn training_sizes_are_scikit_learns() {
    let gold = gold().sizes;
    let fold = |fold: usize| {
        let (test, train) = (0..gold.rows as u32).partition(|row| *row as usize % gold.folds == fold);
        Holdout { train, test }
    };
    let folds: Vec<Holdout> = (0..gold.folds).map(fold).collect();
    assert_eq!(train_sizes(&gold.shares, &folds, 1), gold.sizes);
}
