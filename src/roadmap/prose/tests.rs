//! What must hold for every lesson: it exists, it is complete, its samples are in place.

use std::collections::BTreeSet;

use super::*;
use super::{Block, blocks, render};

fn lessons() -> impl Iterator<Item = &'static TopicProse> {
    PHASES.iter().flat_map(|phase| phase.topics)
}

#[test]
fn every_topic_has_its_lesson_in_the_same_order() {
    for phase in crate::roadmap::PHASES {
        let prose = self::phase(phase.number).expect("prose for every phase");
        let written: Vec<_> = prose.topics.iter().map(|topic| topic.id).collect();
        let planned: Vec<_> = phase.topics.iter().map(|topic| topic.id).collect();
        assert_eq!(written, planned);
        assert!(planned.iter().all(|id| topic(id).is_some_and(|topic| topic.id == *id)));
    }
    assert_eq!(topic("phase-9.nothing"), None);
}

#[test]
fn every_sample_is_full_and_stands_once_in_its_lesson() {
    for lesson in lessons() {
        let placed: Vec<_> = blocks(lesson.body)
            .into_iter()
            .filter_map(|block| match block {
                Block::Sample(file) => Some(file),
                Block::Text(_) => None,
            })
            .collect();
        let there: Vec<_> = lesson.samples.iter().map(|sample| sample.file).collect();
        assert_eq!(placed, there, "{}", lesson.id);
        for sample in lesson.samples {
            assert!(sample.code.lines().count() >= 1 && sample.code.ends_with('\n'), "{}", sample.file);
            assert!(sample.code.lines().all(|line| line.len() <= 140 && line.trim_end() == line), "{}", sample.file);
        }
    }
}

#[test]
fn every_lesson_is_long_enough_to_teach_and_short_enough_to_read() {
    for lesson in lessons() {
        let words = [lesson.what, lesson.why, lesson.mistake, lesson.body].join(" ").split_whitespace().count();
        assert!((200..=560).contains(&words), "{} has {words} words", lesson.id);
    }
}

#[test]
fn nothing_is_shouted() {
    let pages = [HOME, PLAN, PRINT, RESOURCES, HIRED, SERIES, SALARY, ABOUT];
    let mut texts: Vec<&str> = pages.iter().flat_map(|page| [page.lead, page.body]).collect();
    texts.extend(PHASES.iter().flat_map(|phase| [phase.intro, phase.brief]));
    texts.extend(lessons().flat_map(|lesson| [lesson.what, lesson.why, lesson.mistake, lesson.body]));
    for text in texts {
        assert!(!text.contains('!') && !text.trim().is_empty(), "{text}");
    }
}

#[test]
fn a_lesson_leaves_no_marker_and_no_unknown_class_behind() {
    let known: BTreeSet<&str> = ["comment", "string", "number", "constant", "keyword", "function", "name"].into();
    for lesson in lessons() {
        let html = render::topic(lesson);
        assert!(!html.contains("{{") && !html.contains("style="), "{}", lesson.id);
        for class in html.split("class=\"hl-").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(known.contains(class), "{class}");
        }
        for open in ["<p>", "<table>", "<figure", "<section", "<pre", "<ul>", "<ol>"] {
            let close = format!("</{}>", open.trim_matches(['<', '>']));
            assert_eq!(html.matches(open).count(), html.matches(&close).count(), "{}: {open}", lesson.id);
        }
    }
}
