//! The press as a whole: what was asked is on the paper, on the page and once; bad input is said, and nothing is cut.

use std::collections::BTreeSet;

use super::layout::{DrawItem, PrintLayout, Text};
use super::*;
use crate::protocol::print::{PrintItem, PrintLeg, PrintPlan, PrintResults, PrintRun, TextSize};
use crate::roadmap::{PHASES, Phase, Status};

fn fonts() -> Fonts {
    let folder = "public/fonts/print";
    let files: Vec<Vec<u8>> = FILES.iter().map(|(_, file)| std::fs::read(format!("{folder}/{file}")).unwrap()).collect();
    Fonts::read(&files).unwrap()
}

/// Progress with this share of the road behind it, every status among it.
fn spec(share: f64) -> PrintSpec {
    let ids: Vec<&str> = PHASES.iter().flat_map(Phase::item_ids).collect();
    let count = (ids.len() as f64 * share) as usize;
    let status = |at: usize| if share == 1.0 { Status::Done } else { Status::ALL[1 + at % 3] };
    let item = |(at, id): (usize, &&str)| ((*id).to_owned(), PrintItem { status: status(at), ..Default::default() });
    PrintSpec {
        site: "https://roadmap.example/".into(),
        date: Some("2026-11-25".into()),
        name: "Ada Lovelace".into(),
        plan: Some(PrintPlan {
            hours_per_week: 8,
            legs: (0..7)
                .map(|phase| PrintLeg { phase, start: format!("2027-0{}-01", phase + 1), end: format!("2027-0{}-28", phase + 1) })
                .collect(),
        }),
        progress: ids.iter().take(count).enumerate().map(item).collect(),
        ..Default::default()
    }
}

fn laid<'a>(fonts: &'a Fonts, spec: &PrintSpec) -> PrintLayout<'a> {
    let mut reader = PrintedReader::new(fonts, spec);
    match spec.edition {
        Edition::OnePage => poster::lay(fonts, &mut reader).unwrap(),
        Edition::Handbook => handbook::lay(fonts, &mut reader),
    }
}

fn texts<'b>(layout: &'b PrintLayout<'_>, page: usize) -> Vec<(&'b Text, f32)> {
    let marks = layout.pages[page].marks.iter();
    let text = |mark: &'b DrawItem| if let DrawItem::Text(text) = mark { Some(text) } else { None };
    marks
        .filter_map(|(mark, _)| text(mark))
        .map(|text| (text, layout.fonts.width(text.style.cut, text.style.size, text.text.trim_end())))
        .collect()
}

/// Everything is on the page, and no two texts stand in each other's place.
#[track_caller]
fn check_places(layout: &PrintLayout<'_>, least: f32, what: &str) {
    let (width, height) = layout.size;
    for page in 0..layout.pages.len() {
        let texts = texts(layout, page);
        for (at, (text, wide)) in texts.iter().enumerate() {
            let place = format!("{what}, page {}: “{}” at {:.1}, {:.1}", page + 1, text.text, text.x, text.y);
            assert!(text.style.size >= least, "{place} is set in {} points", text.style.size);
            if text.upward {
                continue;
            }
            assert!(text.x >= 14.0 && text.x + wide <= width - 14.0, "{place} runs out, {wide:.1} wide");
            assert!(text.y - text.style.size >= 0.0 && text.y <= height - 14.0, "{place} is off the page");
            for (other, other_wide) in &texts[at + 1..] {
                let beside = text.x + wide <= other.x + 0.3 || other.x + other_wide <= text.x + 0.3;
                let apart = (text.y - other.y).abs() >= 0.6 * text.style.size.min(other.style.size);
                assert!(beside || apart || other.upward || other.rim.is_some() || text.rim.is_some(), "{place} meets “{}”", other.text);
            }
        }
    }
}

/// All words of a document, in reading order: down the tree of its parts.
fn words(layout: &PrintLayout<'_>) -> String {
    fn walk(layout: &PrintLayout<'_>, node: usize, out: &mut String) {
        for child in &layout.tree.0[node].children {
            match child {
                structure::Child::Node(node) => walk(layout, *node, out),
                structure::Child::Mark(page, place) => {
                    if let DrawItem::Text(text) = &layout.pages[*page].marks[*place].0 {
                        out.push_str(&text.text.replace('\u{ad}', ""));
                    }
                }
                structure::Child::Area(..) => {}
            }
        }
        out.push(' ');
    }
    let mut out = String::new();
    walk(layout, structure::ROOT, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_road_fits_on_one_page_of_either_paper_whatever_the_progress() {
    let fonts = fonts();
    for paper in [Paper::A4, Paper::Letter] {
        for (share, size, ink_saving) in
            [(0.0, TextSize::Normal, false), (0.5, TextSize::Large, false), (0.5, TextSize::Small, true), (1.0, TextSize::Normal, true)]
        {
            let spec = PrintSpec { paper, text_size: size, ink_saving, ..spec(share) };
            let layout = laid(&fonts, &spec);
            assert_eq!(layout.pages.len(), 1);
            check_places(&layout, 7.5, &format!("{paper:?} {share} {size:?}"));
            let words = words(&layout);
            for topic in PHASES.iter().flat_map(|phase| phase.topics) {
                assert!(words.contains(topic.title), "{} is not on the page", topic.title);
            }
        }
    }
}

#[test]
fn a_name_of_two_hundred_letters_is_printed_whole() {
    let fonts = fonts();
    for name in ["Maximiliane Überschall ".repeat(9), "x".repeat(200), "W".repeat(200)] {
        for edition in [Edition::OnePage, Edition::Handbook] {
            let include = crate::protocol::print::Include { lessons: false, ..Default::default() };
            let layout = laid(&fonts, &PrintSpec { name: name.clone(), paper: Paper::Letter, edition, include, ..spec(0.5) });
            check_places(&layout, 6.0, &name);
            let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
            assert!(letters(&words(&layout)).contains(&letters(&name)), "{name}");
        }
    }
}

#[test]
fn the_handbook_has_every_lesson_in_order_on_the_pages_its_contents_name() {
    let fonts = fonts();
    for (paper, text_size) in [(Paper::A4, TextSize::Normal), (Paper::Letter, TextSize::Large)] {
        let layout = laid(&fonts, &PrintSpec { edition: Edition::Handbook, paper, text_size, ..spec(0.5) });
        check_places(&layout, 6.0, &format!("{paper:?}"));
        let words = words(&layout);
        let mut from = words.find("Phase 0: Mindset").unwrap() + 3000;
        for topic in PHASES.iter().flat_map(|phase| phase.topics) {
            let (page, _) = layout.places[topic.id];
            let on_page: Vec<&str> = texts(&layout, page).iter().map(|(text, _)| text.text.as_str()).collect();
            assert!(on_page.concat().contains(topic.title.split(' ').next().unwrap()), "{} is not on page {}", topic.title, page + 1);
            let contents: String = (1..3).flat_map(|page| texts(&layout, page)).map(|(text, _)| text.text.clone() + "|").collect();
            assert!(contents.contains(&format!("{}|{}|", topic.title, page + 1)), "the contents misplace {}", topic.title);
            if topic.number_in_order() > 0 {
                from += words[from..].find(topic.title).unwrap_or_else(|| panic!("{} is missing or out of order", topic.title));
            }
        }
        assert!(layout.outline.len() > 35 && layout.outline.windows(2).all(|pair| pair[0].page <= pair[1].page));
    }
}

trait InOrder {
    fn number_in_order(&self) -> usize;
}

impl InOrder for crate::roadmap::Topic {
    /// Place on the road, 0 for the first topic.
    fn number_in_order(&self) -> usize {
        PHASES.iter().flat_map(|phase| phase.topics).position(|topic| topic.id == self.id).unwrap()
    }
}

#[test]
fn a_note_of_ten_thousand_letters_loses_none() {
    let fonts = fonts();
    let note: String = (0..2000).map(|number| format!("w{number} ")).collect::<String>() + &"unbroken".repeat(60);
    assert!(note.len() > 10_000);
    let mut spec = PrintSpec { edition: Edition::Handbook, ..spec(0.0) };
    spec.progress.insert("phase-2.logging".into(), PrintItem { note: note.clone(), ..Default::default() });
    let layout = laid(&fonts, &spec);
    check_places(&layout, 6.0, "a long note");
    let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
    assert!(letters(&words(&layout)).contains(&letters(&note)));
}

#[test]
fn characters_without_a_glyph_are_named_in_brackets_and_in_a_warning() {
    let fonts = fonts();
    let printed = press(&PrintSpec { name: "山田 שלום 😀\u{200d}🚀 Łódź Ελλάδα Жуков e\u{301}".into(), ..spec(0.0) }, &fonts).unwrap();
    let warnings: Vec<&str> = printed.report.warnings.iter().map(|warning| warning.what.as_str()).collect();
    assert_eq!(warnings, ["the name has characters that the fonts do not have: 山 田 ש ל ו ם 😀 🚀"]);
    let layout = laid(&fonts, &PrintSpec { name: "山田 Łódź Ελλάδα Жуков e\u{301}".into(), ..spec(0.0) });
    assert!(words(&layout).contains("[2 Han characters] Łódź Ελλάδα Жуков é"), "{}", words(&layout));
    assert!(words(&layout).contains("[ ] characters these fonts do not have"));
}

#[test]
fn a_note_in_another_script_is_one_bracket_not_a_thousand() {
    let fonts = fonts();
    let mut absent = sanitize::MissingGlyphs::default();
    let mut clean = |text: &str| absent.clean(&fonts, text, "the note");
    assert_eq!(clean("see مرحبا بالعالم, then"), "see [12 Arabic letters], then");
    assert_eq!(clean("שָׁלוֹם"), "[4 Hebrew letters]");
    assert_eq!(clean("ありがとう 世界。ok"), "[8 Japanese characters]ok");
    assert_eq!(clean("감사"), "[2 Korean characters]");
    assert_eq!(clean("one\n你好\ntwo"), "one\n[2 Han characters]\ntwo");
    // A family is one picture, two halves are one flag, a keycap is its digit.
    assert_eq!(clean("👩\u{200d}👩\u{200d}👧 "), "[emoji] ");
    assert_eq!(clean("🇮🇸🇯🇵 1\u{fe0f}\u{20e3}"), "[2 emoji] 1");
    assert_eq!(clean("a \u{1ea0}b"), "a [U+1EA0]b");
    assert_eq!(clean("你 👍 and"), "[Han character] [emoji] and".replace("[Han", "[1 Han"));
    let long = "漢字 ".repeat(5_000);
    assert_eq!(clean(long.trim()), "[10000 Han characters]");
}

#[test]
fn the_same_request_gives_the_same_bytes_within_the_size_it_may_have() {
    let fonts = fonts();
    for (edition, most) in [(Edition::OnePage, 150_000), (Edition::Handbook, 1_500_000)] {
        let spec = PrintSpec { edition, ..spec(0.5) };
        let (one, two) = (press(&spec, &fonts).unwrap(), press(&spec, &fonts).unwrap());
        assert!(one == two, "{edition:?} differs from itself");
        assert!(one.bytes.len() < most, "{edition:?} has {} bytes", one.bytes.len());
        assert_eq!(one.report.standards, ["PDF/UA-1", "PDF/A-2a"]);
        assert_eq!(one.report.warnings, []);
    }
}

#[test]
fn everything_can_be_left_out() {
    let fonts = fonts();
    let include = crate::protocol::print::Include {
        resources: false,
        salaries: false,
        next_steps: false,
        code: false,
        lessons: false,
        samples: false,
        figures: false,
        notes: false,
        bookmarks: false,
        results: false,
    };
    for edition in [Edition::OnePage, Edition::Handbook] {
        let bare = press(&PrintSpec { edition, include: include.clone(), ..Default::default() }, &fonts).unwrap();
        assert_eq!(bare.report.standards, ["PDF/UA-1"]);
        let layout = laid(&fonts, &PrintSpec { edition, include: include.clone(), ..spec(0.5) });
        let words = words(&layout);
        assert!(!words.contains("Kaggle ") || edition == Edition::Handbook);
        assert!(!words.contains("ZipRecruiter") && !words.contains("roadmap.example/#"), "{edition:?}");
    }
}

#[test]
fn what_the_reader_got_wrong_is_said_and_the_rest_is_printed() {
    let fonts = fonts();
    let mut spec = PrintSpec { site: "roadmap".into(), date: Some("tomorrow".into()), ..spec(0.5) };
    spec.plan = Some(PrintPlan { hours_per_week: 8, legs: vec![PrintLeg { phase: 9, start: String::new(), end: String::new() }] });
    spec.progress.insert("phase-7.telepathy".into(), PrintItem::default());
    let drawing = crate::protocol::print::PrintDrawing { title: "ROC curve".into(), svg: "<p>none".into(), ..Default::default() };
    let run = PrintRun { name: "best".into(), metrics: vec![("accuracy".into(), 0.95)], drawings: vec![drawing], ..Default::default() };
    spec.results = Some(PrintResults { run: Some(run), drift: None });
    spec.edition = Edition::Handbook;
    let printed = press(&spec, &fonts).unwrap();
    let said: BTreeSet<&str> = printed.report.warnings.iter().map(|warning| warning.what.as_str()).collect();
    let expected = [
        "phase 9 of the plan does not exist",
        "the drawing “ROC curve” could not be read",
        "the progress has 1 id that the road does not: phase-7.telepathy",
        "“roadmap” is no address of a site",
        "“tomorrow” is no day for the day of printing",
    ];
    assert_eq!(said, expected.into());
    assert_eq!(printed.report.warnings.len(), said.len(), "something was said twice");
}

#[test]
fn faces_that_are_damaged_are_named() {
    let error = Fonts::read(&vec![vec![1, 2, 3]; 6]).map(|_| ()).unwrap_err();
    assert!(error.to_string().starts_with("the font fonts/print/sans.ttf could not be loaded"), "{error}");
    let error: crate::protocol::Error = Fonts::read(&[]).map(|_| ()).unwrap_err().into();
    assert!(error.hint.contains("browser's own print"));
}

#[test]
fn the_books_own_words_have_a_glyph_in_every_cut_they_are_set_in() {
    let fonts = fonts();
    let lessons = crate::roadmap::prose::PHASES.iter();
    for phase in lessons {
        let mut all = vec![phase.intro, phase.brief];
        for topic in phase.topics {
            all.extend([topic.what, topic.why, topic.mistake, topic.body]);
            for sample in topic.samples {
                let strange: Vec<char> =
                    sample.code.chars().filter(|letter| !letter.is_control() && !fonts.has(fonts::FontStyle::Mono, *letter)).collect();
                assert!(strange.is_empty(), "{}: {strange:?}", sample.file);
            }
        }
        for cut in [fonts::FontStyle::Text, fonts::FontStyle::Italic, fonts::FontStyle::Bold, fonts::FontStyle::Narrow] {
            let strange: BTreeSet<char> =
                all.iter().flat_map(|text| text.chars()).filter(|letter| *letter != '\n' && !fonts.has(cut, *letter)).collect();
            assert!(strange.is_empty(), "{cut:?}: {strange:?}");
        }
    }
}
