//! Sizes of splits and folds against scikit-learn's.

use super::{Division, Names};

fn gold() -> serde_json::Value {
    serde_json::from_str(include_str!("../gold/splits.json")).unwrap()
}

fn numbers<T>(value: &serde_json::Value, of: impl Fn(&serde_json::Value) -> T) -> Vec<T> {
    value.as_array().unwrap().iter().map(of).collect()
}

fn whole(value: &serde_json::Value) -> u64 {
    value.as_u64().unwrap()
}

const NAMES: Names<'static> = Names { target: "t", classes: &[] };

fn sizes(division: &Division, count: u64) -> Vec<u64> {
    division.folds(count as u32, 11, NAMES).unwrap().iter().map(|fold| fold.test.len() as u64).collect()
}

#[test]
fn folds_without_classes_are_as_large_as_scikit_learns() {
    for case in gold()["plain"].as_array().unwrap() {
        let division = Division::Random(whole(&case["rows"]) as usize);
        assert_eq!(sizes(&division, whole(&case["count"])), numbers(&case["sizes"], whole));
    }
}

#[test]
fn groups_are_divided_into_parts_as_large_as_scikit_learns() {
    for case in gold()["groups"].as_array().unwrap() {
        let groups = numbers(&case["groups"], |value| whole(value) as u32);
        let division = Division::Grouped(groups.clone(), "g".into());
        assert_eq!(sizes(&division, whole(&case["count"])), numbers(&case["sizes"], whole));
        let held = division.split(case["share"].as_f64().unwrap(), 1, NAMES).unwrap().test;
        let held: std::collections::BTreeSet<u32> = held.iter().map(|position| groups[*position as usize]).collect();
        assert_eq!(held.len() as u64, whole(&case["test_groups"]));
    }
}

#[test]
fn folds_by_time_are_scikit_learns() {
    for case in gold()["time"].as_array().unwrap() {
        let division = Division::Timed(numbers(&case["times"], |value| value.as_f64().unwrap()), "t".into());
        let folds = division.folds(whole(&case["count"]) as u32, 0, NAMES).unwrap();
        let found: Vec<[Vec<u64>; 2]> = folds
            .iter()
            .map(|fold| [&fold.train, &fold.test].map(|part| part.iter().map(|position| u64::from(*position)).collect()))
            .collect();
        let wanted = numbers(&case["folds"], |fold| [0, 1].map(|part| numbers(&fold[part], whole)));
        assert_eq!(found, wanted);
    }
}
