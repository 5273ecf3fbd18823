//! Whom the model fails: the error of each group against that of all rows; filled where chance does not explain it.

use super::{
    axes::{Axes, Frame, decimal},
    canvas::{Canvas, Dash, TextStyle, clamp_width},
    key::{Key, Sample, within},
    palette::Role,
};
use crate::protocol::{
    Drawing,
    inspect::{Slice, SliceReport},
};

/// Groups shown.
const SHOWN: usize = 12;

/// The failing groups, then the worst of the others; absent without groups.
pub fn slices(report: &SliceReport, width: u32) -> Option<Drawing> {
    let failing = report.failing.iter().map(|slice| (slice, true));
    let others = report.groups.iter().filter(|group| !report.failing.iter().any(|slice| slice.conditions == group.conditions));
    let shown: Vec<(&Slice, bool)> = failing.chain(others.map(|slice| (slice, false))).take(SHOWN).collect();
    let most = shown.iter().map(|(slice, _)| slice.error).fold(report.overall, f64::max);
    if shown.is_empty() || !most.is_finite() {
        return None;
    }
    let full = clamp_width(width);
    let above = full < 560.0;
    let names: Vec<String> = shown.iter().map(|(slice, _)| name(slice)).collect();
    let widest = names.iter().map(|name| TextStyle::INK.width(name)).fold(0.0, f64::max);
    let left = if above { 12.0 } else { (widest + 16.0).min(full * 0.45) };
    let pitch = if above { 40.0 } else { 26.0 };
    let entries = [
        ("worse beyond chance".to_owned(), Sample::Dot(Role::Bad)),
        ("within chance".to_owned(), Sample::Ring(Role::Reference)),
        ("all rows".to_owned(), Sample::Line(Role::Reference, Dash::Dashed)),
    ];
    let key = Key::new(&entries, width);
    let top = key.height + 12.0;
    let bottom = top + pitch * shown.len() as f64;
    let mut canvas = Canvas::new(width, bottom + 42.0);
    canvas.headers(&["group", "rows", report.metric.as_str(), "difference to the others", "corrected p", "beyond chance"]);
    key.draw(&mut canvas, 4.0);
    let right = full - 62.0;
    let axes = Axes::new(Frame { left, top, right, bottom }, (0.0, if most > 0.0 { most * 1.05 } else { 1.0 }), (0.0, 1.0));
    axes.horizontal(&mut canvas, &report.metric, decimal);
    let overall = axes.x(report.overall);
    canvas.line((overall, top), (overall, bottom), Role::Reference.line(1.5).dashed(Dash::Dashed));
    let say = within((0.0, most));
    for (index, ((slice, fails), name)) in shown.iter().zip(&names).enumerate() {
        let y = top + pitch * index as f64;
        let middle = if above { y + 28.0 } else { y + pitch / 2.0 };
        if above {
            canvas.text(4.0, y + 14.0, &TextStyle::INK.halo().fit(name, full - 8.0), TextStyle::INK.halo());
        } else {
            canvas.text(left - 12.0, middle + 4.0, &TextStyle::INK.fit(name, left - 16.0), TextStyle::INK.end());
        }
        let x = axes.x(slice.error);
        let role = if *fails { Role::Bad } else { Role::Reference };
        canvas.line((overall, middle), (x, middle), role.line(2.0));
        if *fails {
            canvas.circle(x, middle, 5.0, role.fill());
        } else {
            canvas.circle(x, middle, 4.5, Role::Surface.fill().edged(role.line(2.0)));
        }
        canvas.text(full - 4.0, middle + 4.0, &format!("n {}", super::axes::compact(slice.rows as f64)), TextStyle::NOTE.end());
        let p = slice.adjusted_p;
        canvas.mark(x, middle, format!("{name}: {} {} in {} rows, corrected p {p:.3}", report.metric, say(slice.error), slice.rows));
        let verdict = if *fails { "yes" } else { "no" };
        canvas.row([
            name.clone(),
            slice.rows.to_string(),
            format!("{:.4}", slice.error),
            format!("{:+.4}", slice.difference),
            if p < 0.0005 { "<0.001".to_owned() } else { format!("{p:.3}") },
            verdict.to_owned(),
        ]);
    }
    let verdict = match report.failing.first() {
        Some(worst) => format!("worst is {} with {} against {}", name(worst), say(worst.error), say(report.overall)),
        None => "none is worse beyond chance".to_owned(),
    };
    Some(canvas.finish(format!("Error by group, {} groups compared: {verdict}", report.tested)))
}

/// A group in words, such as `island is Biscoe and sex is female`.
fn name(slice: &Slice) -> String {
    let condition = |(column, group): &(String, String)| {
        let verb = if ["up to", "above", "one of"].iter().any(|word| group.starts_with(word)) { "" } else { "= " };
        format!("{column} {verb}{group}")
    };
    slice.conditions.iter().map(condition).collect::<Vec<_>>().join(" and ")
}
