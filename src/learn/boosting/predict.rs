//! What an ensemble answers: every row down every tree.

use super::{Ensemble, TreeNode};
use crate::learn::tree::{Block, NodeStep, slices};

/// Fewer rows go down one by one: a company has its lists to lay out first.
const COMPANY: usize = 64;

impl Ensemble {
    /// The sum of the trees' answers, one list per output, one number a row.
    pub(super) fn raw_of(&self, columns: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let rows = columns.iter().map(Vec::len).min().unwrap_or(0);
        let mut raw: Vec<Vec<f64>> = self.start.iter().map(|score| vec![*score; rows]).collect();
        if rows < COMPANY {
            self.one_by_one(columns, &mut raw)
        } else {
            self.together(columns, &mut raw)
        }
        raw
    }

    /// The trees, each with the number of its output.
    fn numbered(&self) -> impl Iterator<Item = (usize, &[TreeNode])> {
        (0..self.start.len()).cycle().zip(self.trees.iter().map(Vec::as_slice))
    }

    fn one_by_one(&self, columns: &[Vec<f64>], raw: &mut [Vec<f64>]) {
        for (output, tree) in self.numbered() {
            for (row, raw) in raw[output].iter_mut().enumerate() {
                let mut node = tree[0];
                while node.left != 0 {
                    let value = columns[node.feature as usize][row];
                    let goes_left = if value.is_nan() { node.missing_left } else { value <= node.value };
                    node = tree[node.left as usize + usize::from(!goes_left)];
                }
                *raw += node.value;
            }
        }
    }

    /// Rows go down in batches. A batch sends missing values to the left; so a column with gaps has a second one beside it, in
    /// which missing values are above every threshold, for the nodes that send it to the right.
    fn together(&self, columns: &[Vec<f64>], raw: &mut [Vec<f64>]) {
        let filled: Vec<Vec<f64>> = columns.iter().map(|column| filled(column)).collect();
        let mut seconds = vec![None; columns.len()];
        let mut shown = slices(columns);
        for (second, filled) in seconds.iter_mut().zip(&filled).filter(|(_, filled)| !filled.is_empty()) {
            *second = Some(shown.len() as u32);
            shown.push(filled);
        }
        Block::each(&shown, |from, block| {
            for (output, tree) in self.numbered() {
                let step = |place: u32| match tree[place as usize] {
                    TreeNode { left: 0, .. } => NodeStep::Leaf(place),
                    TreeNode { feature, left, missing_left, value } => match seconds[feature as usize] {
                        Some(second) if !missing_left => NodeStep::Split { feature: second, threshold: value.min(f64::MAX), next: left },
                        _ => NodeStep::Split { feature, threshold: value, next: left },
                    },
                };
                let raw = &mut raw[output][from..];
                block.descend(step, |rows, leaf| {
                    let answer = tree[leaf as usize].value;
                    rows.iter().for_each(|row| raw[usize::from(*row)] += answer);
                });
            }
        });
    }
}

/// A column with infinity for missing values; nothing for a column without gaps.
fn filled(column: &[f64]) -> Vec<f64> {
    if column.iter().any(|value| value.is_nan()) {
        column.iter().map(|value| if value.is_nan() { f64::INFINITY } else { *value }).collect()
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use linfa::ParamGuard;

    use super::*;
    use crate::learn::boosting::BoostingParams;
    use crate::learn::random::Random;
    use crate::protocol::BoostingSpec;

    /// Columns of which some lack values, one lacks nearly all of them, and one holds few numbers.
    fn columns(rows: usize, random: &mut Random) -> Vec<Vec<f64>> {
        let mut column = |gaps: f64, steps: f64| -> Vec<f64> {
            let mut value = |_| {
                let value = libm::floor(random.uniform() * steps) / steps - 0.5;
                if random.uniform() < gaps { f64::NAN } else { value }
            };
            (0..rows).map(&mut value).collect()
        };
        vec![column(0.0, 1e6), column(0.2, 1e6), column(0.98, 4.0), column(0.3, 5.0), column(0.0, 3.0)]
    }

    #[test]
    fn rows_in_company_are_answered_as_they_are_alone() {
        let mut random = Random::stream(5, 0);
        let mut rights = 0;
        for classes in [2, 3] {
            let known = columns(4000, &mut random);
            let label = |row: usize| {
                let gap = known[2][row].is_nan() || known[1][row].is_nan();
                ((known[0][row] > 0.1) as u8 + u8::from(gap && known[3][row].is_nan())).min(classes as u8 - 1)
            };
            let labels: Vec<u8> = (0..4000).map(label).collect();
            let settings = BoostingParams::new(&BoostingSpec { max_iter: 8, ..BoostingSpec::default() }, 1).check().unwrap();
            let model = settings.fit_columns(&known, &labels, classes, &mut |_, _| {}).unwrap();
            rights += model.ensemble.trees.concat().iter().filter(|node| node.left != 0 && !node.missing_left).count();
            // More rows than a block has.
            for rows in [COMPANY, 1001, 70_000] {
                let asked = columns(rows, &mut random);
                let mut alone: Vec<Vec<f64>> = model.ensemble.start.iter().map(|score| vec![*score; rows]).collect();
                model.ensemble.one_by_one(&asked, &mut alone);
                assert_eq!(model.raw_of(&asked), alone, "{classes} classes, {rows} rows");
            }
        }
        assert!(rights > 10, "nothing that is missing goes right");
    }
}
