//! Tests against scipy's and Evidently's, on columns that both sides make from the same small generator.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;
use crate::monitor::Error;
use crate::monitor::testing::column;

/// Statistic and p-value, either absent where the tool gives none.
type Expected = (Option<f64>, Option<f64>);

#[derive(Deserialize)]
struct Gold {
    shapes: Vec<(usize, usize, f64, f64, f64)>,
    numbers: Vec<BTreeMap<String, Expected>>,
    categories: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    reference: Vec<u64>,
    current: Vec<u64>,
    tests: BTreeMap<String, Expected>,
}

fn gold() -> Gold {
    serde_json::from_str(include_str!("../gold/tests.json")).unwrap()
}

/// Statistics to 1e-9, relative above 1; p-values to 1e-6 of themselves, however small they are.
fn agree(what: &str, found: TestResult, expected: Expected) {
    if let Some(statistic) = expected.0 {
        let off = (found.statistic - statistic).abs() / statistic.abs().max(1.0);
        assert!(off <= 1e-9, "{what}: statistic {}, not {statistic}", found.statistic);
    }
    assert_eq!(found.p_value.is_some(), expected.1.is_some(), "{what} has a p-value on one side only");
    if let (Some(found), Some(p_value)) = (found.p_value, expected.1) {
        // scipy's series for this test ends with a term under 1e-7, so that its small p-values have no more digits than that.
        let floor = if what.starts_with("cramer") { 1.0 } else { p_value };
        assert!((found - p_value).abs() <= 1e-6 * floor, "{what}: p {found}, not {p_value}");
    }
}

/// The share of 1,000 or 100 draws may differ as two binomial counts do: by four standard deviations of their difference.
fn agree_by_draws(what: &str, found: TestResult, expected: Expected, draws: f64) {
    agree(what, TestResult { p_value: None, ..found }, (expected.0, None));
    if let (Some(found), Some(p_value)) = (found.p_value, expected.1) {
        let middle = ((found + p_value) / 2.0).clamp(1.0 / draws, 1.0 - 1.0 / draws);
        let limit = 4.0 * (2.0 * middle * (1.0 - middle) / draws).sqrt();
        assert!((found - p_value).abs() <= limit, "{what}: p {found}, not within {limit} of {p_value}");
    }
}

#[test]
fn tests_of_numbers_are_scipys_and_evidentlys() {
    let gold = gold();
    let mut compared = 0;
    for (number, (expected, (n, m, shift, scale, steps))) in gold.numbers.iter().zip(&gold.shapes).enumerate() {
        let seed = 2 * number as u64;
        let numbers = Numbers::new(&column(seed, *n, 0.0, 1.0, *steps), &column(seed + 1, *m, *shift, *scale, *steps)).unwrap();
        let shares = number_shares(&numbers);
        for (name, expected) in expected {
            let what = format!("{name} on columns {number}");
            let found = match name.as_str() {
                "ks" => kolmogorov_smirnov(&numbers).unwrap(),
                "wasserstein" => wasserstein(&numbers),
                "energy" => energy_distance(&numbers),
                "anderson" => anderson_darling(&numbers).unwrap(),
                "cramer" => cramer_von_mises(&numbers).unwrap(),
                "mann_whitney" => mann_whitney(&numbers, Alternative::TwoSided),
                "mann_whitney_less" => mann_whitney(&numbers, Alternative::Less),
                "student" => student_t(&numbers).unwrap(),
                "epps" => epps_singleton(&numbers).unwrap(),
                "jensen_shannon" => jensen_shannon(&shares),
                "psi" => population_stability(&shares),
                "kl" => kullback_leibler(&shares),
                "hellinger" => hellinger_of_numbers(&numbers),
                "mmd" => {
                    agree_by_draws(&what, maximum_mean_discrepancy(&numbers, 100, 1).unwrap(), *expected, 100.0);
                    compared += 1;
                    continue;
                }
                other => panic!("no test {other}"),
            };
            agree(&what, found, *expected);
            compared += 1;
        }
    }
    assert!(compared > 300, "{compared}");
}

#[test]
fn tests_of_categories_are_scipys_and_evidentlys() {
    for case in gold().categories {
        let counts = Counts::new(&case.reference, &case.current).unwrap();
        let shares = category_shares(&case.reference, &case.current).unwrap();
        for (name, expected) in case.tests {
            let what = format!("{name} on {:?} and {:?}", case.reference, case.current);
            let found = match name.as_str() {
                "chi_square" => chi_square(&counts),
                "g" => g_test(&counts).unwrap(),
                "z" => two_proportions(&counts).unwrap(),
                "fisher" => fisher_exact(&counts).unwrap(),
                "jensen_shannon" => jensen_shannon(&shares),
                "psi" => population_stability(&shares),
                "kl" => kullback_leibler(&shares),
                "hellinger" => hellinger(&shares),
                "tvd" => {
                    agree_by_draws(&what, total_variation(&counts, 1000, 1), expected, 1000.0);
                    continue;
                }
                other => panic!("no test {other}"),
            };
            agree(&what, found, expected);
        }
    }
}

#[test]
fn bad_columns_get_a_named_state() {
    let said = |error: Error| error.to_string();
    let infinite = [1.0, f64::INFINITY];
    assert_eq!(said(Numbers::new(&[1.0], &[f64::NAN]).unwrap_err()), "the current data hold no values");
    assert_eq!(said(Numbers::new(&infinite, &[1.0]).unwrap_err()), "the reference data holds a value that is not finite");
    assert_eq!(said(Counts::new(&[0, 0], &[1]).unwrap_err()), "the reference data hold no values");
    let one = Numbers::new(&[1.0], &[2.0]).unwrap();
    let constant = Numbers::new(&[3.0; 9], &[3.0; 7]).unwrap();
    assert_eq!(said(cramer_von_mises(&one).unwrap_err()), "the reference data hold 1 values, and the Cramér–von Mises test needs 2");
    assert_eq!(said(student_t(&constant).unwrap_err()), "all values are equal, and the t-test needs some that differ");
    assert_eq!(
        said(two_proportions(&Counts::new(&[1, 2, 3], &[1, 1, 1]).unwrap()).unwrap_err()),
        "there are 3 categories, and the two-proportion z-test compares two"
    );
    // Whatever is measured is a number, on one row and on a constant column too.
    for numbers in [&one, &constant] {
        let shares = number_shares(numbers);
        let found = [
            kolmogorov_smirnov(numbers),
            Ok(wasserstein(numbers)),
            Ok(energy_distance(numbers)),
            anderson_darling(numbers),
            cramer_von_mises(numbers),
            Ok(mann_whitney(numbers, Alternative::TwoSided)),
            student_t(numbers),
            epps_singleton(numbers),
            maximum_mean_discrepancy(numbers, 20, 1),
            Ok(jensen_shannon(&shares)),
            Ok(population_stability(&shares)),
            Ok(kullback_leibler(&shares)),
            Ok(hellinger_of_numbers(numbers)),
        ];
        for tested in found.into_iter().flatten() {
            assert!(tested.statistic.is_finite() && tested.p_value.is_none_or(f64::is_finite), "{tested:?}");
        }
    }
}
