//! A search over settings: every trial as a line across its settings to its score, and the best score so far.
//!
//! Inselberg, *The plane with parallel coordinates* (1985).

use super::{
    axes::{Axes, Frame, compact, decimal},
    canvas::{Canvas, Dash, Type, clamp_width},
    key::{Key, Sample, roomy, whole, within},
    palette::Role,
};
use crate::dataset::order;
use crate::protocol::float;
use crate::protocol::{
    Drawing,
    report_search::{Leaderboard, SearchAxis, TrialReport},
    spec_search::Scale,
};

/// Trials drawn, best first, and trials that answer to the pointer.
const LINES: usize = 200;
const MARKS: usize = 60;
/// Words named on an axis.
const WORDS: usize = 8;

/// One vertical axis: where each value stands from 0 (bottom) to 1.
struct Rail<'a> {
    axis: &'a SearchAxis,
    low: f64,
    high: f64,
}

impl Rail<'_> {
    fn place(&self, value: &str) -> Option<f64> {
        if !self.axis.words.is_empty() {
            let place = self.axis.words.iter().position(|word| word == value)?;
            return Some((place as f64 + 0.5) / self.axis.words.len() as f64);
        }
        let number = float(value)?;
        Some(if self.high > self.low {
            (self.scaled(number) - self.scaled(self.low)) / (self.scaled(self.high) - self.scaled(self.low))
        } else {
            0.5
        })
    }

    fn scaled(&self, number: f64) -> f64 {
        if self.axis.scale == Scale::Log { number.max(f64::MIN_POSITIVE).log10() } else { number }
    }

    /// Values to write beside the axis, with their places.
    fn labels(&self) -> Vec<(f64, String)> {
        if self.axis.words.is_empty() {
            return if self.high > self.low {
                vec![(0.0, compact(self.low)), (1.0, compact(self.high))]
            } else {
                vec![(0.5, compact(self.low))]
            };
        }
        let every = self.axis.words.len().div_ceil(WORDS);
        self.axis.words.iter().step_by(every).filter_map(|word| Some((self.place(word)?, word.clone()))).collect()
    }
}

/// Settings and score of every finished trial of the last round; absent without one.
pub fn parallel_coordinates(board: &Leaderboard, width: u32) -> Option<Drawing> {
    let rung = board.standings.first()?.trial.rung;
    let trials: Vec<(&TrialReport, f64)> =
        board.standings.iter().filter(|report| report.trial.rung == rung).filter_map(|report| Some((report, report.mean?))).collect();
    let (best, (low, high)) = (trials.first()?, roomy(trials.iter().map(|trial| trial.1), 0.0)?);
    let rails: Vec<Rail<'_>> = board.axes.iter().enumerate().map(|(place, axis)| rail(axis, place, &trials)).collect();
    let full = clamp_width(width);
    // A narrow drawing lays the axes across, one below the other, where there is room for their names.
    let across = full < 120.0 * (rails.len() as f64 + 1.0);
    let pitch = 62.0;
    let height = if across { 36.0 + pitch * rails.len() as f64 + 34.0 } else { 330.0 };
    let mut canvas = Canvas::new(width, height + 18.0);
    let mut headers: Vec<&str> = vec!["trial"];
    headers.extend(board.axes.iter().map(|axis| axis.name.as_str()));
    headers.extend([board.metric.as_str(), "standard deviation"]);
    canvas.headers(&headers);
    let count = rails.len() as f64;
    let at = |rail: usize, place: f64| {
        if across {
            (14.0 + place * (full - 28.0), 36.0 + pitch * rail as f64)
        } else {
            (40.0 + (full - 80.0) * rail as f64 / count, 290.0 - place * 240.0)
        }
    };
    let score = |mean: f64| if high > low { (mean - low) / (high - low) } else { 0.5 };
    let line = |report: &TrialReport, mean: f64| -> Vec<(f64, f64)> {
        let settings = report.trial.settings.iter().zip(&rails).enumerate();
        let points = settings.map(|(place, ((_, value), rail))| at(place, rail.place(value).unwrap_or(0.5)));
        points.chain([at(rails.len(), score(mean))]).collect()
    };
    // The best lines come last, on top.
    for (report, mean) in trials.iter().take(LINES).rev() {
        let share = score(*mean);
        let opacity = 0.15 + 0.65 * share * share * share;
        canvas.faint(&line(report, *mean), Role::Accent.line(1.2), opacity);
    }
    canvas.polyline(&line(best.0, best.1), Role::Current.line(2.5));
    for (place, rail) in rails.iter().enumerate() {
        draw(&mut canvas, &at, place, &rail.axis.name, &rail.labels(), across);
    }
    let say = within((low, high));
    let ends = if high > low { vec![(0.0, say(low)), (1.0, say(high))] } else { vec![(0.5, say(low))] };
    draw(&mut canvas, &at, rails.len(), &board.metric, &ends, across);
    for (number, (report, mean)) in trials.iter().enumerate() {
        let settings: Vec<String> = report.trial.settings.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        if number < MARKS {
            let (x, y) = at(rails.len(), score(*mean));
            canvas.mark(x, y, format!("{}: {} {}", settings.join(", "), board.metric, say(*mean)));
        }
        let own = report.trial.settings.iter().take(board.axes.len()).map(|(_, value)| value.clone());
        let std = report.std.map_or_else(|| "none".to_owned(), |std| format!("{std:.4}"));
        canvas.cells([report.trial.id.to_string()].into_iter().chain(own).chain([format!("{mean:.4}"), std]).collect());
    }
    let words = format!("Thick line: the best of {} trials, {} {}.", trials.len(), board.metric, say(best.1));
    canvas.text(4.0, height + 8.0, &Type::NOTE.fit(&words, full - 8.0), Type::NOTE);
    Some(canvas.finish(format!("Settings and scores of {} trials, best {} {}", trials.len(), board.metric, say(best.1))))
}

fn rail<'a>(axis: &'a SearchAxis, place: usize, trials: &[(&TrialReport, f64)]) -> Rail<'a> {
    let numbers = || trials.iter().filter_map(|(report, _)| float(&report.trial.settings.get(place)?.1));
    let (low, high) = (numbers().fold(f64::INFINITY, f64::min), numbers().fold(f64::NEG_INFINITY, f64::max));
    Rail { axis, low, high }
}

/// An axis with its name and labels; `at` turns its number and a place 0..=1 into a point.
fn draw(canvas: &mut Canvas, at: &dyn Fn(usize, f64) -> (f64, f64), number: usize, name: &str, labels: &[(f64, String)], across: bool) {
    let (from, to) = (at(number, 0.0), at(number, 1.0));
    canvas.line(from, to, Role::Muted.line(1.2));
    if across {
        canvas.text(from.0 - 10.0, from.1 - 10.0, &Type::INK.halo().fit(name, canvas.width - 8.0), Type::INK.halo());
    } else {
        let room = at(1, 0.0).0 - at(0, 0.0).0 - 12.0;
        let name = Type::INK.fit(name, room.min(2.0 * from.0.min(canvas.width - from.0)));
        canvas.text(to.0, to.1 - 26.0, &name, Type::INK.middle());
    }
    let mut end = f64::NEG_INFINITY;
    for (place, label) in labels {
        let (x, y) = at(number, *place);
        let room = if across { (to.0 - from.0) / labels.len() as f64 } else { 100.0 };
        let label = Type::NOTE.fit(label, room);
        let half = Type::NOTE.width(&label) / 2.0;
        if across {
            let x = x.clamp(half + 1.0, canvas.width - half - 1.0);
            if x - half >= end + 6.0 {
                canvas.text(x, y + 16.0, &label, Type::NOTE.middle().halo());
                end = x + half;
            }
        } else {
            let inside = x.clamp(half + 1.0, canvas.width - half - 1.0);
            match *place {
                place if place <= 0.0 => canvas.text(inside, y + 16.0, &label, Type::NOTE.middle()),
                place if place >= 1.0 => canvas.text(inside, y - 8.0, &label, Type::NOTE.middle()),
                // Beside the axis, where the lines do not meet.
                _ if x + 8.0 + 2.0 * half < canvas.width => canvas.text(x + 8.0, y + 4.0, &label, Type::NOTE.halo()),
                _ => canvas.text(x - 8.0, y + 4.0, &label, Type::NOTE.end().halo()),
            }
        }
    }
}

/// The best score after each finished trial, with all scores as points; absent without one.
pub fn search_progress(board: &Leaderboard, width: u32) -> Option<Drawing> {
    let last = board.standings.first()?.trial.rung;
    let mut trials: Vec<(u32, f64)> = board
        .standings
        .iter()
        .filter(|report| report.trial.rung == last)
        .filter_map(|report| Some((report.trial.id, report.mean?)))
        .collect();
    order::by_key(&mut trials, |trial| trial.0);
    let (low, high) = roomy(trials.iter().map(|trial| trial.1), 0.06)?;
    let full = clamp_width(width);
    let entries =
        [("best so far".to_owned(), Sample::Line(Role::Current, Dash::Solid)), ("one trial".to_owned(), Sample::Dot(Role::Reference))];
    let key = Key::new(&entries, width);
    let top = key.height + 32.0;
    let plot = ((full - 62.0) * 0.45).clamp(140.0, 260.0);
    let mut canvas = Canvas::new(width, top + plot + 42.0);
    canvas.headers(&["finished trials", "score", "best so far"]);
    key.draw(&mut canvas, 4.0);
    let frame = Frame { left: 52.0, top, right: full - 14.0, bottom: top + plot };
    let axes = Axes::new(frame, (0.0, trials.len() as f64), (low, high));
    axes.vertical(&mut canvas, &board.metric, decimal);
    axes.horizontal(&mut canvas, "finished trials", whole);
    let say = within((low, high));
    let (mut best, mut line) = (f64::NEG_INFINITY, Vec::new());
    let every = trials.len().div_ceil(MARKS);
    for (place, (_, score)) in trials.iter().enumerate() {
        let along = place as f64 + 1.0;
        if !line.is_empty() && *score > best {
            line.push((along, best));
        }
        best = best.max(*score);
        line.push((along, best));
        let (x, y) = axes.at(along, *score);
        canvas.circle(x, y, 2.5, Role::Reference.wash(0.7));
        if place % every == 0 {
            canvas.mark(x, axes.y(best), format!("after {} trials: best {} {}", place + 1, board.metric, say(best)));
        }
        canvas.row([(place + 1).to_string(), format!("{score:.4}"), format!("{best:.4}")]);
    }
    axes.curve(&mut canvas, &line, Role::Current, 2.0, Dash::Solid);
    Some(canvas.finish(format!("Best {} after {} trials: {}", board.metric, trials.len(), say(best))))
}
