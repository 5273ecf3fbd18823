//! Traffic: windows of rows from a table, with the drift that a scenario injects, and the truth about them.
//!
//! A window is a function of table, spec and number alone, so a scenario can be played, stepped and scrubbed back. Shapes of
//! change after Gama et al., *A survey on concept drift adaptation* (2014).

mod change;
mod draw;
mod latency;
mod scenarios;
mod strength;

#[cfg(test)]
mod tests;

pub use scenarios::{Scenario, scenarios};
pub use strength::Strength;

use super::Error;
use crate::dataset::Table;
use crate::learn::random::Random;
use crate::protocol::TrafficSpec;
use draw::RowSource;
pub(super) use draw::{moments, taken};
pub(super) use latency::{check, summary};

/// A checked scenario on a table.
#[derive(Clone, Debug)]
pub struct Traffic<'a> {
    table: &'a Table,
    target: String,
    spec: TrafficSpec,
    source: RowSource,
    facts: Vec<change::ColumnStats>,
    /// Keeps the draws from other rows of the same table apart.
    apart: u64,
}

/// One window of traffic.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// Its number, from 0.
    pub number: u32,
    /// Its rows with injected drift, target included.
    pub table: Table,
    /// The rows of the table that they come from.
    pub rows: Vec<u32>,
    /// Which labels ever become known.
    pub labelled: Vec<bool>,
    /// The window in which they do; it may be after the last.
    pub labels_due: u32,
    /// How strong each injection is here, in the order of the spec: what a monitor should find.
    pub truth: Vec<Strength>,
}

impl<'a> Traffic<'a> {
    /// Checks a spec against a table; every column that it names must be there and of the right kind.
    pub fn new(table: &'a Table, target: &str, spec: &TrafficSpec) -> Result<Self, Error> {
        if !(1..=100_000).contains(&spec.windows) {
            return Err(Error::parameter("windows", spec.windows, "a whole number from 1 to 100000"));
        }
        if !(0.0..=1.0).contains(&spec.label_share) {
            return Err(Error::parameter("label_share", spec.label_share, "a number from 0 to 1"));
        }
        if table.rows == 0 {
            return Err(Error::NoRows { which: "reference" });
        }
        if table.column(target).is_none() {
            return Err(Error::NoColumn { which: "reference", column: target.into() });
        }
        let source = RowSource::new(table, &spec.clock, spec.windows)?;
        let facts = spec
            .injections
            .iter()
            .map(|injection| {
                strength::check(&injection.shape)?;
                change::ColumnStats::new(table, target, &injection.change)
            })
            .collect::<Result<Vec<_>, Error>>()?;
        Ok(Self { table, target: target.into(), spec: spec.clone(), source, facts, apart: 0 })
    }

    /// The same traffic from some rows of the table only; what goes wrong is as large as it was. Streams of different `apart` are
    /// drawn independently. By calendar every row comes in its own time, so nothing changes.
    pub fn among(mut self, rows: &[u32], apart: u64) -> Self {
        if let RowSource::Drawn(_, among) = &mut self.source {
            *among = Some(rows.to_vec());
            self.facts.iter_mut().for_each(|facts| facts.keep(rows));
            self.apart = apart;
        }
        self
    }

    /// Windows in the scenario.
    pub fn windows(&self) -> u32 {
        self.spec.windows
    }

    /// The window of that number, 0..`windows()`; absent beyond.
    pub fn window(&self, number: u32) -> Option<Window> {
        if number >= self.spec.windows {
            return None;
        }
        // Streams of draws are apart from each other, so a change to one injection leaves all else as it was.
        let stream = |part: u64| Random::stream(self.spec.seed.wrapping_add(self.apart), u64::from(number) * 1024 + part);
        let truth: Vec<Strength> = self.spec.injections.iter().map(|injection| Strength::at(injection, number)).collect();
        let mut rows = self.source.rows(number, self.table.rows, &mut stream(0));
        for (place, (injection, facts)) in self.spec.injections.iter().zip(&self.facts).enumerate() {
            facts.redraw(&injection.change, truth[place], &mut rows, &mut stream(2 + 2 * place as u64));
        }
        let mut table = draw::taken(self.table, &rows);
        for (place, (injection, facts)) in self.spec.injections.iter().zip(&self.facts).enumerate() {
            let mut random = stream(3 + 2 * place as u64);
            facts.inject(&injection.change, truth[place], &self.target, &mut table, &mut random);
        }
        let mut random = stream(1);
        let labelled = rows.iter().map(|_| random.uniform() < self.spec.label_share).collect();
        let labels_due = number.saturating_add(self.spec.label_delay);
        Some(Window { number, table, rows, labelled, labels_due, truth })
    }
}
