//! What MLflow takes as names and values (mlflow/utils/validation.py), so that nothing is saved that it could not read.

use super::Result;
use super::error::invalid;

/// Characters of a param's, metric's or tag's name.
const KEY: usize = 250;
/// Characters of a param's value.
pub(super) const PARAM: usize = 6000;
/// Characters of a tag's value.
pub(super) const TAG: usize = 8000;

/// A name of a param, a metric or a tag.
pub(super) fn key(kind: &str, name: &str) -> Result<()> {
    at_most(kind, name, KEY)?;
    let plain = |letter: char| letter.is_alphanumeric() || "_-. :/".contains(letter);
    if name.is_empty() || !name.chars().all(plain) || name.starts_with('/') || name.split('/').any(|part| part == "." || part == "..") {
        return Err(invalid(
            format!("“{name}” cannot be the name of a {kind}"),
            "Use letters, digits, underscores, dashes, periods, spaces, colons and slashes.",
        ));
    }
    Ok(())
}

/// A text of limited length.
pub(super) fn at_most(kind: &str, text: &str, most: usize) -> Result<()> {
    let length = text.chars().count();
    if length <= most {
        return Ok(());
    }
    let start: String = text.chars().take(40).collect();
    Err(invalid(format!("the {kind} “{start}…” has {length} characters"), format!("MLflow keeps at most {most}: shorten it.")))
}

/// A text that must say something.
pub(super) fn named(kind: &str, text: &str, most: usize) -> Result<()> {
    if text.trim().is_empty() {
        return Err(invalid(format!("the {kind} is empty"), "Give it a name."));
    }
    at_most(kind, text, most)
}

/// The id of a run.
pub(super) fn run_id(id: &str) -> Result<()> {
    if id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)) {
        return Ok(());
    }
    Err(invalid(format!("“{id}” cannot be the id of a run"), "Use 32 hexadecimal digits in small letters, or let the store choose."))
}

/// The name of a registered model.
pub(super) fn model(name: &str) -> Result<()> {
    named("name of the model", name, 256)?;
    if name.contains(['/', ':']) {
        return Err(invalid(
            format!("“{name}” cannot be the name of a model"),
            "Leave out slashes and colons: they part names in models:/name@alias.",
        ));
    }
    Ok(())
}

/// The name of an alias.
pub(super) fn alias(name: &str) -> Result<()> {
    named("alias", name, 255)?;
    let plain = name.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '-');
    let version = name.strip_prefix(['v', 'V']).is_some_and(|rest| !rest.is_empty() && rest.chars().all(|digit| digit.is_ascii_digit()));
    if !plain || version || name.eq_ignore_ascii_case("latest") {
        return Err(invalid(
            format!("“{name}” cannot be an alias"),
            "Use letters, digits, underscores and dashes, such as champion; not latest, and not v1, which would read as a version.",
        ));
    }
    Ok(())
}

/// A path below a run's artifacts.
pub(super) fn path(path: &str) -> Result<()> {
    at_most("path", path, 400)?;
    let odd = |part: &str| part.is_empty() || part == "." || part == ".." || part.contains(['\\', ':', '\0']);
    if path.split('/').any(odd) {
        return Err(invalid(
            format!("“{path}” cannot be the path of an artifact"),
            "Use names with slashes between them, such as model/spec.json.",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_or_refused_as_mlflow_does() {
        for good in ["accuracy", "roc/auc", "f1 score", "größe", "a:b", "lr-1.0"] {
            assert!(key("metric", good).is_ok(), "{good}");
        }
        for bad in ["", "/a", "a/../b", "a?", "a\nb", &"x".repeat(251)] {
            assert!(key("metric", bad).is_err(), "{bad}");
        }
        for (name, good) in
            [("champion", true), ("a_b-1", true), ("v2", false), ("Latest", false), ("a b", false), ("", false), ("very", true)]
        {
            assert_eq!(alias(name).is_ok(), good, "{name}");
        }
        for (name, good) in [("model/spec.json", true), ("a", true), ("../a", false), ("a//b", false), ("/a", false), ("c:x", false)] {
            assert_eq!(path(name).is_ok(), good, "{name}");
        }
        assert!(run_id("0123456789abcdef0123456789abcdef").is_ok());
        assert!(run_id("0123456789ABCDEF0123456789ABCDEF").is_err());
    }
}
