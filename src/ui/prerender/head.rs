//! What stands in a document's head for search engines and link previews.

use crate::ui::site::Site;
use crate::ui::site::route::{self, Route};

/// Title, description, canonical address and Open Graph tags; and the theme's script, which runs before the first paint.
pub(super) fn tags(origin: &str, site: &Site, route: &Route, indexed: bool) -> String {
    let title = escape(&route.title);
    let description = escape(&route.description);
    let address = escape(&format!("{origin}{}", site.href(&route.path)));
    let image = escape(&format!("{origin}{}", site.href("/og.png")));
    let theme = escape(&site.href("/theme.js"));
    let touch = escape(&site.href("/icons/apple-touch-icon.png"));
    let manifest = escape(&site.href("/site.webmanifest"));
    let icon = escape(&site.href("/favicon.svg"));
    let mut tags = format!("<title>{title}</title><meta name=\"description\" content=\"{description}\">");
    if indexed {
        tags.push_str(&format!("<link rel=\"canonical\" href=\"{address}\"><meta property=\"og:url\" content=\"{address}\">"));
    } else {
        tags.push_str("<meta name=\"robots\" content=\"noindex\">");
    }
    tags.push_str(&format!(
        "<meta property=\"og:type\" content=\"website\"><meta property=\"og:title\" content=\"{title}\">\
         <meta property=\"og:description\" content=\"{description}\"><meta property=\"og:image\" content=\"{image}\">\
         <meta name=\"twitter:card\" content=\"summary_large_image\">\
         <link rel=\"icon\" type=\"image/svg+xml\" href=\"{icon}\"><link rel=\"apple-touch-icon\" href=\"{touch}\">\
         <link rel=\"manifest\" href=\"{manifest}\"><script src=\"{theme}\"></script>"
    ));
    for font in ["sans-400", "sans-600"] {
        let font = escape(&site.href(&format!("/fonts/{font}.woff2")));
        tags.push_str(&format!("<link rel=\"preload\" href=\"{font}\" as=\"font\" type=\"font/woff2\" crossorigin>"));
    }
    tags
}

/// All routes for search engines.
pub(super) fn sitemap(origin: &str, site: &Site) -> String {
    let entries: String = route::all()
        .iter()
        .map(|route| format!("<url><loc>{}</loc></url>", escape(&format!("{origin}{}", site.href(&route.path)))))
        .collect();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{entries}</urlset>")
}

/// Text made safe inside an attribute or element.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_escaped_and_complete() {
        let route = Route { path: "/a".into(), title: "a \"b\" <c>".into(), description: "d & e".into() };
        let tags = tags("https://host", &Site { base: "/roadmap".into() }, &route, true);
        assert!(tags.contains("<title>a &quot;b&quot; &lt;c&gt;</title>"), "{tags}");
        assert!(tags.contains("<link rel=\"canonical\" href=\"https://host/roadmap/a\">"), "{tags}");
        assert!(tags.contains("content=\"d &amp; e\""), "{tags}");
    }
}
