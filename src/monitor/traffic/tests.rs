//! Windows hold what the scenario says, the truth says so, and nothing else moves.

use super::{Traffic, scenarios};
use crate::dataset::{Column, Table, Values};
use crate::monitor::testing::{SplitMix64, column};
use crate::protocol::{Change, Clock, Injection, Shape, TrafficSpec};

fn table() -> Table {
    let km = column(1, 400, 10.0, 2.0, 0.0);
    let mut mix = SplitMix64(2);
    let labels = km.iter().map(|value| u32::from(*value + mix.uniform() > 10.5)).collect();
    let ports = (0..400).map(|_| (mix.uniform() * 3.0) as u32).collect();
    let text = |name: &str, codes, levels: &[&str]| Column {
        name: name.into(),
        values: Values::Text { codes, levels: levels.iter().map(|level| (*level).into()).collect() },
    };
    let columns = vec![
        Column { name: "km".into(), values: Values::Numeric(km) },
        text("port", ports, &["a", "b", "c"]),
        Column { name: "day".into(), values: Values::Numeric((0..400).map(|row| f64::from(row / 4)).collect()) },
        text("late", labels, &["no", "yes"]),
    ];
    Table { columns, rows: 400, afterwards: vec![] }
}

fn spec(change: Change, onset: u32, shape: Shape, lasts: Option<u32>) -> TrafficSpec {
    TrafficSpec { seed: 5, windows: 12, injections: vec![Injection { change, onset, shape, lasts }], ..TrafficSpec::default() }
}

fn mean(table: &Table, name: &str) -> f64 {
    let values: Vec<f64> = (0..table.rows).filter_map(|row| table.column(name)?.number(row)).collect();
    values.iter().sum::<f64>() / values.len() as f64
}

fn share_of(table: &Table, name: &str, level: &str) -> f64 {
    let column = table.column(name).unwrap();
    (0..table.rows).filter(|row| column.text(*row).as_deref() == Some(level)).count() as f64 / table.rows as f64
}

#[test]
fn a_window_is_the_same_whenever_it_is_asked_for_and_untouched_before_the_onset() {
    let table = table();
    let unit = spec(Change::Unit { column: "km".into(), factor: 1.6 }, 6, Shape::Sudden, Some(3));
    let calm = TrafficSpec { injections: vec![], ..unit.clone() };
    let (traffic, quiet) = (Traffic::new(&table, "late", &unit).unwrap(), Traffic::new(&table, "late", &calm).unwrap());
    let late = traffic.window(8).unwrap();
    assert_eq!(traffic.window(5).unwrap().table, quiet.window(5).unwrap().table);
    assert_eq!(traffic.window(8).unwrap(), late);
    assert!((mean(&late.table, "km") / mean(&quiet.window(8).unwrap().table, "km") - 1.6).abs() < 1e-12);
    assert_eq!(traffic.window(9).unwrap().table, quiet.window(9).unwrap().table);
    let active: Vec<bool> = (0..12).map(|number| traffic.window(number).unwrap().truth[0].is_active()).collect();
    assert_eq!(active, (0..12).map(|number| (6..9).contains(&number)).collect::<Vec<_>>());
    assert!(traffic.window(12).is_none());
}

#[test]
fn every_change_does_what_it_says() {
    let table = table();
    let at =
        |change: Change, shape, number| Traffic::new(&table, "late", &spec(change, 2, shape, None)).unwrap().window(number).unwrap().table;
    let before = at(Change::Concept { column: None, size: 0.0 }, Shape::Sudden, 8);
    let spread = |table: &Table| {
        let middle = mean(table, "km");
        (0..table.rows).map(|row| table.column("km").unwrap().number(row).unwrap() - middle).map(|off| off * off).sum::<f64>()
    };
    let km = || "km".to_owned();
    let shifted = at(Change::Shift { column: km(), size: 3.0 }, Shape::Incremental { over: 10 }, 6);
    let whole = at(Change::Shift { column: km(), size: 3.0 }, Shape::Sudden, 6);
    let calm = mean(&at(Change::Shift { column: km(), size: 0.0 }, Shape::Sudden, 6), "km");
    assert!(((mean(&shifted, "km") - calm) / (mean(&whole, "km") - calm) - 0.5).abs() < 1e-9);
    assert!((spread(&at(Change::Scale { column: km(), factor: 3.0 }, Shape::Sudden, 8)) / spread(&before) - 9.0).abs() < 0.2);
    let stuck = at(Change::Constant { column: km(), value: 7.0 }, Shape::Sudden, 8);
    assert!(spread(&stuck) < 1e-20 && mean(&stuck, "km") == 7.0);
    let lost = at(Change::Missing { column: km(), size: 0.4 }, Shape::Sudden, 8);
    let gone = (0..lost.rows).filter(|row| lost.column("km").unwrap().number(*row).is_none()).count() as f64 / lost.rows as f64;
    assert!((gone - 0.4).abs() < 0.08, "{gone}");
    let town = at(Change::Reweight { column: "port".into(), category: "z".into(), size: 0.5 }, Shape::Gradual { over: 10 }, 6);
    assert!((share_of(&town, "port", "z") - 0.25).abs() < 0.08);
    let more = at(Change::LabelShift { class: "yes".into(), size: 0.8 }, Shape::Sudden, 8);
    assert!(share_of(&more, "late", "yes") > 0.8 && share_of(&before, "late", "yes") < 0.7);
    let flipped = at(Change::Concept { column: None, size: 1.0 }, Shape::Sudden, 8);
    assert!((share_of(&flipped, "late", "no") - share_of(&before, "late", "yes")).abs() < 1e-12);
    assert_eq!(mean(&flipped, "km"), mean(&before, "km"));
    let burst = at(Change::Unit { column: km(), factor: 100.0 }, Shape::Outliers { share: 0.02 }, 8);
    let far = (0..burst.rows).filter(|row| burst.column("km").unwrap().number(*row).unwrap() > 100.0).count();
    assert!((1..30).contains(&far), "{far}");
    let renamed = at(Change::Schema { column: km(), renamed: Some("miles".into()) }, Shape::Sudden, 8);
    assert!(renamed.column("km").is_none() && renamed.column("miles").is_some());
}

#[test]
fn labels_come_late_and_some_never() {
    let table = table();
    let spec = TrafficSpec { label_delay: 4, label_share: 0.25, ..TrafficSpec::default() };
    let window = Traffic::new(&table, "late", &spec).unwrap().window(10).unwrap();
    let share = window.labelled.iter().filter(|known| **known).count() as f64 / window.labelled.len() as f64;
    assert!(window.labels_due == 14 && (share - 0.25).abs() < 0.08);
    let never = TrafficSpec { label_share: 0.0, ..TrafficSpec::default() };
    assert!(Traffic::new(&table, "late", &never).unwrap().window(3).unwrap().labelled.iter().all(|known| !known));
}

#[test]
fn a_calendar_cuts_the_tables_own_time() {
    let table = table();
    let spec = TrafficSpec { windows: 10, clock: Clock::Calendar { column: "day".into() }, ..TrafficSpec::default() };
    let traffic = Traffic::new(&table, "late", &spec).unwrap();
    let rows: Vec<u32> = (0..10).flat_map(|number| traffic.window(number).unwrap().rows).collect();
    assert_eq!(rows, (0..400).collect::<Vec<_>>());
    assert_eq!(traffic.window(0).unwrap().rows.len(), 40);
}

#[test]
fn a_scenario_goes_through_an_address_and_all_nine_run_on_any_table() {
    let table = table();
    let all = scenarios(&table, "late");
    assert_eq!(all.len(), 9);
    for scenario in &all {
        let text = serde_json::to_string(&scenario.spec).unwrap();
        assert!(text.len() < 500, "{} is {} bytes", scenario.id, text.len());
        assert_eq!(serde_json::from_str::<TrafficSpec>(&text).unwrap(), scenario.spec);
        let traffic = Traffic::new(&table, "late", &scenario.spec).unwrap();
        assert!((0..60).any(|number| traffic.window(number).unwrap().truth.iter().any(super::Strength::is_active)), "{}", scenario.id);
    }
    let only_numbers = Table { columns: vec![table.columns[0].clone(), table.columns[2].clone()], ..table.clone() };
    for scenario in scenarios(&only_numbers, "day") {
        Traffic::new(&only_numbers, "day", &scenario.spec).unwrap().window(31).unwrap();
    }
}

#[test]
fn an_invalid_scenario_names_its_fault() {
    let table = table();
    let said = |change, shape| Traffic::new(&table, "late", &spec(change, 0, shape, None)).unwrap_err().to_string();
    assert_eq!(said(Change::Unit { column: "mi".into(), factor: 2.0 }, Shape::Sudden), "the reference data have no column 'mi'");
    assert_eq!(
        said(Change::Unit { column: "port".into(), factor: 2.0 }, Shape::Sudden),
        "an injection for numbers does not compare categories"
    );
    assert_eq!(said(Change::Missing { column: "km".into(), size: 1.5 }, Shape::Sudden), "size takes a number from 0 to 1, not 1.5");
    assert_eq!(said(Change::LabelShift { class: "maybe".into(), size: 0.5 }, Shape::Sudden), "the target has no class 'maybe'");
    assert_eq!(said(Change::Concept { column: None, size: 1.0 }, Shape::Gradual { over: 0 }), "over takes a whole number from 1, not 0");
}
