//! Splits by time: a model learns from what came before what it is tested on.
//!
//! Sizes are scikit-learn's `TimeSeriesSplit`; rows of the same moment stay together, on the later side.

use super::{Holdout, check_share};
use crate::dataset::order;
use crate::learn::Error;

/// Holds out the latest ⌈n · share⌉ rows, and those of the same moment as the first of them.
pub(super) fn split(times: &[f64], column: &str, test_share: f64) -> Result<Holdout, Error> {
    check_share(test_share)?;
    let test = libm::ceil(times.len() as f64 * test_share - 1e-9) as usize;
    let order = by_time(times);
    part(times, column, &order, times.len().saturating_sub(test), order.len())
}

/// `count` folds: each of the last `count` stretches of n ÷ (count + 1) rows is tested by all rows before it.
pub(super) fn folds(times: &[f64], column: &str, count: u32) -> Result<Vec<Holdout>, Error> {
    let (rows, count) = (times.len(), count as usize);
    let size = rows / (count + 1);
    if size == 0 {
        return Err(Error::FewRows { rows, needed: count + 1, purpose: format!("cross-validation with {count} folds by time") });
    }
    let order = by_time(times);
    let fold = |number: usize| {
        let from = rows - (count - number) * size;
        let until = if number + 1 == count { rows } else { moment_start(times, &order, from + size) };
        part(times, column, &order, from, until)
    };
    (0..count).map(fold).collect()
}

/// Positions from earlier to later; of one moment in table order.
fn by_time(times: &[f64]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..times.len() as u32).collect();
    order::by(&mut order, |a, b| times[*a as usize].total_cmp(&times[*b as usize]));
    order
}

/// The first place in `order` with the moment of the one at `place`.
fn moment_start(times: &[f64], order: &[u32], place: usize) -> usize {
    let at = |place: usize| order.get(place).map(|position| times[*position as usize]);
    let moment = at(place);
    let mut start = place;
    while start > 0 && at(start - 1) == moment {
        start -= 1;
    }
    start
}

/// Trains on what comes before `from`, tests up to `until`.
fn part(times: &[f64], column: &str, order: &[u32], from: usize, until: usize) -> Result<Holdout, Error> {
    let from = moment_start(times, order, from);
    let (train, test) = (order.get(..from).unwrap_or_default(), order.get(from..until).unwrap_or_default());
    if train.len() < 2 || test.is_empty() {
        return Err(Error::OneMoment { column: column.into() });
    }
    let ascending = |positions: &[u32]| {
        let mut positions = positions.to_vec();
        positions.sort_unstable();
        positions
    };
    Ok(Holdout { train: ascending(train), test: ascending(test) })
}
