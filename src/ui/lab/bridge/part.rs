//! The workers as parts of the lab, and the sentences for one that does not start.

use crate::protocol::Error;

/// Why a part did not start, as `public/worker_start.js` says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unstarted {
    /// What kind of trouble it is.
    pub(super) why: Why,
    /// The file, and what the browser says of it.
    pub(super) detail: String,
}

/// Kinds of trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// No answer: no connection, a server that is down, a filter.
    Fetch,
    /// The server has no such file.
    Missing,
    /// The browser does not compile WebAssembly here.
    Wasm,
    /// It was fetched, compiled, and failed.
    Start,
}

impl Unstarted {
    /// From the loader's word and detail.
    pub(super) fn new(why: &str, detail: &str) -> Self {
        let why = match why {
            "fetch" => Why::Fetch,
            "missing" => Why::Missing,
            "wasm" => Why::Wasm,
            _ => Why::Start,
        };
        Self { why, detail: detail.to_owned() }
    }

    /// From the message of an error that came before a part spoke, if it means that a script could not be fetched. An
    /// absent script has no message; one that a script imports is named differently by each browser.
    pub(super) fn of_error(script: &str, message: &str) -> Option<Self> {
        let unfetched = message.is_empty() || message.contains("NetworkError") || message.contains("importScripts");
        let file = script.rsplit('/').next().unwrap_or(script);
        unfetched.then(|| Self { why: Why::Fetch, detail: format!("{file}: {}", if message.is_empty() { "no answer" } else { message }) })
    }

    /// What is wrong and what to do, for the part that this script starts.
    pub(super) fn error(&self, script: &str) -> Error {
        let (part, detail) = (part(script), &self.detail);
        match self.why {
            Why::Fetch => Error::new(
                format!("{part} could not be fetched ({detail})"),
                "Check your connection, and whether an extension or a company's filter blocks files of this site; then run it again.",
            ),
            Why::Missing => {
                Error::new(format!("{part} is not on the server ({detail})"), "The site may just have been renewed: reload the page.")
            }
            Why::Wasm => Error::new(
                format!("this browser does not run {part}, which is WebAssembly ({detail})"),
                "WebAssembly may be switched off by Lockdown Mode, an extension or a company's rule: allow it for this site, or use a current Firefox, Chrome, Edge or Safari.",
            ),
            Why::Start => Error::new(
                format!("{part} was fetched but did not start ({detail})"),
                "Reload the page; if it fails again, please report this.",
            ),
        }
    }
}

/// What the worker of this script is for.
pub(super) fn part(script: &str) -> &'static str {
    let name = script.rsplit('/').next().and_then(|file| file.strip_suffix("_loader.js")).unwrap_or_default();
    match name {
        "lab" => "the part of the lab that trains models",
        "study" => "the part of the lab that compares and explains models",
        "export" => "the part of the lab that writes scripts",
        "store" => "the part of the lab that keeps runs",
        "watch" => "the part of the lab that watches a model in service",
        "press" => "the part that makes the PDF",
        _ => "a part of the lab",
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
        let mut said = Vec::new();
        for name in ["lab", "study", "export", "store", "watch", "press"] {
            let script = format!("/roadmap/{name}_loader.js");
            assert_ne!(part(&script), part("/other.js"), "{name}");
            for why in ["fetch", "missing", "wasm", "start"] {
                let text = notice(&Unstarted::new(why, "x_bg.wasm: status 404").error(&script));
                assert!(text.contains("x_bg.wasm: status 404") && text.contains(part(&script).trim_start_matches("the ")), "{text}");
                assert!(text.starts_with(char::is_uppercase) && text.ends_with('.'), "{text}");
                // Without a connection a reload would lose the page.
                assert!(why != "fetch" || !text.contains("reload"), "{text}");
                said.push(text);
            }
        }
        said.sort();
        said.dedup();
        assert_eq!(said.len(), 24);
    }

    #[test]
    fn an_error_before_the_first_word_is_a_failed_fetch_only_if_it_says_so() {
        let absent = Unstarted::of_error("/lab_loader.js", "").unwrap();
        assert_eq!(absent, Unstarted { why: Why::Fetch, detail: "lab_loader.js: no answer".into() });
        for message in [
            "Uncaught NetworkError: Failed to execute 'importScripts' on 'WorkerGlobalScope': The script at 'http://host/worker_start.js' failed to load.",
            "NetworkError: A network error occurred.",
        ] {
            assert_eq!(Unstarted::of_error("/lab_loader.js", message).unwrap().why, Why::Fetch, "{message}");
        }
        assert_eq!(Unstarted::of_error("/lab_loader.js", "Uncaught RuntimeError: unreachable"), None);
    }
}
