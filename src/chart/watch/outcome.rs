//! Policies by what they cost and what they bring: trainings across, error upwards.

use crate::chart::axes::{Axes, Frame, decimal};
use crate::chart::canvas::{Canvas, TextStyle, clamp_width};
use crate::chart::palette::Role;
use crate::chart::shapes::shape;
use crate::protocol::drift::PolicyOutcome;
use crate::protocol::{Drawing, RetrainPolicy};

/// A policy in words.
pub(super) fn words(policy: RetrainPolicy) -> String {
    match policy {
        RetrainPolicy::Never => "never".into(),
        RetrainPolicy::Schedule { every } => format!("every {every} windows"),
        RetrainPolicy::OnDrift { .. } => "on drift".into(),
        RetrainPolicy::OnPerformance { .. } => "on performance".into(),
    }
}

/// The chart; absent where no policy has an error.
pub fn policies(outcomes: &[PolicyOutcome], width: u32) -> Option<Drawing> {
    let points: Vec<(&PolicyOutcome, f64)> = outcomes.iter().filter_map(|one| Some((one, one.error?))).collect();
    let worst = points.iter().map(|(_, error)| *error).reduce(f64::max)?;
    let most = points.iter().map(|(one, _)| one.trained.len()).max().unwrap_or(0).max(1);
    let full = clamp_width(width);
    let mut canvas = Canvas::new(width, 250.0);
    let frame = Frame { left: 50.0, top: 26.0, right: full - 16.0, bottom: 200.0 };
    let axes = Axes::new(frame, (-0.3, most as f64 + 0.5), (0.0, (worst * 1.15).max(0.01)));
    axes.vertical(&mut canvas, "share of wrong answers", |value, _| format!("{:.1}%", value * 100.0));
    axes.horizontal(&mut canvas, "retrainings", |value, decimals| if decimals > 0 { String::new() } else { decimal(value, 0) });
    canvas.headers(&["policy", "retrainings", "share of wrong answers", "trained after windows", "took over after windows"]);
    let mut taken: Vec<(f64, f64, f64)> = vec![];
    for (place, (one, error)) in points.iter().enumerate() {
        let (x, y) = axes.at(one.trained.len() as f64, *error);
        canvas.path(&shape(place, x, y, 6.0), Role::class(place).fill());
        let name = words(one.policy);
        let across = TextStyle::INK.width(&name);
        let fits = x + 12.0 + across < full - 4.0;
        let (at, from, kind) =
            if fits { (x + 11.0, x + 11.0, TextStyle::INK.halo()) } else { (x - 11.0, x - 11.0 - across, TextStyle::INK.halo().end()) };
        // A name that another one is in the way of stands below it.
        let mut base = y + 4.0;
        while taken.iter().any(|(left, right, other)| from < *right && *left < from + across && (base - other).abs() < 14.0) {
            base += 2.0;
        }
        taken.push((from, from + across, base));
        canvas.text(at, base, &name, kind);
        let said = format!(
            "{name}: {:.1}% wrong after {} retrainings, {} of which took over",
            error * 100.0,
            one.trained.len(),
            one.promoted.len()
        );
        canvas.mark(x, y, said);
        let list = |windows: &[u32]| match windows {
            [] => "–".to_owned(),
            some => some.iter().map(u32::to_string).collect::<Vec<_>>().join(", "),
        };
        canvas.row([name, one.trained.len().to_string(), format!("{:.1}%", error * 100.0), list(&one.trained), list(&one.promoted)]);
    }
    Some(canvas.finish("Policies by number of retrainings and share of wrong answers"))
}
