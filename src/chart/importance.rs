//! How much each feature matters, as bars; whiskers show the spread over the trees of a forest.

use super::{
    canvas::{Canvas, TextStyle},
    palette::Role,
};
use crate::protocol::model::Importances;
use crate::protocol::{Drawing, Importance, ModelSpec};

/// Bars shown; the rest is counted in words.
const SHOWN: usize = 15;

pub(super) fn importance(importances: &[Importance], model: &ModelSpec, width: u32) -> Option<Drawing> {
    let measured = model.kind().importances?;
    let shown = importances.get(..importances.len().min(SHOWN)).unwrap_or_default();
    let most = shown.iter().map(|one| one.value + one.std.unwrap_or(0.0)).fold(0.0, f64::max);
    if shown.is_empty() || !most.is_finite() {
        return None;
    }
    let full = super::canvas::clamp_width(width);
    // A narrow drawing puts each name above its bar.
    let above = full < 460.0;
    let widest = shown.iter().map(|one| TextStyle::INK.width(&one.feature)).fold(0.0, f64::max);
    let left = if above { 4.0 } else { (widest + 10.0).min(full * 0.4) };
    let pitch = if above { 36.0 } else { 24.0 };
    let right = full - 52.0;
    let more = importances.len() - shown.len();
    let whiskers = shown.iter().any(|one| one.std.is_some());
    let notes: Vec<String> = [
        whiskers.then(|| "Whisker: one standard deviation over the trees.".to_owned()),
        (more > 0).then(|| format!("{more} more features matter less.")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let note = TextStyle::NOTE.wrap(&notes.join(" "), full - 8.0);
    let top = 26.0;
    let mut canvas = Canvas::new(width, top + pitch * shown.len() as f64 + 8.0 + 15.0 * note.len() as f64);
    canvas.headers(&["feature", "importance", "standard deviation"]);
    let measure = match measured {
        Importances::MeanCoefficient => "mean |coefficient| on scaled features",
        Importances::Coefficient => "|coefficient| on scaled features",
        Importances::LossDecrease => "share of the fall of the loss, all sum to 1",
        Importances::ImpurityDecrease => "mean impurity decrease, all features sum to 1",
    };
    canvas.text(4.0, 14.0, &TextStyle::NOTE.fit(measure, full - 8.0), TextStyle::NOTE);
    let scale = |value: f64| left + if most > 0.0 { value.max(0.0) / most * (right - left) } else { 0.0 };
    for (index, one) in shown.iter().enumerate() {
        let y = top + pitch * index as f64;
        let middle = if above { y + 24.0 } else { y + pitch / 2.0 };
        if above {
            canvas.text(left, y + 13.0, &TextStyle::INK.fit(&one.feature, full - 8.0), TextStyle::INK);
        } else {
            canvas.text(left - 8.0, middle + 4.0, &TextStyle::INK.fit(&one.feature, left - 10.0), TextStyle::INK.end());
        }
        canvas.rect(left, middle - 6.0, scale(one.value) - left, 12.0, Role::Accent.wash(0.85));
        let mut end = scale(one.value);
        if let Some(std) = one.std {
            let (from, to) = (scale(one.value - std), scale(one.value + std));
            canvas.line((from, middle), (to, middle), Role::Ink.line(1.2));
            for x in [from, to] {
                canvas.line((x, middle - 3.5), (x, middle + 3.5), Role::Ink.line(1.2));
            }
            end = end.max(to);
        }
        canvas.text(end + 6.0, middle + 4.0, &format!("{:.3}", one.value), TextStyle::INK);
        let spread = one.std.map_or_else(String::new, |std| format!(" ± {std:.3}"));
        canvas.mark(scale(one.value), middle, format!("{}: {:.3}{spread}", one.feature, one.value));
        canvas.row([
            one.feature.clone(),
            format!("{:.4}", one.value),
            one.std.map_or_else(|| "none".to_owned(), |std| format!("{std:.4}")),
        ]);
    }
    for (index, line) in note.iter().enumerate() {
        canvas.text(4.0, top + pitch * shown.len() as f64 + 16.0 + 15.0 * index as f64, line, TextStyle::NOTE);
    }
    let first = shown.first().map_or("", |one| one.feature.as_str());
    Some(canvas.finish(format!("Feature importance: {first} matters most of {} features", importances.len())))
}
