//! What does not depend on what happens: the first model, its reference, and the rows that traffic comes from.
//!
//! Where traffic is drawn, what the first model has not learned from is divided by row ([`RowRoles`]). The reference is drawn from the
//! rows that are served, in the same way, so that a test that should alarm in one quiet window of twenty does. By calendar, the past is before the first window: the model learns from its first three
//! quarters, and its last quarter is the reference.

use super::row_roles::RowRoles;
use super::service::{ModelService, PREDICTION, needs_classes, wrong};
use super::table::only;
use crate::dataset::Table;
use crate::learn::random::Random;
use crate::learn::target::Target;
use crate::learn::training_set::TrainingSet;
use crate::monitor::Error as Monitoring;
use crate::monitor::traffic::{self as latency, Scenario, Traffic, moments, scenarios, taken};
use crate::protocol::model::Task;
use crate::protocol::{Clock, Error, Injection, PerformanceMetric, ScenarioSpec, WatchSpec};

/// Stream of draws for the reference, apart from those of windows.
const REFERENCE: u64 = u64::MAX - 7;

/// The first model and its surroundings.
#[derive(Clone, Debug)]
pub struct Deployment {
    /// Labels, sorted.
    pub(super) classes: Vec<String>,
    /// Rows that the first model has not learned from.
    pub(super) pool: Table,
    /// Which of them are served, which may teach, which judge.
    pub(super) parts: RowRoles,
    /// Rows to compare with, target included.
    pub(super) reference: Table,
    /// The model of version 1.
    pub(super) first: ModelService,
    /// Columns that the data had at first.
    pub(super) known: Vec<String>,
    /// What can go wrong by name, fitted to the whole table.
    scenarios: Vec<Scenario>,
}

impl Deployment {
    /// Divides a table and trains the first model.
    pub fn build(table: &Table, spec: &WatchSpec, progress: &mut dyn FnMut(f64, &str)) -> Result<Self, Error> {
        if spec.model.model.kind().task != Task::Classification {
            return Err(needs_classes());
        }
        let target = Target::read(table, &spec.model.target)?;
        let (train, reference, pool, parts) = match &spec.traffic.clock {
            Clock::Resample { .. } => drawn(table, spec)?,
            Clock::Calendar { column } => {
                let (train, reference, pool) = timed(table, spec, column)?;
                let parts = RowRoles::undivided(pool.rows, None);
                (train, reference, pool, parts)
            }
        };
        if pool.rows == 0 || reference.rows == 0 {
            return Err(Monitoring::NoRows { which: "reference" }.into());
        }
        let first = ModelService::fit(&train, &spec.model, &target.classes, progress)?;
        if first.features.iter().any(|name| name == PREDICTION) {
            return Err(wrong("features", PREDICTION, "columns of other names, because the answers are called so"));
        }
        let seen = only(table, &[&first.features[..], &[spec.model.target.clone()][..]].concat());
        let scenarios = scenarios(&seen, &spec.model.target);
        let known = table.columns.iter().map(|column| column.name.clone()).collect();
        Ok(Self { classes: target.classes, pool, parts, reference, first, known, scenarios })
    }

    /// The traffic that is served.
    pub(super) fn traffic(&self, spec: &WatchSpec) -> Result<Traffic<'_>, Error> {
        Ok(Traffic::new(&self.pool, &spec.model.target, &spec.traffic)?.among(&self.parts.serve, 0))
    }

    /// The spec with its features named and its scenario's changes among the traffic's.
    pub(super) fn resolved(&self, spec: &WatchSpec) -> Result<WatchSpec, Error> {
        let mut spec = spec.clone();
        spec.model.features.clone_from(&self.first.features);
        if let Some(named) = spec.scenario.take() {
            spec.traffic.injections.extend(injections(&self.scenarios, &named)?);
        }
        latency::check(&spec.latency)?;
        if let PerformanceMetric::ClassPrecision { class } | PerformanceMetric::ClassRecall { class } = &spec.metric
            && !self.classes.contains(class)
        {
            return Err(Monitoring::NoClass { class: class.clone() }.into());
        }
        if spec.window_seconds == 0 {
            return Err(wrong("window_seconds", 0, "a whole number from 1"));
        }
        if !(1..=1000).contains(&spec.retrain_windows) {
            return Err(wrong("retrain_windows", spec.retrain_windows, "a whole number from 1 to 1000"));
        }
        for (name, share) in [("quality_share", spec.quality_share), ("unseen_share", spec.unseen_share)] {
            if !(0.0..=1.0).contains(&share) {
                return Err(wrong(name, share, "a number from 0 to 1"));
            }
        }
        Ok(spec)
    }
}

/// A scenario's changes with the settings that the request overrides.
fn injections(all: &[Scenario], named: &ScenarioSpec) -> Result<Vec<Injection>, Error> {
    let Some(found) = all.iter().find(|one| one.id == named.id) else {
        let ids: Vec<&str> = all.iter().map(|one| one.id).collect();
        let hint = format!("This dataset has these: {}.", ids.join(", "));
        return Err(Error::new(format!("there is no scenario '{}'", named.id), hint));
    };
    let size = named.size.unwrap_or(1.0);
    if !(0.0..=100.0).contains(&size) {
        return Err(wrong("size", size, "a number from 0 to 100"));
    }
    let mut changes = found.spec.injections.clone();
    let first = changes.iter().map(|one| one.onset).min().unwrap_or(0);
    for one in &mut changes {
        if let Some(onset) = named.onset {
            one.onset = one.onset - first + onset;
        }
        if let Some(shape) = named.shape {
            one.shape = shape;
        }
        one.change.grow(size);
    }
    Ok(changes)
}

/// Train, reference and pool of a table without time, and how the pool is divided.
fn drawn(table: &Table, spec: &WatchSpec) -> Result<(Table, Table, Table, RowRoles), Error> {
    if !(20..=1_000_000).contains(&spec.reference_rows) {
        return Err(wrong("reference_rows", spec.reference_rows, "a whole number from 20 to 1000000"));
    }
    let training_set = TrainingSet::read(table, &spec.model)?;
    let part = |positions: &[u32]| taken(table, &training_set.rows_at(positions));
    let (train, pool) = (part(&training_set.holdout.train), part(&training_set.holdout.test));
    let mut random = Random::stream(spec.traffic.seed, REFERENCE);
    let parts = RowRoles::divide(&pool, &spec.model.target, spec.model.split.group.as_deref(), spec.model.split.seed);
    let served = |_| parts.serve.get(random.below(parts.serve.len() as u32) as usize).copied();
    let rows: Vec<u32> = (0..spec.reference_rows).filter_map(served).collect();
    let reference = taken(&pool, &rows);
    Ok((train, reference, pool, parts))
}

/// Train, reference and pool of a table in order of time.
fn timed(table: &Table, spec: &WatchSpec, column: &str) -> Result<(Table, Table, Table), Error> {
    if !(spec.past_share > 0.0 && spec.past_share < 1.0) {
        return Err(wrong("past_share", spec.past_share, "a number above 0 and below 1"));
    }
    let found = table.column(column).ok_or_else(|| Monitoring::NoColumn { which: "reference", column: column.into() })?;
    let mut timed: Vec<(f64, u32)> = (0..).zip(moments(found)?).filter_map(|(row, moment)| moment.map(|moment| (moment, row))).collect();
    timed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (Some((first, _)), Some((last, _))) = (timed.first().copied(), timed.last().copied()) else {
        return Err(Monitoring::NoRows { which: "reference" }.into());
    };
    let at = |share: f64| timed.partition_point(|(moment, _)| *moment < first + share * (last - first));
    let (learned, past) = (at(0.75 * spec.past_share), at(spec.past_share));
    let rows = |range: &[(f64, u32)]| taken(table, &range.iter().map(|(_, row)| *row).collect::<Vec<u32>>());
    Ok((rows(&timed[..learned]), rows(&timed[learned..past]), rows(&timed[past..])))
}
