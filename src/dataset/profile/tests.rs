//! Figures held to pandas 3.1.1 and numpy 2.4.6, kinds and guesses to what people would say.

use super::*;
use crate::dataset::csv;
use crate::protocol::{Distribution, PrepareSpec};

fn own(text: &str) -> DatasetProfile {
    let reading = csv::read(text.as_bytes(), &mut |_| {}).unwrap();
    profile(DatasetRef::Own("0".into()), "own.csv", &reading.table, &reading.warnings)
}

fn of_sample(id: &str) -> DatasetProfile {
    let file = crate::dataset::sample(id).unwrap().file;
    let bytes = std::fs::read(format!("public/data/{file}")).unwrap();
    let reading = crate::dataset::read_sample(&bytes, &mut |_| {}).unwrap();
    profile(DatasetRef::Sample(id.into()), "", &reading.table, &reading.warnings)
}

#[track_caller]
fn check_figures(sample: &str, name: &str, missing: u64, distinct: u64, figures: [f64; 5]) {
    let profile = of_sample(sample);
    let column = profile.columns.iter().find(|column| column.name == name).unwrap();
    assert_eq!((column.missing, column.distinct, column.kind), (missing, distinct, ColumnKind::Numeric));
    let found = [column.min, column.max, column.mean, column.std, column.median].map(Option::unwrap);
    for (found, expected) in found.iter().zip(figures) {
        assert!((found - expected).abs() <= 1e-12 * expected.abs(), "{name}: {found} {expected}");
    }
}

#[test]
fn figures_agree_with_pandas() {
    check_figures("penguins", "bill_length_mm", 2, 164, [32.1, 59.6, 43.9219298245614, 5.4595837139265315, 44.45]);
    check_figures("wine", "proline", 0, 121, [278.0, 1680.0, 746.8932584269663, 314.9074742768491, 673.5]);
    check_figures("breast_cancer", "area_error", 0, 528, [6.802, 542.2, 40.337079086116, 45.49100551613181, 24.53]);
}

#[track_caller]
fn check_bins(sample: &str, name: &str, second_edge: f64, expected: &[u64]) {
    let profile = of_sample(sample);
    let column = profile.columns.iter().find(|column| column.name == name).unwrap();
    let Distribution::Histogram { edges, counts } = &column.distribution else { panic!("levels") };
    assert_eq!(counts, expected, "{name}");
    assert!((edges[1] - second_edge).abs() < 1e-9, "{name}: {}", edges[1]);
    assert_eq!(edges.len(), counts.len() + 1);
}

#[test]
fn bins_agree_with_numpys_fd_rule() {
    check_bins("penguins", "bill_length_mm", 34.6, &[7, 35, 48, 49, 35, 61, 42, 50, 10, 3, 2]);
    let mut long_tail = [0; 30];
    long_tail[..14].copy_from_slice(&[287, 126, 53, 30, 23, 20, 11, 5, 6, 3, 1, 0, 2, 0]);
    long_tail[29] = 2;
    check_bins("breast_cancer", "area_error", 24.6486, &long_tail);
}

#[test]
fn bins_of_whole_numbers_cover_equally_many_of_them() {
    let text = format!("n,x\n{}", (0..17).cycle().take(170).map(|n| format!("{n},0\n")).collect::<String>());
    let Distribution::Histogram { edges, counts } = own(&text).columns[0].distribution.clone() else { panic!("levels") };
    assert!(edges.windows(2).all(|pair| pair[1] - pair[0] == edges[1] - edges[0]) && edges[0] == -0.5, "{edges:?}");
    assert_eq!(counts.iter().sum::<u64>(), 170);
    assert!(counts[..counts.len() - 1].iter().all(|count| *count == counts[0]), "{counts:?}");
}

#[test]
fn every_present_value_is_in_a_bin_or_level() {
    for text in ["a,b\n1,x\n,\n3.5,y\n", "a,b\n-1.7e308,x\n1.7e308,x\n0,z\n", "a,b\n5,x\n5,x\n", "a,b\n0.1,x\n0.1,y\n,\n"] {
        for column in own(text).columns {
            let counted = match column.distribution {
                Distribution::Histogram { counts, edges } => {
                    assert!(edges.is_sorted() && edges.iter().all(|edge| edge.is_finite()), "{text:?} {edges:?}");
                    counts.iter().sum()
                }
                Distribution::Levels { top, rest } => top.iter().map(|(_, count)| count).sum::<u64>() + rest,
            };
            let rows = text.lines().count() as u64 - 1;
            assert_eq!(counted + column.missing, rows, "{text:?} {}", column.name);
        }
    }
}

#[track_caller]
fn check_kinds(text: &str, expected: &[ColumnKind], target: Option<&str>) {
    let profile = own(text);
    let kinds: Vec<ColumnKind> = profile.columns.iter().map(|column| column.kind).collect();
    assert_eq!((kinds.as_slice(), profile.target.as_deref()), (expected, target), "{text:.60}");
}

fn rows(header: &str, row: impl Fn(usize) -> String) -> String {
    format!("{header}\n{}", (0..60).map(|at| row(at) + "\n").collect::<String>())
}

#[test]
fn kinds_and_targets_are_what_people_would_say() {
    use ColumnKind::{Categorical, Date, Empty, Identifier, Numeric};
    check_kinds(&rows("x,kind", |at| format!("{},{}", at * at, ["a", "b"][at % 2])), &[Numeric, Categorical], Some("kind"));
    check_kinds(&rows("id,x,y", |at| format!("{},{}.5,{}", at * 7, at, at % 2)), &[Identifier, Numeric, Categorical], Some("y"));
    check_kinds(&rows(",x,y", |at| format!("{at},{}.5,{}", at % 9, at % 3)), &[Identifier, Numeric, Categorical], Some("y"));
    check_kinds(
        &rows("survived,name,sex,age", |at| format!("{},person {at},{},{}.25", at % 2, ["m", "f"][at % 2], at)),
        &[Numeric, Identifier, Categorical, Numeric],
        Some("survived"),
    );
    check_kinds(&rows("day,empty,price", |at| format!("2026-01-{:02},,{}.5", at % 28 + 1, at)), &[Date, Empty, Numeric], None);
    check_kinds(&rows("x,count", |at| format!("{}.5,{}", at, at)), &[Numeric, Identifier], None);
}

#[test]
fn the_guess_of_a_target_is_what_people_would_predict() {
    let guess = |header: &str, row: fn(usize) -> String| own(&rows(header, row)).target;
    // As in credit_data: the answer stands first, a job further down, a price last.
    let credit = |at: usize| {
        format!(
            "{},{},{},{}.5",
            ["good", "bad"][at % 2],
            ["rent", "own", "other"][at % 3],
            ["fixed", "free", "none", "part"][at % 4],
            at * 7
        )
    };
    assert_eq!(guess("Status,Home,Job,Price", credit).as_deref(), Some("Status"));
    assert_eq!(guess("Paid,Home,Job,Price", credit).as_deref(), Some("Paid"));
    let amid = |at: usize| format!("{}.5,{},{},{}.5", at, ["yes", "no"][at % 2], ["a", "b", "c"][at % 3], at * 7);
    assert_eq!(guess("x,Paid,Job,Price", amid).as_deref(), Some("Paid"));
    assert_eq!(guess("x,Paid,target_class,Price", amid).as_deref(), Some("target_class"));
    let last = |at: usize| format!("{},{},{}", ["m", "f"][at % 2], at, ["a", "b", "c"][at % 3]);
    assert_eq!(guess("sex,x,kind", last).as_deref(), Some("kind"));
}

#[test]
fn samples_know_their_target_and_source() {
    for sample in SAMPLES {
        let profile = of_sample(sample.id);
        assert_eq!(profile.target.as_deref(), Some(sample.target));
        assert_eq!(profile.title, sample.title);
        assert_eq!(profile.source.unwrap().licence, sample.licence);
        let features = profile
            .columns
            .iter()
            .filter(|column| column.name != sample.target && column.is_feature(profile.rows, &PrepareSpec::default()))
            .count();
        let dates = profile.columns.iter().filter(|column| column.kind == ColumnKind::Date).count();
        assert_eq!((features + dates) as u32, sample.features, "{}", sample.id);
    }
}

#[test]
fn profile_and_training_choose_the_same_features() {
    let odd = [
        rows("id,x,y", |at| format!("{},{}.5,{}", at * 7, at, at % 2)),
        rows(",name,day", |at| format!("{at},person {at},2026-01-{:02}", at % 28 + 1)),
        rows("row,when,empty,few", |at| format!("{},{}-06-15,,{}", at + 5, 1900 + at, at % 21)),
        rows("n,step,half", |at| format!("{},{},{}.5", at * at, at, at)),
        rows("customer_id,v", |at| format!("{},{}", at % 59, if at % 4 == 0 { String::new() } else { (at * 3).to_string() })),
    ];
    let own = odd.iter().map(|text| csv::read(text.as_bytes(), &mut |_| {}).unwrap().table);
    let samples = SAMPLES.iter().map(|sample| {
        let bytes = std::fs::read(format!("public/data/{}", sample.file)).unwrap();
        crate::dataset::read_sample(&bytes, &mut |_| {}).unwrap().table
    });
    for table in own.chain(samples) {
        for (at, found) in table.columns.iter().enumerate() {
            let profile = column(found, at, &table);
            let wanted = !table.is_afterwards(&found.name) && useless(found, false, false).is_none();
            assert_eq!(profile.is_feature(table.rows as u64, &PrepareSpec::default()), wanted, "{}", found.name);
        }
    }
}

#[test]
fn the_head_shows_ten_rows_with_their_gaps() {
    let profile = of_sample("penguins");
    assert_eq!(profile.head.len(), 10);
    assert_eq!(profile.head[3][2], None);
    assert_eq!(profile.head[0][2].as_deref(), Some("39.1"));
}

#[test]
fn classification_and_regression_targets_are_distinguished() {
    use crate::dataset::{Column, Table, Values};
    use crate::protocol::model::Task::{Classification, Regression};
    let of = |values: Values, rows: usize| {
        let column = Column { name: "t".into(), values };
        super::column::profile(&column, 0, &Table { columns: vec![column.clone()], rows, afterwards: vec![] })
    };
    let numbers = |values: &[f64]| of(Values::Numeric(values.to_vec()), values.len());
    let words = of(Values::Text { codes: vec![0, 1], levels: vec!["1.5".into(), "x".into()] }, 2);
    assert_eq!((words.usual_task(), words.allows(Regression)), (Classification, false));
    let few = numbers(&[0.0, f64::NAN, 1.0, 1.0]);
    assert_eq!((few.usual_task(), few.allows(Regression), few.allows(Classification)), (Classification, true, true));
    let parts = numbers(&[0.0, 1.5]);
    assert_eq!((parts.usual_task(), parts.allows(Classification)), (Regression, false));
    let many = numbers(&(0..21).map(f64::from).collect::<Vec<_>>());
    assert_eq!((many.usual_task(), many.allows(Classification)), (Regression, true));
    assert!(!numbers(&(0..51).map(f64::from).collect::<Vec<_>>()).allows(Classification));
}
