//! Detectors as the form shows them: river's parameters by river's names, read from the request itself.

use serde_json::{Map, Value};

use crate::protocol::DetectorSpec;

/// A detector's id and parameters.
fn parts(detector: &DetectorSpec) -> Option<(String, Map<String, Value>)> {
    let Value::Object(all) = serde_json::to_value(detector).ok()? else { return None };
    let (id, own) = all.into_iter().next()?;
    let Value::Object(own) = own else { return None };
    Some((id, own))
}

/// A detector's parameters by name, as text; empty is none.
pub(crate) fn fields(detector: &DetectorSpec) -> Vec<(String, String)> {
    let Some((_, own)) = parts(detector) else { return vec![] };
    let text = |value: Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    };
    own.into_iter().map(|(name, value)| (name, text(value))).collect()
}

/// The detector with another parameter; absent where the text is none that it can have.
pub(crate) fn with(detector: &DetectorSpec, name: &str, text: &str) -> Option<DetectorSpec> {
    let (id, mut own) = parts(detector)?;
    let slot = own.get_mut(name)?;
    let text = text.trim();
    let value = match text {
        "" => Value::Null,
        "true" | "True" => true.into(),
        "false" | "False" => false.into(),
        _ => serde_json::from_str::<Value>(text).ok().filter(Value::is_number).unwrap_or_else(|| text.into()),
    };
    *slot = value;
    let mut all = Map::new();
    all.insert(id, Value::Object(own));
    serde_json::from_value(Value::Object(all)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_have_rivers_names_and_take_what_they_can() {
        let all = DetectorSpec::usual();
        assert_eq!(
            all.iter().map(DetectorSpec::name).collect::<Vec<_>>(),
            ["ADWIN", "DDM", "EDDM", "HDDM_A", "HDDM_W", "FHDDM", "PageHinkley", "KSWIN"]
        );
        let mut names: Vec<String> = fields(&all[0]).into_iter().map(|(name, _)| name).collect();
        names.sort();
        assert_eq!(names, ["clock", "delta", "grace_period", "max_buckets", "min_window_length"]);
        let other = with(&all[0], "delta", "0.01").unwrap();
        assert!(fields(&other).contains(&("delta".into(), "0.01".into())));
        for (name, text) in [("delta", "much"), ("clock", "1.5"), ("clock", "-1"), ("clock", ""), ("beta", "1")] {
            assert_eq!(with(&all[0], name, text), None, "{name} {text}");
        }
        let stacked = with(&all[5], "short_window_size", "25").unwrap();
        assert!(fields(&stacked).contains(&("short_window_size".into(), "25".into())));
        assert_eq!(with(&stacked, "short_window_size", "").as_ref(), Some(&all[5]));
        assert!(fields(&with(&all[3], "two_sided_test", "true").unwrap()).contains(&("two_sided_test".into(), "true".into())));
        assert!(with(&all[6], "mode", "up").is_some() && with(&all[6], "mode", "sideways").is_none());
    }
}
