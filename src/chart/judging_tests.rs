//! What the drawings of a judgement say: their labels, and that every figure is in the table beside them.

use super::fixtures_judging::judgements;

#[test]
fn labels_say_what_the_drawing_shows() {
    let text: Vec<String> = judgements(360)
        .into_iter()
        .map(|(name, drawing)| {
            format!("{name}: {} [{} rows of {}]", drawing.label, drawing.table.rows.len(), drawing.table.headers.join(", "))
        })
        .collect();
    insta::assert_snapshot!(text.join("\n"), @"");
}
