//! A number that may be infinite, as JSON has no word for it: `"Infinity"` and `"-Infinity"`, as JavaScript and Python write and
//! read them.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Writes a number; an infinite one as text.
pub(in crate::protocol) fn serialize<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(number) if number.is_infinite() => (if *number > 0.0 { "Infinity" } else { "-Infinity" }).serialize(serializer),
        value => value.serialize(serializer),
    }
}

/// Reads what [`serialize`] writes.
pub(in crate::protocol) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Number(f64),
        Word(Word),
    }

    #[derive(Deserialize)]
    enum Word {
        #[serde(rename = "Infinity")]
        Above,
        #[serde(rename = "-Infinity")]
        Below,
    }

    Ok(Option::<Written>::deserialize(deserializer)?.map(|written| match written {
        Written::Number(number) => number,
        Written::Word(Word::Above) => f64::INFINITY,
        Written::Word(Word::Below) => f64::NEG_INFINITY,
    }))
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Found(#[serde(with = "super")] Option<f64>);

    #[test]
    fn an_infinite_number_comes_back_as_one() {
        for (number, text) in
            [(Some(1.5), "1.5"), (None, "null"), (Some(f64::INFINITY), "\"Infinity\""), (Some(f64::NEG_INFINITY), "\"-Infinity\"")]
        {
            assert_eq!(serde_json::to_string(&Found(number)).unwrap(), text);
            assert_eq!(serde_json::from_str::<Found>(text).unwrap(), Found(number));
        }
        assert!(serde_json::from_str::<Found>("\"far\"").is_err());
    }
}
