//! One field of all runs as an axis: numbers on a plain or logarithmic scale, or words side by side.

use crate::chart::axes::{Axes, compact, decimal};
use crate::chart::canvas::{Canvas, TextStyle};
use crate::chart::palette::Role;
use crate::dataset::order;
use crate::protocol::{float, track::chart::RunPoint};

/// Words that get a place of their own; the others share the last.
const WORDS: usize = 24;

/// A field and how its values lie along an axis.
pub(super) struct RunField {
    /// Its name without `metrics.` or `params.`.
    pub(super) name: String,
    /// The words in order; empty if all values are numbers.
    pub(super) words: Vec<String>,
    log: bool,
}

/// A field's value in one run, as text.
pub(super) fn text(point: &RunPoint, path: &str) -> Option<String> {
    let (kind, name) = path.split_once('.')?;
    match kind {
        "params" => point.params.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone()),
        "metrics" => point.metrics.iter().find(|(own, value)| own == name && value.is_finite()).map(|(_, value)| value.to_string()),
        "attributes" => match name {
            "duration" => point.duration_millis.map(|millis| (millis as f64 / 1000.0).to_string()),
            "run_name" => Some(point.name.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// A field's value in one run, if it is a finite number.
pub(super) fn number(point: &RunPoint, path: &str) -> Option<f64> {
    float(&text(point, path)?).filter(|value| value.is_finite())
}

/// What a field is called on an axis.
pub(super) fn name(path: &str) -> String {
    match path {
        "attributes.duration" => "duration, seconds".to_owned(),
        _ => path.split_once('.').map_or(path, |(_, name)| name).to_owned(),
    }
}

impl RunField {
    /// The field's axis, and where each run stands on it; absent where a run has no value.
    pub(super) fn of(path: &str, log: bool, points: &[RunPoint]) -> (Self, Vec<Option<f64>>) {
        let texts: Vec<Option<String>> = points.iter().map(|point| text(point, path)).collect();
        let numbers: Option<Vec<Option<f64>>> = texts
            .iter()
            .map(|text| text.as_ref().map(|text| float(text).filter(|value| value.is_finite()).ok_or(())).transpose().ok())
            .collect();
        let name = name(path);
        if let Some(numbers) = numbers {
            let log = log && numbers.iter().flatten().all(|value| *value > 0.0);
            let places = numbers.into_iter().map(|value| value.map(|value| if log { value.log10() } else { value })).collect();
            return (Self { name, words: vec![], log }, places);
        }
        let mut words: Vec<String> = texts.iter().flatten().cloned().collect();
        order::by(&mut words, |left, right| left.cmp(right));
        words.dedup();
        if words.len() > WORDS {
            words.truncate(WORDS - 1);
            words.push("others".to_owned());
        }
        let last = words.len().saturating_sub(1);
        let place = |text: &Option<String>| {
            let text = text.as_ref()?;
            Some(words.iter().position(|word| word == text).unwrap_or(last) as f64)
        };
        let places = texts.iter().map(place).collect();
        (Self { name, words, log: false }, places)
    }

    /// The ends of the axis around these places.
    pub(super) fn ends(&self, places: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
        if self.words.is_empty() { crate::chart::key::roomy(places, 0.06) } else { Some((-0.5, self.words.len() as f64 - 0.5)) }
    }

    /// Grid, ticks and title of the vertical axis.
    pub(super) fn vertical(&self, axes: &Axes, canvas: &mut Canvas) {
        if self.words.is_empty() {
            axes.vertical(canvas, &self.title(), |value, decimals| self.tick(value, decimals));
            return;
        }
        let room = axes.frame.left - 8.0;
        for (place, word) in self.words.iter().enumerate() {
            let y = axes.y(place as f64);
            canvas.line((axes.frame.left, y), (axes.frame.right, y), Role::Grid.line(1.0));
            canvas.text(axes.frame.left - 6.0, y + 4.0, &TextStyle::NOTE.fit(word, room), TextStyle::NOTE.end());
        }
        canvas.text(4.0, axes.frame.top - 10.0, &TextStyle::NOTE.fit(&self.name, canvas.width - 8.0), TextStyle::NOTE.halo());
    }

    /// Ticks and title of the horizontal axis.
    pub(super) fn horizontal(&self, axes: &Axes, canvas: &mut Canvas) {
        if self.words.is_empty() {
            axes.horizontal(canvas, &self.title(), |value, decimals| self.tick(value, decimals));
            return;
        }
        let (left, right, bottom) = (axes.frame.left, axes.frame.right, axes.frame.bottom);
        canvas.line((left, bottom), (right, bottom), Role::Muted.line(1.0));
        let room = (right - left) / self.words.len() as f64;
        let every = (30.0 / room).ceil().max(1.0) as usize;
        for (place, word) in self.words.iter().enumerate().step_by(every) {
            let label = TextStyle::NOTE.fit(word, room * every as f64 - 4.0);
            let half = TextStyle::NOTE.width(&label) / 2.0;
            canvas.text(axes.x(place as f64).clamp(half, canvas.width - half), bottom + 16.0, &label, TextStyle::NOTE.middle());
        }
        canvas.text(right, bottom + 32.0, &TextStyle::NOTE.fit(&self.name, right - left), TextStyle::NOTE.end());
    }

    fn title(&self) -> String {
        if self.log { format!("{} (log scale)", self.name) } else { self.name.clone() }
    }

    fn tick(&self, value: f64, decimals: usize) -> String {
        if self.log {
            return compact(10f64.powf(value));
        }
        if value.abs() >= 1e4 { compact(value) } else { decimal(value, decimals) }
    }

    /// Room for the labels left of a vertical axis.
    pub(super) fn margin(&self, width: f64) -> f64 {
        let longest = self.words.iter().map(|word| TextStyle::NOTE.width(word)).fold(0.0, f64::max);
        if self.words.is_empty() { 54.0 } else { (longest + 12.0).clamp(54.0, width * 0.35) }
    }
}

/// What a note says of runs that are not drawn; empty if all are.
pub(super) fn left_out(drawn: usize, of: usize, why: &str) -> String {
    let missing = of.saturating_sub(drawn);
    match missing {
        0 => String::new(),
        1 => format!("1 of {of} runs is not drawn: it has no {why}."),
        _ => format!("{missing} of {of} runs are not drawn: they have no {why}."),
    }
}
