//! The workers as parts of the lab, and the sentences for one that does not start.

use crate::protocol::{Error, Service};

/// Why a part did not start, as `public/worker.js` says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StartFailure {
    /// What kind of trouble it is.
    pub(super) why: StartCause,
    /// The file, and what the browser says of it.
    pub(super) detail: String,
}

/// Kinds of trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StartCause {
    /// No answer: no connection, a server that is down, a filter.
    Fetch,
    /// The server has no such file.
    Missing,
    /// The browser does not compile WebAssembly here.
    Wasm,
    /// It was fetched, compiled, and failed.
    Start,
    /// It is of another build than the page.
    Build,
}

impl StartFailure {
    /// From the loader's word and detail.
    pub(super) fn new(why: &str, detail: &str) -> Self {
        let why = match why {
            "fetch" => StartCause::Fetch,
            "missing" => StartCause::Missing,
            "wasm" => StartCause::Wasm,
            "build" => StartCause::Build,
            _ => StartCause::Start,
        };
        Self { why, detail: detail.to_owned() }
    }

    /// From the message of an error that came before a part was ready, if it means that a script could not be fetched. An
    /// absent script has no message; one that a script imports is named differently by each browser.
    pub(super) fn of_error(message: &str) -> Option<Self> {
        let unfetched = message.is_empty() || message.contains("NetworkError") || message.contains("importScripts");
        unfetched
            .then(|| Self { why: StartCause::Fetch, detail: if message.is_empty() { "no answer".to_owned() } else { message.to_owned() } })
    }

    /// What is wrong and what to do, for the part that does not start.
    pub(super) fn error(&self, service: Service) -> Error {
        let (part, detail) = (part(service), &self.detail);
        match self.why {
            StartCause::Fetch => Error::new(
                format!("{part} could not be fetched ({detail})"),
                "Check your connection, and whether an extension or a company's filter blocks files of this site; then run it again.",
            ),
            StartCause::Missing => {
                Error::new(format!("{part} is not on the server ({detail})"), "The site may just have been renewed: reload the page.")
            }
            StartCause::Wasm => Error::new(
                format!("this browser does not run {part}, which is WebAssembly ({detail})"),
                "WebAssembly may be switched off by Lockdown Mode, an extension or a company's rule: allow it for this site, or use a current Firefox, Chrome, Edge or Safari.",
            ),
            StartCause::Start => Error::new(
                format!("{part} was fetched but did not start ({detail})"),
                "Reload the page; if it fails again, please report this.",
            ),
            StartCause::Build => Error::new(
                format!("{part} is of another version than this page ({detail})"),
                "The site has just been renewed: reload the page. What you saved stays.",
            ),
        }
    }
}

/// What a service's worker is for.
pub(super) fn part(service: Service) -> &'static str {
    match service {
        Service::Engine | Service::Local => "the part of the lab that trains and judges models",
        Service::Store => "the part of the lab that keeps runs",
        Service::Press => "the part that makes the PDF",
    }
}

/// What the page says of it.
pub(super) fn notice(error: &Error) -> String {
    let mut letters = error.what.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}. {}", letters.as_str(), error.hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_is_named_and_each_trouble_has_a_way_out() {
        let mut texts = Vec::new();
        for service in [Service::Engine, Service::Store, Service::Press] {
            for why in ["fetch", "missing", "wasm", "start", "build"] {
                let text = notice(&StartFailure::new(why, "x_bg.wasm: status 404").error(service));
                assert!(text.contains("x_bg.wasm: status 404") && text.contains(part(service).trim_start_matches("the ")), "{text}");
                assert!(text.starts_with(char::is_uppercase) && text.ends_with('.'), "{text}");
                // Without a connection a reload would lose the page.
                assert!(why != "fetch" || !text.contains("reload"), "{text}");
                texts.push(text);
            }
        }
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), 15);
    }

    #[test]
    fn an_error_before_the_first_word_is_a_failed_fetch_only_if_it_says_so() {
        assert_eq!(StartFailure::of_error("").unwrap(), StartFailure { why: StartCause::Fetch, detail: "no answer".into() });
        for message in [
            "Uncaught NetworkError: Failed to execute 'importScripts' on 'WorkerGlobalScope': The script at 'http://host/engine.js' failed to load.",
            "NetworkError: A network error occurred.",
        ] {
            assert_eq!(StartFailure::of_error(message).unwrap().why, StartCause::Fetch, "{message}");
        }
        assert_eq!(StartFailure::of_error("Uncaught RuntimeError: unreachable"), None);
    }
}
