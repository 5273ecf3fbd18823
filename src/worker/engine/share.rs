//! A training shared by several workers: one portion done here, or all portions put together.
//!
//! What is kept between two such requests only saves time: prepared and ranked rows, and a fit for its gathering. Both go
//! when the whole is gathered; without them the same is made again from the request.

use std::rc::Rc;

use super::training::learning;
use super::{Engine, Error, Files};
use crate::learn::forest::Part;
use crate::learn::share::{self, Ground};
use crate::learn::study::{Model, PartialFit, PartialModel};
use crate::protocol::{Gather, Gathered, Portion, PortionBytes, Share, Shared, wire};

/// What the last portions left, by the key of their spec.
#[derive(Default)]
pub(super) struct Kept {
    ground: Option<(String, Rc<Ground>)>,
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
                let kept = self.shares.ground.take().filter(|(of, _)| *of == key);
                let ground = match kept {
                    Some((_, ground)) => ground,
                    None => {
                        progress(0.0, "preparing the rows");
                        Rc::new(Ground::read(&loaded.table, &asked.spec)?)
                    }
                };
                self.shares.ground = Some((key, Rc::clone(&ground)));
                ground.grow(from..to, progress)?.to_bytes()
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
        let ground = kept.ground.filter(|(of, _)| *of == key).and_then(|(_, ground)| Rc::into_inner(ground));
        let loaded = self.tables.get(&asked.spec.dataset, &self.files, progress).await?;
        let mut made = PartialFit { prepared: ground.map(Ground::prepared), fit_millis: asked.fit_millis, ..PartialFit::default() };
        let mut trees = Vec::new();
        for PortionBytes { portion, bytes } in asked.portions {
            match portion {
                Portion::Fit => (),
                Portion::Trees { .. } => trees.push(Part::from_bytes(&bytes)?),
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
