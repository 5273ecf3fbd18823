//! The confusion matrix as a heat map: rows are the true classes, shades the share of the row.

use super::{
    axes::percent,
    canvas::{Canvas, SMALL, TextStyle},
    palette::Role,
};
use crate::protocol::{Drawing, TrainReport};

pub(super) fn confusion(report: &TrainReport, width: u32) -> Option<Drawing> {
    let count = report.classes.len();
    if count == 0 || report.confusion.len() != count {
        return None;
    }
    let full = super::canvas::clamp_width(width);
    let widest = report.classes.iter().map(|class| TextStyle::INK.width(class)).fold(0.0, f64::max);
    let left = (widest + 26.0).min(full * 0.3);
    let cell = ((full - left - 8.0) / count as f64).min(88.0);
    let cell_height = cell.clamp(22.0, 56.0);
    let flat = report.classes.iter().all(|class| TextStyle::INK.width(class) <= cell - 4.0);
    let top = if flat { 44.0 } else { 34.0 + widest.min(90.0) };
    let mut canvas = Canvas::new(width, top + cell_height * count as f64 + 8.0);
    canvas.headers(&["true class", "predicted class", "test rows", "share of the true class"]);
    let middle = left + cell * count as f64 / 2.0;
    let title = TextStyle::NOTE.fit("predicted class", full - left);
    let half = TextStyle::NOTE.width(&title) / 2.0;
    canvas.text(middle.clamp(half, full - half), 14.0, &title, TextStyle::NOTE.middle());
    canvas.upward(12.0, top + cell_height * count as f64 / 2.0 + TextStyle::NOTE.width("true class") / 2.0, "true class", TextStyle::NOTE);
    for (index, class) in report.classes.iter().enumerate() {
        let x = left + cell * (index as f64 + 0.5);
        if flat {
            canvas.text(x, top - 8.0, class, TextStyle::INK.middle());
        } else {
            canvas.upward(x + 4.0, top - 8.0, &TextStyle::INK.fit(class, 90.0), TextStyle::INK);
        }
        let label = TextStyle::INK.fit(class, left - 26.0);
        canvas.text(left - 6.0, top + cell_height * (index as f64 + 0.5) + 4.0, &label, TextStyle::INK.end());
    }
    for (actual, (name, counts)) in report.classes.iter().zip(&report.confusion).enumerate() {
        let total: u64 = counts.iter().sum();
        for (predicted, (guess, rows)) in report.classes.iter().zip(counts).enumerate() {
            let share = if total == 0 { 0.0 } else { *rows as f64 / total as f64 };
            let (x, y) = (left + cell * predicted as f64, top + cell_height * actual as f64);
            let right = actual == predicted;
            let shade = if *rows == 0 { 0.0 } else { 0.12 + 0.78 * (share * 8.0).ceil() / 8.0 };
            let role = if right { Role::Accent } else { Role::Bad };
            canvas.rect(x + 1.0, y + 1.0, cell - 2.0, cell_height - 2.0, Role::Grid.wash(0.45));
            if shade > 0.0 {
                canvas.rect(x + 1.0, y + 1.0, cell - 2.0, cell_height - 2.0, role.wash(shade));
            }
            let text = TextStyle::INK.role(if shade > 0.55 { Role::Surface } else { Role::Ink }).middle();
            let with_share = cell >= 44.0 && cell_height >= 36.0 && *rows > 0;
            let middle_y = y + cell_height / 2.0;
            let number = match (right, *rows) {
                (true, _) => text.bold(),
                (false, 0) => text.role(Role::Muted),
                _ => text,
            };
            canvas.text(x + cell / 2.0, middle_y + if with_share { -1.0 } else { 4.0 }, &rows.to_string(), number);
            if with_share {
                canvas.text(x + cell / 2.0, middle_y + 13.0, &percent(share), text.size(SMALL));
            }
            let outcome = if right { "right" } else { "wrong" };
            canvas.mark(
                x + cell / 2.0,
                middle_y,
                format!("{name} predicted as {guess}: {rows} of {total} rows ({}), {outcome}", percent(share)),
            );
            canvas.row([name.clone(), guess.clone(), rows.to_string(), percent(share)]);
        }
    }
    let right: u64 = report.confusion.iter().enumerate().filter_map(|(index, row)| row.get(index)).sum();
    Some(canvas.finish(format!("Confusion matrix: {right} of {} test rows predicted right, {count} classes", report.test_rows)))
}
