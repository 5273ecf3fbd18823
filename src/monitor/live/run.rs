//! What happens: window after window is served, judged, and answered with alerts, retraining and promotion.

use std::rc::Rc;

use super::alerts::{AlertBoard, WindowOutcome};
use super::baseline::MonitoringBaseline;
use super::deployment::Deployment;
use super::detectors::DetectorBank;
use super::retrain::{Challenger, challenge};
use super::service::{ModelService, ServedPredictions};
use super::table::labels;
use super::truth::{Errors, changes, mark, truth};
use crate::learn::metrics::mcnemar;
use crate::monitor::Retraining;
use crate::monitor::traffic::{Traffic, Window, summary};
use crate::protocol::drift::{AlertRule, BaselineCheck, ModelVersion, Reference, WatchReport, WindowReport, WindowState};
use crate::protocol::{Act, Clock, Error, WatchSpec};

/// A service from its first window to its last.
#[derive(Debug)]
pub struct History {
    /// Its report.
    pub report: WatchReport,
    /// Who answered each window.
    pub(super) live: Vec<Rc<ServedVersion>>,
}

/// A model in service and what it is watched against.
#[derive(Debug)]
pub(super) struct ServedVersion {
    pub(super) number: u32,
    pub(super) service: Rc<ModelService>,
    pub(super) baseline: MonitoringBaseline,
}

/// The state while it runs.
struct SimulationRun<'a> {
    world: &'a Deployment,
    spec: &'a WatchSpec,
    traffic: &'a Traffic<'a>,
    live: Rc<ServedVersion>,
    challenger: Option<(u32, Challenger)>,
    versions: Vec<ModelVersion>,
    detectors: DetectorBank,
}

impl History {
    /// Serves every window. `lean` leaves out of the report what grows with windows times columns.
    pub fn play(world: &Deployment, spec: &WatchSpec, lean: bool, progress: &mut dyn FnMut(f64, &str)) -> Result<Self, Error> {
        let spec = world.resolved(spec)?;
        let traffic = world.traffic(&spec)?;
        let (first, reference) = first(world, &spec)?;
        let mut board = AlertBoard::new(&spec.alert)?;
        let mut policy = Retraining::new(spec.policy)?;
        let own = ModelVersion {
            version: 1,
            trained_after: None,
            rows: world.first.rows,
            windows: None,
            live_from: Some(0),
            why: "the first model".into(),
            duel: None,
            wrong: None,
        };
        let detectors = DetectorBank::new(&spec.detectors);
        let mut play =
            SimulationRun { world, spec: &spec, traffic: &traffic, live: Rc::new(first), challenger: None, versions: vec![own], detectors };
        let (mut windows, mut live, mut errors): (Vec<WindowReport>, Vec<Rc<ServedVersion>>, Vec<Vec<bool>>) = (vec![], vec![], vec![]);
        let count = traffic.windows();
        for number in 0..count {
            progress(f64::from(number) / f64::from(count), &format!("window {} of {count}", number + 1));
            let Some(window) = traffic.window(number) else { break };
            let (mut report, judged, wrong) = play.serve(&window)?;
            live.push(Rc::clone(&play.live));
            errors.push(wrong);
            let due = number.checked_sub(spec.traffic.label_delay).map(|due| due as usize);
            if let Some(due) = due
                && live.get(due).is_some_and(|version| version.number == play.live.number)
            {
                play.detectors.hear(number, errors.get(due).map_or(&[], Vec::as_slice));
            }
            let labelled = due.and_then(|due| if due == windows.len() { Some(&report) } else { windows.get(due) });
            let seconds = u64::from(number + 1).saturating_mul(spec.window_seconds);
            board.evaluate(&WindowOutcome {
                window: &report,
                judged: judged.as_ref(),
                labelled,
                seconds,
                spec: &spec,
                classes: world.classes.len(),
            });
            if let (false, Ok(judged)) = (lean, judged) {
                (report.drift, report.quality) = (Some(judged.drift), Some(judged.quality));
            }
            windows.push(report);
            let drifts = board.fires([AlertRule::DatasetDrift, AlertRule::ColumnDrift]);
            let badly = board.fires([AlertRule::Estimate, AlertRule::Performance]);
            if policy.decide(number, drifts, badly) {
                play.retrain(number, "the policy asked for it");
                play.promote_if_better(number);
            }
            for action in spec.actions.iter().filter(|action| action.at == number) {
                match action.act {
                    Act::Retrain => play.retrain(number, "you asked for it"),
                    Act::Promote => play.promote(number),
                    Act::Keep => play.challenger = None,
                }
            }
        }
        let heard = errors.iter().zip(&windows).filter(|(_, window)| window.labels_due.is_some()).flat_map(|(errors, _)| errors);
        let (wrong, known) = heard.fold((0_u64, 0_u64), |(wrong, known), error| (wrong + u64::from(*error), known + 1));
        let mut truth = truth(&spec.traffic.injections, &windows);
        let counted = errors
            .iter()
            .zip(&live)
            .map(|(wrong, version)| (wrong.iter().filter(|wrong| **wrong).count() as u64, wrong.len() as u64, version.number));
        mark(&mut truth, &spec.traffic.injections, &counted.collect::<Vec<Errors>>());
        let SimulationRun { versions, detectors, .. } = play;
        let detectors = detectors.reports(windows.len() as u32, &changes(&truth, spec.traffic.label_delay));
        let columns = live.first().map(|version| version.baseline.columns.clone()).unwrap_or_default();
        let report = WatchReport {
            classes: world.classes.clone(),
            columns,
            reference,
            parts: world.parts.counts(world.first.rows),
            truth,
            alerts: board.reports(),
            detectors,
            versions,
            rows: windows.iter().map(|window| window.rows).sum(),
            error: (known > 0).then(|| wrong as f64 / known as f64),
            windows,
            spec,
        };
        Ok(Self { report, live })
    }
}

/// The first model on its reference.
fn first(world: &Deployment, spec: &WatchSpec) -> Result<(ServedVersion, Reference), Error> {
    let given = world.first.answer(&world.reference)?;
    let known = labels(&world.reference, &spec.model.target, &world.classes);
    let rows = match spec.traffic.clock {
        Clock::Resample { rows } => rows as usize,
        Clock::Calendar { .. } => world.pool.rows / spec.traffic.windows.max(1) as usize,
    };
    let baseline = MonitoringBaseline::new(&world.reference, &world.first.features, &given, (&given, &known), &world.classes, spec, rows)?;
    let count = given.classes.len() as f64;
    let reference = Reference {
        rows: world.reference.rows as u64,
        train_rows: world.first.rows,
        performance: baseline.measured(&given, &known).unwrap_or_default(),
        confidence: mean(&given.confidence),
        answers: counts(given.classes.iter().copied(), world.classes.len()).iter().map(|own| *own as f64 / count).collect(),
    };
    Ok((ServedVersion { number: 1, service: Rc::new(world.first.clone()), baseline }, reference))
}

type ServedWindow = (WindowReport, Result<super::baseline::WindowFindings, crate::monitor::Error>, Vec<bool>);

impl SimulationRun<'_> {
    /// Answers and judges a window; its report, what the monitors say, and which labelled rows were answered wrongly.
    fn serve(&self, window: &Window) -> Result<ServedWindow, Error> {
        let classes = &self.world.classes;
        let rows = window.table.rows;
        let answered = if rows == 0 { None } else { Some(self.live.service.answer(&window.table)) };
        let all = labels(&window.table, &self.spec.model.target, classes);
        let known: Vec<Option<u32>> = all.iter().zip(&window.labelled).map(|(label, labelled)| label.filter(|_| *labelled)).collect();
        let state = match &answered {
            None => WindowState::NoData(Error::new(
                format!("no request came in window {}", window.number),
                "Look whether the service is reachable, and whether a longer window would hold any.",
            )),
            Some(Err(error)) => WindowState::Failed(error.clone()),
            Some(Ok(_)) => WindowState::Served,
        };
        let given = answered.and_then(Result::ok);
        let baseline = &self.live.baseline;
        let judged = baseline.judge(&window.table, given.as_ref(), self.spec);
        let measured = given.as_ref().and_then(|given| baseline.measured(given, &known));
        let expected = given.as_ref().and_then(|given| baseline.expected(given));
        let wrong = known.iter().enumerate().filter_map(|(row, label)| {
            let label = (*label)?;
            Some(given.as_ref().is_none_or(|given| given.classes.get(row) != Some(&label)))
        });
        let last = self.traffic.windows();
        let report = WindowReport {
            number: window.number,
            rows: rows as u64,
            version: self.live.number,
            confidence: given.as_ref().and_then(|given| mean(&given.confidence)),
            answers: given.as_ref().map_or(vec![], |given| counts(given.classes.iter().copied(), classes.len())),
            labels: counts(known.iter().flatten().copied(), classes.len()),
            estimated: expected.as_ref().map(|found| baseline.check(found)),
            actual: measured.as_ref().map(|found| baseline.check(found)),
            expected,
            measured,
            labels_due: Some(window.labels_due).filter(|due| *due < last),
            latency: summary(self.traffic.latencies(window, &self.spec.latency)),
            marks: judged.as_ref().map_or_else(|_| "!".repeat(baseline.columns.len()), |judged| judged.marks.clone()),
            drift_share: judged.as_ref().ok().and_then(|judged| judged.drift.share),
            dataset_drift: judged.as_ref().is_ok_and(|judged| judged.drift.dataset_drift),
            trouble: judged.as_ref().map_or_else(|error| vec![error.to_string()], |judged| judged.trouble.clone()),
            unseen: judged.as_ref().ok().and_then(|judged| judged.unseen),
            baseline: given.as_ref().and_then(|given| self.beside_baseline(given, &known)),
            strength: window.truth.iter().map(|strength| strength.share * strength.size).collect(),
            state,
            drift: None,
            quality: None,
        };
        Ok((report, judged, wrong.collect()))
    }

    /// The model beside always naming the class that was most common where it learned.
    fn beside_baseline(&self, given: &ServedPredictions, known: &[Option<u32>]) -> Option<BaselineCheck> {
        let common = self.live.service.common;
        let (mut rows, mut right, mut named, mut only_right, mut only_named) = (0_u64, 0_u64, 0_u64, 0_u64, 0_u64);
        for (label, class) in known.iter().zip(&given.classes) {
            let Some(label) = label else { continue };
            let (model, rule) = (class == label, common == *label);
            rows += 1;
            right += u64::from(model);
            named += u64::from(rule);
            only_right += u64::from(model && !rule);
            only_named += u64::from(rule && !model);
        }
        let share = |count: u64| count as f64 / rows as f64;
        (rows > 0).then(|| BaselineCheck {
            class: self.world.classes.get(common as usize).cloned().unwrap_or_default(),
            accuracy: share(named),
            model: share(right),
            p_value: mcnemar(only_right, only_named),
        })
    }

    /// Trains a challenger; one that could not be trained is kept in the list with the reason.
    fn retrain(&mut self, number: u32, why: &str) {
        let version = self.versions.len() as u32 + 1;
        let trained = challenge(self.world, self.spec, self.traffic, number, (self.live.number, &self.live.service), &mut |_, _| {});
        let mut entry = ModelVersion {
            version,
            trained_after: Some(number),
            rows: 0,
            windows: None,
            live_from: None,
            why: why.into(),
            duel: None,
            wrong: None,
        };
        match trained {
            Ok(found) => {
                (entry.rows, entry.windows, entry.duel) = (found.service.rows, Some(found.windows), Some(found.duel.clone()));
                self.challenger = Some((version, found));
            }
            Err(error) => entry.wrong = Some(error),
        }
        self.versions.push(entry);
    }

    /// What a policy does: it promotes a challenger that won on the judging rows, and drops one that did not.
    fn promote_if_better(&mut self, number: u32) {
        if self.challenger.as_ref().is_some_and(|(_, found)| found.duel.refused.is_none()) {
            self.promote(number);
        } else {
            self.challenger = None;
        }
    }

    /// Puts the challenger, if there is one, into service from the next window on.
    fn promote(&mut self, number: u32) {
        let Some((version, Challenger { service, mut baseline, duel, .. })) = self.challenger.take() else { return };
        if duel.refused.is_some() {
            baseline.keep_band(&self.live.baseline);
        }
        if let Some(entry) = self.versions.iter_mut().find(|entry| entry.version == version) {
            entry.live_from = Some(number + 1).filter(|next| *next < self.traffic.windows());
        }
        self.live = Rc::new(ServedVersion { number: version, service, baseline });
        self.detectors.restart();
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn counts(places: impl Iterator<Item = u32>, classes: usize) -> Vec<u64> {
    let mut found = vec![0; classes];
    for place in places {
        if let Some(count) = found.get_mut(place as usize) {
            *count += 1;
        }
    }
    found
}
