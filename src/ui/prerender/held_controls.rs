//! Controls that wait for the page's program: what is clicked or typed before it runs would be lost without a word.

const CONTROLS: [&str; 4] = ["<button", "<input", "<select", "<textarea"];
const HELD: &str = " disabled data-held title=\"This works once the page’s program has been fetched\"";

/// A document's HTML with every control disabled and the reason beside it. The living views, which replace it, are not.
pub(super) fn hold(html: &str) -> String {
    let mut held = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some((before, control)) = CONTROLS.iter().filter_map(|name| Some((rest.find(name)?, name.len()))).min() {
        let (done, after) = rest.split_at(before + control);
        held.push_str(done);
        if after.starts_with([' ', '>']) {
            held.push_str(HELD);
        }
        rest = after;
    }
    held.push_str(rest);
    held
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::prerender::body;
    use crate::ui::site::Site;
    use crate::ui::site::route;

    #[test]
    fn every_kind_of_control_is_held_and_nothing_else_is() {
        let html =
            "<p>a</p><button>b</button><inputs></inputs><input type=\"radio\"><select><option>c</option></select><textarea rows=\"4\">";
        let held = hold(html);
        assert_eq!(held.matches(" disabled data-held title=").count(), 4, "{held}");
        assert_eq!(held.replace(HELD, ""), html);
        assert!(held.contains("<input disabled") && held.contains("<inputs>"), "{held}");
    }

    /// Each control of each document, and no attribute of it twice.
    #[test]
    fn no_document_has_a_control_that_works_before_the_page_does() {
        let mut controls = 0;
        for route in route::all() {
            let body = body(&Site::default(), &route.path);
            for tag in
                CONTROLS.iter().flat_map(|name| body.match_indices(name)).map(|(at, _)| body[at..].split('>').next().unwrap_or_default())
            {
                controls += 1;
                assert!(tag.contains(HELD), "{}: {tag}", route.path);
                let twice = |name: &str| tag.matches(name).count() > 1;
                assert!(!twice(" disabled") && !twice(" title="), "{}: {tag}", route.path);
            }
            assert!(body.contains("data-why=\"wasm\"") && body.contains("<noscript>"), "{}", route.path);
        }
        assert!(controls > 500, "{controls}");
    }
}
