//! Runs side by side: what differs, and how much is the same.

use std::collections::BTreeMap;

use super::error::invalid;
use super::{Result, Store, rows};
use crate::protocol::track::{CompareRuns, Compared, Difference, number_word};

impl Store {
    /// Runs side by side.
    pub(super) fn compare(&self, asked: &CompareRuns) -> Result<Compared> {
        rows::few(asked.run_ids.len())?;
        if asked.run_ids.len() < 2 {
            return Err(invalid("a comparison needs two runs", "Name two or more."));
        }
        let mut table: BTreeMap<(usize, String), Vec<Option<String>>> = BTreeMap::new();
        let (mut runs, count) = (Vec::new(), asked.run_ids.len());
        for (at, id) in asked.run_ids.iter().enumerate() {
            runs.push(self.run(id)?);
            let metrics = self.metrics_of(id, false)?.into_iter();
            let metrics = metrics.map(|(name, metric)| (name, text(metric.last.unwrap_or(f64::NAN))));
            for (kind, pairs) in [self.pairs("params", id)?, metrics.collect(), self.pairs("tags", id)?].into_iter().enumerate() {
                for (name, value) in pairs {
                    let values = table.entry((kind, name)).or_insert_with(|| vec![None; count]);
                    if let Some(cell) = values.get_mut(at) {
                        *cell = Some(value);
                    }
                }
            }
        }
        let all = table.len();
        let differs = |values: &[Option<String>]| values.iter().any(|value| Some(value) != values.first());
        let kind = |at: usize| ["params", "metrics", "tags"].get(at).copied().unwrap_or_default().to_owned();
        let rows: Vec<Difference> = table
            .into_iter()
            .filter(|(_, values)| !asked.differences_only || differs(values))
            .map(|((at, key), values)| Difference { kind: kind(at), key, values })
            .collect();
        Ok(Compared { runs, same: (all - rows.len()) as u32, rows })
    }
}

fn text(value: f64) -> String {
    number_word(value).map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{ask, with_runs};

    #[test]
    fn only_what_differs_is_shown_unless_all_is_asked_for() {
        let mut store = with_runs(3);
        let run_ids = vec![format!("{:032x}", 0), format!("{:032x}", 2)];
        let compared = ask(&mut store, CompareRuns { run_ids: run_ids.clone(), differences_only: true }).unwrap();
        let rows: Vec<String> = compared
            .rows
            .iter()
            .map(|row| format!("{}.{} {}", row.kind, row.key, row.values.iter().flatten().cloned().collect::<Vec<_>>().join(" | ")))
            .collect();
        assert_eq!(
            rows,
            [
                "params.seed 0 | 2",
                "metrics.accuracy 0.5 | 0.52",
                "metrics.loss 1 | 0.3333333333333333",
                "tags.mlflow.runName run-0 | run-2"
            ]
        );
        assert_eq!(compared.same, 1, "both are forests");
        let whole = ask(&mut store, CompareRuns { run_ids: run_ids.clone(), differences_only: false }).unwrap();
        assert_eq!((whole.rows.len(), whole.same), (5, 0));
        let alone = ask(&mut store, CompareRuns { run_ids: run_ids[..1].to_vec(), differences_only: true }).unwrap_err();
        assert_eq!(alone.what, "a comparison needs two runs");
    }
}
