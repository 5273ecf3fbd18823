//! A column of the reference beside the same column now: shares per bin, or per category.

use std::collections::BTreeMap;

use crate::chart::axes::{Axes, Frame, compact, percent};
use crate::chart::canvas::{Canvas, TextStyle, clamp_width};
use crate::chart::key::{Key, Sample};
use crate::chart::palette::Role;
use crate::dataset::{Column, Values};
use crate::protocol::Drawing;

const BINS: usize = 20;
const CATEGORIES: usize = 12;

/// Names of groups, and the share of each side in them.
type Groups = Vec<(String, f64, f64)>;

/// The chart; absent where either side has no values or the two are of different kinds.
pub fn two_sides(reference: &Column, current: &Column, width: u32) -> Option<Drawing> {
    let groups = match (&reference.values, &current.values) {
        (Values::Numeric(left), Values::Numeric(right)) => numbers(left, right)?,
        (Values::Text { .. }, Values::Text { .. }) => categories(reference, current)?,
        _ => return None,
    };
    let entries = [("reference".to_owned(), Sample::Bar(Role::Reference)), ("this window".to_owned(), Sample::Bar(Role::Current))];
    let key = Key::new(&entries, width);
    let full = clamp_width(width);
    let top = key.height + 26.0;
    let mut canvas = Canvas::new(width, top + 150.0 + 42.0);
    key.draw(&mut canvas, 2.0);
    let most = groups.iter().map(|(_, left, right)| left.max(*right)).fold(0.01, f64::max);
    let frame = Frame { left: 46.0, top, right: full - 10.0, bottom: top + 150.0 };
    let axes = Axes::new(frame, (0.0, groups.len() as f64), (0.0, most * 1.05));
    axes.vertical(&mut canvas, "share of the rows", |value, _| percent(value));
    canvas.headers(&["values", "reference", "this window"]);
    let room = (frame.right - frame.left) / groups.len() as f64;
    let every = (58.0 / room).ceil().max(1.0) as usize;
    for (place, (name, left, right)) in groups.iter().enumerate() {
        let x = axes.x(place as f64);
        for (share, at, role) in [(*left, 0.08, Role::Reference), (*right, 0.5, Role::Current)] {
            let y = axes.y(share);
            canvas.rect(x + at * room, y, room * 0.42, frame.bottom - y, role.fill());
        }
        let said = format!("{name}: {} of the reference, {} of this window", percent(*left), percent(*right));
        canvas.mark(x + room / 2.0, axes.y(left.max(*right)), said);
        if place % every == 0 {
            let name = TextStyle::NOTE.fit(name, room * every as f64 - 4.0);
            canvas.text(x + room / 2.0, frame.bottom + 16.0, &name, TextStyle::NOTE.middle());
        }
        canvas.row([name.clone(), format!("{:.1}%", left * 100.0), format!("{:.1}%", right * 100.0)]);
    }
    canvas.line((frame.left, frame.bottom), (frame.right, frame.bottom), Role::Muted.line(1.0));
    canvas.text(frame.right, frame.bottom + 34.0, &TextStyle::NOTE.fit(&reference.name, full - 60.0), TextStyle::NOTE.end());
    Some(canvas.finish(format!("{}: reference and this window", reference.name)))
}

/// Equal bins over both sides; missing values and infinities have none.
fn numbers(left: &[f64], right: &[f64]) -> Option<Groups> {
    let finite = |values: &[f64]| values.iter().copied().filter(|value| value.is_finite()).collect::<Vec<f64>>();
    let (left, right) = (finite(left), finite(right));
    if left.is_empty() || right.is_empty() {
        return None;
    }
    let all = || left.iter().chain(&right).copied();
    let (least, most) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let step = if most > least { (most - least) / BINS as f64 } else { 1.0 };
    let count = |values: &[f64]| {
        let mut shares = vec![0.0; BINS];
        for value in values {
            if let Some(share) = shares.get_mut((((value - least) / step) as usize).min(BINS - 1)) {
                *share += 1.0 / values.len() as f64;
            }
        }
        shares
    };
    let name = |bin: usize| compact(least + bin as f64 * step);
    Some(count(&left).into_iter().zip(count(&right)).enumerate().map(|(bin, (left, right))| (name(bin), left, right)).collect())
}

/// The most frequent categories of either side, and all others together.
fn categories(left: &Column, right: &Column) -> Option<Groups> {
    let mut shares: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for (column, is_left) in [(left, true), (right, false)] {
        let Values::Text { codes, levels } = &column.values else { return None };
        let known = codes.iter().filter(|code| (**code as usize) < levels.len()).count();
        if known == 0 {
            return None;
        }
        for level in codes.iter().filter_map(|code| levels.get(*code as usize)) {
            let entry = shares.entry(level.clone()).or_default();
            *(if is_left { &mut entry.0 } else { &mut entry.1 }) += 1.0 / known as f64;
        }
    }
    let mut groups: Groups = shares.into_iter().map(|(name, (left, right))| (name, left, right)).collect();
    crate::dataset::order::by(&mut groups, |a, b| b.1.max(b.2).total_cmp(&a.1.max(a.2)).then_with(|| a.0.cmp(&b.0)));
    if groups.len() > CATEGORIES {
        let rest = groups.split_off(CATEGORIES - 1);
        let sum = |take: fn(&(String, f64, f64)) -> f64| rest.iter().map(take).sum::<f64>();
        groups.push((format!("{} others", rest.len()), sum(|one| one.1), sum(|one| one.2)));
    }
    Some(groups)
}
