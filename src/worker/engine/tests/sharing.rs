//! A training shared by several workers, request by request.

use super::{TestEngine, spec};
use crate::protocol::{Estimate, Gather, ModelSpec, Portion, PortionBytes, Regress, Share, Train, TrainSpec};

fn long(sample: &str, target: &str, model: &str) -> TrainSpec {
    let mut model = ModelSpec::by_id(model).unwrap();
    model.set("n_estimators", "300").unwrap();
    TrainSpec { folds: 5, ..spec(sample, target, model) }
}

/// The bytes of one portion, which come beside its answer.
fn share(engine: &mut TestEngine, spec: &TrainSpec, portion: Portion) -> Vec<u8> {
    assert!(engine.ask(Share { spec: spec.clone(), portion }).unwrap().bytes.is_empty());
    engine.attachment.take().unwrap().bytes
}

/// Two workers do the portions by turns; the first puts them together.
fn shared(spec: &TrainSpec) -> TestEngine {
    let (mut first, mut second) = (TestEngine::new(), TestEngine::new());
    let portions = first.ask(Estimate { spec: spec.clone(), workers: 2 }).unwrap().portions;
    assert_eq!((portions[4], portions.last()), (Portion::Fold(4), Some(&Portion::Trees { from: 299, to: 300 })));
    let mut brought = Vec::new();
    for (turn, portion) in portions.into_iter().enumerate() {
        let worker = if turn % 2 == 0 { &mut first } else { &mut second };
        let bytes = share(worker, spec, portion);
        brought.push(PortionBytes { portion, bytes });
    }
    brought.reverse();
    first.ask(Gather { spec: spec.clone(), portions: brought, fit_millis: Some(7.0) }).unwrap();
    assert_eq!(first.ask(Estimate { spec: spec.clone(), workers: 2 }).unwrap().portions, []);
    first
}

#[test]
fn two_workers_make_the_report_that_one_makes() {
    let spec = long("digits", "digit", "random_forest");
    let train = Train { spec: spec.clone(), draw_width: Some(400), lean: false };
    let mut two = shared(&spec).ask(train.clone()).unwrap();
    assert_eq!(two.report.fit_millis, 7.0);
    two.report.fit_millis = 0.0;
    assert_eq!(two, TestEngine::new().ask(train).unwrap());
}

#[test]
fn two_workers_make_the_report_that_one_makes_for_numbers() {
    let spec = TrainSpec { folds: 2, ..spec("diabetes", "progression", ModelSpec::by_id("extra_trees_regressor").unwrap()) };
    let mut engine = TestEngine::new();
    let portions = [Portion::Fold(1), Portion::Trees { from: 30, to: 100 }, Portion::Fold(0), Portion::Trees { from: 0, to: 30 }];
    let portions = portions.map(|portion| {
        let bytes = share(&mut TestEngine::new(), &spec, portion);
        PortionBytes { portion, bytes }
    });
    engine.ask(Gather { spec: spec.clone(), portions: portions.into(), fit_millis: Some(0.0) }).unwrap();
    let regress = Regress { spec, draw_width: Some(400), lean: false };
    assert_eq!(engine.ask(regress.clone()).unwrap(), TestEngine::new().ask(regress).unwrap());
}

#[test]
fn a_fit_is_kept_for_its_gathering_and_made_again_where_it_was_lost() {
    let spec = TrainSpec { folds: 2, ..spec("iris", "species", ModelSpec::by_id("gaussian_nb").unwrap()) };
    let whole = TestEngine::new().ask(Train { spec: spec.clone(), draw_width: None, lean: false }).unwrap();
    for keeps in [true, false] {
        let mut engine = TestEngine::new();
        let portions = [Portion::Fit, Portion::Fold(0), Portion::Fold(1)];
        let brought = portions.map(|portion| {
            let bytes = share(&mut engine, &spec, portion);
            PortionBytes { portion, bytes }
        });
        if !keeps {
            engine = TestEngine::new();
        }
        engine.ask(Gather { spec: spec.clone(), portions: brought.into(), fit_millis: None }).unwrap();
        assert_eq!(engine.ask(Train { spec: spec.clone(), draw_width: None, lean: false }).unwrap(), whole);
    }
}

#[test]
fn damaged_portions_are_refused() {
    let spec = spec("iris", "species", ModelSpec::by_id("random_forest").unwrap());
    let mut engine = TestEngine::new();
    let bytes = share(&mut engine, &spec, Portion::Trees { from: 0, to: 50 });
    let mut gather = |portion, bytes: &[u8]| {
        let portions = vec![PortionBytes { portion, bytes: bytes.to_vec() }];
        engine.ask(Gather { spec: spec.clone(), portions, fit_millis: None }).unwrap_err().what
    };
    let trees = Portion::Trees { from: 0, to: 50 };
    assert!(gather(trees, &bytes).contains("a part is missing"));
    assert!(gather(trees, &bytes[..100]).contains("cannot be read"));
    assert!(gather(Portion::Fold(0), &[1]).contains("a count is too large"));
}
