//! A metric's value on the wire: JSON has no infinity, so it travels as a word, as in MLflow's own JSON (protobuf's). What is not
//! a number is `null`.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

const INFINITY: &str = "Infinity";
const MINUS_INFINITY: &str = "-Infinity";

/// What a value that JSON has no number for is called; absent for other values.
pub fn word(value: f64) -> Option<&'static str> {
    match value {
        f64::INFINITY => Some(INFINITY),
        f64::NEG_INFINITY => Some(MINUS_INFINITY),
        value if value.is_nan() => Some("NaN"),
        _ => None,
    }
}

pub(super) fn serialize<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) if value.is_infinite() => serializer.serialize_str(word(*value).unwrap_or(INFINITY)),
        Some(value) if !value.is_nan() => serializer.serialize_f64(*value),
        _ => serializer.serialize_none(),
    }
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    deserializer.deserialize_any(Value)
}

/// Fields that are left out when there is no value.
pub(super) fn is_absent(value: &Option<f64>) -> bool {
    value.is_none()
}

struct Value;

impl<'de> Visitor<'de> for Value {
    type Value = Option<f64>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a number, null, \"Infinity\" or \"-Infinity\"")
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Option<f64>, E> {
        Ok(Some(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Option<f64>, E> {
        Ok(Some(value as f64))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Option<f64>, E> {
        Ok(Some(value as f64))
    }

    fn visit_unit<E: Error>(self) -> Result<Option<f64>, E> {
        Ok(None)
    }

    fn visit_none<E: Error>(self) -> Result<Option<f64>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<f64>, D::Error> {
        deserialize(deserializer)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Option<f64>, E> {
        match text {
            INFINITY | "inf" | "+inf" | "+Infinity" => Ok(Some(f64::INFINITY)),
            MINUS_INFINITY | "-inf" => Ok(Some(f64::NEG_INFINITY)),
            "NaN" | "nan" => Ok(None),
            _ => Err(E::invalid_value(serde::de::Unexpected::Str(text), &self)),
        }
    }
}

/// Values by name.
pub(super) mod by_name {
    use super::*;

    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    struct One(#[serde(with = "super")] Option<f64>);

    pub(in crate::protocol::track) fn serialize<S: Serializer>(
        values: &BTreeMap<String, Option<f64>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(values.iter().map(|(name, value)| (name, One(*value))))
    }

    pub(in crate::protocol::track) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<String, Option<f64>>, D::Error> {
        Ok(BTreeMap::<String, One>::deserialize(deserializer)?.into_iter().map(|(name, value)| (name, value.0)).collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::protocol::track::{MetricPoint, MetricSummary, NewMetric};
    use crate::protocol::wire;

    #[test]
    fn infinity_survives_the_wire_and_what_is_no_number_is_null() {
        for (value, text) in [
            (Some(f64::INFINITY), r#""Infinity""#),
            (Some(f64::NEG_INFINITY), r#""-Infinity""#),
            (Some(0.1 + 0.2), "0.30000000000000004"),
            (Some(f64::MAX), "1.7976931348623157e+308"),
            (Some(-3.0), "-3.0"),
            (None, "null"),
        ] {
            let metric = NewMetric { key: "m".into(), value, step: 2, timestamp: None };
            let written = wire::encode(&metric).unwrap();
            assert!(written.contains(&format!(r#""value":{text},"#)), "{written}");
            assert_eq!(wire::decode::<NewMetric>(&written).unwrap(), metric);
            let point = MetricPoint { step: 0, timestamp: 0, value };
            assert_eq!(wire::decode::<MetricPoint>(&wire::encode(&point).unwrap()).unwrap(), point);
            let summary = MetricSummary { last: value, min: value, max: None };
            assert_eq!(wire::decode::<MetricSummary>(&wire::encode(&summary).unwrap()).unwrap(), summary);
        }
        for (text, value) in
            [("{}", None), (r#"{"value":"inf"}"#, Some(f64::INFINITY)), (r#"{"value":7}"#, Some(7.0)), (r#"{"value":-7}"#, Some(-7.0))]
        {
            let text = text.replacen('{', r#"{"key":"m","#, 1).replace(",}", "}");
            assert_eq!(wire::decode::<NewMetric>(&text).unwrap().value, value, "{text}");
        }
        assert!(wire::decode::<NewMetric>(r#"{"key":"m","value":"high"}"#).is_err());
    }
}
