//! Progress in an address, short enough for a small QR code: two bits for each topic and step.
//!
//! An address ends in `#progress=1.…`: what follows `#` is never sent to a server. The bits stand in the order of [`REGISTER`],
//! which only ever grows at its end, so a sheet printed today is still read when the road has been redrawn. Notes, bookmarks and
//! dates stay behind: they would make the code too dense to be read from paper.

use super::Status;

/// What an address with progress has between the page and the progress.
pub const MARK: &str = "#progress=";
/// The format's number and the dot after it.
const FORMAT: &str = "1.";
/// Digits of base64url (RFC 4648, section 5).
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Every topic and step there ever was, in the order in which it came.
pub const REGISTER: [&str; 78] = [
    "phase-0.python",
    "phase-0.command-line",
    "phase-0.git",
    "phase-0.project.environment",
    "phase-0.project.reads",
    "phase-0.project.processes",
    "phase-0.project.saves",
    "phase-0.project.errors",
    "phase-0.project.repository",
    "phase-0.project.readme",
    "phase-1.learning-types",
    "phase-1.choosing-a-method",
    "phase-1.train-a-model",
    "phase-1.metrics",
    "phase-1.validation",
    "phase-1.project.dataset",
    "phase-1.project.split",
    "phase-1.project.baseline",
    "phase-1.project.model",
    "phase-1.project.validation",
    "phase-1.project.metrics",
    "phase-1.project.errors",
    "phase-1.project.published",
    "phase-2.why-tracking",
    "phase-2.logging",
    "phase-2.artifacts",
    "phase-2.compare",
    "phase-2.project.tracked",
    "phase-2.project.ten-runs",
    "phase-2.project.context",
    "phase-2.project.selection",
    "phase-2.project.comparison",
    "phase-2.project.reload",
    "phase-2.project.decision",
    "phase-3.flask",
    "phase-3.fastapi",
    "phase-3.docker",
    "phase-3.testing",
    "phase-3.documentation",
    "phase-3.project.server",
    "phase-3.project.validation",
    "phase-3.project.health",
    "phase-3.project.container",
    "phase-3.project.pinned",
    "phase-3.project.tests",
    "phase-3.project.readme",
    "phase-4.why-orchestrate",
    "phase-4.airflow",
    "phase-4.kubeflow",
    "phase-4.promotion",
    "phase-4.project.dag",
    "phase-4.project.schedule",
    "phase-4.project.idempotent",
    "phase-4.project.retry",
    "phase-4.project.comparison",
    "phase-4.project.promotion",
    "phase-4.project.rollback",
    "phase-5.data-drift",
    "phase-5.concept-drift",
    "phase-5.prediction-logging",
    "phase-5.dashboards",
    "phase-5.project.logging",
    "phase-5.project.privacy",
    "phase-5.project.metrics",
    "phase-5.project.dashboard",
    "phase-5.project.drift",
    "phase-5.project.incident",
    "phase-5.project.alert",
    "phase-6.llmops",
    "phase-6.feature-stores",
    "phase-6.governance",
    "phase-6.convergence",
    "phase-6.project.model-card",
    "phase-6.project.audit",
    "phase-6.project.bias",
    "phase-6.project.feature",
    "phase-6.project.evaluation",
    "phase-6.project.cost",
];

/// Why an address holds no progress.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Written by a newer version of the site.
    #[error("the progress in this address was written by a newer version of the site")]
    Newer,
    /// Cut off or mistyped.
    #[error("the progress in this address is damaged: {0}")]
    Damaged(String),
}

/// The progress as it stands in an address after [`MARK`]; what is still to do at the end is left out.
pub fn encode(status: impl Fn(&str) -> Status) -> String {
    let mut states: Vec<Status> = REGISTER.iter().map(|id| status(id)).collect();
    while states.last() == Some(&Status::ToDo) {
        states.pop();
    }
    let digit = |three: &[Status]| {
        let bits = (0..3).fold(0, |bits, at| bits << 2 | three.get(at).map_or(0, |status| bits_of(*status)));
        DIGITS.get(bits).map_or('A', |digit| char::from(*digit))
    };
    FORMAT.chars().chain(states.chunks(3).map(digit)).collect()
}

/// An address that restores progress; `site` is the address of the site's first page.
pub fn address(site: &str, status: impl Fn(&str) -> Status) -> String {
    format!("{}{MARK}{}", site.split('#').next().unwrap_or_default(), encode(status))
}

/// What stands in an address after [`MARK`], as ids with where they stand; what is still to do is not among them.
pub fn decode(text: &str) -> Result<Vec<(&'static str, Status)>, LinkError> {
    let Some(digits) = text.strip_prefix(FORMAT) else {
        let number = text.split('.').next().and_then(|number| number.parse::<u32>().ok());
        return Err(if number.is_some_and(|number| number > 1) { LinkError::Newer } else { damaged("it does not begin with “1.”") });
    };
    let mut found = Vec::new();
    for (place, digit) in digits.bytes().enumerate() {
        let Some(bits) = DIGITS.iter().position(|known| *known == digit) else {
            return Err(damaged(format!("the character “{}” does not belong there", char::from(digit).escape_default())));
        };
        for (at, shift) in [4, 2, 0].into_iter().enumerate() {
            let status = Status::ALL.get(bits >> shift & 3).copied().unwrap_or_default();
            match (REGISTER.get(place * 3 + at), status) {
                (_, Status::ToDo) => {}
                (Some(id), status) => found.push((*id, status)),
                // A newer version knows more; of what this one does not know it can say nothing.
                (None, _) => return Err(LinkError::Newer),
            }
        }
    }
    Ok(found)
}

fn bits_of(status: Status) -> usize {
    Status::ALL.iter().position(|other| *other == status).unwrap_or(0)
}

fn damaged(why: impl Into<String>) -> LinkError {
    LinkError::Damaged(why.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::{PHASES, Phase};

    /// A different status for neighbours.
    fn mixed(id: &str) -> Status {
        Status::ALL[id.bytes().map(usize::from).sum::<usize>() % 4]
    }

    #[test]
    fn everything_on_the_road_is_in_the_register_once() {
        for id in PHASES.iter().flat_map(Phase::item_ids) {
            assert_eq!(REGISTER.iter().filter(|known| **known == id).count(), 1, "{id}: add it at the end of the register");
        }
    }

    #[test]
    fn the_register_keeps_its_order() {
        // A printed code points at places; these must never move.
        let places = [(0, "phase-0.python"), (3, "phase-0.project.environment"), (37, "phase-3.testing"), (77, "phase-6.project.cost")];
        for (place, id) in places {
            assert_eq!(REGISTER[place], id);
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let expected: Vec<_> = REGISTER.iter().map(|id| (*id, mixed(id))).filter(|(_, status)| *status != Status::ToDo).collect();
        assert_eq!(decode(&encode(mixed)).unwrap(), expected);
        assert_eq!(decode(&encode(|_| Status::ToDo)).unwrap(), []);
        assert_eq!(encode(|_| Status::Done).len(), 28);
    }

    #[test]
    fn an_address_keeps_the_page_and_replaces_what_followed() {
        let done = |id: &str| if id == "phase-0.python" { Status::Done } else { Status::ToDo };
        assert_eq!(address("https://example.org/roadmap/#top", done), "https://example.org/roadmap/#progress=1.g");
    }

    #[test]
    fn a_damaged_or_newer_address_says_so() {
        assert_eq!(decode("2.AAAA"), Err(LinkError::Newer));
        assert_eq!(decode(&format!("1.{}", "_".repeat(27))), Err(LinkError::Newer));
        for text in ["", "x", "1", "1.A!", "1.ä"] {
            assert!(matches!(decode(text), Err(LinkError::Damaged(_))), "{text}");
        }
    }
}
