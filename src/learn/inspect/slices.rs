//! Whom the model fails: groups of rows, by one column or two, whose error is worse than chance explains.
//!
//! Chung et al., *Slice Finder: automated data slicing for model validation* (2019). Many groups are compared, so the
//! probabilities are corrected for their number; a pair of conditions must also be worse than each of the two alone, or it
//! would only repeat what one condition already says.

use super::groups::Grouped;
use super::significance::{ErrorSums, benjamini_hochberg, fisher_above, welch_above};
use crate::dataset::order;
use crate::learn::Error;
use crate::protocol::inspect::{Slice, SliceReport, SliceSpec};

/// Rows named as examples of a group.
const EXAMPLES: usize = 20;

/// What an error is, and so which test compares two groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// 1 for a wrong row, 0 for a right one: Fisher's exact test.
    Wrong,
    /// How far off a number is: Welch's t-test.
    Size,
}

/// A group before its probability is corrected.
struct Candidate {
    conditions: Vec<(usize, u32)>,
    sums: ErrorSums,
    p_value: f64,
}

/// Compares every group with all other rows. `rows` are dataset rows and `errors` their errors; each [`Grouped`] has a code
/// per row.
pub fn failing_slices(columns: &[Grouped], rows: &[u32], errors: &[f64], kind: ErrorKind, spec: &SliceSpec) -> Result<SliceReport, Error> {
    check(columns, rows, errors, spec)?;
    let overall = errors.iter().sum::<f64>() / errors.len().max(1) as f64;
    let sought = SliceSearch { columns, errors, overall, kind, min_rows: f64::from(spec.min_rows) };
    let mut all = ErrorSums::default();
    errors.iter().for_each(|error| all.add(sought.shifted(*error)));
    let singles: Vec<Vec<ErrorSums>> = (0..columns.len()).map(|column| sought.single(column)).collect();
    let mut candidates = Vec::new();
    for (column, sums) in singles.iter().enumerate() {
        for (code, sums) in (0..).zip(sums) {
            if sought.large_enough(*sums, all) {
                let p_value = sought.above(*sums, all.without(*sums));
                candidates.push(Candidate { conditions: vec![(column, code)], sums: *sums, p_value });
            }
        }
    }
    let single = candidates.len();
    let too_small = singles.iter().map(Vec::len).sum::<usize>() - single;
    for first in 0..if spec.pairs { columns.len() } else { 0 } {
        for second in first + 1..columns.len() {
            sought.pairs(first, second, &singles, all, &mut candidates);
        }
    }
    let adjusted = benjamini_hochberg(&candidates.iter().map(|one| one.p_value).collect::<Vec<_>>());
    let slice = |place: usize| {
        let one = &candidates[place];
        Slice {
            conditions: one.conditions.iter().map(|(column, code)| sought.named(*column, *code)).collect(),
            rows: one.sums.rows as u64,
            error: one.sums.mean() + overall,
            difference: one.sums.mean() - all.without(one.sums).mean(),
            p_value: one.p_value,
            adjusted_p: adjusted[place],
            examples: sought.examples(&one.conditions, rows),
        }
    };
    let worst_first = |a: &Slice, b: &Slice| b.difference.total_cmp(&a.difference).then(a.conditions.cmp(&b.conditions));
    let mut failing: Vec<Slice> = (0..candidates.len()).filter(|place| adjusted[*place] <= spec.false_discovery_rate).map(slice).collect();
    order::by(&mut failing, worst_first);
    let unlisted = failing.len().saturating_sub(spec.most as usize) as u64;
    failing.truncate(spec.most as usize);
    let mut groups: Vec<Slice> = (0..single).map(slice).collect();
    order::by(&mut groups, worst_first);
    Ok(SliceReport {
        metric: if kind == ErrorKind::Wrong { "error rate" } else { "mean absolute error" }.into(),
        overall,
        rows: rows.len() as u64,
        tested: candidates.len() as u64,
        false_discovery_rate: spec.false_discovery_rate,
        failing,
        groups,
        too_small: too_small as u64,
        min_rows: spec.min_rows,
        unlisted,
    })
}

fn check(columns: &[Grouped], rows: &[u32], errors: &[f64], spec: &SliceSpec) -> Result<(), Error> {
    if spec.min_rows < 5 {
        return Err(Error::Parameter { name: "min_rows", value: spec.min_rows.to_string(), takes: "a whole number from 5".into() });
    }
    if errors.len() != rows.len() {
        return Err(Error::Shape { what: "the list of errors", unit: "rows", found: errors.len(), wanted: rows.len() });
    }
    match columns.iter().find(|column| column.codes.len() != rows.len()) {
        Some(column) => Err(Error::Shape { what: "a grouped column", unit: "rows", found: column.codes.len(), wanted: rows.len() }),
        None => Ok(()),
    }
}

struct SliceSearch<'a> {
    columns: &'a [Grouped],
    errors: &'a [f64],
    overall: f64,
    kind: ErrorKind,
    min_rows: f64,
}

impl SliceSearch<'_> {
    /// Relative to the mean, so that squares stay small; wrong rows stay 0 and 1, which are counted.
    fn shifted(&self, error: f64) -> f64 {
        error - self.overall
    }

    fn single(&self, column: usize) -> Vec<ErrorSums> {
        let column = &self.columns[column];
        let mut sums = vec![ErrorSums::default(); column.levels.len()];
        column.codes.iter().zip(self.errors).for_each(|(code, error)| sums[*code as usize].add(self.shifted(*error)));
        sums
    }

    fn pairs(&self, first: usize, second: usize, singles: &[Vec<ErrorSums>], all: ErrorSums, candidates: &mut Vec<Candidate>) {
        let (one, other) = (&self.columns[first], &self.columns[second]);
        let across = other.levels.len();
        let mut sums = vec![ErrorSums::default(); one.levels.len() * across];
        for ((a, b), error) in one.codes.iter().zip(&other.codes).zip(self.errors) {
            sums[*a as usize * across + *b as usize].add(self.shifted(*error));
        }
        for (place, sums) in sums.into_iter().enumerate() {
            let (a, b) = (place / across, place % across);
            let (left, right) = (singles[first][a].without(sums), singles[second][b].without(sums));
            // A pair that nearly is one of its conditions says nothing new.
            let enough = |rest: ErrorSums| rest.rows >= self.min_rows;
            if !self.large_enough(sums, all) || !enough(left) || !enough(right) {
                continue;
            }
            let against = [all.without(sums), left, right].map(|rest| self.above(sums, rest));
            let p_value = against.into_iter().fold(0.0, f64::max);
            candidates.push(Candidate { conditions: vec![(first, a as u32), (second, b as u32)], sums, p_value });
        }
    }

    fn large_enough(&self, group: ErrorSums, all: ErrorSums) -> bool {
        group.rows >= self.min_rows && all.rows - group.rows >= self.min_rows
    }

    /// Probability that the group is so much worse than the rest by chance.
    fn above(&self, group: ErrorSums, rest: ErrorSums) -> f64 {
        match self.kind {
            ErrorKind::Size => welch_above(group, rest),
            ErrorKind::Wrong => {
                let wrong = |sums: ErrorSums| libm::round(sums.total + sums.rows * self.overall) as u64;
                let (mine, other) = (wrong(group), wrong(rest));
                fisher_above(mine, group.rows as u64, mine + other, (group.rows + rest.rows) as u64)
            }
        }
    }

    fn named(&self, column: usize, code: u32) -> (String, String) {
        let column = &self.columns[column];
        (column.column.clone(), column.levels.get(code as usize).cloned().unwrap_or_default())
    }

    fn examples(&self, conditions: &[(usize, u32)], rows: &[u32]) -> Vec<u32> {
        let inside = |row: &usize| conditions.iter().all(|(column, code)| self.columns[*column].codes[*row] == *code);
        let mut worst: Vec<usize> = (0..rows.len()).filter(inside).filter(|row| self.errors[*row] > 0.0).collect();
        order::by(&mut worst, |a, b| self.errors[*b].total_cmp(&self.errors[*a]).then(a.cmp(b)));
        worst.into_iter().take(EXAMPLES).map(|row| rows[row]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::random::Random;

    fn grouped(column: &str, groups: u32, rows: u32, of: impl Fn(u32) -> u32) -> Grouped {
        Grouped {
            column: column.into(),
            levels: (0..groups).map(|group| format!("g{group}")).collect(),
            codes: (0..rows).map(of).collect(),
        }
    }

    /// 3,000 rows in 3 × 4 groups and two columns of noise; `fails` says how often a row is wrong, in percent.
    fn search(seed: u64, kind: ErrorKind, fails: impl Fn(u32, u32) -> u32) -> SliceReport {
        let rows = 3000;
        let (a, b) = (|row: u32| row % 3, |row: u32| row / 3 % 4);
        let columns = [
            grouped("a", 3, rows, a),
            grouped("b", 4, rows, b),
            grouped("noise", 7, rows, |row| row * 13 % 7),
            grouped("more noise", 5, rows, |row| row * 29 / 17 % 5),
        ];
        let mut random = Random::stream(seed, 3);
        let errors: Vec<f64> = (0..rows)
            .map(|row| match kind {
                ErrorKind::Wrong => f64::from(u8::from(random.below(100) < fails(a(row), b(row)))),
                ErrorKind::Size => f64::from(random.below(1000)) / 1000.0 * f64::from(fails(a(row), b(row))),
            })
            .collect();
        failing_slices(&columns, &(0..rows).collect::<Vec<_>>(), &errors, kind, &SliceSpec::default()).unwrap()
    }

    fn names(report: &SliceReport) -> Vec<String> {
        let name = |slice: &Slice| slice.conditions.iter().map(|(column, level)| format!("{column}={level}")).collect::<Vec<_>>().join(" ");
        report.failing.iter().map(name).collect()
    }

    #[test]
    fn groups_that_are_too_small_or_have_no_room_are_counted() {
        // Of 300 rows, 3 are of the last group, and the first two fail.
        let column = grouped("a", 4, 300, |row| if row < 3 { 3 } else { row % 3 });
        let errors: Vec<f64> = (0..300).map(|row| f64::from(u8::from(row >= 3 && row % 3 < 2 && row % 4 > 0))).collect();
        let rows: Vec<u32> = (0..300).collect();
        let spec = SliceSpec { most: 1, pairs: false, ..SliceSpec::default() };
        let found = failing_slices(&[column], &rows, &errors, ErrorKind::Wrong, &spec).unwrap();
        assert_eq!((found.tested, found.too_small, found.min_rows), (3, 1, spec.min_rows));
        assert_eq!((found.failing.len(), found.unlisted), (1, 1));
    }

    #[test]
    fn noise_alone_is_hardly_ever_reported() {
        // At a false discovery rate of 5% about 1 search in 20 names a group that is none.
        let reported = (0..60).filter(|seed| !search(*seed, ErrorKind::Wrong, |_, _| 15).failing.is_empty()).count();
        assert!(reported <= 8, "{reported} of 60");
    }

    #[test]
    fn a_failing_group_is_found_with_its_rows() {
        for kind in [ErrorKind::Wrong, ErrorKind::Size] {
            let found = search(5, kind, |a, _| if a == 1 { 30 } else { 10 });
            assert_eq!(names(&found)[0], "a=g1", "{kind:?}");
            let worst = &found.failing[0];
            assert!(worst.rows == 1000 && worst.difference > 0.05 && worst.adjusted_p < 1e-6, "{worst:?}");
            assert!(worst.examples.len() == 20 && worst.examples.iter().all(|row| row % 3 == 1));
            assert_eq!(found.groups.len(), 19);
        }
    }

    #[test]
    fn a_failing_pair_is_named_as_a_pair_and_a_failing_column_is_not_repeated_as_pairs() {
        let pair = search(8, ErrorKind::Wrong, |a, b| if a == 2 && b == 3 { 60 } else { 10 });
        assert_eq!(names(&pair)[0], "a=g2 b=g3");
        let single = search(8, ErrorKind::Wrong, |a, _| if a == 0 { 40 } else { 10 });
        assert_eq!(names(&single), ["a=g0"]);
    }

    #[test]
    fn lists_of_different_lengths_are_refused() {
        let found = failing_slices(&[], &[1, 2], &[0.5], ErrorKind::Size, &SliceSpec::default());
        assert_eq!(found.unwrap_err().to_string(), "the list of errors has 1 rows, not 2");
    }
}
