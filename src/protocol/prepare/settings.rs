//! What can be set about preparing columns, once: name, range, default, meaning, and which columns it is about. Names are
//! scikit-learn's where it has one.

use serde_json::{Map, Value};

use super::spec::PrepareSpec;
use crate::protocol::model::{Param, ParamKind};

/// Columns that a setting is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Columns with missing values.
    Gaps,
    /// Numbers.
    Numbers,
    /// Texts.
    Texts,
    /// Dates.
    Dates,
}

const fn setting(name: &'static str, kind: ParamKind, default: &'static str, about: &'static str) -> Param {
    Param { name, kind, default, about, main: false }
}

/// The settings, in the order in which a column meets them.
pub const SETTINGS: &[(About, Param)] = &[
    (
        About::Dates,
        setting(
            "date_parts",
            ParamKind::Several(&["year", "month", "day", "weekday", "hour"]),
            "",
            "Takes each date apart into numbers; with none ticked, dates are left as texts.",
        ),
    ),
    (
        About::Gaps,
        setting(
            "strategy",
            ParamKind::Choice(&["median", "mean", "most_frequent", "constant"]),
            "median",
            "What fills a gap, learned from the training rows; texts get their most frequent one, unless it is a constant.",
        ),
    ),
    (About::Gaps, setting("fill_value", ParamKind::Text, "", "The constant; empty means 0 for numbers and missing_value for texts.")),
    (
        About::Gaps,
        setting(
            "add_indicator",
            ParamKind::Flag,
            "False",
            "Adds a column that says where a value was missing: the gap itself may tell something.",
        ),
    ),
    (
        About::Numbers,
        setting(
            "scaler",
            ParamKind::Choice(&["auto", "None", "standard", "min_max", "robust"]),
            "auto",
            "Brings numbers to one scale; auto scales for models that weigh or measure, and leaves trees alone.",
        ),
    ),
    (
        About::Texts,
        setting(
            "encoder",
            ParamKind::Choice(&["one_hot", "ordinal"]),
            "one_hot",
            "A column of 0 and 1 for each text, or one column of numbers in the order of the alphabet.",
        ),
    ),
    (About::Texts, setting("min_frequency", ParamKind::Frequency, "None", "Texts rarer than this are grouped as one.")),
    (
        About::Texts,
        setting(
            "max_categories",
            ParamKind::Whole { min: 1, max: 1000, optional: true },
            "None",
            "Most columns that a text may become; the rarest are grouped.",
        ),
    ),
];

/// The settings and a column's own, by name; absent if there is no such setting.
fn setting_of(name: &str) -> Option<&'static Param> {
    SETTINGS.iter().map(|(_, param)| param).find(|param| param.name == name)
}

/// A setting's value as text; absent if there is no such setting.
pub fn get(spec: &PrepareSpec, name: &str) -> Option<String> {
    setting_of(name)?.kind.print(taken_apart(spec)?.get(name)?)
}

/// Sets a setting from text; the error says what it takes.
pub fn set(spec: &mut PrepareSpec, name: &str, text: &str) -> Result<(), String> {
    let unknown = || format!("{name} is not a setting of the preparation");
    let param = setting_of(name).ok_or_else(unknown)?;
    let text = text.trim();
    let wrong = || format!("{name} takes {}, not '{text}'", param.kind.takes());
    let mut values = taken_apart(spec).ok_or_else(unknown)?;
    values.insert(name.to_owned(), param.kind.read(text).ok_or_else(wrong)?);
    *spec = serde_json::to_string(&values).ok().and_then(|text| serde_json::from_str(&text).ok()).ok_or_else(wrong)?;
    Ok(())
}

/// The settings that are not as in another preparation, with their values.
pub fn differences(spec: &PrepareSpec, other: &PrepareSpec) -> Vec<(&'static str, String)> {
    let value = |param: &'static Param| Some((param.name, get(spec, param.name)?));
    SETTINGS.iter().filter_map(|(_, param)| value(param)).filter(|(name, value)| get(other, name).as_ref() != Some(value)).collect()
}

fn taken_apart(spec: &PrepareSpec) -> Option<Map<String, Value>> {
    serde_json::from_str(&serde_json::to_string(spec).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{DatePart, Encoder, Scaler};

    #[test]
    fn every_setting_reads_as_its_default_and_can_be_set_to_it() {
        let mut spec = PrepareSpec::default();
        for (_, param) in SETTINGS {
            assert_eq!(get(&spec, param.name).as_deref(), Some(param.default), "{}", param.name);
            set(&mut spec, param.name, param.default).unwrap();
        }
        assert_eq!(spec, PrepareSpec::default());
    }

    #[test]
    fn every_field_but_the_columns_has_its_setting() {
        let fields = taken_apart(&PrepareSpec::default()).unwrap();
        let mut named: Vec<&str> = SETTINGS.iter().map(|(_, param)| param.name).chain(["columns"]).collect();
        named.sort_unstable();
        assert_eq!(fields.keys().map(String::as_str).collect::<Vec<_>>(), named);
    }

    fn check(name: &str, text: &str, printed: &str) {
        let mut spec = PrepareSpec::default();
        set(&mut spec, name, text).unwrap();
        assert_eq!(get(&spec, name).as_deref(), Some(printed));
        let expected =
            (printed != get(&PrepareSpec::default(), name).unwrap()).then(|| (setting_of(name).unwrap().name, printed.to_owned()));
        assert_eq!(differences(&spec, &PrepareSpec::default()), expected.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn values_print_as_they_are_typed() {
        check("min_frequency", "10", "10");
        check("min_frequency", "0.01", "0.01");
        check("min_frequency", "None", "None");
        check("max_categories", "7", "7");
        check("scaler", "None", "None");
        check("scaler", "robust", "robust");
        check("date_parts", "weekday, year", "year,weekday");
        check("date_parts", "", "");
        check("fill_value", " unknown ", "unknown");
        check("fill_value", "", "");
    }

    #[test]
    fn what_is_set_is_what_the_engine_reads() {
        let mut spec = PrepareSpec::default();
        for (name, text) in [("scaler", "min_max"), ("encoder", "ordinal"), ("date_parts", "month,hour"), ("min_frequency", "0.5")] {
            set(&mut spec, name, text).unwrap();
        }
        let wanted = PrepareSpec {
            scaler: Scaler::MinMax,
            encoder: Encoder::Ordinal,
            date_parts: vec![DatePart::Month, DatePart::Hour],
            min_frequency: Some(0.5),
            ..PrepareSpec::default()
        };
        assert_eq!(spec, wanted);
    }

    #[test]
    fn what_a_setting_does_not_take_is_refused() {
        let mut spec = PrepareSpec::default();
        for (name, text, why) in [
            ("min_frequency", "0", "min_frequency takes a count from 1, a share below 1 such as 0.01, or None, not '0'"),
            ("min_frequency", "1.5", "min_frequency takes"),
            ("date_parts", "minute", "date_parts takes any of year, month"),
            ("scaler", "big", "scaler takes one of auto, None, standard"),
            ("colour", "red", "colour is not a setting of the preparation"),
        ] {
            assert!(set(&mut spec, name, text).unwrap_err().starts_with(why), "{name}");
        }
        assert_eq!(spec, PrepareSpec::default());
    }
}
