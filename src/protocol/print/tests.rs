//! Requests to the press over the wire.

use super::*;
use crate::protocol::{PressCommand, wire};
use crate::roadmap::Status;

#[test]
fn a_request_needs_only_what_differs_from_the_usual() {
    let text = r#"{"job":1,"command":{"press":{"spec":{}}}}"#;
    let PressCommand::Press(press) = wire::request_to::<PressCommand>(text).unwrap().2 else { panic!("not a press command") };
    assert_eq!(press.spec, PrintSpec::default());
    assert!(press.spec.include.lessons);
    let text = r#"{"job":1,"command":{"preview":{"page":2,"width":600,"spec":{"edition":"handbook","paper":"letter","include":{"samples":false},"progress":{"phase-0.git":{"status":"done"}}}}}}"#;
    let PressCommand::Preview(preview) = wire::request_to::<PressCommand>(text).unwrap().2 else { panic!("not a preview command") };
    assert_eq!((preview.spec.edition, preview.spec.paper, preview.page), (Edition::Handbook, Paper::Letter, 2));
    assert!(!preview.spec.include.samples && preview.spec.include.lessons);
    assert_eq!(preview.spec.progress.get("phase-0.git").map(|item| item.status), Some(Status::Done));
}

#[test]
fn a_whole_request_survives_the_wire() {
    let drawing = PrintDrawing { title: "ROC curve".into(), alt: "A curve".into(), svg: "<svg/>".into(), size: (4.0, 3.0) };
    let run = PrintRun { name: "best".into(), metrics: vec![("accuracy".into(), 0.95)], drawings: vec![drawing], ..Default::default() };
    let spec = PrintSpec {
        date: Some("2026-11-25".into()),
        name: "Ada".into(),
        plan: Some(PrintPlan {
            hours_per_week: 8,
            legs: vec![PrintLeg { phase: 0, start: "2026-12-01".into(), end: "2026-12-27".into() }],
        }),
        progress: [("phase-0.git".into(), PrintItem { note: "later".into(), bookmark: true, ..Default::default() })].into(),
        results: Some(PrintResults { run: Some(run), drift: Some(PrintDrift::default()) }),
        ..Default::default()
    };
    let call = Press { spec, path: None };
    let PressCommand::Press(read) = wire::request_to::<PressCommand>(&wire::request(3, &call).unwrap()).unwrap().2 else { panic!() };
    assert_eq!(*read, call);
}
