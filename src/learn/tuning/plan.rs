//! The remaining trials of a search, computed from the finished ones.

use std::collections::BTreeMap;

use super::rank::ranked;
use super::schedule::schedule;
use super::space::{Combination, draw, grid, wrong};
use crate::learn::Error;
use crate::protocol::tune::{HalvingSpec, Rung, SearchSpec, Strategy, Trial, TrialReport};

/// A search, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    spec: SearchSpec,
    combinations: Vec<Combination>,
    rungs: Vec<Rung>,
}

impl Plan {
    /// Checks a search over this many training rows and classes (0 for a target of numbers); the error names the parameter.
    pub fn new(spec: &SearchSpec, rows: u32, classes: u32) -> Result<Self, Error> {
        if spec.base.folds < 2 {
            return Err(wrong(format!("a search judges by cross-validation, so folds takes 2 or more, not {}", spec.base.folds)));
        }
        if spec.space.is_empty() {
            return Err(wrong("no parameter is varied".into()));
        }
        let twice = (1..spec.space.len()).find(|place| spec.space[..*place].iter().any(|one| one.name == spec.space[*place].name));
        if let Some(place) = twice {
            return Err(wrong(format!("{} is varied twice", spec.space[place].name)));
        }
        let combinations = match &spec.strategy {
            Strategy::Grid => grid(&spec.space)?,
            Strategy::Random { n_iter } => draw(&spec.space, *n_iter as usize, spec.seed)?,
            Strategy::Halving(HalvingSpec { n_candidates: Some(count), .. }) => draw(&spec.space, *count as usize, spec.seed)?,
            Strategy::Halving(_) => grid(&spec.space)?,
        };
        let rungs = match &spec.strategy {
            Strategy::Halving(halving) => rungs(spec, halving, combinations.len() as u32, rows, classes)?,
            _ => Vec::new(),
        };
        let plan = Self { spec: spec.clone(), combinations, rungs };
        // Settings that a model refuses come to light before any work is done.
        (0..plan.combinations.len() as u32).try_for_each(|candidate| plan.trial(candidate, 0).map(drop))?;
        Ok(plan)
    }

    /// Combinations of settings.
    pub fn candidates(&self) -> usize {
        self.combinations.len()
    }

    /// Rounds of successive halving; empty for other searches.
    pub fn rungs(&self) -> &[Rung] {
        &self.rungs
    }

    /// The search as asked for.
    pub fn spec(&self) -> &SearchSpec {
        &self.spec
    }

    /// The trials that can be run now and are not done, in the order of their ids; empty when the search is over. Reports of
    /// trials that are not part of this plan are passed over.
    pub fn next(&self, done: &[TrialReport]) -> Result<Vec<Trial>, Error> {
        let known: BTreeMap<u32, &TrialReport> = done.iter().map(|report| (report.trial.id, report)).collect();
        let mut survivors: Vec<u32> = (0..self.combinations.len() as u32).collect();
        for rung in 0..self.rungs.len().max(1) as u32 {
            let trials = survivors.iter().map(|candidate| self.trial(*candidate, rung)).collect::<Result<Vec<_>, _>>()?;
            let finished: Vec<&TrialReport> =
                trials.iter().filter_map(|trial| known.get(&trial.id).copied().filter(|report| report.trial == *trial)).collect();
            if finished.len() < trials.len() {
                return Ok(trials.into_iter().filter(|trial| !finished.iter().any(|report| report.trial.id == trial.id)).collect());
            }
            let Some(next) = self.rungs.get(rung as usize + 1) else { break };
            let mut best = ranked(finished);
            best.truncate(next.candidates as usize);
            survivors = best.into_iter().map(|report| report.trial.candidate).collect();
            survivors.sort_unstable();
        }
        Ok(Vec::new())
    }

    /// The reports that belong to this plan, each once, in the order of their ids.
    pub fn own<'a>(&self, done: &'a [TrialReport]) -> Result<Vec<&'a TrialReport>, Error> {
        let mut found: BTreeMap<u32, &TrialReport> = BTreeMap::new();
        for report in done {
            let Trial { candidate, rung, .. } = report.trial;
            let inside = (candidate as usize) < self.combinations.len() && (rung as usize) < self.rungs.len().max(1);
            if inside && self.trial(candidate, rung)? == report.trial {
                found.entry(report.trial.id).or_insert(report);
            }
        }
        Ok(found.into_values().collect())
    }

    /// Trials known to be needed when so much is done: all, or those of the rounds reached.
    pub fn planned(&self, own: &[&TrialReport], open: &[Trial]) -> u32 {
        (own.len() + open.len()) as u32
    }

    fn trial(&self, candidate: u32, rung: u32) -> Result<Trial, Error> {
        let mut spec = self.spec.base.clone();
        let combination = self.combinations.get(candidate as usize).map(Vec::as_slice).unwrap_or_default();
        let mut settings: Vec<(String, String)> =
            self.spec.space.iter().zip(combination).map(|(dimension, value)| (dimension.name.clone(), value.clone())).collect();
        let mut rows = None;
        if let (Strategy::Halving(halving), Some(round)) = (&self.spec.strategy, self.rungs.get(rung as usize)) {
            match &halving.resource {
                None => rows = Some(round.resource),
                Some(name) => settings.push((name.clone(), round.resource.to_string())),
            }
        }
        for (name, value) in &settings {
            spec.model.set(name, value).map_err(wrong)?;
        }
        Ok(Trial { id: rung * self.combinations.len() as u32 + candidate, candidate, rung, rows, settings, spec })
    }
}

fn rungs(spec: &SearchSpec, halving: &HalvingSpec, candidates: u32, rows: u32, classes: u32) -> Result<Vec<Rung>, Error> {
    if !(2..=10).contains(&halving.factor) {
        return Err(wrong(format!("factor takes a whole number from 2 to 10, not {}", halving.factor)));
    }
    let (all, smallest) = match (&halving.resource, halving.max_resources) {
        (None, _) => (rows, 2 * spec.base.folds * classes.max(1)),
        (Some(name), None) => return Err(wrong(format!("with {name} as the resource, max_resources must be given"))),
        (Some(name), Some(_)) if spec.space.iter().any(|dimension| dimension.name == *name) => {
            return Err(wrong(format!("{name} is the resource and cannot be varied too")));
        }
        (Some(_), Some(most)) => (most, 1),
    };
    if smallest > all {
        return Err(wrong(format!("{all} training rows are too few for halving with {} folds, which needs {smallest}", spec.base.folds)));
    }
    Ok(schedule(halving, candidates, all, smallest))
}
