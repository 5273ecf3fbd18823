//! Which filters parse, and where the others fail; `scripts/check/mlflow-store.py` compares the results with MLflow's.

use super::*;

#[track_caller]
fn reads(text: &str, entity: Entity, name: &str, test: Comparison) {
    assert_eq!(filter(text).unwrap(), [Clause { key: Key { entity, name: name.into() }, test }], "{text}");
}

#[test]
fn every_kind_of_comparison_is_read() {
    let text = |sign, value: &str| Comparison::Text(sign, value.into());
    reads("metrics.accuracy > 0.9", Entity::Metric, "accuracy", Comparison::Number(">", 0.9));
    reads("metric.`roc auc`<=-1e-3", Entity::Metric, "roc auc", Comparison::Number("<=", -1e-3));
    reads("params.model = 'random_forest'", Entity::Param, "model", text("=", "random_forest"));
    reads("param.\"max depth\" != \"it's\"", Entity::Param, "max depth", text("!=", "it's"));
    reads("tags.mlflow.parentRunId LIKE 'a%'", Entity::Tag, "mlflow.parentRunId", text("LIKE", "a%"));
    reads("tags.`x.y` iLike '%B_'", Entity::Tag, "x.y", text("ILIKE", "%B_"));
    reads("run_name = 'a'", Entity::Attribute, "run_name", text("=", "a"));
    reads("attributes.created >= 5", Entity::Attribute, "start_time", Comparison::Number(">=", 5.0));
    reads("attr.run_id NOT IN ('a', \"b\")", Entity::Attribute, "run_id", Comparison::List(true, vec!["a".into(), "b".into()]));
    reads("dataset.name in ('iris')", Entity::Dataset, "name", Comparison::List(false, vec!["iris".into()]));
    reads("params.depth IS NULL", Entity::Param, "depth", Comparison::Null(false));
    reads("tags.team is not null", Entity::Tag, "team", Comparison::Null(true));
    assert_eq!(filter(" metrics.a = 1 AND params.b = 'x' and tags.c = 'y' ").unwrap().len(), 3);
    assert!(filter("  ").unwrap().is_empty());
}

#[track_caller]
fn refuses(text: &str, expected: &str) {
    let error = filter(text).unwrap_err();
    assert_eq!(error.to_string(), format!("the filter is not understood at character {expected}"), "{text}");
}

#[test]
fn an_and_means_nothing_to_mlflow() {
    let one = filter("metrics.a > 1").unwrap();
    for text in ["metrics.a > 1 and", "metrics.a > 1 AND ", "and metrics.a > 1", "AND metrics.a > 1 And and\n"] {
        assert_eq!(filter(text).unwrap(), one, "{text}");
    }
    let two = filter("metrics.a > 1 AND params.b = 'x'").unwrap();
    assert_eq!(two.len(), 2);
    for text in ["metrics.a > 1 params.b = 'x'", "metrics.a>1 and and params.b = 'x'and"] {
        assert_eq!(filter(text).unwrap(), two, "{text}");
    }
    assert!(filter(" and AND ").unwrap().is_empty());
}

#[test]
fn numbers_are_those_that_mlflow_reads() {
    for (text, number) in [
        ("1", 1.0),
        ("-1", -1.0),
        ("1.", 1.0),
        (".5", 0.5),
        ("-.5", -0.5),
        ("1e3", 1e3),
        ("1E3", 1e3),
        ("1E-3", 1e-3),
        ("-1.5e-3", -1.5e-3),
        ("00012", 12.0),
    ] {
        assert_eq!(filter(&format!("metrics.a > {text}")).unwrap()[0].test, Comparison::Number(">", number), "{text}");
    }
    for text in ["+1", "+.5", "+1e-3", "1e+3", "-1e+3", "1.e3", ".5e3", "1_000", "0x10", "1e", ".", "1..2"] {
        refuses(&format!("metrics.a > {text}"), &format!("13: “{text}” is no number"));
    }
    for (text, sign) in [("- 1", "-"), ("--1", "-"), ("+-1", "+")] {
        refuses(&format!("metrics.a > {text}"), &format!("13: “{sign}” is no number"));
    }
    let hint = crate::protocol::Error::from(filter("metrics.a >+1").unwrap_err()).hint;
    assert_eq!(hint, "MLflow takes no plus: write 1.");
}

#[test]
fn syntax_errors_name_their_position() {
    refuses("metrics.a > 1 or metrics.b > 1", "15: MLflow's search has no OR");
    refuses("metrics.a > 'x'", "13: “'x'” is no number");
    refuses("params.a = 3", "12: “3” is no text in quotes");
    refuses("params.a > 'x'", "10: texts are not compared with >");
    refuses("accuracy > 0.9", "1: there is no attribute accuracy");
    refuses("metrix.a > 1", "1: there is nothing called metrix");
    refuses("params.a = 'x", "12: the ' is never closed");
    refuses("params.a = 'it''s'", "16: a ' inside a text in '");
    refuses("metrics.a > 1 or", "15: MLflow's search has no OR");
    refuses("metrics.a > 1 and 'y'", "19: “'y'” follows a comparison");
    refuses("metrics.a > 1 and metrics.b", "28: a comparison is missing at the end");
    refuses("metrics.a >", "12: a value is missing at the end");
    refuses("metrics.a", "10: a comparison is missing at the end");
    refuses("metrics.f1-score > 1", "11: “-score” is no number");
    refuses("metrics.a ~ 1", "11: “~” has no meaning here");
    refuses("metrics.a like '1'", "11: numbers are not compared with LIKE");
    refuses("metrics.a is null", "1: only params and tags are asked for NULL");
    refuses("status in ('FINISHED')", "1: status is not compared with a list");
    refuses("params.run_id in ('a')", "1: run_id is not compared with a list");
    refuses("run_id in ('a' 'b')", "16: “'b'” stands where a comma should");
    refuses("datasets.size = '1'", "1: a dataset has no size");
    refuses("metrics. > 1", "9: a name is missing after the dot");
    refuses("ä.b = 1", "1: there is nothing called ä");
}

#[test]
fn an_order_is_a_key_and_a_direction() {
    let expect = |text: &str, entity, name: &str, descending| {
        assert_eq!(order(text).unwrap(), OrderBy { key: Key { entity, name: name.into() }, descending });
    };
    expect("metrics.accuracy DESC", Entity::Metric, "accuracy", true);
    expect("params.`max depth`", Entity::Param, "max depth", false);
    expect("Created asc", Entity::Attribute, "start_time", false);
    for (text, expected) in [
        ("", "1: what is compared is missing"),
        ("metrics.a up", "11: “up” is no direction"),
        ("metrics.a ASC x", "15: “x” is one word too many"),
        ("datasets.name", "1: runs cannot be ordered"),
    ] {
        let error = order(text).unwrap_err().to_string();
        assert!(error.starts_with(&format!("the order is not understood at character {expected}")), "{error}");
    }
}

#[test]
fn values_travel_as_parameters_only() {
    let sql = where_sql(&filter("params.a = \"'; DROP TABLE runs; --\" and run_id in ('x', 'y')").unwrap());
    assert!(!sql.text.contains("DROP"), "{}", sql.text);
    assert_eq!(sql.text.matches('?').count(), sql.values.len());
    assert_eq!(sql.values.len(), 4);
}
