//! Preparation on small tables.

use super::*;
use crate::learn::testing::{number, table, text};
use crate::protocol::{DatePart, Encoder};

fn sample() -> Table {
    table(vec![number("size", &[4.0, f64::NAN, 1.0, 2.5, 100.0]), text("isle", &["b", "a", "", "b", "z"]), number("gone", &[f64::NAN; 5])])
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn preparation_is_learned_from_the_training_rows_alone() {
    let encoding = Encoding::fit(&sample(), &names(&["size", "isle"]), &[0, 1, 2, 3]).unwrap();
    assert_eq!(encoding.names(), ["size", "isle=a", "isle=b"]);
    let frame = encoding.frame(&sample(), &[0, 1, 2, 4]).unwrap();
    assert_eq!(frame.columns, [[4.0, 2.5, 1.0, 100.0], [0.0, 1.0, 0.0, 0.0], [1.0, 0.0, 1.0, 0.0]]);
    let summaries = encoding.summaries();
    assert_eq!((summaries[0].min, summaries[0].typical, summaries[0].max, summaries[0].whole), (1.0, 2.5, 4.0, false));
    assert_eq!(summaries[1].levels, ["b", "a"]);
}

#[test]
fn a_row_of_text_is_encoded_like_the_table() {
    let encoding = Encoding::fit(&sample(), &names(&["size", "isle"]), &[0, 1, 2, 3]).unwrap();
    let row =
        |pairs: &[(&str, &str)]| encoding.row(&pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect::<Vec<_>>());
    assert_eq!(row(&[("size", " 7 "), ("isle", "a")]), Ok(vec![7.0, 1.0, 0.0]));
    assert_eq!(row(&[]), Ok(vec![2.5, 0.0, 1.0]));
    assert_eq!(row(&[("isle", "new"), ("size", "")]), Ok(vec![2.5, 0.0, 0.0]));
    assert_eq!(row(&[("size", "tall")]).unwrap_err().to_string(), "column 'size' takes numbers, not 'tall'");
    assert_eq!(row(&[("age", "1")]).unwrap_err().to_string(), "the model does not use a column 'age'");
}

#[test]
fn columns_of_no_use_are_left_out_with_a_warning_or_refused_when_named() {
    let (chosen, warnings) = choose(&sample(), "isle", &[]).unwrap();
    assert_eq!(chosen, ["size"]);
    assert_eq!(warnings[0].text, "left out of the features: it has no values");
    let error = Encoding::fit(&sample(), &names(&["gone"]), &[0, 1]).unwrap_err();
    assert_eq!(error.to_string(), "no training row has a value in column 'gone'");
    let counted: Vec<f64> = (1..=30).map(f64::from).collect();
    let (_, warnings) = choose(&table(vec![number("n", &counted), number("x", &[1.0; 30]), text("t", &["a"; 30])]), "t", &[]).unwrap();
    assert_eq!(warnings[0].column.as_deref(), Some("n"));
}

#[test]
fn dates_are_taken_apart_and_asked_for_by_example() {
    let days = text("day", &["31.1.2026", "", "1.2.2026", "1.2.2026", "soon"]);
    let spec = PrepareSpec { date_parts: vec![DatePart::Month, DatePart::Weekday], add_indicator: true, ..PrepareSpec::default() };
    let encoding = Encoding::fit_with(&table(vec![days.clone()]), &names(&["day"]), &[0, 1, 2, 3], &spec).unwrap();
    assert_eq!(encoding.names(), ["day.month", "day.weekday", "day is missing"]);
    // A text that is no date counts as missing where the training rows had none such.
    let frame = encoding.frame(&table(vec![days]), &[0, 1, 4]).unwrap();
    assert_eq!(frame.columns, [[1.0, 2.0, 2.0], [5.0, 6.0, 6.0], [0.0, 1.0, 1.0]]);
    assert_eq!(encoding.typical_text(), [("day".to_string(), "1.2.2026".to_string())]);
    let error = encoding.row(&[("day".into(), "May".into())]).unwrap_err();
    assert_eq!(error.to_string(), "column 'day' takes dates such as 1.2.2026, not 'May'");
    assert_eq!(encoding.row(&[("day".into(), "2.3.2026".into())]), Ok(vec![3.0, 0.0, 0.0]));
}

#[test]
fn many_texts_are_grouped_numbered_or_refused() {
    let words: Vec<String> = (0..900).map(|row: usize| format!("w{}", if row < 500 { row % 2 } else { row })).collect();
    let table = table(vec![text("word", &words.iter().map(String::as_str).collect::<Vec<_>>())]);
    let rows: Vec<u32> = (0..900).collect();
    let fit = |spec: &PrepareSpec| Encoding::fit_with(&table, &names(&["word"]), &rows, spec);
    let refused = fit(&PrepareSpec::default()).unwrap_err();
    assert_eq!(refused.to_string(), "column 'word' has 402 different texts, more than the 200 a feature may have");
    let grouped = fit(&PrepareSpec { max_categories: Some(3), ..PrepareSpec::default() }).unwrap();
    assert_eq!(grouped.names(), ["word=w0", "word=w1", "word=(rare)"]);
    assert_eq!(grouped.row(&[("word".into(), "never seen".into())]), Ok(vec![0.0, 0.0, 1.0]));
    let numbered = fit(&PrepareSpec { encoder: Encoder::Ordinal, ..PrepareSpec::default() }).unwrap();
    assert_eq!((numbered.names().len(), numbered.row(&[("word".into(), "never seen".into())])), (1, Ok(vec![-1.0])));
    for (name, spec) in [
        ("min_frequency", PrepareSpec { min_frequency: Some(0.0), ..PrepareSpec::default() }),
        ("max_categories", PrepareSpec { max_categories: Some(0), ..PrepareSpec::default() }),
    ] {
        assert!(fit(&spec).unwrap_err().to_string().starts_with(name));
    }
    assert_eq!(choose(&table, "t", &[]).unwrap_err(), Error::NoFeatures { target: "t".into() });
    let spec = PrepareSpec { max_categories: Some(3), ..PrepareSpec::default() };
    assert_eq!(choose_for(&table, "t", &[], &spec).unwrap().0, ["word"]);
}

#[test]
fn a_column_scaled_in_its_own_way_is_not_scaled_again_by_the_model() {
    use crate::protocol::Scaler;
    let table = table(vec![number("a", &[1.0, 2.0, 5.0]), number("b", &[1.0, 2.0, 5.0]), text("c", &["x", "y", "x"])]);
    let fit = |scaler, own| {
        let of = |scaler| PrepareSpec { scaler, encoder: Encoder::Ordinal, ..PrepareSpec::default() };
        let spec = PrepareSpec { columns: vec![("b".into(), of(own))], ..of(scaler) };
        let encoding = Encoding::fit_with(&table, &names(&["a", "b", "c"]), &[0, 1, 2], &spec).unwrap();
        (encoding.leaves_scaling_to_the_model(), encoding.columns_left_to_the_model())
    };
    assert_eq!(fit(Scaler::Auto, Scaler::None), (true, vec![true, false, true]));
    assert_eq!(fit(Scaler::Robust, Scaler::Auto), (true, vec![false, true, false]));
    assert_eq!(fit(Scaler::Robust, Scaler::MinMax), (false, vec![false, false, false]));
}
