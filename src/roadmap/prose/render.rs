//! Markdown and code samples as HTML.
//!
//! Markdown follows CommonMark with tables; HTML inside it is shown as text. Code is highlighted here, once, with seven
//! classes and no inline style, so that each theme colours it: `hl-comment`, `hl-string`, `hl-number`, `hl-constant`,
//! `hl-keyword`, `hl-function`, `hl-name`. syntect knows hundreds of scopes; sending them all would triple a page.

use std::sync::LazyLock;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

use super::{Block, Page, Sample, TopicProse, blocks};

/// A lesson: what, why and mistake as sections with an `h4` each, then the explanation with its samples in place.
pub fn topic(prose: &TopicProse) -> String {
    let mut html = String::new();
    for (part, title, text) in
        [("what", "What it is", prose.what), ("why", "Why it matters", prose.why), ("mistake", "The one mistake", prose.mistake)]
    {
        html.push_str(&format!("<section class=\"lesson__part\" data-part=\"{part}\"><h4>{title}</h4>{}</section>\n", markdown(text)));
    }
    html.push_str("<div class=\"lesson__body\">\n");
    for block in blocks(prose.body) {
        match block {
            Block::Text(text) => html.push_str(&markdown(text)),
            Block::Sample(file) => {
                if let Some(found) = prose.samples.iter().find(|sample| sample.file == file) {
                    html.push_str(&sample(found));
                }
            }
        }
    }
    html.push_str("</div>\n");
    html
}

/// The body of a page that is not a lesson; its headings keep their level, 2 or lower.
pub fn page(page: &Page) -> String {
    article(page.body)
}

/// Markdown as HTML for a page of its own: headings keep their level.
pub fn article(text: &str) -> String {
    to_html(text, 0)
}

/// Markdown as HTML for use inside a lesson: the highest heading becomes `h4`.
pub fn markdown(text: &str) -> String {
    to_html(text, 3)
}

/// A code sample as a figure with its file name; the page adds the copy button.
pub fn sample(sample: &Sample) -> String {
    let (file, language) = (escape(sample.file), sample.language.title());
    let caption = if file == language { file } else { format!("{file} · {language}") };
    format!(
        "<figure class=\"sample\"><figcaption>{caption}</figcaption><pre tabindex=\"0\"><code class=\"language-{}\">{}</code></pre></figure>\n",
        sample.language.class(),
        highlight(sample.code, sample.language.class()),
    )
}

fn to_html(text: &str, deeper: usize) -> String {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: lower(level, deeper), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level, deeper))),
        Event::Start(Tag::Link { dest_url, .. }) => Event::InlineHtml(link(&dest_url)),
        Event::End(TagEnd::Link) => Event::InlineHtml(CowStr::Borrowed("</a>")),
        // Wide content scrolls by itself, so it must be reachable from the keyboard.
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented)) => {
            Event::Html(CowStr::Borrowed("<pre tabindex=\"0\"><code>"))
        }
        Event::End(TagEnd::CodeBlock) => Event::Html(CowStr::Borrowed("</code></pre>\n")),
        other => other,
    });
    let mut html = String::new();
    push_html(&mut html, events);
    html.replace("<table>", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>")
        .replace("</table>", "</table></div>")
        .replace("<th>", "<th scope=\"col\">")
}

fn lower(level: HeadingLevel, by: usize) -> HeadingLevel {
    HeadingLevel::try_from(level as usize + by).unwrap_or(HeadingLevel::H6)
}

fn link(url: &str) -> CowStr<'static> {
    // Only addresses a reader can follow; anything else (such as a script) leads nowhere.
    let inside = url.starts_with('/') || url.starts_with('#');
    let outside = url.starts_with("https://") || url.starts_with("http://");
    let rel = if outside { " rel=\"noopener\"" } else { "" };
    format!("<a href=\"{}\"{rel}>", if inside || outside { escape(url) } else { String::from("#") }).into()
}

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Scope prefixes and the class they are shown in; the first that fits the innermost scope wins.
static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    [
        ("comment", "comment"),
        ("constant.numeric", "number"),
        ("constant.character", "string"),
        ("constant.other.placeholder", "string"),
        ("constant", "constant"),
        ("support.constant", "constant"),
        ("variable.language", "constant"),
        ("string", "string"),
        ("keyword.operator.assignment", ""),
        ("keyword.operator.arithmetic", ""),
        ("keyword.operator.comparison", ""),
        ("keyword", "keyword"),
        ("storage", "keyword"),
        ("entity.name.function", "function"),
        ("support.function", "function"),
        ("variable.function", "function"),
        ("entity.name", "name"),
        ("markup.heading", "name"),
        ("support.type", "name"),
        ("support.class", "name"),
        ("meta.interpolation", ""),
    ]
    .into_iter()
    .filter_map(|(prefix, class)| Scope::new(prefix).ok().map(|scope| (scope, class)))
    .collect()
});

/// Code with `<span class="hl-…">`; code in a language without grammar is only escaped.
fn highlight(code: &str, language: &str) -> String {
    let Some(syntax) = SYNTAXES.find_syntax_by_token(language) else { return escape(code) };
    let (mut state, mut stack) = (ParseState::new(syntax), ScopeStack::new());
    let mut pieces: Vec<(&'static str, String)> = Vec::new();
    for line in code.split_inclusive('\n') {
        let Ok(changes) = state.parse_line(line, &SYNTAXES) else { return escape(code) };
        let mut from = 0;
        for (at, change) in &changes {
            extend(&mut pieces, class_of(&stack), line.get(from..*at).unwrap_or_default());
            from = *at;
            if stack.apply(change).is_err() {
                return escape(code);
            }
        }
        extend(&mut pieces, class_of(&stack), line.get(from..).unwrap_or_default());
    }
    pieces
        .iter()
        .map(|(class, text)| match *class {
            "" => escape(text),
            class => format!("<span class=\"hl-{class}\">{}</span>", escape(text)),
        })
        .collect()
}

/// Adds text to the last piece if the class is the same, or if it is only space, which shows no colour.
fn extend(pieces: &mut Vec<(&'static str, String)>, class: &'static str, text: &str) {
    if text.is_empty() {
        return;
    }
    let blank = text.trim().is_empty();
    match pieces.last_mut() {
        Some((last, so_far)) if *last == class || blank => so_far.push_str(text),
        _ => pieces.push((if blank { "" } else { class }, text.to_owned())),
    }
}

fn class_of(stack: &ScopeStack) -> &'static str {
    stack
        .as_slice()
        .iter()
        .rev()
        .find_map(|scope| CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)))
        .map_or("", |(_, class)| class)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::prose::{Language, PHASES};
    use insta::assert_snapshot;

    #[test]
    fn headings_start_below_the_lesson_and_links_are_safe() {
        assert_snapshot!(markdown("# One\n\n[a](https://example.org/?a=1&b=2) [b](/phase/1) [c](javascript:alert)"), @r##"
        <h4>One</h4>
        <p><a href="https://example.org/?a=1&amp;b=2" rel="noopener">a</a> <a href="/phase/1">b</a> <a href="#">c</a></p>
        "##);
    }

    #[test]
    fn markup_in_markdown_is_shown_as_text() {
        assert_snapshot!(markdown("<script>alert(1)</script>\n\na <img src=x onerror=y> b"), @r"
        <p>&lt;script&gt;alert(1)&lt;/script&gt;
        </p>
        <p>a &lt;img src=x onerror=y&gt; b</p>
        ");
    }

    #[test]
    fn a_sample_keeps_its_text_and_uses_few_classes() {
        let code = "def twice(x):  # double\n    return f\"{x * 2} < {x}\"\n";
        assert_snapshot!(sample(&Sample { language: Language::Python, file: "a.py", code }), @r#"
        <figure class="sample"><figcaption>a.py · Python</figcaption><pre tabindex="0"><code class="language-python"><span class="hl-keyword">def </span><span class="hl-function">twice</span>(x):  <span class="hl-comment"># double
            </span><span class="hl-keyword">return f</span><span class="hl-string">&quot;</span>{x * <span class="hl-number">2</span>}<span class="hl-string"> &lt; </span>{x}<span class="hl-string">&quot;
        </span></code></pre></figure>
        "#);
    }

    #[test]
    fn every_sample_is_highlighted_without_losing_a_character() {
        for sample_file in PHASES.iter().flat_map(|phase| phase.topics).flat_map(|topic| topic.samples) {
            let html = highlight(sample_file.code, sample_file.language.class());
            let mut text = html.replace("</span>", "");
            for class in ["comment", "string", "number", "constant", "keyword", "function", "name"] {
                text = text.replace(&format!("<span class=\"hl-{class}\">"), "");
            }
            assert_eq!(text, escape(sample_file.code), "{}", sample_file.file);
            let plain = matches!(sample_file.language, Language::Text);
            assert_eq!(html.contains("hl-"), !plain, "{} has no colours, or too many", sample_file.file);
        }
    }
}
