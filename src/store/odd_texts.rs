//! Texts that programs stumble over, made from their parts: each goes in over the wire, through the database and out again, and
//! no byte of it changes and none of it becomes markup.

use std::collections::BTreeMap;

use super::Store;
use super::testing::{MOMENT, ask, run, store};
use crate::protocol::{
    Call, StoreCommand,
    track::chart::RunChart,
    track::{
        CompareRuns, CreateExperiment, CreateModelVersion, DrawRuns, EditRun, Export, ExportKind, GetArtifact, GetRun, LogRuns,
        NewArtifact, NewRun, Query, RunChange, SearchExperiments, SearchModels, SearchRuns, SetAlias,
    },
    wire,
};

/// At least as many as the list that everyone knows has.
const MANY: usize = 461;

/// What the texts are put together from, by what stumbles over it.
fn parts() -> Vec<String> {
    let mut parts: Vec<String> = vec![];
    // Every control character, and what else is not seen: spaces of all widths, marks of direction, joiners, a mark of byte order.
    parts.extend((0..0x20).chain(0x7f..0xa1).filter_map(char::from_u32).map(|letter| format!("a{letter}b")));
    let unseen =
        (0x2000..0x2010).chain(0x2028..0x2030).chain(0x2060..0x2070).chain([0xad, 0x61c, 0x1680, 0x180e, 0x3000, 0xfeff, 0xfff9, 0xfffc]);
    parts.extend(unseen.filter_map(char::from_u32).map(|letter| format!("{letter}x{letter}")));
    // The ends of the planes, and code points that are no characters but can be written.
    parts.extend(
        [0xd7ff, 0xe000, 0xfdd0, 0xfffe, 0xffff, 0x1_0000, 0x1_ffff, 0xe_0001, 0xf_ffff, 0x10_ffff]
            .into_iter()
            .filter_map(char::from_u32)
            .map(String::from),
    );
    // Scripts, directions, accents apart from their letters, pictures of several characters.
    for text in [
        "Ω≈ç√∫",
        "Ёжик",
        "مرحبا 123 بكم",
        "שלום abc",
        "田中さん",
        "ภาษาไทย",
        "देवनागरी",
        "ﷺ",
        "İıŞş",
        "ﬁﬂ",
        "ẞß",
        "𝔘𝔫𝔦",
        "👩‍👩‍👧‍👦",
        "🏳️‍🌈",
        "🇩🇪🇦🇹",
        "1️⃣2️⃣",
        "é",
        "e\u{301}",
        "Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}",
        "\u{202e}backwards\u{202c}",
        "\u{2066}isolated\u{2069}",
    ] {
        parts.push(text.to_owned());
    }
    // What other languages read something into.
    for text in [
        "",
        " ",
        "  ",
        "\t",
        "'",
        "\"",
        "''",
        "`",
        "\\",
        "\\\\",
        "\\n",
        "\r\n",
        "\n",
        "\u{2028}",
        "%",
        "%%",
        "%s%n%d",
        "%00",
        "_",
        "?",
        "*",
        "#",
        "&",
        "&amp;",
        "&#60;",
        "<",
        ">",
        "<b>",
        "</td></tr>",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<!--",
        "]]>",
        "<![CDATA[",
        "javascript:alert(1)",
        "\"><i>",
        "' onmouseover='x",
        "{{7*7}}",
        "${7*7}",
        "#{7*7}",
        "$(id)",
        "`id`",
        "; ls",
        "| cat",
        "&& true",
        "'; DROP TABLE runs; --",
        "' OR '1'='1",
        "/* */",
        "--",
        ";",
        "../../etc/passwd",
        "..\\..\\x",
        "C:\\con",
        "/dev/null",
        "file:///x",
        "~",
        "nul",
        "|a|b|",
        "[a](b)",
        "![x](y)",
        "# title",
        "- [x] done",
        "***",
        "___",
        "=1+1",
        "@SUM(A1)",
        "+1",
        "-1",
        "null",
        "NULL",
        "nil",
        "None",
        "undefined",
        "NaN",
        "Infinity",
        "-Infinity",
        "inf",
        "true",
        "false",
        "True",
        "0",
        "-0",
        "0x1F",
        "1e999",
        "1,5",
        "1_000",
        "٣",
        "½",
        "००",
        "{}",
        "[]",
        "{\"a\":1}",
        "mlflow.runName",
        "run_uuid",
        "SELECT 1",
        "%_%",
        "x'00'",
        "?1",
        ":name",
        "@a",
        "$a",
    ] {
        parts.push(text.to_owned());
    }
    parts
}

/// The parts, and pairs of them, as many as are wanted and more; each is another.
fn texts() -> Vec<String> {
    let parts = parts();
    let mut texts = parts.clone();
    let mut state = 7_u64;
    while texts.len() < MANY + 60 {
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            parts[(state >> 33) as usize % parts.len()].as_str()
        };
        let pair = format!("{}{}", next(), next());
        texts.push(pair);
    }
    texts.sort();
    texts.dedup();
    assert!(texts.len() >= MANY, "{}", texts.len());
    texts
}

/// A request as it travels: as text to the store and as text back.
fn over_the_wire<C: Call<Commands = StoreCommand>>(store: &mut Store, call: &C) -> Result<C::Reply, String> {
    let (job, name, command) = wire::request_to::<StoreCommand>(&wire::request(1, call).unwrap()).unwrap();
    let reply = store.answer(command, None, &MOMENT).map_err(|error| error.what)?.reply;
    let text = wire::done::<StoreCommand>(job, &name, &reply).unwrap();
    Ok(wire::reply::<C>(wire::said(&text).unwrap().done.unwrap().get()).unwrap())
}

#[test]
fn every_text_comes_back_as_it_was_wherever_it_was_put() {
    let texts = texts();
    let mut store = store();
    let runs: Vec<NewRun> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| NewRun {
            run_name: text.clone(),
            params: [("text".to_owned(), text.clone())].into(),
            tags: [("text".to_owned(), text.clone())].into(),
            note: Some(text.clone()),
            artifacts: vec![NewArtifact { path: "text.txt".into(), text: Some(text.clone()), base64: None }],
            ..run(at as u32)
        })
        .collect();
    let ids = over_the_wire(&mut store, &LogRuns { runs }).unwrap();
    let query = Query { sql: "SELECT run_uuid, value FROM params WHERE key = 'text' ORDER BY run_uuid".into(), limit: 10_000 };
    let told = ask(&mut store, query).unwrap().rows;
    for ((id, text), row) in ids.iter().zip(&texts).zip(told) {
        let found = over_the_wire(&mut store, &GetRun { run_id: id.clone() }).unwrap();
        if !text.is_empty() {
            assert_eq!((&found.run.run_name, &found.tags["mlflow.runName"]), (text, text));
        }
        assert_eq!((&found.params["text"], &found.tags["text"], &found.tags["mlflow.note.content"]), (text, text, text));
        let file = over_the_wire(&mut store, &GetArtifact { run_id: id.clone(), path: "text.txt".into() }).unwrap();
        assert_eq!(file.text.as_ref(), Some(text));
        assert_eq!(row[1], crate::protocol::track::Cell::Text(text.clone()));
    }
    let compared = ask(&mut store, CompareRuns { run_ids: ids[5..9].to_vec(), differences_only: false }).unwrap();
    let row = compared.rows.iter().find(|row| row.kind == "params" && row.key == "text").unwrap();
    assert_eq!(row.values, texts[5..9].iter().cloned().map(Some).collect::<Vec<_>>());
    // Into a file, and out of it into another store.
    let export = StoreCommand::Export(Box::new(Export { kind: ExportKind::Database, path: None }));
    let file = store.answer(export, None, &MOMENT).unwrap().file.unwrap();
    let mut other = super::testing::store();
    other.answer(StoreCommand::Import(Box::default()), Some(file), &MOMENT).unwrap();
    let page = ask(&mut other, SearchRuns { limit: 1000, order_by: vec!["run_id".into()], ..SearchRuns::default() }).unwrap();
    let found: Vec<&String> = page.runs.iter().map(|row| &row.params["text"]).collect();
    assert_eq!(found, texts.iter().collect::<Vec<_>>());
}

#[test]
fn names_are_kept_as_they_are_or_refused_by_their_name() {
    let mut store = store();
    ask(&mut store, LogRuns { runs: vec![run(0)] }).unwrap();
    let (mut kept, mut refused) = (0, 0);
    let mut experiments = vec!["Default".to_owned()];
    let mut models: Vec<String> = vec![];
    for (at, text) in texts().into_iter().enumerate() {
        let create = CreateExperiment { name: text.clone(), tags: BTreeMap::from([("text".to_owned(), text.clone())]) };
        match ask(&mut store, create) {
            Ok(made) => {
                assert_eq!((&made.name, &made.tags["text"]), (&text, &text));
                experiments.push(text.clone());
            }
            Err(error) => assert_eq!(error.what, "the name of the experiment is empty", "{text:?}"),
        }
        // As the name of a param, a metric and a tag.
        let new = NewRun { params: [(text.clone(), "1".to_owned())].into(), ..run(1 + at as u32) };
        match ask(&mut store, LogRuns { runs: vec![new] }) {
            Ok(ids) => {
                kept += 1;
                assert_eq!(ask(&mut store, GetRun { run_id: ids[0].clone() }).unwrap().params[&text], "1");
            }
            Err(error) => {
                refused += 1;
                assert_eq!(error.what, format!("“{text}” cannot be the name of a param"));
            }
        }
        let run_id = format!("{:032x}", 0);
        if ask(&mut store, EditRun { run_id: run_id.clone(), change: RunChange::Rename(text.clone()) }).is_ok() {
            assert_eq!(ask(&mut store, GetRun { run_id: run_id.clone() }).unwrap().run.run_name, text);
        }
        let version =
            CreateModelVersion { name: text.clone(), run_id, path: "model".into(), description: text.clone(), tags: Default::default() };
        if let Ok(made) = ask(&mut store, version) {
            assert_eq!((&made.name, &made.description), (&text, &text));
            models.push(text.clone());
            let alias = SetAlias { name: text.clone(), alias: "champion".into(), version: Some(1), reason: format!("because {text}") };
            let found = ask(&mut store, alias).unwrap();
            assert_eq!((found.name, found.history[0].reason.clone()), (text.clone(), format!("because {text}")));
        }
    }
    assert!(kept > 30 && refused > 100, "{kept} {refused}");
    let mut found: Vec<String> = ask(&mut store, SearchExperiments::default()).unwrap().into_iter().map(|one| one.name).collect();
    found.reverse();
    assert_eq!(found, experiments);
    models.sort();
    let found: Vec<String> = ask(&mut store, SearchModels::default()).unwrap().into_iter().map(|one| one.name).collect();
    assert_eq!(found, models);
}

#[test]
fn nothing_of_them_is_markup_in_a_drawing() {
    let texts: Vec<String> = texts().into_iter().filter(|text| text.contains(['<', '&', '"', '\'']) && !text.is_empty()).collect();
    assert!(texts.len() > 40);
    let draw = |names: &[String]| {
        let mut store = store();
        let runs = names.iter().enumerate().map(|(at, name)| NewRun {
            run_name: name.clone(),
            params: [("text".to_owned(), name.clone())].into(),
            ..run(at as u32)
        });
        ask(&mut store, LogRuns { runs: runs.collect() }).unwrap();
        let run_ids = (0..names.len() as u32).map(|at| format!("{at:032x}")).collect::<Vec<_>>();
        [
            RunChart::Bar { field: "metrics.accuracy".into() },
            RunChart::Scatter { x: "params.text".into(), y: "metrics.accuracy".into(), log_x: false, log_y: false },
        ]
        .map(|chart| {
            ask(&mut store, DrawRuns { which: Default::default(), run_ids: run_ids.clone(), chart, width: 640 }).unwrap().unwrap().svg
        })
    };
    for some in texts.chunks(10) {
        let plain: Vec<String> = (0..some.len()).map(|at| format!("name {at}")).collect();
        for (odd, plain) in draw(some).iter().zip(draw(&plain)) {
            let elements = |svg: &str| svg.matches('<').count();
            assert_eq!(elements(odd), elements(&plain), "{some:?}");
            assert!(!odd.contains("<script") && !odd.contains("<img") && !odd.contains("<b>"), "{some:?}");
        }
    }
}
