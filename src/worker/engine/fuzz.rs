//! Inputs by the thousand that must not stop the worker: files through load, description, target and a small training; and
//! damaged request lines through the command line's loop. The same seed makes the same inputs.
//!
//! `FUZZ=100000 cargo nextest run … -E 'test(fuzz)'` tries that many inputs of each kind; `FUZZ_SEED` sets
//! another seed.

mod files;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::*;
use crate::learn::random::Random;
use crate::protocol::model::Task;
use crate::protocol::{
    Call, ColumnKind, Describe, Load, ModelSpec, NaiveBayesSpec, Predictions, Regress, RegressionTreeSpec, Script, SplitSpec, Train,
    TrainSpec, TreeSpec,
};
use crate::worker::native::{Options, run};

/// Inputs of each kind that are tried unless `FUZZ` says otherwise.
const USUAL: u64 = 400;
/// Request lines that one loop answers.
const LINES: u64 = 100;

/// Draws.
struct FuzzRandom(Random);

impl FuzzRandom {
    fn new(input: u64) -> Self {
        Self(Random::stream(number("FUZZ_SEED").unwrap_or(20), input))
    }

    fn below(&mut self, bound: u32) -> u32 {
        self.0.below(bound)
    }

    fn one_in(&mut self, count: u32) -> bool {
        self.below(count) == 0
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len() as u32) as usize]
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn inputs() -> u64 {
    number("FUZZ").unwrap_or(USUAL)
}

struct NoFiles;

impl Files for NoFiles {
    type Local = Vec<u8>;

    async fn sample(&self, _: &Sample, _: &mut dyn FnMut(f64)) -> Result<Vec<u8>, Error> {
        Err(Error::new("no sample", ""))
    }

    fn local(&self, _: &str) -> Result<Vec<u8>, Error> {
        Err(Error::new("no file", ""))
    }
}

/// The one answer to a request; its figures must survive the wire.
fn ask<C: Call<Commands = EngineCommand>>(engine: &mut Engine<NoFiles>, call: C, file: Option<Vec<u8>>) -> Result<C::Reply, Error> {
    let mut progress = |_: f64, _: &str| {};
    let mut future = pin!(engine.answer(call.into_command(), Attachments { file, buffers: vec![] }, &mut progress));
    let Poll::Ready(outcome) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) else { panic!("it waits") };
    match outcome {
        Ok(answer) => {
            crate::protocol::wire::done::<EngineCommand>(1, "", &answer.reply).unwrap();
            Ok(C::from_reply(answer.reply).unwrap())
        }
        Err(error) => {
            assert!(!error.what.is_empty(), "a failure without a word");
            Err(error)
        }
    }
}

/// What became of an input.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    loaded: u64,
    trained: u64,
}

/// Loads a file and does with it what a person would.
fn use_file(dice: &mut FuzzRandom, bytes: &[u8]) -> Tally {
    let mut tally = Tally::default();
    let mut engine = Engine::new(NoFiles, Box::new(|| 0.0));
    let load = Load { name: "own.csv".into(), text: None, path: None, lean: false };
    let Ok(profile) = ask(&mut engine, load, Some(bytes.to_vec())) else { return tally };
    tally.loaded = 1;
    let names: Vec<String> = profile.columns.iter().map(|column| column.name.clone()).collect();
    let unique: std::collections::BTreeSet<&String> = names.iter().collect();
    assert_eq!(unique.len(), names.len(), "a header comes twice");
    let some = dice.of(&names).clone();
    let target = profile.target.clone().unwrap_or_else(|| some.clone());
    let describe = Describe { dataset: profile.dataset.clone(), target: Some(target.clone()), draw_width: dice.one_in(4).then_some(300) };
    ask(&mut engine, describe, None).unwrap();
    let table = &crate::dataset::csv::read(bytes, &mut |_| {}).unwrap().table;
    for name in &names {
        let _ = crate::learn::target::Target::read(table, name);
    }
    let column = profile.columns.iter().find(|column| column.name == target).unwrap();
    let task = column.usual_task();
    let time = profile.columns.iter().find(|column| column.kind == ColumnKind::Date).map(|column| column.name.clone());
    let split = SplitSpec {
        time: if dice.one_in(3) { time.or(Some(some.clone())) } else { None },
        group: dice.one_in(12).then(|| some.clone()),
        ..SplitSpec::default()
    };
    let tree = TreeSpec { max_depth: Some(3), ..TreeSpec::default() };
    let model = match task {
        Task::Regression => ModelSpec::DecisionTreeRegressor(RegressionTreeSpec { max_depth: Some(3), ..RegressionTreeSpec::default() }),
        Task::Classification if dice.one_in(4) => ModelSpec::GaussianNb(NaiveBayesSpec::default()),
        Task::Classification => ModelSpec::DecisionTree(tree),
    };
    let dataset = profile.dataset.clone();
    let spec = TrainSpec { dataset, target, features: vec![], split, model, folds: 0, prepare: Default::default() };
    let trained = match task {
        Task::Classification => ask(&mut engine, Train { spec: spec.clone(), draw_width: None, lean: false }, None).is_ok(),
        Task::Regression => ask(&mut engine, Regress { spec: spec.clone(), draw_width: None, lean: false }, None).is_ok(),
    };
    if trained {
        tally.trained = 1;
        ask(&mut engine, Script { spec: spec.clone() }, None).unwrap();
        let home = ask(&mut engine, Predictions { spec }, None).unwrap().text;
        let again = Load { name: "home.csv".into(), text: Some(home), path: None, lean: false };
        ask(&mut engine, again, None).unwrap();
    }
    tally
}

#[test]
fn fuzzed_files_never_stop_the_worker() {
    let mut tally = Tally::default();
    for input in 0..inputs() {
        let bytes = files::file(&mut FuzzRandom::new(input));
        let used = catch_unwind(AssertUnwindSafe(|| use_file(&mut FuzzRandom::new(!input), &bytes)));
        let Ok(used) = used else {
            panic!("input {input} stops the worker:\n{:?}", String::from_utf8_lossy(&bytes));
        };
        tally.loaded += used.loaded;
        tally.trained += used.trained;
    }
    let count = inputs();
    eprintln!("{count} files: {} loaded, {} trained", tally.loaded, tally.trained);
    assert!(tally.loaded * 2 > count && tally.trained * 8 > count, "the inputs are too broken to try anything: {tally:?}");
}

/// Requests that are cheap whatever becomes of their numbers.
const REQUESTS: [&str; 14] = [
    r#"{"job":1,"command":{"describe":{"dataset":{"sample":"iris"}}}}"#,
    r#"{"job":2,"command":{"load":{"name":"a.csv","text":"x,y\n1,a\n2,b\n3,a\n4,b\n"}}}"#,
    r#"{"job":3,"command":{"rows":{"dataset":{"sample":"iris"},"rows":[0,1,149]}}}"#,
    r#"{"job":4,"command":{"train":{"spec":{"dataset":{"sample":"iris"},"target":"species","model":{"decision_tree":{"max_depth":2}}}}}}"#,
    r#"{"job":5,"command":{"train":{"spec":{"dataset":{"sample":"iris"},"target":"species","model":{"gaussian_nb":{}},"split":{"test_share":0.3,"seed":7}}}}}"#,
    r#"{"job":6,"command":{"regress":{"spec":{"dataset":{"sample":"iris"},"target":"petal_width_cm","model":{"ridge":{"alpha":1.0}}}}}}"#,
    r#"{"job":7,"command":{"store":{"search_runs":{"filter":"metrics.accuracy > 0.9","order_by":["metrics.accuracy DESC"]}}}}"#,
    r#"{"job":8,"command":{"script":{"spec":{"dataset":{"sample":"iris"},"target":"species","model":{"decision_tree":{"max_depth":1}}}}}}"#,
    r#"{"job":9,"command":{"predict":{"spec":{"dataset":{"sample":"iris"},"target":"species","model":{"gaussian_nb":{}}},"row":[["petal_width_cm","0.2"]]}}}"#,
    r#"{"job":10,"command":{"rows":{"dataset":{"own":"0123456789abcdef"},"rows":[]}}}"#,
    r#"{"job":11,"command":{"load":{"name":"é.csv","text":"a;b\n1,5;x\n","lean":true}}}"#,
    r#"{"job":12,"command":{"describe":{"dataset":{"sample":"penguins"},"target":"sex","draw_width":300}}}"#,
    r#"{"job":13,"command":{"estimate":{"spec":{"dataset":{"sample":"iris"},"target":"species","model":{"random_forest":{}}},"workers":2}}}"#,
    r#"{"job":14,"command":{"predictions":{"spec":{"dataset":{"sample":"iris"},"target":"species","model":{"gaussian_nb":{}}}}}}"#,
];

/// Values of the wrong kind or out of range.
const VALUES: [&str; 14] =
    ["null", "-1", "0", "1e999", "\"x\"", "[]", "{}", "true", "0.5", "4294967296", "18446744073709551616", "\"\\u0000\"", "[[[[[[", "\"\""];

fn line(dice: &mut FuzzRandom) -> Vec<u8> {
    let mut text = (*dice.of(&REQUESTS)).to_owned();
    if dice.one_in(2) {
        // Another value behind some colon.
        let colons: Vec<usize> = text.match_indices(':').map(|(at, _)| at).collect();
        let at = *dice.of(&colons) + 1;
        let length = text[at..].find([',', '}', ']']).unwrap_or(0);
        let value = dice.of(&VALUES);
        text.replace_range(at..at + length, value);
    }
    let mut bytes = text.into_bytes();
    if dice.one_in(2) {
        files::damage(dice, &mut bytes);
    }
    bytes.retain(|byte| *byte != b'\n');
    bytes
}

#[test]
fn fuzzed_lines_are_each_answered_once() {
    let options = Options { data: "public/data".into(), store: None, quiet: true, help: false };
    let (mut done, mut failed) = (0, 0);
    for batch in 0..inputs().div_ceil(LINES) {
        let lines: Vec<Vec<u8>> = (0..LINES).map(|at| line(&mut FuzzRandom::new(batch * LINES + at))).collect();
        let asked = lines.iter().filter(|line| std::str::from_utf8(line).map_or(true, |text| !text.trim().is_empty())).count();
        let mut output = vec![];
        let answered = catch_unwind(AssertUnwindSafe(|| run(&options, lines.join(&b'\n').as_slice(), &mut output).unwrap()));
        let output = String::from_utf8(output).unwrap();
        let answers = output.lines().count();
        assert!(
            answered.is_ok() && answers == asked,
            "line {answers} of batch {batch}: {:?}",
            lines.get(answers).map(|line| String::from_utf8_lossy(line))
        );
        done += output.lines().filter(|line| line.contains("\"done\":")).count();
        failed += output.lines().filter(|line| line.contains("\"failed\":")).count();
    }
    eprintln!("{} lines: {done} done, {failed} failed", inputs());
    assert!(done * 10 > failed && failed * 4 > done);
}
