//! Training again on recent rows with labels, and holding the challenger against the champion.
//!
//! The rows that have their labels are put in order of time; the first two thirds teach, the last third judges both models, and
//! neither has learned from it.

use std::rc::Rc;

use super::ground::Ground;
use super::service::{Given, Service};
use super::table::{labels, stacked};
use super::world::World;
use crate::dataset::{Column, Table};
use crate::learn::metrics::mcnemar;
use crate::monitor::traffic::{Traffic, taken};
use crate::protocol::report_watch::Duel;
use crate::protocol::{Error, TrainSpec, WatchSpec};

/// Rows below which nothing is trained.
const FEWEST: usize = 30;

/// A model that could take over.
#[derive(Debug)]
pub(super) struct Challenger {
    pub(super) service: Rc<Service>,
    pub(super) ground: Ground,
    pub(super) duel: Duel,
    pub(super) windows: (u32, u32),
}

/// Trains on the newest windows whose labels are known after window `now`.
pub(super) fn challenge(
    world: &World,
    spec: &WatchSpec,
    traffic: &Traffic,
    now: u32,
    champion: (u32, &Service),
    progress: &mut dyn FnMut(f64, &str),
) -> Result<Challenger, Error> {
    let Some(newest) = now.checked_sub(spec.traffic.label_delay) else { return Err(too_early(now)) };
    let oldest = (newest + 1).saturating_sub(spec.retrain_windows);
    let target = &spec.model.target;
    let mut tables = vec![];
    for number in oldest..=newest {
        let Some(window) = traffic.window(number) else { continue };
        let known = labels(&window.table, target, &world.classes);
        let kept = (0..).zip(known.iter().zip(&window.labelled)).filter(|(_, (label, labelled))| label.is_some() && **labelled);
        let rows: Vec<u32> = kept.map(|(row, _)| row).collect();
        if !rows.is_empty() {
            tables.push(taken(&window.table, &rows));
        }
    }
    let recent = stacked(&tables);
    if recent.rows < FEWEST {
        return Err(too_early(now));
    }
    // Drawn rows come in any order within a window, so a cut by place is a cut by time.
    let cut = recent.rows * 2 / 3;
    let part = |from: usize, to: usize| taken(&recent, &(from as u32..to as u32).collect::<Vec<u32>>());
    let (teaching, judging) = (part(0, cut), part(cut, recent.rows));
    let model = TrainSpec { features: features(world, &recent, spec), ..spec.model.clone() };
    let service = Service::fit(&teaching, &model, &world.classes, progress)?;
    let truth = labels(&judging, target, &world.classes);
    let given = service.answer(&judging)?;
    let duel = duel(champion.0, champion.1.answer(&judging).ok().as_ref(), &given, &truth);
    let all = service.answer(&recent)?;
    let rows = recent.rows / (tables.len().max(1));
    let ground = Ground::new(&recent, &service.features, &all, (&given, &truth), &world.classes, spec, rows)?;
    Ok(Challenger { service: Rc::new(service), ground, duel, windows: (oldest, newest) })
}

/// Columns to learn from: those of the first model that are still there, and those that are new.
fn features(world: &World, recent: &Table, spec: &WatchSpec) -> Vec<String> {
    let wanted = |column: &&Column| spec.model.features.contains(&column.name) || !world.known.contains(&column.name);
    recent.columns.iter().filter(wanted).map(|column| column.name.clone()).filter(|name| *name != spec.model.target).collect()
}

/// Both models on the same rows.
pub(super) fn duel(champion: u32, theirs: Option<&Given>, ours: &Given, truth: &[Option<u32>]) -> Duel {
    let mut found =
        Duel { champion, rows: 0, champion_accuracy: None, challenger_accuracy: None, only_champion: 0, only_challenger: 0, p_value: None };
    let (mut champion_right, mut challenger_right) = (0_u64, 0_u64);
    for (row, label) in truth.iter().enumerate() {
        let Some(label) = label else { continue };
        let right = |given: &Given| given.classes.get(row) == Some(label);
        let (theirs, ours) = (theirs.is_some_and(right), right(ours));
        found.rows += 1;
        champion_right += u64::from(theirs);
        challenger_right += u64::from(ours);
        found.only_champion += u64::from(theirs && !ours);
        found.only_challenger += u64::from(ours && !theirs);
    }
    let share = |right: u64| (found.rows > 0).then(|| right as f64 / found.rows as f64);
    found.challenger_accuracy = share(challenger_right);
    if theirs.is_some() {
        found.champion_accuracy = share(champion_right);
        found.p_value = (found.rows > 0).then(|| mcnemar(found.only_champion, found.only_challenger));
    }
    found
}

fn too_early(now: u32) -> Error {
    Error::new(
        format!("after window {now} fewer than {FEWEST} rows have their labels"),
        "Wait until labels have come, or shorten the label delay.",
    )
}
