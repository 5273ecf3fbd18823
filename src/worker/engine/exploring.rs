//! Closer looks at models, searches for settings, groups.

mod drawing;
mod learning;

use std::rc::Rc;

use super::{Engine, Error, Files, within};
use crate::learn::Fitted;
use crate::protocol::tune::TrialReport;
use crate::protocol::{Cluster, Clustered, Inspect, Inspected, RunTrial, Search, SearchStatus, TrainSpec, wire};
pub(super) use learning::Fit;

impl<F: Files> Engine<F> {
    pub(super) async fn inspect(&mut self, asked: &Inspect, progress: &mut dyn FnMut(f64, &str)) -> Result<Inspected, Error> {
        let Inspect { spec, look, draw_width } = asked;
        // The model of a training that is remembered is looked at as it is; else it is fitted, without folds and report.
        let (known, fit);
        let fitted = match self.models.get(&wire::encode(spec)?) {
            Some(found) => {
                known = found;
                known.fitted()
            }
            None => {
                fit = self.fit(spec, &mut |share, doing| progress(share / 2.0, doing)).await?;
                Fitted { encoding: &fit.0, model: fit.1.as_ref() }
            }
        };
        let loaded = self.tables.get(&spec.dataset, &self.files, progress).await?;
        let findings = learning::look(&loaded.table, spec, fitted, look, &mut |share, doing| progress(0.5 + share / 2.0, doing))?;
        let drawing = draw_width.and_then(|width| drawing::findings(&findings, within(width)));
        Ok(Inspected { findings, drawing })
    }

    pub(super) async fn search(&mut self, asked: &Search, progress: &mut dyn FnMut(f64, &str)) -> Result<SearchStatus, Error> {
        let loaded = self.tables.get(&asked.search.base.dataset, &self.files, progress).await?;
        let (board, next) = learning::search_status(&loaded.table, asked)?;
        let drawings = asked.draw_width.map(|width| drawing::search(&board, within(width))).unwrap_or_default();
        Ok(SearchStatus { board, next, drawings })
    }

    pub(super) async fn run_trial(&mut self, asked: &RunTrial, progress: &mut dyn FnMut(f64, &str)) -> Result<TrialReport, Error> {
        let loaded = self.tables.get(&asked.trial.spec.dataset, &self.files, progress).await?;
        learning::run_trial(&loaded.table, asked, &*self.clock, progress)
    }

    pub(super) async fn cluster(&mut self, asked: &Cluster, progress: &mut dyn FnMut(f64, &str)) -> Result<Clustered, Error> {
        let loaded = self.tables.get(&asked.spec.dataset, &self.files, progress).await?;
        let grouping = learning::cluster(&loaded.table, &asked.spec, &*self.clock, progress)?;
        let drawings = asked.draw_width.map(|width| drawing::grouping(&grouping, within(width))).unwrap_or_default();
        let mut report = Clustered { drawings, ..grouping.report };
        if asked.lean {
            report.groups = vec![];
        }
        Ok(report)
    }

    /// The fitted model of a spec: remembered, or fitted now. Folds are no part of it.
    async fn fit(&mut self, spec: &TrainSpec, progress: &mut dyn FnMut(f64, &str)) -> Result<Rc<Fit>, Error> {
        let key = wire::encode(&TrainSpec { folds: 0, ..spec.clone() })?;
        if let Some(fit) = self.fits.get(&key) {
            return Ok(fit);
        }
        let loaded = self.tables.get(&spec.dataset, &self.files, progress).await?;
        let fit = Rc::new(learning::fit(&loaded.table, spec, progress)?);
        self.fits.insert(key, Rc::clone(&fit), 1);
        Ok(fit)
    }
}
