//! Reference and current values of a column: drawing and table agree.

use super::*;
use crate::dataset::{Column, Values};
use crate::protocol::RetrainPolicy;
use crate::protocol::drift::PolicyOutcome;

fn column(values: Values) -> Column {
    Column { name: "x".into(), values }
}

#[test]
fn reference_and_current_values_are_shown_as_shares() {
    let left = column(Values::Text { codes: vec![0, 0, 1, 1], levels: vec!["a".into(), "b".into()] });
    let right = column(Values::Text { codes: vec![0, 0, 0, u32::MAX], levels: vec!["c".into()] });
    let drawing = two_sides(&left, &right, 400).unwrap();
    let rows: Vec<String> = drawing.table.rows.iter().map(|row| row.join(" ")).collect();
    assert_eq!(rows, ["c 0.0% 100.0%", "a 50.0% 0.0%", "b 50.0% 0.0%"]);
    roxmltree::Document::parse(&drawing.svg).unwrap();
}

#[test]
fn columns_without_values_or_of_two_kinds_are_not_drawn() {
    let numbers = column(Values::Numeric(vec![1.0, f64::NAN, f64::INFINITY]));
    let texts = column(Values::Text { codes: vec![0], levels: vec!["a".into()] });
    let none = column(Values::Numeric(vec![f64::NAN]));
    assert!(two_sides(&numbers, &texts, 400).is_none() && two_sides(&numbers, &none, 400).is_none());
    let constant = two_sides(&numbers, &numbers, 400).unwrap();
    assert!(!constant.svg.contains("NaN"));
    assert_eq!(constant.table.rows[0], ["1", "100.0%", "100.0%"]);
}

#[test]
fn policies_are_points_of_trainings_and_error() {
    let one = |policy, error, trained: &[u32]| PolicyOutcome { policy, error, trained: trained.to_vec(), promoted: trained.to_vec() };
    let outcomes = [one(RetrainPolicy::Never, Some(0.5), &[]), one(RetrainPolicy::Schedule { every: 5 }, Some(0.25), &[4, 9])];
    let drawing = policies(&outcomes, 500).unwrap();
    assert_eq!(drawing.table.rows[1], ["every 5 windows", "2", "25.0%", "4, 9", "4, 9"]);
    assert!(policies(&[one(RetrainPolicy::Never, None, &[])], 500).is_none());
}
