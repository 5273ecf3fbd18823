//! What goes over the wire, and back.

use super::*;
use crate::protocol::{
    CellRows, DatasetRef, DecisionMap, Describe, Estimate, ForestSpec, Gather, Inspect, Load, Look, ModelSpec, Portion, PortionBytes,
    Predict, Predictions, Regress, Rows, RowsPage, RunTrial, Script, ScriptText, Share, SplitSpec, StoreCommand, Train, TrainSpec,
    track::{Access, GetRun},
};

fn spec() -> TrainSpec {
    TrainSpec {
        dataset: DatasetRef::Sample("iris".into()),
        target: "species".into(),
        features: vec![],
        split: SplitSpec::default(),
        model: ModelSpec::RandomForest(ForestSpec { max_depth: Some(3), ..ForestSpec::default() }),
        folds: 5,
        prepare: Default::default(),
    }
}

#[track_caller]
fn check<C: Call>(call: C)
where
    C::Commands: PartialEq + fmt::Debug,
{
    let text = request(7, &call).unwrap();
    assert_eq!(command_name(&text).unwrap(), C::Commands::ENVELOPE.unwrap_or(C::NAME));
    assert_eq!(request_to::<C::Commands>(&text).unwrap(), (7, C::NAME.to_owned(), call.into_command()));
}

#[test]
fn every_call_survives_the_wire() {
    check(Load { name: "a.csv".into(), text: Some("a,b\n1,2".into()), path: None, lean: false });
    check(Describe { dataset: DatasetRef::Own("ab12".into()), target: None, draw_width: Some(360) });
    check(Train { spec: spec(), draw_width: None, lean: true });
    check(Predict { spec: spec(), row: vec![("petal_width".into(), "0.2".into())] });
    check(DecisionMap { spec: spec(), x: "a".into(), y: "b".into(), draw_width: 480 });
    check(Rows { dataset: DatasetRef::Sample("wine".into()), rows: vec![0, 177] });
    check(CellRows { spec: spec(), actual: 0, predicted: 1, most: 100 });
    check(Script { spec: spec() });
    check(Predictions { spec: spec() });
    check(Regress { spec: spec(), draw_width: Some(400), lean: false });
    check(Inspect { spec: spec(), look: Look::Folds { folds: 5, repeats: 2 }, draw_width: None });
    check(Estimate { spec: spec(), workers: 2 });
    check(Share { spec: spec(), portion: Portion::Trees { from: 25, to: 50 } });
    check(Share { spec: spec(), portion: Portion::Fit });
    let portions = vec![PortionBytes { portion: Portion::Fold(4), bytes: vec![0, 255] }];
    check(Gather { spec: spec(), portions, fit_millis: Some(12.5) });
    check(Access {});
    check(GetRun { run_id: "ab".into() });
}

#[test]
fn what_a_worker_says_is_told_apart() {
    let text = progress(3, &Progress { share: 0.5, doing: "tree 50 of 100".into() }).unwrap();
    assert_eq!(text, r#"{"job":3,"progress":{"share":0.5,"doing":"tree 50 of 100"}}"#);
    let found = said(&text).unwrap();
    assert_eq!((found.job, found.progress.map(|progress| progress.share)), (3, Some(0.5)));
    let text = failed(4, &Error::new("no", "yes")).unwrap();
    assert_eq!((said(&text).unwrap().job, said(&text).unwrap().failed), (4, Some(Error::new("no", "yes"))));
    let text = encode(&Unasked::Ready(Ready { build: PROTOCOL.into() })).unwrap();
    assert_eq!(said(&text).unwrap().ready.unwrap().build, PROTOCOL);
    assert_eq!(PROTOCOL.len(), 16);
    let text = encode(&Unasked::Notice(Notice::StoreFreed)).unwrap();
    assert_eq!((text.as_str(), said(&text).unwrap().notice), (r#"{"notice":"store_freed"}"#, Some(Notice::StoreFreed)));
}

#[test]
fn an_answer_is_decoded_as_the_type_that_its_call_expects() {
    use crate::protocol::{EngineCommand, EngineReply};
    let page = RowsPage { columns: vec!["a".into()], rows: vec![(3, vec![None])] };
    let text = done::<EngineCommand>(5, "", &EngineReply::Rows(Box::new(page.clone()))).unwrap();
    assert_eq!(text, r#"{"job":5,"done":{"rows":{"columns":["a"],"rows":[[3,[null]]]}}}"#);
    let found = said(&text).unwrap();
    assert_eq!(reply::<Rows>(found.done.unwrap().get()).unwrap(), page);
    let wrong = reply::<Script>(found.done.unwrap().get()).unwrap_err();
    assert!(wrong.what.contains("has no field “file”"), "{}", wrong.what);
    let stored = done::<StoreCommand>(6, "", &crate::protocol::StoreReply::DrawRuns(Box::new(None))).unwrap();
    assert_eq!(stored, r#"{"job":6,"done":{"store":{"draw_runs":null}}}"#);
    assert_eq!(reply::<crate::protocol::track::DrawRuns>(said(&stored).unwrap().done.unwrap().get()).unwrap(), None);
}

#[test]
fn a_request_under_an_old_name_is_answered_under_it() {
    use crate::protocol::{EngineCommand, EngineReply};
    for (old, name) in [("behind", "cell_rows"), ("try", "run_trial"), ("both_sides", "export_windows")] {
        let call = CellRows { spec: spec(), actual: 0, predicted: 1, most: 9 };
        let text = request(1, &call).unwrap().replace("cell_rows", old);
        assert_eq!(command_name(&text).unwrap(), old);
        if name == CellRows::NAME {
            let (job, asked, command) = request_to::<EngineCommand>(&text).unwrap();
            assert_eq!((job, asked.as_str(), command), (1, old, call.into_command()));
        }
        let reply = EngineReply::Script(Box::new(ScriptText { file: "a.py".into(), text: String::new() }));
        assert!(done::<EngineCommand>(1, old, &reply).unwrap().contains(&format!("{{\"{old}\":")));
    }
    assert_eq!(RunTrial::NAME, "run_trial");
}

#[test]
fn a_short_request_gets_scikit_learns_defaults() {
    use crate::protocol::EngineCommand;
    let text = r#"{"job":1,"command":{"train":{"spec":{"dataset":{"sample":"iris"},"target":"species","model":{"random_forest":{}}}}}}"#;
    let EngineCommand::Train(train) = request_to::<EngineCommand>(text).unwrap().2 else { panic!("not a train command") };
    assert_eq!(train.spec.model, ModelSpec::RandomForest(ForestSpec::default()));
    assert_eq!(train.spec.split, SplitSpec::default());
}

#[test]
fn a_look_needs_only_what_differs_from_the_usual() {
    use crate::protocol::EngineCommand;
    let spec = r#"{"dataset":{"sample":"iris"},"target":"species","model":{"random_forest":{}}}"#;
    for (look, expected) in [
        (r#"{"permutation":{}}"#, Look::Permutation { n_repeats: 5, scoring: None }),
        (r#"{"calibration":{}}"#, Look::Calibration { bins: 10, strategy: Default::default() }),
        (r#"{"slices":{}}"#, Look::Slices(Default::default())),
    ] {
        let text = format!(r#"{{"job":1,"command":{{"inspect":{{"spec":{spec},"look":{look}}}}}}}"#);
        let EngineCommand::Inspect(inspect) = request_to::<EngineCommand>(&text).unwrap().2 else { panic!("not an inspect command") };
        assert_eq!(inspect.look, expected);
    }
}

#[test]
fn a_wrong_request_says_where() {
    let (job, error) = command_name(r#"{"job":1,"command":{"trane":{}}}"#).unwrap_err();
    assert_eq!((job, error.what.as_str()), (1, "“command” cannot have the name “trane”"));
    assert!(error.hint.starts_with("Did you mean “train”?"), "{}", error.hint);
}
