//! The address of the page, kept in step with what a lab shows.

use leptos::prelude::*;

use crate::ui::platform;

/// Writes the query into the address whenever it changes; where there is none the address stays as it is.
pub(crate) fn keep_address(query: impl Fn() -> Option<String> + 'static) {
    let path = platform::path();
    Effect::new(move |_| {
        let (Some(query), path) = (query(), path.clone()) else { return };
        // What ends after the reader has moved on must not touch another page's address.
        platform::in_a_moment(move || {
            if path == platform::path() {
                platform::replace_query(&query);
            }
        });
    });
}
