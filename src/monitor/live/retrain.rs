//! Training again on recent rows with labels, and holding the challenger against the champion.
//!
//! Where traffic is drawn, other rows teach than are served, and yet others judge ([`super::row_roles`]): the newest draw of each counts
//! once, with what went wrong in its window. By calendar every row comes once: the rows that have their labels are put in order of
//! time, the first two thirds teach, the last third judges.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::baseline::MonitoringBaseline;
use super::deployment::Deployment;
use super::row_roles::FEWEST;
use super::service::{ModelService, ServedPredictions};
use super::table::{labels, stacked};
use crate::dataset::{Column, Table};
use crate::learn::metrics::mcnemar;
use crate::monitor::traffic::{Traffic, taken};
use crate::protocol::drift::Duel;
use crate::protocol::{Clock, Error, TrainSpec, WatchSpec};

/// The largest p-value at which a policy takes the better model for better.
const SURE: f64 = 0.05;
/// Keep the draws of rows that teach and of rows that judge apart from those that are served.
const TEACH: u64 = 0x5851_F42D_4C95_7F2D;
const JUDGE: u64 = 0x1405_7B7E_F767_814F;

/// A model that could take over.
#[derive(Debug)]
pub(super) struct Challenger {
    pub(super) service: Rc<ModelService>,
    pub(super) baseline: MonitoringBaseline,
    pub(super) duel: Duel,
    pub(super) windows: (u32, u32),
}

/// The newest windows whose labels are known.
struct RecentLabels<'a> {
    world: &'a Deployment,
    target: &'a str,
    oldest: u32,
    newest: u32,
}

impl RecentLabels<'_> {
    /// Their labelled rows of some traffic, in order of time.
    fn labelled(&self, traffic: &Traffic) -> Vec<Table> {
        let windows = (self.oldest..=self.newest).filter_map(|number| traffic.window(number));
        let kept = windows.map(|window| {
            let known = labels(&window.table, self.target, &self.world.classes);
            let kept = (0..).zip(known.iter().zip(&window.labelled)).filter(|(_, (label, labelled))| label.is_some() && **labelled);
            taken(&window.table, &kept.map(|(row, _)| row).collect::<Vec<u32>>())
        });
        kept.filter(|table| table.rows > 0).collect()
    }

    /// The labelled ones among these rows of the pool, each as it was drawn last.
    fn once(&self, spec: &WatchSpec, rows: &[u32], apart: u64) -> Result<Table, Error> {
        let traffic = Traffic::new(&self.world.pool, self.target, &spec.traffic)?.among(rows, apart);
        let (mut seen, mut tables) = (BTreeSet::new(), vec![]);
        for window in (self.oldest..=self.newest).rev().filter_map(|number| traffic.window(number)) {
            let known = labels(&window.table, self.target, &self.world.classes);
            let fresh = (0..window.table.rows).rev().filter(|row| {
                let labelled = window.labelled.get(*row) == Some(&true) && known.get(*row).copied().flatten().is_some();
                labelled && window.rows.get(*row).is_some_and(|place| seen.insert(*place))
            });
            let fresh: Vec<u32> = fresh.map(|row| row as u32).collect();
            tables.push(taken(&window.table, &fresh));
        }
        tables.retain(|table| table.rows > 0);
        Ok(stacked(&tables))
    }
}

/// Trains on the newest windows whose labels are known after window `now`.
pub(super) fn challenge(
    world: &Deployment,
    spec: &WatchSpec,
    traffic: &Traffic,
    now: u32,
    champion: (u32, &ModelService),
    progress: &mut dyn FnMut(f64, &str),
) -> Result<Challenger, Error> {
    if let Some(why) = &world.parts.too_small {
        return Err(why.clone());
    }
    let Some(newest) = now.checked_sub(spec.traffic.label_delay) else { return Err(too_early(now)) };
    let oldest = (newest + 1).saturating_sub(spec.retrain_windows);
    let target = spec.model.target.as_str();
    let windows = RecentLabels { world, target, oldest, newest };
    let served = windows.labelled(traffic);
    let recent = stacked(&served);
    let (teaching, judging) = match spec.traffic.clock {
        Clock::Resample { .. } => (windows.once(spec, &world.parts.teach, TEACH)?, windows.once(spec, &world.parts.judge, JUDGE)?),
        Clock::Calendar { .. } => {
            // A cut by place is a cut by time.
            let cut = recent.rows * 2 / 3;
            let part = |from: usize, to: usize| taken(&recent, &(from as u32..to as u32).collect::<Vec<u32>>());
            (part(0, cut), part(cut, recent.rows))
        }
    };
    if teaching.rows < FEWEST || judging.rows < FEWEST.div_ceil(2) || recent.rows == 0 {
        return Err(too_early(now));
    }
    let model = TrainSpec { features: features(world, &teaching, spec), ..spec.model.clone() };
    let service = ModelService::fit(&teaching, &model, &world.classes, progress)?;
    let truth = labels(&judging, target, &world.classes);
    let given = service.answer(&judging)?;
    let duel = duel(champion, service.common, &judging, &given, &truth, &world.classes);
    let all = service.answer(&recent)?;
    let rows = recent.rows / served.len().max(1);
    // Its usual performance is that on rows which it has not learned from: where traffic is drawn, none of the served ones.
    let known = labels(&recent, target, &world.classes);
    let estimated = match spec.traffic.clock {
        Clock::Resample { .. } => (&all, known.as_slice()),
        Clock::Calendar { .. } => (&given, truth.as_slice()),
    };
    let baseline = MonitoringBaseline::new(&recent, &service.features, &all, estimated, &world.classes, spec, rows)?;
    Ok(Challenger { service: Rc::new(service), baseline, duel, windows: (oldest, newest) })
}

/// Columns to learn from: those of the first model that are still there, and those that are new.
fn features(world: &Deployment, recent: &Table, spec: &WatchSpec) -> Vec<String> {
    let wanted = |column: &&Column| spec.model.features.contains(&column.name) || !world.known.contains(&column.name);
    recent.columns.iter().filter(wanted).map(|column| column.name.clone()).filter(|name| *name != spec.model.target).collect()
}

/// Both models on the same rows, beside always naming the class that was most common among the rows that taught.
fn duel(
    (champion, theirs): (u32, &ModelService),
    common: u32,
    judging: &Table,
    ours: &ServedPredictions,
    truth: &[Option<u32>],
    classes: &[String],
) -> Duel {
    let theirs = theirs.answer(judging).ok();
    let (mut champion_right, mut challenger_right, mut baseline_right) = (0_u64, 0_u64, 0_u64);
    let (mut rows, mut only_champion, mut only_challenger) = (0_u64, 0_u64, 0_u64);
    for (row, label) in truth.iter().enumerate() {
        let Some(label) = label else { continue };
        let right = |given: &ServedPredictions| given.classes.get(row) == Some(label);
        let (theirs, ours) = (theirs.as_ref().is_some_and(right), right(ours));
        rows += 1;
        champion_right += u64::from(theirs);
        challenger_right += u64::from(ours);
        baseline_right += u64::from(*label == common);
        only_champion += u64::from(theirs && !ours);
        only_challenger += u64::from(ours && !theirs);
    }
    let share = |right: u64| (rows > 0).then(|| right as f64 / rows as f64);
    let found = Duel {
        champion,
        rows,
        champion_accuracy: share(champion_right).filter(|_| theirs.is_some()),
        challenger_accuracy: share(challenger_right),
        only_champion,
        only_challenger,
        p_value: (rows > 0 && theirs.is_some()).then(|| mcnemar(only_champion, only_challenger)),
        baseline_accuracy: share(baseline_right),
        refused: None,
    };
    let class = classes.get(common as usize).map_or("", String::as_str);
    let refused = refusal(&found, class);
    Duel { refused, ..found }
}

/// Why a policy keeps the champion: the challenger is worse than always naming one class, or no better than the champion as far as
/// chance allows to tell.
fn refusal(found: &Duel, class: &str) -> Option<String> {
    let percent = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |share| format!("{:.1}%", share * 100.0));
    let (ours, baseline) = (percent(found.challenger_accuracy), percent(found.baseline_accuracy));
    if found.challenger_accuracy < found.baseline_accuracy {
        return Some(format!("it is right {ours}, and always naming {class} would be right {baseline}"));
    }
    match found.p_value {
        // The champion cannot answer such rows at all.
        None => None,
        Some(_) if found.only_challenger <= found.only_champion => Some("it is no better than the champion on the judging rows".into()),
        Some(p_value) if p_value > SURE => {
            Some(format!("it is better than the champion on the judging rows by no more than chance explains (McNemar, p {p_value:.2})"))
        }
        Some(_) => None,
    }
}

fn too_early(now: u32) -> Error {
    Error::new(
        format!("after window {now} too few rows have their labels: {FEWEST} have to teach, and half as many to judge"),
        "Wait until labels have come, shorten the label delay, or learn from more windows.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_rejects_challengers_worse_than_a_constant_or_within_chance() {
        let fair = Duel {
            champion: 1,
            rows: 40,
            champion_accuracy: Some(0.5),
            challenger_accuracy: Some(0.9),
            only_champion: 1,
            only_challenger: 17,
            p_value: Some(mcnemar(1, 17)),
            baseline_accuracy: Some(0.45),
            refused: None,
        };
        assert_eq!(refusal(&fair, "no"), None);
        let poor = Duel { challenger_accuracy: Some(0.02), ..fair.clone() };
        assert_eq!(refusal(&poor, "no").unwrap(), "it is right 2.0%, and always naming no would be right 45.0%");
        let same = Duel { only_champion: 3, only_challenger: 3, p_value: Some(1.0), ..fair.clone() };
        assert!(refusal(&same, "no").unwrap().contains("no better"));
        let lucky = Duel { only_champion: 1, only_challenger: 4, p_value: Some(mcnemar(1, 4)), ..fair.clone() };
        assert!(refusal(&lucky, "no").unwrap().contains("p 0.38"));
        assert_eq!(refusal(&Duel { champion_accuracy: None, p_value: None, ..fair }, "no"), None);
    }
}
