//! Every way to prepare columns, against scikit-learn's transformers fitted on the same rows.

use super::*;
use crate::learn::testing;

fn table(gold: &serde_json::Value) -> Table {
    let columns = gold["table"].as_object().unwrap().iter().map(|(name, values)| {
        let values = values.as_array().unwrap();
        if values.iter().any(serde_json::Value::is_string) {
            testing::text(name, &values.iter().map(|value| value.as_str().unwrap_or_default()).collect::<Vec<_>>())
        } else {
            testing::number(name, &values.iter().map(|value| value.as_f64().unwrap_or(f64::NAN)).collect::<Vec<_>>())
        }
    });
    testing::table(columns.collect())
}

#[test]
fn every_preparation_agrees_with_scikit_learn() {
    let gold: serde_json::Value = serde_json::from_str(include_str!("../gold/prepare.json")).unwrap();
    let table = table(&gold);
    let names: Vec<String> = ["size", "count", "flat", "colour", "when"].map(String::from).to_vec();
    let train: Vec<u32> = gold["train"].as_array().unwrap().iter().map(|row| row.as_u64().unwrap() as u32).collect();
    let all: Vec<u32> = (0..table.rows as u32).collect();
    assert!(train.len() < all.len());
    for case in gold["cases"].as_array().unwrap() {
        let spec: PrepareSpec = serde_json::from_value(case["spec"].clone()).unwrap();
        let encoding = Encoding::fit_with(&table, &names, &train, &spec).unwrap();
        let frame = encoding.frame(&table, &all).unwrap();
        let wanted = case["encoded"].as_array().unwrap();
        assert_eq!(frame.columns.len(), wanted.len(), "{:?}\n{}", encoding.names(), case["spec"]);
        for ((found, wanted), name) in frame.columns.iter().zip(wanted).zip(encoding.names()) {
            for (row, (found, wanted)) in found.iter().zip(wanted.as_array().unwrap()).enumerate() {
                let wanted = wanted.as_f64().unwrap();
                assert!((found - wanted).abs() <= 1e-9 * wanted.abs().max(1.0), "{name}, row {row}: {found} {wanted}\n{}", case["spec"]);
            }
        }
    }
}

#[test]
fn the_usual_preparation_is_the_default_spec() {
    let gold: serde_json::Value = serde_json::from_str(include_str!("../gold/prepare.json")).unwrap();
    let table = table(&gold);
    let (rows, names) = ((0..60).collect::<Vec<u32>>(), ["size".to_string(), "colour".into()]);
    let spec: PrepareSpec = serde_json::from_str("{}").unwrap();
    let found = Encoding::fit_with(&table, &names, &rows, &spec).unwrap();
    assert_eq!(found, Encoding::fit(&table, &names, &rows).unwrap());
    assert!(found.leaves_scaling_to_the_model());
}
