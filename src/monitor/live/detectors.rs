//! Streaming detectors at work: they hear the model's errors as labels come, and are scored against the changes that move those.

use crate::monitor::stream::{Detector, Signal};
use crate::monitor::{baselines, score};
use crate::protocol::drift::DetectorReport;
use crate::protocol::{DetectorSpec, Error};

/// All detectors of a service.
pub(super) struct DetectorBank {
    all: Vec<DetectorRun>,
}

struct DetectorRun {
    spec: DetectorSpec,
    detector: Option<Detector>,
    hears_right: bool,
    firings: Vec<u32>,
    warnings: Vec<u32>,
    wrong: Option<Error>,
}

impl DetectorBank {
    pub(super) fn new(specs: &[DetectorSpec]) -> Self {
        let listener = |spec: &DetectorSpec| {
            let (detector, wrong) = match Detector::new(spec) {
                Ok(detector) => (Some(detector), None),
                Err(error) => (None, Some(error.into())),
            };
            let hears_right = matches!(spec, DetectorSpec::Fhddm(_));
            DetectorRun { spec: spec.clone(), detector, hears_right, firings: vec![], warnings: vec![], wrong }
        };
        Self { all: specs.iter().map(listener).collect() }
    }

    /// Hears whether each row was answered wrongly, at the end of this window.
    pub(super) fn hear(&mut self, window: u32, errors: &[bool]) {
        for one in &mut self.all {
            let Some(detector) = &mut one.detector else { continue };
            let (mut fired, mut warned) = (false, false);
            for error in errors {
                match detector.update(f64::from(u8::from(*error != one.hears_right))) {
                    Ok(Signal::Drift) => fired = true,
                    Ok(Signal::Warning) => warned = true,
                    Ok(Signal::Quiet) => {}
                    Err(error) => one.wrong = Some(error.into()),
                }
            }
            if fired {
                one.firings.push(window);
            } else if warned {
                one.warnings.push(window);
            }
        }
    }

    /// Forgets what it heard: another model is in service.
    pub(super) fn restart(&mut self) {
        for one in &mut self.all {
            one.detector = Detector::new(&one.spec).ok();
        }
    }

    /// Every detector's report, then those of one that always fires and one that never does.
    pub(super) fn reports(self, windows: u32, changes: &[(u64, u64)]) -> Vec<DetectorReport> {
        let scored = |firings: &[u32]| score(&firings.iter().map(|window| u64::from(*window)).collect::<Vec<_>>(), changes, windows.into());
        let (always, never) = baselines(windows.into(), changes);
        let plain = |name: &str, firings, score| DetectorReport { name: name.into(), firings, warnings: vec![], score, wrong: None };
        let own = self.all.into_iter().map(|one| DetectorReport {
            name: one.spec.name().into(),
            score: scored(&one.firings),
            firings: one.firings,
            warnings: one.warnings,
            wrong: one.wrong,
        });
        own.chain([plain("always", (0..windows).collect(), always), plain("never", vec![], never)]).collect()
    }
}
