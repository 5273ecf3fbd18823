//! Evidently's rules: which test for which column, from when on it drifts, and from how many columns on the table does.
//!
//! Default choice of Evidently 0.7.23. Up to 1,000 reference values: Kolmogorov–Smirnov for numbers with more than 5
//! distinct values, chi-square for 3 to 5 and for categories, the z-test for 2. Above: Wasserstein distance for numbers with
//! more than 5, Jensen–Shannon distance for the rest. A table drifts where half of its columns do.

use super::Error;
use super::column_pair::{ColumnPair, PairedValues};
use super::correction::adjusted;
use super::drift::{self, Alternative, Counts, Numbers, TestResult};
use super::notes;
use crate::dataset::Table;
use crate::protocol::drift::{ColumnDrift, ColumnFinding, DriftReport, Measured};
use crate::protocol::{DriftSpec, DriftTest, Judged};

/// Reference values above which a distance is taken instead of a p-value.
const MANY: usize = 1000;

/// Permutations of the tests that permute.
const TVD_PERMUTATIONS: u32 = 1000;
const MMD_PERMUTATIONS: u32 = 100;

/// Compares every column of two tables. A column that cannot be compared says why and counts for nothing.
pub fn compare(reference: &Table, current: &Table, spec: &DriftSpec) -> Result<DriftReport, Error> {
    if !(0.0..=1.0).contains(&spec.drift_share) {
        return Err(Error::parameter("drift_share", spec.drift_share, "a number from 0 to 1"));
    }
    let wanted = |name: &String| spec.columns.is_empty() || spec.columns.contains(name);
    let mut columns = Vec::new();
    for column in reference.columns.iter().filter(|column| wanted(&column.name)) {
        let found = match ColumnPair::new(column, current.column(&column.name)).and_then(|sides| measure(&sides, spec)) {
            Ok(measured) => ColumnFinding::Measured(measured),
            Err(error) => ColumnFinding::Unmeasured(error.into()),
        };
        columns.push(ColumnDrift { column: column.name.clone(), found });
    }
    for name in spec.columns.iter().filter(|name| reference.column(name).is_none()) {
        let found = ColumnFinding::Unmeasured(Error::NoColumn { which: "reference", column: name.clone() }.into());
        columns.push(ColumnDrift { column: name.clone(), found });
    }
    let added = current.columns.iter().filter(|column| reference.column(&column.name).is_none() && wanted(&column.name));
    let added = added.map(|column| column.name.clone()).collect();
    Ok(judge(columns, added, spec))
}

/// Corrects p-values for their number, and counts.
fn judge(mut columns: Vec<ColumnDrift>, added: Vec<String>, spec: &DriftSpec) -> DriftReport {
    let mut measured: Vec<&mut Measured> = columns
        .iter_mut()
        .filter_map(|column| match &mut column.found {
            ColumnFinding::Measured(measured) => Some(measured),
            ColumnFinding::Unmeasured(_) => None,
        })
        .collect();
    let p_values: Vec<f64> = measured.iter().filter_map(|measured| measured.p_value).collect();
    let mut corrected = adjusted(&p_values, spec.correction).into_iter();
    for one in &mut measured {
        if one.p_value.is_some() {
            one.adjusted_p_value = corrected.next();
        }
        one.drifted = match (one.judged, one.adjusted_p_value) {
            // Evidently counts a p-value equal to the threshold for this test, and a distance equal to it for all but one.
            (Judged::PValue, Some(p_value)) if one.test == DriftTest::Ks => p_value <= one.threshold,
            (Judged::PValue, Some(p_value)) => p_value < one.threshold,
            (Judged::PValue, None) => false,
            (Judged::Distance, _) if one.test == DriftTest::Ed => one.statistic.is_none_or(|distance| distance > one.threshold),
            (Judged::Distance, _) => one.statistic.is_none_or(|distance| distance >= one.threshold),
        };
    }
    let drifted = measured.iter().filter(|measured| measured.drifted).count() as u32;
    let count = measured.len() as u32;
    let share = (count > 0).then(|| f64::from(drifted) / f64::from(count));
    let dataset_drift = share.is_some_and(|share| share >= spec.drift_share);
    DriftReport { columns, added, drifted, measured: count, share, dataset_drift }
}

fn measure(sides: &ColumnPair, spec: &DriftSpec) -> Result<Measured, Error> {
    let test = spec.test.unwrap_or_else(|| chosen(sides));
    let mut notes = notes::of(sides, test);
    let tested = match apply(test, sides, spec.seed) {
        // Evidently counts a column for which scipy's result is undefined as one that was measured and holds.
        Err(error) if is_undefined(test, &error) => {
            notes.push(notes::undefined(&error));
            None
        }
        tested => Some(tested?),
    };
    Ok(Measured {
        test,
        statistic: tested.map(|tested| tested.statistic).filter(|statistic| !statistic.is_nan()),
        p_value: tested.and_then(|tested| tested.p_value),
        adjusted_p_value: None,
        judged: test.judged(),
        threshold: spec.threshold.unwrap_or_else(|| test.threshold()),
        drifted: false,
        left_out: sides.left_out,
        notes,
    })
}

/// scipy answers with NaN where these tests lack values or, the t-test, values that differ; other tests raise an exception.
fn is_undefined(test: DriftTest, error: &Error) -> bool {
    match error {
        Error::TooFew { .. } => matches!(test, DriftTest::TTest | DriftTest::Es | DriftTest::Anderson),
        Error::Constant { .. } => test == DriftTest::TTest,
        _ => false,
    }
}

/// Evidently's default test for a column.
pub fn chosen(sides: &ColumnPair) -> DriftTest {
    let (rows, distinct, is_number) = match &sides.side {
        PairedValues::Numbers(numbers) => (numbers.reference().len(), numbers.distinct_up_to(6), true),
        PairedValues::Categories { counts, .. } => (counts.rows().0 as usize, counts.categories(), false),
    };
    match (rows <= MANY, is_number && distinct > 5) {
        (true, true) => DriftTest::Ks,
        (true, false) if distinct > 2 => DriftTest::ChiSquare,
        (true, false) => DriftTest::Z,
        (false, true) => DriftTest::Wasserstein,
        (false, false) => DriftTest::JensenShannon,
    }
}

/// A test of a column; a test of categories takes each distinct number for a category.
pub fn apply(test: DriftTest, sides: &ColumnPair, seed: u64) -> Result<TestResult, Error> {
    match test {
        DriftTest::ChiSquare => return Ok(drift::chi_square(&sides.counts()?)),
        DriftTest::Z => return drift::two_proportions(&sides.counts()?),
        DriftTest::FisherExact => return drift::fisher_exact(&sides.counts()?),
        DriftTest::GTest => return drift::g_test(&sides.counts()?),
        DriftTest::Tvd => return Ok(drift::total_variation(&sides.counts()?, TVD_PERMUTATIONS, seed)),
        _ => {}
    }
    match &sides.side {
        PairedValues::Numbers(numbers) => of_numbers(test, numbers, seed),
        PairedValues::Categories { counts, .. } => of_categories(test, counts),
    }
}

fn of_numbers(test: DriftTest, numbers: &Numbers, seed: u64) -> Result<TestResult, Error> {
    Ok(match test {
        DriftTest::Ks => drift::kolmogorov_smirnov(numbers)?,
        DriftTest::Wasserstein => drift::wasserstein(numbers),
        DriftTest::Anderson => drift::anderson_darling(numbers)?,
        DriftTest::CramerVonMises => drift::cramer_von_mises(numbers)?,
        DriftTest::Mannw => drift::mann_whitney(numbers, Alternative::Less),
        DriftTest::TTest => drift::student_t(numbers)?,
        DriftTest::Ed => drift::energy_distance(numbers),
        DriftTest::Es => drift::epps_singleton(numbers)?,
        DriftTest::EmpiricalMmd => drift::maximum_mean_discrepancy(numbers, MMD_PERMUTATIONS, seed)?,
        DriftTest::Psi => drift::population_stability(&drift::number_shares(numbers)),
        DriftTest::JensenShannon => drift::jensen_shannon(&drift::number_shares(numbers)),
        DriftTest::KlDiv => drift::kullback_leibler(&drift::number_shares(numbers)),
        DriftTest::Hellinger => drift::hellinger_of_numbers(numbers),
        _ => return Err(Error::WrongKind { test: "a test of categories", kind: "numbers" }),
    })
}

fn of_categories(test: DriftTest, counts: &Counts) -> Result<TestResult, Error> {
    let Some(shares) = drift::category_shares(&counts.reference, &counts.current) else {
        return Err(Error::NoRows { which: "current" });
    };
    Ok(match test {
        DriftTest::Psi => drift::population_stability(&shares),
        DriftTest::JensenShannon => drift::jensen_shannon(&shares),
        DriftTest::KlDiv => drift::kullback_leibler(&shares),
        DriftTest::Hellinger => drift::hellinger(&shares),
        _ => return Err(Error::WrongKind { test: "a test of numbers", kind: "categories" }),
    })
}
