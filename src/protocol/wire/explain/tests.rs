//! Each kind of mistake in a request, and what is said of it.

use crate::protocol::{EngineCommand, LocalCommand, PressCommand, Service, StoreCommand, service_of, wire};

/// A request as the service reads it that it goes to.
fn outcome(text: &str) -> Result<(), (u32, crate::protocol::Error)> {
    wire::command_name(text).and_then(|name| match service_of(&name) {
        Some(Service::Store) => wire::request_to::<StoreCommand>(text).map(drop),
        Some(Service::Press) => wire::request_to::<PressCommand>(text).map(drop),
        Some(Service::Local) => wire::request_to::<LocalCommand>(text).map(drop),
        Some(Service::Engine) | None => wire::request_to::<EngineCommand>(text).map(drop),
    })
}

/// What is said of a request, and what to do.
fn said(text: &str) -> (String, String) {
    let error = outcome(text).unwrap_err().1;
    (error.what, error.hint)
}

#[track_caller]
fn check(command: &str, what: &str, hint: &str) {
    let (found, way) = said(&format!(r#"{{"job":3,"command":{command}}}"#));
    assert_eq!(found, what, "{command}");
    assert!(way.starts_with(hint), "{command}: {way}");
}

fn train(inside: &str) -> String {
    format!(r#"{{"train":{{"spec":{{"dataset":{{"sample":"iris"}},"target":"species",{inside}}}}}}}"#)
}

#[test]
fn a_wrong_field_is_named_with_what_it_holds_and_what_belongs_there() {
    let forest = |field: &str| train(&format!(r#""model":{{"random_forest":{{{field}}}}}"#));
    let path = "“command.train.spec.model.random_forest";
    check(
        &forest(r#""n_estimators":"many""#),
        &format!("{path}.n_estimators” is the text “many”, where a whole number from 0 to 4,294,967,295 belongs"),
        "Put a whole number",
    );
    check(
        &forest(r#""n_estimators":-1"#),
        &format!("{path}.n_estimators” is -1, where a whole number from 0 to 4,294,967,295 belongs"),
        "Put a whole number",
    );
    check(
        &forest(r#""bootstrap":"yes","n_estimators":3"#),
        &format!("{path}.bootstrap” is the text “yes”, where true or false belongs"),
        "Put true or false",
    );
    check(
        &train(r#""model":{"random_forest":{}},"features":["a",7]"#),
        "“command.train.spec.features[1]” is 7, where a text belongs",
        "Put a text",
    );
    check(
        &train(r#""model":{"random_forest":[]},"folds":null"#),
        "“command.train.spec.folds” is null, where a whole number from 0 to 4,294,967,295 belongs",
        "Put",
    );
}

#[test]
fn a_name_that_is_not_known_brings_the_nearest_one() {
    check(r#"{"trane":{"spec":1}}"#, "“command” cannot have the name “trane”", "Did you mean “train”? It can be: load, ");
    check(
        &train(r#""model":{"random_forrest":{}}"#),
        "“command.train.spec.model” cannot have the name “random_forrest”",
        "Did you mean “random_forest”? It can be: ",
    );
    check(
        &train(r#""model":{"Random-Forest":{}}"#),
        "“command.train.spec.model” cannot have the name “Random-Forest”",
        "Did you mean “random_forest”? ",
    );
    check(r#"{"store":{"search_run":{}}}"#, "“command.store” cannot have the name “search_run”", "Did you mean “search_runs”? ");
    check(r#"{"zzzzzzzz":{}}"#, "“command” cannot have the name “zzzzzzzz”", "It can be: load, ");
}

#[test]
fn a_field_that_is_missing_is_named_with_the_object_that_needs_it() {
    check(r#"{"train":{}}"#, "“command.train” has no field “spec”, which it needs", "Add “spec” to it.");
    check(
        r#"{"train":{"spec":{"dataset":{"sample":"iris"}}}}"#,
        "“command.train.spec” has no field “target”, which it needs",
        "Add “target”",
    );
    assert_eq!(said(r#"{"job":1}"#).0, "the request has no field “command”, which it needs");
    assert_eq!(said(r#"{"command":{"store":{"access":{}}}}"#).0, "the request has no field “job”, which it needs");
}

#[test]
fn a_text_that_is_not_json_is_told_where_it_breaks() {
    for (text, what) in [
        ("", "the request is empty"),
        (r#"{"job":1,"command":{"#, "the request ends before it is complete"),
        (
            r#"{"job":1,"command":{"store":{"access":{}}}} x"#,
            "the request is not JSON: line 1, character 45: something follows the end of the object",
        ),
        ("{\"job\":1,\n\"größe\" 2}", "the request is not JSON: line 2, character 9: a colon is missing after a field's name"),
        (r#"{'job':1}"#, "the request is not JSON: line 1, character 2: a field's name is not in double quotation marks"),
        (r#"{"job":1,}"#, "the request is not JSON: line 1, character 10: there is a comma with nothing after it"),
        (r#"{"job":True}"#, "the request is not JSON: line 1, character 8: a value was expected"),
        ("hello", "the request is not JSON: line 1, character 1: a value was expected"),
    ] {
        assert_eq!(said(text).0, what, "{text}");
    }
    let half = said(r#"{"job":1,"command":{"store":{"get_run":{"run_id":"\ud800"}}}}"#).0;
    assert!(half.ends_with("a text holds half of a character"), "{half}");
}

/// No word of the parser's is said of any mistake that can be made by changing one value of a good request.
#[test]
fn the_parsers_own_words_reach_nobody() {
    let good: [serde_json::Value; 3] = [
        serde_json::from_str(r#"{"job":1,"command":{"train":{"spec":{"dataset":{"sample":"iris"},"target":"species","features":["a"],"split":{"test_share":0.3},"folds":5,"model":{"random_forest":{"n_estimators":3,"max_depth":2,"bootstrap":true}}}}}}"#).unwrap(),
        serde_json::from_str(r#"{"job":1,"command":{"store":{"log_runs":{"runs":[{"run_name":"a","params":{"x":"1"},"metrics":[{"key":"m","value":0.5,"step":1}],"status":"FINISHED"}]}}}}"#).unwrap(),
        serde_json::from_str(r#"{"job":1,"command":{"store":{"search_runs":{"filter":"","order_by":["a"],"limit":3,"view":"all"}}}}"#).unwrap(),
    ];
    let wrong = [r#""word""#, "-1", "1.5", "true", "null", "[]", "{}", "[1,2,3]", r#"{"a":1}"#, "99999999999999999999"];
    let (mut refused, mut seen) = (0, std::collections::BTreeSet::new());
    for request in good {
        assert!(outcome(&request.to_string()).is_ok(), "{request}");
        let mut paths = vec![];
        leaves(&request, String::new(), &mut paths);
        for path in paths {
            for value in wrong {
                let mut changed = request.clone();
                *changed.pointer_mut(&path).unwrap() = serde_json::from_str(value).unwrap();
                let Err((_, error)) = outcome(&changed.to_string()) else { continue };
                refused += 1;
                let said = format!("{} {}", error.what, error.hint);
                for word in [
                    "expected",
                    "invalid",
                    "variant",
                    "struct",
                    "u32",
                    "u64",
                    "i64",
                    "f64",
                    "untagged",
                    "line 1 column",
                    "`",
                    "sequence",
                    "map",
                ] {
                    assert!(!said.split([' ', ',']).any(|one| one == word), "{changed}: {said}");
                }
                seen.insert(error.what);
            }
        }
    }
    assert!(refused > 150 && seen.len() > 60, "{refused} {}", seen.len());
}

fn leaves(value: &serde_json::Value, path: String, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => fields.iter().for_each(|(name, value)| leaves(value, format!("{path}/{name}"), found)),
        serde_json::Value::Array(values) => values.iter().enumerate().for_each(|(at, value)| leaves(value, format!("{path}/{at}"), found)),
        _ => {}
    }
    found.push(path);
}
