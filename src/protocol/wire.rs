//! Messages as text: one pair of functions, JSON, no size limit.

use serde::{Serialize, de::DeserializeOwned};

use super::explain::explain;
use super::{Error, Event, Request, Update};

/// A message as JSON text.
pub fn encode<T: Serialize>(message: &T) -> Result<String, Error> {
    serde_json::to_string(message)
        .map_err(|cause| Error::new(format!("a message could not be written: {cause}"), "This is a fault of the site; please report it."))
}

/// A message from JSON text; the error says in plain words what is wrong with the text, and where.
pub fn decode<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    decode_as(text, "message")
}

/// The same for a text that is called something else, such as `request`.
pub fn decode_as<T: DeserializeOwned>(text: &str, noun: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|cause| explain(text, noun, &cause))
}

/// A request from JSON text. If it cannot be read, the event that says so, under its job number if that is legible.
pub fn request_of(text: &str) -> Result<Request, Box<Event>> {
    decode_as(text, "request").map_err(|error| Box::new(Event { job: job_of(text), update: Update::Failed(error) }))
}

/// The job number of a request that cannot be read; 0 if that is not legible either.
pub fn job_of(text: &str) -> u32 {
    #[derive(serde::Deserialize)]
    struct Numbered {
        job: u32,
    }
    serde_json::from_str::<Numbered>(text).map_or(0, |numbered| numbered.job)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{
        Behind, Brought, Call, Command, DatasetRef, DecisionMap, Describe, Estimate, Event, ForestSpec, Gather, Inspect, Load, Look,
        ModelSpec, Portion, Predict, Predictions, Progress, Regress, Reply, Request, Rows, Script, Share, Shared, SplitSpec, Train,
        TrainSpec, Update,
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

    fn check(call: impl Call) {
        let request = Request { job: 7, command: call.into() };
        assert_eq!(decode::<Request>(&encode(&request).unwrap()).unwrap(), request);
    }

    #[test]
    fn every_command_survives_the_wire() {
        check(Load { name: "a.csv".into(), text: Some("a,b\n1,2".into()), path: None, lean: false });
        check(Describe { dataset: DatasetRef::Own("ab12".into()), target: None, draw_width: Some(360) });
        check(Train { spec: spec(), draw_width: None, lean: true });
        check(Predict { spec: spec(), row: vec![("petal_width".into(), "0.2".into())] });
        check(DecisionMap { spec: spec(), x: "a".into(), y: "b".into(), draw_width: 480 });
        check(Rows { dataset: DatasetRef::Sample("wine".into()), rows: vec![0, 177] });
        check(Behind { spec: spec(), actual: 0, predicted: 1, most: 100 });
        check(Script { spec: spec() });
        check(Predictions { spec: spec() });
        check(Regress { spec: spec(), draw_width: Some(400), lean: false });
        check(Inspect { spec: spec(), look: Look::Folds { folds: 5, repeats: 2 }, draw_width: None });
        check(Estimate { spec: spec(), workers: 2 });
        check(Share { spec: spec(), portion: Portion::Trees { from: 25, to: 50 } });
        check(Share { spec: spec(), portion: Portion::Fit });
        let portions = vec![Brought { portion: Portion::Fold(4), bytes: vec![0, 255] }];
        check(Gather { spec: spec(), portions, fit_millis: Some(12.5) });
    }

    #[test]
    fn events_carry_their_update_beside_the_job() {
        let event = Event { job: 3, update: Update::Progress(Progress { share: 0.5, doing: "tree 50 of 100".into() }) };
        assert_eq!(encode(&event).unwrap(), r#"{"job":3,"progress":{"share":0.5,"doing":"tree 50 of 100"}}"#);
        assert_eq!(decode::<Event>(&encode(&event).unwrap()).unwrap(), event);
    }

    #[test]
    fn what_only_workers_read_can_travel_beside_the_message() {
        let mut reply = Reply::Share(Box::new(Shared { bytes: vec![7, 8] }));
        assert_eq!((reply.take_out(), encode(&reply).unwrap().as_str()), (Some(vec![7, 8]), r#"{"share":{"bytes":[]}}"#));
        let brought = |number, bytes| Brought { portion: Portion::Fold(number), bytes };
        let gather = |portions| Command::from(Gather { spec: spec(), portions, fit_millis: None });
        let mut command = gather(vec![brought(0, vec![]), brought(1, vec![])]);
        command.take_in(vec![vec![1], vec![2, 3]]);
        assert_eq!(command, gather(vec![brought(0, vec![1]), brought(1, vec![2, 3])]));
    }

    #[test]
    fn a_short_request_gets_scikit_learns_defaults() {
        let text =
            r#"{"job":1,"command":{"train":{"spec":{"dataset":{"sample":"iris"},"target":"species","model":{"random_forest":{}}}}}}"#;
        let Command::Train(train) = decode::<Request>(text).unwrap().command else { panic!("not a train command") };
        assert_eq!(train.spec.model, ModelSpec::RandomForest(ForestSpec::default()));
        assert_eq!(train.spec.split, SplitSpec::default());
    }

    #[test]
    fn a_look_needs_only_what_differs_from_the_usual() {
        let spec = r#"{"dataset":{"sample":"iris"},"target":"species","model":{"random_forest":{}}}"#;
        for (look, expected) in [
            (r#"{"permutation":{}}"#, Look::Permutation { n_repeats: 5, scoring: None }),
            (r#"{"calibration":{}}"#, Look::Calibration { bins: 10, strategy: Default::default() }),
            (r#"{"slices":{}}"#, Look::Slices(Default::default())),
        ] {
            let text = format!(r#"{{"job":1,"command":{{"inspect":{{"spec":{spec},"look":{look}}}}}}}"#);
            let Command::Inspect(inspect) = decode::<Request>(&text).unwrap().command else { panic!("not an inspect command") };
            assert_eq!(inspect.look, expected);
        }
    }

    #[test]
    fn a_wrong_request_says_where() {
        let error = decode::<Request>(r#"{"job":1,"command":{"trane":{}}}"#).unwrap_err();
        assert_eq!(error.what, "“command” cannot have the name “trane”");
        assert!(error.hint.starts_with("Did you mean “train”?"), "{}", error.hint);
    }
}
