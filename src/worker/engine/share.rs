//! A training shared by several workers: one portion done here, or all portions put together.
//!
//! The cache between two such requests only saves time: it holds prepared and ranked rows, and a fit that waits to be merged. Both go
//! when the whole is gathered; without them the same is made again from the request.

use std::rc::Rc;

use super::training::learning;
use super::{Engine, Error, Files};
use crate::learn::forest::PartialForest;
use crate::learn::share::{self, PreparedRows};
use crate::learn::training_set::{Model, PartialFit, PartialModel};
use crate::protocol::{Gather, Gathered, Portion, PortionBytes, Share, Shared, wire};

/// What the last portions left, by the key of their spec.
#[derive(Default)]
pub(super) struct PortionCache {
    prepared: Option<(String, Rc<PreparedRows>)>,
    /// A fitted model and the milliseconds that it took.
    fit: Option<(String, Model, f64)>,
}

impl<F: Files> Engine<F> {
    /// Does one portion.
    pub(super) async fn share(&mut self, asked: &Share, progress: &mut dyn FnMut(f64, &str)) -> Result<Shared, Error> {
        let key = wire::encode(&asked.spec)?;
        let loaded = self.tables.get(&asked.spec.dataset, &self.files, progress).await?;
        let bytes = match asked.portion {
            Portion::Fit => {
                let started = (self.clock)();
                let model = share::fit(&loaded.table, &asked.spec, progress)?;
                self.shares.fit = Some((key, model, (self.clock)() - started));
                Vec::new()
            }
            Portion::Trees { from, to } => {
                let kept = self.shares.prepared.take().filter(|(of, _)| *of == key);
                let prepared = match kept {
                    Some((_, prepared)) => prepared,
                    None => {
                        progress(0.0, "preparing the rows");
                        Rc::new(PreparedRows::read(&loaded.table, &asked.spec)?)
                    }
                };
                self.shares.prepared = Some((key, Rc::clone(&prepared)));
                prepared.grow(from..to, progress)?.to_bytes()
            }
            Portion::Fold(number) => share::scores_to_bytes(&share::fold(&loaded.table, &asked.spec, number, progress)?),
        };
        Ok(Shared { bytes })
    }

    /// Puts the whole together and remembers it.
    pub(super) async fn gather(&mut self, asked: Gather, progress: &mut dyn FnMut(f64, &str)) -> Result<Gathered, Error> {
        let key = wire::encode(&asked.spec)?;
        let kept = std::mem::take(&mut self.shares);
        // The ranks go: their memory is wanted for the whole.
        let prepared = kept.prepared.filter(|(of, _)| *of == key).and_then(|(_, prepared)| Rc::into_inner(prepared));
        let loaded = self.tables.get(&asked.spec.dataset, &self.files, progress).await?;
        let mut made = PartialFit { prepared: prepared.map(PreparedRows::prepared), fit_millis: asked.fit_millis, ..PartialFit::default() };
        let mut trees = Vec::new();
        for PortionBytes { portion, bytes } in asked.portions {
            match portion {
                Portion::Fit => (),
                Portion::Trees { .. } => trees.push(PartialForest::from_bytes(&bytes)?),
                Portion::Fold(number) => made.folds.push((number, share::scores_from_bytes(&bytes)?)),
            }
        }
        if !trees.is_empty() {
            made.model = Some(PartialModel::Trees(trees));
        } else if let Some((_, model, millis)) = kept.fit.filter(|(of, ..)| *of == key) {
            (made.model, made.fit_millis) = (Some(PartialModel::Fitted(Box::new(model))), Some(millis));
        } else {
            made.fit_millis = None;
        }
        let (known, full) = learning::train_with(&loaded.table, &asked.spec, made, &*self.clock, progress)?;
        self.remember(key, &full, &known)?;
        Ok(Gathered {})
    }
}
