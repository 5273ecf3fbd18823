//! Leaks: a model judged with one and without.

use super::super::{Engine, Error, Files, within};
use crate::dataset::Table;
use crate::protocol::leakage::{Leak, LeakCase, LeakReport};
use crate::{chart, learn};

impl<F: Files> Engine<F> {
    /// A model judged with a leak and without.
    pub(in super::super) async fn leak(&mut self, asked: Leak, progress: &mut dyn FnMut(f64, &str)) -> Result<LeakReport, Error> {
        let Leak { dataset, case, seed, draw_width } = asked;
        // Noise is made, not read.
        let table = match &case {
            LeakCase::Selection { .. } => None,
            _ => Some(self.tables.get(&dataset, &self.files, &mut |share, doing| progress(share * 0.2, doing)).await?),
        };
        let none = Table::default();
        let table = table.as_ref().map_or(&none, |loaded| &loaded.table);
        let mut heard = |share: f64, doing: &str| progress(0.2 + share * 0.8, doing);
        let mut report = learn::leak(table, &dataset, &case, seed, &*self.clock, &mut heard)?;
        report.drawing = draw_width.and_then(|width| chart::leak(&report, within(width)));
        Ok(report)
    }
}
