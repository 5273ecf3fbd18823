//! What went wrong and when, from the strengths that traffic tells.

use crate::protocol::drift::{Truth, WindowReport};
use crate::protocol::{Change, Injection};

/// Every change, each time that it lasted.
pub(super) fn truth(injections: &[Injection], windows: &[WindowReport]) -> Vec<Truth> {
    let mut found = vec![];
    for (place, injection) in injections.iter().enumerate() {
        let active = |window: &WindowReport| window.strength.get(place).is_some_and(|strength| *strength > 0.0);
        let mut number = 0;
        for run in windows.chunk_by(|a, b| active(a) == active(b)) {
            let (from, to) = (number, number + run.len() as u32);
            if run.first().is_some_and(active) {
                found.push(Truth { injection: place as u32, from, to, words: injection.change.words(), reaches_errors: true });
            }
            number = to;
        }
    }
    found
}

/// Answers of a window whose label becomes known: how many were wrong, of how many, and by which version.
pub(super) type Errors = (u64, u64, u32);

/// Standard errors between the shares of wrong answers from which a change has moved them.
const MOVED: f64 = 3.0;

/// Marks the changes that move the share of wrong answers, the only thing that detectors hear: beside the windows in which nothing
/// was wrong, answered by the same version, it differs by more than chance explains. A slow upstream never does.
pub(super) fn mark(truth: &mut [Truth], injections: &[Injection], errors: &[Errors]) {
    let spans: Vec<(u32, u32)> = truth.iter().map(|one| (one.from, one.to)).collect();
    let quiet = |window: u32| !spans.iter().any(|(from, to)| (*from..*to).contains(&window));
    for one in truth {
        let slower = injections.get(one.injection as usize).is_some_and(|injection| matches!(injection.change, Change::Slowdown { .. }));
        let version = errors.get(one.from as usize).map(|(_, _, version)| *version);
        let sum = |wanted: &dyn Fn(u32) -> bool| {
            let own = (0_u32..).zip(errors).filter(|(window, found)| wanted(*window) && Some(found.2) == version);
            own.fold((0_u64, 0_u64), |(wrong, known), (_, found)| (wrong + found.0, known + found.1))
        };
        let (during, before) = (sum(&|window| (one.from..one.to).contains(&window)), sum(&quiet));
        one.reaches_errors = !slower && differ(during, before);
    }
}

/// Two shares differ by more than chance explains; without a quiet window there is nothing to tell a change from.
fn differ((wrong, of): (u64, u64), (usual, usual_of): (u64, u64)) -> bool {
    if of == 0 || usual_of == 0 {
        return of > 0;
    }
    let (now, before) = (wrong as f64 / of as f64, usual as f64 / usual_of as f64);
    let pooled = (wrong + usual) as f64 / (of + usual_of) as f64;
    let spread = (pooled * (1.0 - pooled) * (1.0 / of as f64 + 1.0 / usual_of as f64)).sqrt();
    (now - before).abs() > MOVED * spread
}

/// The times in which the share of wrong answers was moved, merged, in windows. Labels tell of a window only `delay` later, so each lasts until the
/// labels of its last window have come.
pub(super) fn changes(truth: &[Truth], delay: u32) -> Vec<(u64, u64)> {
    let heard = truth.iter().filter(|one| one.reaches_errors);
    let mut spans: Vec<(u64, u64)> = heard.map(|one| (one.from.into(), u64::from(one.to) + u64::from(delay))).collect();
    spans.sort_unstable();
    let mut merged: Vec<(u64, u64)> = vec![];
    for (from, to) in spans {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}
