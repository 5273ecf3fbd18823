//! The same requests give the same answers, bit for bit, whatever is rebuilt around the engine.
//!
//! `cases/requests.jsonl` holds one request of every kind that is a function of its request; `cases/answers.jsonl` says what each came
//! to at commit d873bb5: its length and digest as sorted JSON, without the times that it took and the size beside a drawing's text, which
//! came later. Where an answer is meant to change,
//! the test names the file with the new ones.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::worker::engine::digest;
use crate::worker::native::{Options, run};

const CASES: &str = "src/worker/engine/cases";
/// Fields that hold measured times and so differ from run to run.
const MEASURED: [&str; 3] = ["fit_millis", "predict_millis", "millis"];
/// What a drawing says beside its text since the answers were recorded; `chart` holds it to the text.
const ADDED: [&str; 2] = ["width", "height"];

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Answer {
    job: u32,
    bytes: usize,
    digest: String,
    begins: String,
}

#[derive(Deserialize)]
struct Ended {
    job: u32,
    done: Option<BTreeMap<String, Value>>,
    failed: Option<Value>,
}

fn comparable(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            let draws = fields.contains_key("svg");
            fields.retain(|name, _| !(MEASURED.contains(&name.as_str()) || draws && ADDED.contains(&name.as_str())));
            fields.values_mut().for_each(comparable);
        }
        Value::Array(items) => items.iter_mut().for_each(comparable),
        _ => {}
    }
}

fn answer(line: &str) -> Answer {
    let Ended { job, done, failed } = serde_json::from_str(line).unwrap();
    // The answer alone: its name is the request's, which may be renamed.
    let mut value = failed.or_else(|| done.and_then(|done| done.into_values().next())).unwrap();
    comparable(&mut value);
    let text = value.to_string();
    Answer { job, bytes: text.len(), digest: digest(text.as_bytes()), begins: text.chars().take(120).collect() }
}

#[test]
fn the_same_requests_give_the_same_answers_bit_for_bit() {
    let options = Options { data: "public/data".into(), store: None, quiet: true, help: false };
    let mut output = vec![];
    let [requests, answers] = ["requests", "answers"].map(|name| std::fs::read_to_string(format!("{CASES}/{name}.jsonl")).unwrap());
    run(&options, requests.as_bytes(), &mut output).unwrap();
    let found: Vec<Answer> = String::from_utf8(output).unwrap().lines().map(answer).collect();
    let expected: Vec<Answer> = answers.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    if found != expected {
        let text: String = found.iter().map(|answer| serde_json::to_string(answer).unwrap() + "\n").collect();
        let path = std::env::temp_dir().join("answers.jsonl");
        std::fs::write(&path, text).unwrap();
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "the new answers are in {}", path.display());
        }
        assert_eq!(found.len(), expected.len(), "the new answers are in {}", path.display());
    }
    assert!(found.len() >= 40);
}
