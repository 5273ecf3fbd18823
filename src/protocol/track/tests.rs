//! Requests to the store over the wire.

use crate::protocol::{StoreCommand, wire};

#[test]
fn every_request_is_read_from_what_it_needs_and_survives_the_wire() {
    let requests = [
        r#"{"access":{}}"#,
        r#"{"take_over":{}}"#,
        r#"{"rescue":{}}"#,
        r#"{"status":{}}"#,
        r#"{"search_experiments":{"view":"all"}}"#,
        r#"{"create_experiment":{"name":"flowers"}}"#,
        r#"{"edit_experiment":{"experiment_id":1,"change":{"set_tag":["team","blue"]}}}"#,
        r#"{"edit_experiment":{"experiment_id":1,"change":"delete"}}"#,
        r#"{"log_runs":{"runs":[{"run_name":"a","params":{"x":"1"},"metrics":[{"key":"m","value":0.1}],"artifacts":[{"path":"a","text":"b"}]}]}}"#,
        r#"{"edit_run":{"run_id":"ab","change":{"note":"why"}}}"#,
        r#"{"get_run":{"run_id":"ab"}}"#,
        r#"{"search_runs":{"filter":"metrics.m > 0","order_by":["metrics.m DESC"]}}"#,
        r#"{"run_columns":{"experiment_ids":[0]}}"#,
        r#"{"metric_history":{"run_ids":["ab"],"key":"m"}}"#,
        r#"{"compare_runs":{"run_ids":["ab","cd"]}}"#,
        r#"{"search_models":{}}"#,
        r#"{"create_model_version":{"name":"iris","run_id":"ab"}}"#,
        r#"{"edit_model":{"name":"iris","change":{"describe":"flowers"}}}"#,
        r#"{"edit_model_version":{"name":"iris","version":1,"change":{"delete_tag":"a"}}}"#,
        r#"{"set_alias":{"name":"iris","alias":"champion","version":1,"reason":"best"}}"#,
        r#"{"roll_back":{"name":"iris","alias":"champion","reason":"worse"}}"#,
        r#"{"query":{"sql":"SELECT 1"}}"#,
        r#"{"get_artifact":{"run_id":"ab","path":"a"}}"#,
        r#"{"read_kept_log":{"run_id":"ab","question":{"filter":{"wrong":true},"form":"csv","most":5}}}"#,
        r#"{"import":{"path":"mlflow.db"}}"#,
        r#"{"export":{"kind":"take_home"}}"#,
        r#"{"start_afresh":{"discard":true}}"#,
    ];
    for text in requests {
        let (_, name, command) = wire::request_to::<StoreCommand>(&format!(r#"{{"job":1,"command":{{"store":{text}}}}}"#)).unwrap();
        assert!(text.starts_with(&format!("{{\"{name}\"")), "{text}");
        assert_eq!(wire::decode::<StoreCommand>(&wire::encode(&command).unwrap()).unwrap(), command, "{text}");
    }
}
