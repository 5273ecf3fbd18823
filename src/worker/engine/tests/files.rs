//! Own files that once stopped the worker, or failed without saying where.

use super::*;

fn load(engine: &mut TestEngine, path: &str) -> DatasetRef {
    let name = path.rsplit('/').next().unwrap().to_owned();
    let bytes = std::fs::read(path).unwrap();
    engine.ask_with(Load { name, text: None, path: None, lean: false }, Some(bytes), vec![]).unwrap().dataset
}

#[test]
fn house_numbers_are_classes_in_an_order() {
    let mut engine = TestEngine::new();
    let dataset = load(&mut engine, "src/worker/engine/cases/house-numbers.csv");
    let describe = Describe { dataset: dataset.clone(), target: Some("house".into()), draw_width: Some(360) };
    let (_, drawings) = engine.ask(describe).unwrap();
    assert!(drawings.iter().any(|(name, _)| name == "house"));
    // A test row for each of the 21 classes.
    let split = SplitSpec { test_share: 0.4, ..SplitSpec::default() };
    let asked = TrainSpec { dataset, split, ..spec("", "house", tree(Some(2))) };
    let report = engine.ask(Train { spec: asked, draw_width: Some(360), lean: false }).unwrap().report;
    assert_eq!(report.classes.len(), 21);
    assert!(report.classes.is_sorted(), "{:?}", report.classes);
}

#[test]
fn a_split_by_time_names_the_line_of_an_invalid_date() {
    let mut engine = TestEngine::new();
    let dataset = load(&mut engine, "src/dataset/csv/cases/orders_tbd.csv");
    let split = SplitSpec { time: Some("when".into()), ..SplitSpec::default() };
    let asked = TrainSpec { dataset, split, ..spec("", "late", tree(Some(2))) };
    let error = engine.ask(Train { spec: asked, draw_width: None, lean: true }).unwrap_err();
    assert_eq!(error.what, "'TBD' in column 'when' is no date and no number (line 1152 of the file)");
}

#[test]
fn guarded_classes_come_home_as_they_were() {
    let mut engine = TestEngine::new();
    let text: String = (0..60).map(|row| format!("{},{}\n", row * 7 % 31, ["-1", "=yes", "+1"][row % 3])).collect();
    let file = |text: String| Load { name: "signed.csv".into(), text: Some(text), path: None, lean: false };
    let dataset = engine.ask(file(format!("x,y\n{text}"))).unwrap().dataset;
    let asked = TrainSpec { dataset, ..spec("", "y", tree(Some(3))) };
    let classes = engine.ask(Train { spec: asked.clone(), draw_width: None, lean: true }).unwrap().report.classes;
    let written = engine.ask(Predictions { spec: asked.clone() }).unwrap().text;
    assert!(written.contains("'=yes"));
    let home = engine.ask(file(written)).unwrap();
    assert!(home.warnings.iter().any(|warning| warning.text.contains("keeps a spreadsheet from calculating")), "{:?}", home.warnings);
    let again = TrainSpec { dataset: home.dataset, features: vec!["x".into()], ..asked };
    assert_eq!(engine.ask(Train { spec: again, draw_width: None, lean: true }).unwrap().report.classes, classes);
}
