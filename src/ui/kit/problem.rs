//! What went wrong, beside the control that it is about.

use leptos::prelude::*;

use crate::protocol::Error;

/// What went wrong, and what to do.
#[component]
pub(crate) fn Problem(
    /// The error; absent while nothing is wrong.
    #[prop(into)]
    error: Signal<Option<Error>>,
) -> impl IntoView {
    move || {
        error.get().map(|error| {
            view! {
                <div class="lab-problem" role="alert">
                    <p>{sentence(&error.what)}</p>
                    <p>{error.hint}</p>
                </div>
            }
        })
    }
}

/// An error's text as a sentence. A setting's name at its beginning stays as it is written.
pub(crate) fn sentence(what: &str) -> String {
    let (mut letters, mut words) = (what.chars(), what.split(' '));
    let is_name = words.next().is_some_and(|word| word.contains('_')) || words.next() == Some("takes");
    match letters.next() {
        Some(first) if !is_name => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        Some(_) => format!("{what}."),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_error_is_shown_as_a_sentence() {
        assert_eq!(super::sentence("the name is cut off"), "The name is cut off.");
        assert_eq!(super::sentence("n_neighbors takes a whole number"), "n_neighbors takes a whole number.");
        assert_eq!(super::sentence("kept takes a whole number"), "kept takes a whole number.");
        assert_eq!(super::sentence(""), "");
    }
}
