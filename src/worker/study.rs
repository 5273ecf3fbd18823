//! What the studying worker is asked: closer looks, searches, groups.

mod drawing;
mod learning;

use std::rc::Rc;

use super::{Error, Files, Worker, within};
use crate::protocol::{Clustered, Command, Inspect, Inspected, Reply, Standing, TrainSpec, wire};
pub(super) use learning::Fit;

impl Worker {
    pub(super) async fn study(
        &mut self,
        command: Command,
        files: &impl Files,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<Reply, Error> {
        Ok(match command {
            Command::Inspect(Inspect { spec, look, draw_width }) => {
                let fit = self.fit(&spec, files, &mut |share, doing| progress(share / 2.0, doing)).await?;
                let loaded = self.tables.get(&spec.dataset, files, progress).await?;
                let findings = learning::look(&loaded.table, &spec, &fit, &look, &mut |share, doing| progress(0.5 + share / 2.0, doing))?;
                let drawing = draw_width.and_then(|width| drawing::findings(&findings, within(width)));
                Reply::Inspect(Box::new(Inspected { findings, drawing }))
            }
            Command::Search(asked) => {
                let loaded = self.tables.get(&asked.search.base.dataset, files, progress).await?;
                let (board, next) = learning::standing(&loaded.table, &asked)?;
                let drawings = asked.draw_width.map(|width| drawing::search(&board, within(width))).unwrap_or_default();
                Reply::Search(Box::new(Standing { board, next, drawings }))
            }
            Command::Try(asked) => {
                let loaded = self.tables.get(&asked.trial.spec.dataset, files, progress).await?;
                Reply::Try(Box::new(learning::run_trial(&loaded.table, &asked, &*self.clock, progress)?))
            }
            Command::Cluster(asked) => {
                let loaded = self.tables.get(&asked.spec.dataset, files, progress).await?;
                let grouping = learning::cluster(&loaded.table, &asked.spec, &*self.clock, progress)?;
                let drawings = asked.draw_width.map(|width| drawing::grouping(&grouping, within(width))).unwrap_or_default();
                let mut report = Clustered { drawings, ..grouping.report };
                if asked.lean {
                    report.groups = vec![];
                }
                Reply::Cluster(Box::new(report))
            }
            _ => return Err(Error::new("this is no request to study", "This is a fault of the site; please report it.")),
        })
    }

    /// The fitted model of a spec: remembered, or fitted now. Folds are no part of it.
    async fn fit(&mut self, spec: &TrainSpec, files: &impl Files, progress: &mut dyn FnMut(f64, &str)) -> Result<Rc<Fit>, Error> {
        let key = wire::encode(&TrainSpec { folds: 0, ..spec.clone() })?;
        if let Some(fit) = self.fits.get(&key) {
            return Ok(fit);
        }
        let loaded = self.tables.get(&spec.dataset, files, progress).await?;
        let fit = Rc::new(learning::fit(&loaded.table, spec, progress)?);
        self.fits.insert(key, Rc::clone(&fit), 1);
        Ok(fit)
    }
}
