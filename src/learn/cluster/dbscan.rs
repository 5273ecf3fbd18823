//! DBSCAN: groups are dense places; rows in no dense place belong to no group.
//!
//! Ester, Kriegel, Sander and Xu, *A Density-Based Algorithm for Discovering Clusters* (1996). Groups are numbered by
//! their first core row, and a row between two groups goes to the earlier one, as in scikit-learn. The tree counts the
//! rows that have no group yet, so that a place is passed over once all its rows have one: no row pays for its crowd.

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use crate::learn::Error;
use crate::learn::linfa_fit::unsupervised;
use crate::learn::neighbours::index::{BLOCK, Distance, Index};
use crate::learn::shape::rows_of;
use crate::protocol::{DbscanSpec, Hyperparameters};

/// Settings, not yet checked.
#[derive(Clone, Debug, PartialEq)]
pub struct DbscanParams {
    checked: CheckedDbscan,
}

/// Settings in range.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedDbscan {
    spec: DbscanSpec,
}

/// The groups that were found. There is no answer for new rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dbscan {
    labels: Vec<i32>,
    cores: Vec<u32>,
}

impl DbscanParams {
    /// The settings of `spec`; the seed is not needed.
    pub fn new(spec: &DbscanSpec, _seed: u64) -> Self {
        Self { checked: CheckedDbscan { spec: spec.clone() } }
    }
}

impl ParamGuard for DbscanParams {
    type Checked = CheckedDbscan;
    type Error = Error;

    fn check_ref(&self) -> Result<&CheckedDbscan, Error> {
        self.checked.spec.check()?;
        Ok(&self.checked)
    }

    fn check(self) -> Result<CheckedDbscan, Error> {
        self.check_ref()?;
        Ok(self.checked)
    }
}

impl CheckedDbscan {
    /// Groups the rows of finite columns, which should be scaled.
    pub fn fit_columns(&self, columns: &[Vec<f64>], progress: &mut dyn FnMut(f64, &str)) -> Result<Dbscan, Error> {
        let rows = rows_of(columns)?;
        let mut search = ClusterSearch::new(columns, self.spec.eps);
        let every = rows.div_ceil(50);
        let mut core = vec![false; rows];
        for (row, core) in core.iter_mut().enumerate() {
            *core = search.crowded(row, self.spec.min_samples as usize);
            if row % every == 0 {
                progress(0.5 * row as f64 / rows as f64, "counting neighbours");
            }
        }
        let mut groups = 0;
        for row in 0..rows {
            if row % every == 0 {
                progress(0.5 + 0.5 * row as f64 / rows as f64, "joining neighbours");
            }
            if !core[row] || search.labels[row] >= 0 {
                continue;
            }
            search.label(row, groups);
            let mut waiting = vec![row as u32];
            while let Some(next) = waiting.pop() {
                search.join(next as usize, groups, |found| {
                    if core[found as usize] {
                        waiting.push(found);
                    }
                });
            }
            groups += 1;
        }
        let cores = (0..rows as u32).filter(|row| core[*row as usize]).collect();
        Ok(Dbscan { labels: search.labels, cores })
    }
}

/// The rows in their tree, and which of them have a group.
struct ClusterSearch<'a> {
    columns: &'a [Vec<f64>],
    index: Index,
    reach: f64,
    labels: Vec<i32>,
    /// Block of each row.
    blocks: Vec<u32>,
    /// Rows without a group below each node.
    free: Vec<u32>,
}

impl<'a> ClusterSearch<'a> {
    fn new(columns: &'a [Vec<f64>], eps: f64) -> Self {
        let index = Index::new(columns, Distance::Square, true);
        let mut blocks = vec![0; index.len()];
        let mut free = vec![0; index.nodes()];
        for block in 0..index.len().div_ceil(BLOCK) {
            index.rows(block).iter().for_each(|row| blocks[*row as usize] = block as u32);
            index.path(block, |node| free[node] += index.rows(block).len() as u32);
        }
        Self { columns, reach: eps * eps, labels: vec![-1; index.len()], index, blocks, free }
    }

    fn point(&self, row: usize) -> Vec<f64> {
        self.columns.iter().map(|column| column[row]).collect()
    }

    /// At least `enough` rows, itself included, are within reach.
    fn crowded(&self, row: usize, enough: usize) -> bool {
        let mut count = 0;
        self.index.visit(&self.point(row), self.reach, &mut |_| true, &mut |block, distances| {
            let filled = self.index.rows(block).len();
            count += distances[..filled].iter().filter(|distance| **distance <= self.reach).count();
            count < enough
        });
        count >= enough
    }

    fn label(&mut self, row: usize, group: i32) {
        self.labels[row] = group;
        let free = &mut self.free;
        self.index.path(self.blocks[row] as usize, |node| free[node] -= 1);
    }

    /// Gives every row within reach that has no group this one, and tells them.
    fn join(&mut self, row: usize, group: i32, mut joined: impl FnMut(u32)) {
        let mut found = Vec::new();
        self.index.visit(&self.point(row), self.reach, &mut |node| self.free[node] > 0, &mut |block, distances| {
            for (distance, row) in distances.iter().zip(self.index.rows(block)) {
                if *distance <= self.reach && self.labels[*row as usize] < 0 {
                    found.push(*row);
                }
            }
            true
        });
        for row in found {
            self.label(row as usize, group);
            joined(row);
        }
    }
}

impl Dbscan {
    /// The group of every training row from 0 up; −1 for rows in none.
    pub fn labels(&self) -> &[i32] {
        &self.labels
    }

    /// Training rows with enough neighbours, ascending.
    pub fn core_sample_indices(&self) -> &[u32] {
        &self.cores
    }

    /// Number of groups.
    pub fn groups(&self) -> usize {
        self.labels.iter().max().map_or(0, |top| (top + 1) as usize)
    }
}

unsupervised!(CheckedDbscan => Dbscan);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_between_two_groups_joins_the_earlier_one_and_connects_nothing() {
        let columns = [vec![10.0, 10.5, 9.5, 0.0, 0.5, -0.5, 5.0, 50.0, 2.7, 7.3]];
        let fit = |eps, min_samples| {
            DbscanParams::new(&DbscanSpec { eps, min_samples }, 0).check().unwrap().fit_columns(&columns, &mut |_, _| {}).unwrap()
        };
        let near = fit(1.0, 3);
        assert_eq!(near.labels(), [0, 0, 0, 1, 1, 1, -1, -1, -1, -1]);
        // 9.5 and 0.5 reach 7.3 and 2.7, which reach 5, which has only these two.
        let wide = fit(2.35, 4);
        assert_eq!((wide.labels(), wide.groups()), ([0, 0, 0, 1, 1, 1, -1, -1, 1, 0].as_slice(), 2));
        assert_eq!(wide.core_sample_indices(), [2, 4]);
    }
}
