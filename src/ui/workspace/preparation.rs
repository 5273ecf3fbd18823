//! The preparation as words of an address, and which of its settings the data has a use for.
//!
//! `prepare__scaler=robust` sets it for all columns, `prepare__island__encoder=ordinal` for one: scikit-learn's way of naming
//! a part of a part. A column's own words are differences from what holds for all.

use crate::protocol::prepare;
use crate::protocol::prepare::About;
use crate::protocol::{ColumnKind, ColumnProfile, PrepareSpec};
use crate::ui::kit::query::{Query, encode};

/// What the words of a preparation begin with.
pub(crate) const PREFIX: &str = "prepare__";

/// Reads a preparation from the words that are its own; what is wrong with them goes to the warnings.
pub(crate) fn read(query: &Query) -> (PrepareSpec, Vec<String>) {
    let (mut spec, mut wrong) = (PrepareSpec::default(), vec![]);
    let own = || query.iter().filter_map(|(key, value)| Some((key.strip_prefix(PREFIX)?, value)));
    // What holds for all comes first, whatever the order of the words.
    for of_column in [false, true] {
        for (name, value) in own().filter(|(name, _)| name.contains("__") == of_column) {
            if let Err(trouble) = set(&mut spec, name, &value) {
                wrong.push(trouble);
            }
        }
    }
    (spec, wrong)
}

/// The words of a preparation; none for the usual one.
pub(crate) fn write(spec: &PrepareSpec) -> Query {
    let usual = PrepareSpec::default();
    let mut query = Query::default();
    for (name, value) in prepare::differences(spec, &usual) {
        query.push(&format!("{PREFIX}{name}"), value);
    }
    for (column, own) in &spec.columns {
        for (name, value) in prepare::differences(own, spec) {
            query.push(&format!("{PREFIX}{column}__{name}"), value);
        }
    }
    query
}

/// Sets `scaler`, or `island__encoder` for one column; a column that is then prepared as all others are has nothing of its
/// own.
pub(crate) fn set(spec: &mut PrepareSpec, name: &str, text: &str) -> Result<(), String> {
    let Some((column, name)) = name.rsplit_once("__") else { return prepare::set(spec, name, text) };
    let mut own = PrepareSpec { columns: vec![], ..spec.of(column).clone() };
    prepare::set(&mut own, name, text)?;
    spec.columns.retain(|(name, _)| name != column);
    if !prepare::differences(&own, spec).is_empty() {
        spec.columns.push((column.to_owned(), own));
    }
    Ok(())
}

/// The name of a setting's field, for all columns or for one; it is an element's id too, so the column is encoded.
pub(crate) fn field(column: Option<&str>, setting: &str) -> String {
    column.map_or_else(|| format!("{PREFIX}{setting}"), |column| format!("{PREFIX}{}__{setting}", encode(column)))
}

/// Whether a setting is about this column.
pub(crate) fn concerns(about: About, column: &ColumnProfile) -> bool {
    let numbers = column.is_numeric();
    match about {
        About::Gaps => column.missing > 0 && column.kind != ColumnKind::Empty,
        About::Numbers => numbers,
        About::Texts => !numbers && column.kind == ColumnKind::Categorical,
        About::Dates => column.kind == ColumnKind::Date,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Encoder, Scaler, Strategy};

    #[track_caller]
    fn check(spec: PrepareSpec, query: &str) {
        assert_eq!(write(&spec).words(), query);
        assert_eq!(read(&Query::parse(query)), (spec, vec![]));
    }

    #[test]
    fn a_preparation_survives_its_address() {
        check(PrepareSpec::default(), "");
        let all = PrepareSpec { scaler: Scaler::Robust, min_frequency: Some(10.0), ..PrepareSpec::default() };
        check(all.clone(), "prepare__scaler=robust&prepare__min_frequency=10");
        let own = PrepareSpec { encoder: Encoder::Ordinal, ..all.clone() };
        let fill = PrepareSpec { strategy: Strategy::Constant, fill_value: Some("a & b".into()), ..all.clone() };
        check(
            PrepareSpec { columns: vec![("the__is land".into(), own), ("x".into(), fill)], ..all },
            "prepare__scaler=robust&prepare__min_frequency=10&prepare__the__is%20land__encoder=ordinal\
             &prepare__x__strategy=constant&prepare__x__fill_value=a%20%26%20b",
        );
    }

    #[test]
    fn what_holds_for_all_comes_first_in_any_order() {
        let (spec, wrong) = read(&Query::parse("prepare__x__encoder=ordinal&prepare__scaler=standard&prepare__size=1"));
        assert_eq!((spec.of("x").encoder, spec.of("x").scaler), (Encoder::Ordinal, Scaler::Standard));
        let mut spec = spec;
        set(&mut spec, "x__encoder", "one_hot").unwrap();
        assert!(spec.columns.is_empty());
        assert_eq!(wrong, ["size is not a setting of the preparation"]);
    }
}
