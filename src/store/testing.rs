//! What the room's tests share: a fixed moment, a store in memory, and runs to put into it.

use super::{Moment, Store};
use crate::protocol::track::{LogRuns, NewMetric, NewRun};
use crate::protocol::{Call, Error, StoreCommand};

/// When every test takes place.
pub(super) const MOMENT: Moment = Moment { now: 1_790_000_000_000, entropy: [1, 2] };

/// A fresh store.
pub(super) fn store() -> Store {
    Store::in_memory(&MOMENT).unwrap()
}

/// A call and its own reply.
pub(super) fn ask<C: Call<Commands = StoreCommand>>(store: &mut Store, call: C) -> Result<C::Reply, Error> {
    let answer = answer(store, call.into_command(), None)?;
    Ok(C::from_reply(answer.reply).unwrap())
}

/// A call with a file beside it.
pub(super) fn answer(store: &mut Store, command: StoreCommand, file: Option<Vec<u8>>) -> Result<super::Answer, Error> {
    store.answer(command, file, &MOMENT)
}

/// The `at`-th of the runs that tests save: accuracy 0.5 + at/100 after two steps, loss 1/(at+1).
pub(super) fn run(at: u32) -> NewRun {
    let metric = |key: &str, value: f64, step: i64| NewMetric { key: key.into(), value: Some(value), step, timestamp: None };
    NewRun {
        run_id: Some(format!("{at:032x}")),
        run_name: format!("run-{at}"),
        start_time: Some(1_000 + i64::from(at)),
        end_time: Some(2_000 + i64::from(at)),
        params: [
            ("model".into(), if at.is_multiple_of(2) { "random_forest" } else { "decision_tree" }.into()),
            ("seed".into(), at.to_string()),
        ]
        .into(),
        metrics: vec![
            metric("accuracy", 0.9, 0),
            metric("accuracy", 0.5 + f64::from(at) / 100.0, 1),
            metric("loss", 1.0 / f64::from(at + 1), 0),
        ],
        ..NewRun::default()
    }
}

/// A store with this many of them.
pub(super) fn with_runs(count: u32) -> Store {
    let mut store = store();
    ask(&mut store, LogRuns { runs: (0..count).map(run).collect() }).unwrap();
    store
}
