//! One bar a run, the longest first, each with its figure.

use super::field::{left_out, name, number};
use crate::chart::axes::{Axes, Frame, compact};
use crate::chart::canvas::{Canvas, TextStyle, clamp_width};
use crate::chart::key::within;
use crate::chart::palette::Role;
use crate::dataset::order;
use crate::protocol::{
    Drawing,
    track::chart::{RunPoint, lower_is_better},
};

/// Bars drawn; the table has all.
const BARS: usize = 20;
const ROW: f64 = 22.0;

/// The chart; absent if no run has the field.
pub(super) fn bars(field: &str, all: &[RunPoint], width: u32) -> Option<Drawing> {
    let mut values: Vec<(&RunPoint, f64)> = all.iter().filter_map(|run| Some((run, number(run, field)?))).collect();
    let lower = lower_is_better(field);
    order::by(&mut values, |left, right| if lower { left.1.total_cmp(&right.1) } else { right.1.total_cmp(&left.1) });
    let best = values.first()?;
    let (low, high) = values.iter().fold((0.0_f64, 0.0_f64), |(low, high), (_, value)| (low.min(*value), high.max(*value)));
    let full = clamp_width(width);
    let shown = values.len().min(BARS);
    let longest = values.iter().take(shown).map(|(run, _)| TextStyle::INK.width(&run.name)).fold(40.0, f64::max);
    let left = (longest + 14.0).min(full * 0.38);
    let top = 26.0;
    let bottom = top + ROW * shown as f64;
    let mut canvas = Canvas::new(width, bottom + 60.0);
    let title = name(field);
    canvas.headers(&["run", &title]);
    let axes = Axes::new(Frame { left, top, right: full - 58.0, bottom }, (low, if high > low { high } else { low + 1.0 }), (0.0, 1.0));
    axes.horizontal(&mut canvas, &title, |value, _| compact(value));
    let say = within((values.last().map_or(0.0, |last| last.1), best.1));
    for (place, (run, value)) in values.iter().take(shown).enumerate() {
        let y = top + ROW * place as f64;
        let (from, to) = (axes.x(value.min(0.0)), axes.x(value.max(0.0)));
        let role = if place == 0 { Role::Current } else { Role::Accent };
        canvas.rect(from, y + 4.0, (to - from).max(1.0), ROW - 8.0, role.wash(0.85));
        canvas.text(left - 8.0, y + 15.0, &TextStyle::INK.fit(&run.name, left - 12.0), TextStyle::INK.end());
        canvas.text(to + 5.0, y + 15.0, &say(*value), TextStyle::NOTE);
        canvas.mark(to, y + ROW / 2.0, format!("{}: {title} {}", run.name, say(*value)));
    }
    for (run, value) in &values {
        canvas.row([run.name.clone(), value.to_string()]);
    }
    let more = if values.len() > shown { format!("The best {shown} of {}. ", values.len()) } else { String::new() };
    let note = format!("{more}{}", left_out(values.len(), all.len(), &title));
    canvas.text(4.0, bottom + 52.0, &TextStyle::NOTE.fit(&note, full - 8.0), TextStyle::NOTE);
    Some(canvas.finish(format!("{title} of {} runs, best {} in {}", values.len(), say(best.1), best.0.name)))
}
