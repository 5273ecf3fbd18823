//! A model in service: a service from first window to last, one window closely, policies, the log.

use std::rc::Rc;

use super::cache::Cache;
use super::{Engine, Error, Files, within};
use crate::chart;
use crate::dataset::{Column, Table, Values};
use crate::learn::prepare::choose_for;
use crate::learn::target::Target;
use crate::monitor::{Deployment, History, WindowInvestigation, traffic};
use crate::protocol::drift::WindowReport;
use crate::protocol::{
    ColumnLook, ExportWindows, Investigate, Investigation, LogPage, Policies, PolicyReport, ReadLog, ScenarioCard, ScenarioCatalog,
    Scenarios, SeenColumn, TrafficSpec, Watch, WatchSpec, Watched, WindowTables, wire,
};

/// Worlds and histories kept.
const KEPT: usize = 4;
/// Categories of a column that are offered.
const OFFERED: usize = 12;

/// What was made last: worlds by what makes them, histories by their whole spec.
pub(super) struct MonitoringCache {
    worlds: Cache<String, Rc<Deployment>>,
    histories: Cache<String, Rc<(Rc<Deployment>, History)>>,
}

impl Default for MonitoringCache {
    fn default() -> Self {
        Self { worlds: Cache::new(KEPT), histories: Cache::new(KEPT) }
    }
}

impl<F: Files> Engine<F> {
    pub(super) async fn watch(&mut self, asked: &Watch, progress: &mut dyn FnMut(f64, &str)) -> Result<Watched, Error> {
        let kept = self.history(&asked.spec, progress).await?;
        let report = &kept.1.report;
        let panels = asked.draw_width.map(|width| chart::watch(report, within(width))).unwrap_or_default();
        let mut report = report.clone();
        if asked.lean {
            report.windows.iter_mut().for_each(lean);
        }
        Ok(Watched { report, panels })
    }

    pub(super) async fn scenarios(&mut self, asked: &Scenarios, progress: &mut dyn FnMut(f64, &str)) -> Result<ScenarioCatalog, Error> {
        let loaded = self.tables.get(&asked.dataset, &self.files, progress).await?;
        catalog(&loaded.table, &asked.target)
    }

    pub(super) async fn export_windows(
        &mut self,
        asked: &ExportWindows,
        progress: &mut dyn FnMut(f64, &str),
    ) -> Result<WindowTables, Error> {
        let kept = self.history(&asked.spec, progress).await?;
        let (reference, current) = kept.1.both_sides(&kept.0, asked.from, asked.to)?;
        Ok(WindowTables { reference, current })
    }

    pub(super) async fn investigate(&mut self, asked: &Investigate, progress: &mut dyn FnMut(f64, &str)) -> Result<Investigation, Error> {
        let kept = self.history(&asked.spec, progress).await?;
        let look = kept.1.look(&kept.0, asked.window)?;
        Ok(investigation(look, asked.window, asked.draw_width))
    }

    pub(super) async fn policies(&mut self, asked: &Policies, progress: &mut dyn FnMut(f64, &str)) -> Result<PolicyReport, Error> {
        let world = self.world(&asked.spec, progress).await?;
        let outcomes = world.compare_policies(&asked.spec, &asked.policies, progress)?;
        let drawing = asked.draw_width.and_then(|width| chart::policies(&outcomes, within(width)));
        Ok(PolicyReport { outcomes, drawing })
    }

    pub(super) async fn read_log(&mut self, asked: &ReadLog, progress: &mut dyn FnMut(f64, &str)) -> Result<LogPage, Error> {
        let kept = self.history(&asked.spec, progress).await?;
        kept.1.log(&kept.0, asked, progress)
    }

    /// The world of a spec: remembered, or made now. What happens in it is no part of it.
    async fn world(&mut self, spec: &WatchSpec, progress: &mut dyn FnMut(f64, &str)) -> Result<Rc<Deployment>, Error> {
        let plain = WatchSpec {
            traffic: TrafficSpec { clock: spec.traffic.clock.clone(), seed: spec.traffic.seed, ..TrafficSpec::default() },
            reference_rows: spec.reference_rows,
            past_share: spec.past_share,
            ..WatchSpec::of(spec.model.clone())
        };
        let key = wire::encode(&plain)?;
        if let Some(world) = self.monitored.worlds.get(&key) {
            return Ok(world);
        }
        let loaded = self.tables.get(&spec.model.dataset, &self.files, progress).await?;
        progress(0.0, "training the first model");
        let world = Rc::new(Deployment::build(&loaded.table, spec, progress)?);
        self.monitored.worlds.insert(key, Rc::clone(&world), 1);
        Ok(world)
    }

    async fn history(&mut self, spec: &WatchSpec, progress: &mut dyn FnMut(f64, &str)) -> Result<Rc<(Rc<Deployment>, History)>, Error> {
        let key = wire::encode(spec)?;
        if let Some(kept) = self.monitored.histories.get(&key) {
            return Ok(kept);
        }
        let world = self.world(spec, progress).await?;
        let history = History::play(&world, spec, false, progress)?;
        let kept = Rc::new((world, history));
        self.monitored.histories.insert(key, Rc::clone(&kept), 1);
        Ok(kept)
    }
}

/// Leaves out what grows with windows times columns or classes.
fn lean(window: &mut WindowReport) {
    (window.drift, window.quality) = (None, None);
    window.expected.iter_mut().chain(&mut window.measured).for_each(|found| found.classes.clear());
}

/// What a table offers: scenarios inject drift into what a model would learn from, and so can the reader.
fn catalog(table: &Table, target: &str) -> Result<ScenarioCatalog, Error> {
    let (features, _) = choose_for(table, target, &[], &Default::default())?;
    let mut seen = table.clone();
    seen.columns.retain(|column| column.name == target || features.contains(&column.name));
    seen.columns.sort_by_key(|column| features.iter().position(|name| *name == column.name).unwrap_or(usize::MAX));
    let card = |one: traffic::Scenario| ScenarioCard {
        id: one.id.into(),
        name: one.name.into(),
        story: one.story.into(),
        injections: one.spec.injections,
    };
    let column = |column: &Column| SeenColumn {
        name: column.name.clone(),
        categories: matches!(column.values, Values::Text { .. }).then(|| column.most_frequent(OFFERED).into_iter().cloned().collect()),
        mean: column.mean(),
    };
    let columns = seen.columns.iter().filter(|one| one.name != target).map(column).collect();
    let cards = traffic::scenarios(&seen, target).into_iter().map(card).collect();
    Ok(ScenarioCatalog { cards, columns, classes: Target::read(table, target)?.classes })
}

fn investigation(look: WindowInvestigation, window: u32, width: Option<u32>) -> Investigation {
    let columns = look.columns.iter().map(|(name, drifted, words)| {
        let sides = look.reference.column(name).zip(look.current.column(name));
        let drawing = width.zip(sides).and_then(|(width, (before, now))| chart::two_sides(before, now, within(width)));
        ColumnLook { column: name.clone(), drifted: *drifted, words: words.clone(), drawing }
    });
    Investigation { window, columns: columns.collect(), slices: look.slices }
}
