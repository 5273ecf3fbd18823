//! What a validation promised beside what the model delivered, with a leak and without.

use super::{
    axes::{Axes, Frame, decimal},
    canvas::{Canvas, Dash, TextStyle, clamp_width},
    key::{Key, Sample, roomy, within},
    palette::Role,
};
use crate::protocol::Drawing;
use crate::protocol::leakage::{LeakReport, Scored};

/// Radius of a mean.
const MEAN: f64 = 6.0;
/// Radius of a part.
const PART: f64 = 2.6;

/// Two lines of two marks: a ring for the promise, a dot for what came, small ones for their parts.
pub fn leak(report: &LeakReport, width: u32) -> Option<Drawing> {
    let scores = |scored: &Scored| scored.parts.iter().map(|(_, score)| *score).chain([scored.score]).collect::<Vec<f64>>();
    let sides = [("With the leak", &report.leaky), ("Without", &report.honest)];
    let all = sides.iter().flat_map(|(_, side)| [scores(&side.claimed), scores(&side.delivered)]).flatten();
    let (low, high) = roomy(all.chain([report.chance]), 0.05)?;
    let full = clamp_width(width);
    let name = report.metric.replace('_', " ");
    let entries = [
        ("promised by the validation".to_owned(), Sample::Ring(Role::Reference)),
        ("delivered in use".to_owned(), Sample::Dot(Role::Current)),
        ("knowing nothing".to_owned(), Sample::Line(Role::Ink, Dash::Dashed)),
    ];
    let key = Key::new(&entries, width);
    let (top, pitch) = (key.height + 12.0, 74.0);
    let bottom = top + pitch * 2.0;
    let mut canvas = Canvas::new(width, bottom + 42.0);
    canvas.headers(&["way", "part", "promised", "delivered"]);
    key.draw(&mut canvas, 4.0);
    let axes = Axes::new(Frame { left: 12.0, top, right: full - 16.0, bottom }, (low, high), (0.0, 1.0));
    axes.horizontal(&mut canvas, &name, decimal);
    let chance = axes.x(report.chance);
    canvas.line((chance, top), (chance, bottom), Role::Ink.line(1.5).dashed(Dash::Dashed));
    let say = within((low, high));
    for (index, (way, side)) in sides.iter().enumerate() {
        let y = top + pitch * index as f64;
        canvas.text(12.0, y + 16.0, way, TextStyle::INK.bold().halo());
        let (claimed_y, delivered_y) = (y + 36.0, y + 54.0);
        for (month, score) in &side.claimed.parts {
            canvas.circle(axes.x(*score), claimed_y, PART, Role::Reference.wash(0.55));
            canvas.mark(axes.x(*score), claimed_y, format!("{way}, {}: promised {}", part(report, month), say(*score)));
        }
        for (month, score) in &side.delivered.parts {
            canvas.circle(axes.x(*score), delivered_y, PART, Role::Current.wash(0.55));
            canvas.mark(axes.x(*score), delivered_y, format!("{way}, {}: delivered {}", part(report, month), say(*score)));
        }
        let (from, to) = (axes.x(side.claimed.score), axes.x(side.delivered.score));
        canvas.line((from, claimed_y), (to, delivered_y), Role::Ink.line(1.5));
        canvas.circle(from, claimed_y, MEAN, Role::Surface.fill().edged(Role::Reference.line(2.5)));
        canvas.circle(to, delivered_y, MEAN, Role::Current.fill().edged(Role::Surface.line(1.2)));
        canvas.mark(from, claimed_y, format!("{way}: promised {}", say(side.claimed.score)));
        canvas.mark(to, delivered_y, format!("{way}: delivered {}", say(side.delivered.score)));
        canvas.row([(*way).to_owned(), "all".to_owned(), format!("{:.4}", side.claimed.score), format!("{:.4}", side.delivered.score)]);
        for (part_name, promised, delivered) in parts(&side.claimed, &side.delivered) {
            let cell = |score: Option<f64>| score.map_or_else(String::new, |score| format!("{score:.4}"));
            canvas.row([(*way).to_owned(), part(report, &part_name), cell(promised), cell(delivered)]);
        }
    }
    let label = format!("{name} promised and delivered, with the leak and without");
    Some(canvas.finish(label))
}

/// Parts by name, those of the promise first.
fn parts(claimed: &Scored, delivered: &Scored) -> Vec<(String, Option<f64>, Option<f64>)> {
    let find = |scored: &Scored, name: &str| scored.parts.iter().find(|(own, _)| own == name).map(|(_, score)| *score);
    let mut found: Vec<_> = claimed.parts.iter().map(|(name, score)| (name.clone(), Some(*score), find(delivered, name))).collect();
    let late = delivered.parts.iter().filter(|(name, _)| find(claimed, name).is_none());
    found.extend(late.map(|(name, score)| (name.clone(), None, Some(*score))));
    found
}

/// A month by its name, a repeat by its number.
fn part(report: &LeakReport, name: &str) -> String {
    if report.leaky.gap_error.is_some() { format!("draw {name}") } else { name.to_owned() }
}
