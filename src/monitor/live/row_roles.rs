//! Who sees which row, where traffic is drawn: the rows behind the traffic are divided once into rows that are served, rows that
//! may teach a new model, and rows that judge it. No row has two roles, so no model is ever judged on a copy of a row that it, or
//! the choice between two models, has seen.

use std::collections::BTreeMap;

use crate::dataset::Table;
use crate::learn::random::Random;
use crate::protocol::Error;
use crate::protocol::drift::RowParts;

/// Stream of draws for the division.
const DIVISION: u64 = u64::MAX - 11;

/// Roles in turn: two rows in five are served, two may teach, one judges.
const TURNS: [RowRole; 5] = [RowRole::Serve, RowRole::Teach, RowRole::Judge, RowRole::Serve, RowRole::Teach];

/// Different rows below which a part says nothing.
pub(super) const FEWEST: usize = 15;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowRole {
    Serve,
    Teach,
    Judge,
}

/// Places among the pool's rows, by role.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RowRoles {
    pub(super) serve: Vec<u32>,
    pub(super) teach: Vec<u32>,
    pub(super) judge: Vec<u32>,
    /// Why no model can be trained again: there are too few rows to divide. All of them are served then.
    pub(super) too_small: Option<Error>,
}

impl RowRoles {
    /// Divides a pool: rows of one group, and rows that are equal in every column, stay together; each class is spread over all
    /// parts.
    pub(super) fn divide(pool: &Table, target: &str, group: Option<&str>, seed: u64) -> Self {
        let text = |row: usize| match group.and_then(|name| pool.column(name)) {
            Some(column) => column.text(row).unwrap_or_default(),
            None => {
                let cells = pool.columns.iter().map(|column| column.text(row).unwrap_or_default());
                cells.collect::<Vec<String>>().join("\u{1f}")
            }
        };
        let class = |row: usize| pool.column(target).and_then(|column| column.text(row)).unwrap_or_default();
        let mut together: BTreeMap<(String, String), Vec<u32>> = BTreeMap::new();
        let mut class_of_group: BTreeMap<String, String> = BTreeMap::new();
        for row in 0..pool.rows {
            let name = text(row);
            // A group is dealt with the class of its first row.
            let class = class_of_group.entry(name.clone()).or_insert_with(|| class(row)).clone();
            together.entry((class, name)).or_default().push(row as u32);
        }
        let mut random = Random::stream(seed, DIVISION);
        let mut all: Vec<((String, String), Vec<u32>)> = together.into_iter().collect();
        random.shuffle(&mut all);
        all.sort_by(|a, b| a.0.0.cmp(&b.0.0));
        let mut parts = Self::default();
        for (place, (_, rows)) in all.into_iter().enumerate() {
            let part = match TURNS[place % TURNS.len()] {
                RowRole::Serve => &mut parts.serve,
                RowRole::Teach => &mut parts.teach,
                RowRole::Judge => &mut parts.judge,
            };
            part.extend(rows);
        }
        for part in [&mut parts.serve, &mut parts.teach, &mut parts.judge] {
            part.sort_unstable();
        }
        if [&parts.serve, &parts.teach, &parts.judge].iter().any(|part| part.len() < FEWEST) {
            return Self::undivided(pool.rows, too_small(pool.rows, group));
        }
        parts
    }

    /// All rows are served.
    pub(super) fn undivided(rows: usize, why: Option<Error>) -> Self {
        Self { serve: (0..rows as u32).collect(), too_small: why, ..Self::default() }
    }

    /// The division in numbers.
    pub(super) fn counts(&self, train: u64) -> RowParts {
        RowParts {
            train,
            serve: self.serve.len() as u64,
            teach: self.teach.len() as u64,
            judge: self.judge.len() as u64,
            too_small: self.too_small.clone(),
        }
    }
}

fn too_small(rows: usize, group: Option<&str>) -> Option<Error> {
    let of = group.map(|name| format!(", whose groups by '{name}' stay together,")).unwrap_or_default();
    let least = FEWEST * TURNS.len();
    Some(Error::new(
        format!("the {rows} rows behind the traffic{of} cannot be divided into rows that are served, that teach and that judge"),
        format!(
            "Take a larger dataset, such as breast cancer or the flights: retraining needs about {least} rows that the first model has not learned from."
        ),
    ))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::dataset::{Column, Values};

    fn table(rows: usize, groups: usize) -> Table {
        let codes = |many: usize| (0..rows).map(|row| (row % many) as u32).collect();
        let levels = |many: usize| (0..many).map(|level| format!("g{level}")).collect();
        let text =
            |name: &str, many: usize| Column { name: name.into(), values: Values::Text { codes: codes(many), levels: levels(many) } };
        // Every number stands in two rows, and so does every whole row where the other columns repeat too.
        let numbers = (0..rows).map(|row| (row % (rows / 2)) as f64).collect();
        let columns = vec![Column { name: "km".into(), values: Values::Numeric(numbers) }, text("who", groups), text("class", 2)];
        Table { columns, rows, afterwards: vec![] }
    }

    #[test]
    fn no_row_no_equal_row_and_no_group_has_two_roles() {
        let pool = table(400, 100);
        for (group, column) in [(None, "km"), (Some("who"), "who")] {
            let parts = RowRoles::divide(&pool, "class", group, 3);
            let named = |rows: &[u32]| -> BTreeSet<String> {
                rows.iter().map(|row| pool.column(column).unwrap().text(*row as usize).unwrap()).collect()
            };
            let (serve, teach, judge) = (named(&parts.serve), named(&parts.teach), named(&parts.judge));
            assert!(serve.is_disjoint(&teach) && serve.is_disjoint(&judge) && teach.is_disjoint(&judge));
            assert_eq!(parts.serve.len() + parts.teach.len() + parts.judge.len(), 400);
            assert!((70..=90).contains(&parts.judge.len()) && (150..=170).contains(&parts.teach.len()), "{parts:?}");
            let second = parts.judge.iter().filter(|row| **row % 2 == 1).count();
            assert!(second * 10 > parts.judge.len() * 4 && second * 10 < parts.judge.len() * 6, "classes are spread: {second}");
        }
    }

    #[test]
    fn too_few_rows_are_served_undivided_and_said_so() {
        let parts = RowRoles::divide(&table(60, 60), "class", None, 0);
        assert_eq!((parts.serve.len(), parts.teach.len()), (60, 0));
        let why = parts.too_small.unwrap();
        assert!(why.what.contains("60 rows") && why.hint.contains("larger dataset"), "{why:?}");
        // Many rows of few groups cannot be divided either.
        assert!(RowRoles::divide(&table(400, 2), "class", Some("who"), 0).too_small.is_some());
    }
}
