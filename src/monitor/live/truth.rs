//! What went wrong and when, from the strengths that traffic tells.

use crate::protocol::Injection;
use crate::protocol::report_watch::{Truth, WindowReport};

/// Every change, each time that it lasted.
pub(super) fn truth(injections: &[Injection], windows: &[WindowReport]) -> Vec<Truth> {
    let mut found = vec![];
    for (place, injection) in injections.iter().enumerate() {
        let active = |window: &WindowReport| window.strength.get(place).is_some_and(|strength| *strength > 0.0);
        let mut number = 0;
        for run in windows.chunk_by(|a, b| active(a) == active(b)) {
            let (from, to) = (number, number + run.len() as u32);
            if run.first().is_some_and(active) {
                found.push(Truth { injection: place as u32, from, to, words: injection.change.words() });
            }
            number = to;
        }
    }
    found
}

/// The times in which anything was wrong, merged, in windows. Labels tell of a window only `delay` later, so each lasts until the
/// labels of its last window have come.
pub(super) fn changes(truth: &[Truth], delay: u32) -> Vec<(u64, u64)> {
    let mut spans: Vec<(u64, u64)> = truth.iter().map(|one| (one.from.into(), u64::from(one.to) + u64::from(delay))).collect();
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
