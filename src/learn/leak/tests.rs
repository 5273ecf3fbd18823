//! The leaks against scikit-learn's own: exact where nothing is drawn, within four standard errors where something is.

use serde_json::Value;

use super::select::{best, f_classif};
use super::*;
use crate::learn::testing::shipped;

fn gold() -> Value {
    serde_json::from_str(include_str!("../gold/leak.json")).unwrap()
}

fn judged(table: &Table, dataset: &str, case: LeakCase) -> LeakReport {
    leak(table, &DatasetRef::Sample(dataset.into()), &case, 42, &|| 0.0, &mut |_, _| {}).unwrap()
}

fn flights() -> Table {
    let path = "public/data/flights.table";
    crate::dataset::read_sample(&std::fs::read(path).unwrap(), &mut |_| {}).unwrap().table
}

/// A mean over repeats is scikit-learn's, as far as both are known.
#[track_caller]
fn check_mean(found: &Scored, gold: &Value) {
    let values: Vec<f64> = found.parts.iter().map(|(_, value)| *value).collect();
    let count = values.len() as f64;
    let variance = values.iter().map(|value| (value - found.score).powi(2)).sum::<f64>() / (count - 1.0);
    let (mean, error) = (gold[0].as_f64().unwrap(), gold[1].as_f64().unwrap());
    let allowed = 4.0 * (variance / count + error * error).sqrt();
    assert!((found.score - mean).abs() <= allowed, "{} instead of {mean} within {allowed}", found.score);
}

#[test]
fn columns_are_judged_and_kept_as_scikit_learn_does() {
    let gold = gold();
    let gold = &gold["anova"];
    let columns: Vec<Vec<f64>> = serde_json::from_value(gold["columns"].clone()).unwrap();
    let labels: Vec<u32> = serde_json::from_value(gold["labels"].clone()).unwrap();
    let f: Vec<f64> = serde_json::from_value(gold["f"].clone()).unwrap();
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let rows: Vec<u32> = (0..12).collect();
    let found = f_classif(&columns, &rows, &labels, 3);
    for (found, gold) in found.iter().zip(&f) {
        assert!((found / gold - 1.0).abs() < 1e-9, "{found} instead of {gold}");
    }
    let kept: Vec<u32> = serde_json::from_value(gold["kept"].clone()).unwrap();
    assert_eq!(best(&found, 2), kept);
    assert_eq!(f_classif(&[&[1.0; 12]], &rows, &labels, 3), [0.0]);
}

#[test]
fn choosing_columns_before_the_folds_promises_what_scikit_learn_promises() {
    let gold = gold();
    let gold = &gold["selection"];
    let number = |name: &str| gold[name].as_u64().unwrap() as u32;
    let case = LeakCase::Selection { rows: number("rows"), columns: number("columns"), kept: number("kept"), repeats: 60 };
    let found = judged(&Table::default(), "", case.clone());
    check_mean(&found.leaky.claimed, &gold["leaky"]);
    check_mean(&found.honest.claimed, &gold["honest"]);
    check_mean(&found.leaky.delivered, &gold["delivered"]);
    assert_eq!(found.leaky.delivered, found.honest.delivered);
    assert!(found.leaky.gap > 5.0 * found.leaky.gap_error.unwrap(), "{}", found.leaky.gap);
    assert_eq!(judged(&Table::default(), "", case), found);
}

#[test]
fn a_scaler_that_has_seen_the_fold_promises_what_scikit_learn_promises() {
    let gold = gold();
    let gold = &gold["scaler"];
    let rows = gold["rows"].as_u64().unwrap() as u32;
    let found = judged(&shipped("breast_cancer"), "breast_cancer", LeakCase::Scaler { target: "diagnosis".into(), rows, repeats: 60 });
    check_mean(&found.leaky.claimed, &gold["leaky"]);
    check_mean(&found.honest.claimed, &gold["honest"]);
    check_mean(&found.leaky.delivered, &gold["delivered"]);
    assert_eq!((found.rows, found.future_rows), (u64::from(rows), 569 - u64::from(rows)));
}

#[test]
fn a_leaked_column_and_a_leaked_calendar_promise_what_scikit_learn_promises() {
    let gold = gold();
    let gold = &gold["flights"];
    let (every, table) = (gold["every"].as_u64().unwrap() as u32, flights());
    let (target, time) = (String::from("late"), String::from("date"));
    let column = String::from("dep_delay");
    let found = judged(&table, "flights", LeakCase::Answer { target: target.clone(), column, time: time.clone(), every });
    assert_eq!((found.rows, found.future_rows), (gold["rows"].as_u64().unwrap(), gold["future_rows"].as_u64().unwrap()));
    for (side, name) in [(&found.leaky, "leaky"), (&found.honest, "honest")] {
        for (ours, theirs) in [(&side.claimed, &gold[name][0]), (&side.delivered, &gold[name][1])] {
            assert!((ours.score - theirs.as_f64().unwrap()).abs() < 0.0005, "{name}: {} instead of {theirs}", ours.score);
        }
    }
    assert!(found.leaky.delivered.score < found.honest.delivered.score);
    let shuffled = judged(&table, "flights", LeakCase::Time { target, time, every });
    assert_eq!(shuffled.honest, found.honest);
    assert_eq!(shuffled.leaky.delivered, shuffled.honest.delivered);
    let months: Vec<&str> = shuffled.honest.delivered.parts.iter().map(|(month, _)| month.as_str()).collect();
    assert_eq!(months, ["2013-09", "2013-10", "2013-11", "2013-12"]);
}

#[test]
fn what_cannot_be_asked_is_said_with_a_way_out() {
    let ask = |case| leak(&shipped("wine"), &DatasetRef::Sample("wine".into()), &case, 1, &|| 0.0, &mut |_, _| {}).unwrap_err().to_string();
    insta::assert_snapshot!(ask(LeakCase::Selection { rows: 60, columns: 10, kept: 11, repeats: 5 }), @"kept takes a whole number from 1 to 10, not 11");
    insta::assert_snapshot!(ask(LeakCase::Scaler { target: "cultivar".into(), rows: 170, repeats: 5 }), @"there are 178 rows, and learning from 170 with 20 left over needs at least 190");
    insta::assert_snapshot!(ask(LeakCase::Time { target: "cultivar".into(), time: "day".into(), every: 1 }), @"there is no column 'day'");
}
