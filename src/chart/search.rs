//! A search over settings: every trial as a line across its settings to its score, and the best score so far.

use super::{
    axes::{Axes, Frame, decimal},
    canvas::{Canvas, Dash, TextStyle, clamp_width},
    key::{Key, Sample, roomy, whole, within},
    palette::Role,
    parallel_axes::{ParallelLine, rails},
};
use crate::dataset::order;
use crate::protocol::{
    Drawing,
    tune::{Leaderboard, TrialReport},
};

/// Points that answer to the pointer.
const MARKS: usize = 60;

/// Settings and score of every finished trial of the last round; absent without one.
pub fn parallel_coordinates(board: &Leaderboard, width: u32) -> Option<Drawing> {
    let rung = board.standings.first()?.trial.rung;
    let trials: Vec<(&TrialReport, f64)> =
        board.standings.iter().filter(|report| report.trial.rung == rung).filter_map(|report| Some((report, report.mean?))).collect();
    let strand = |(report, mean): &(&TrialReport, f64)| {
        let settings: Vec<String> = report.trial.settings.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        let values = report.trial.settings.iter().take(board.axes.len()).map(|(_, value)| Some(value.clone())).collect();
        ParallelLine { values, score: *mean, says: settings.join(", ") }
    };
    let strands: Vec<ParallelLine> = trials.iter().map(strand).collect();
    let (mut canvas, height) = rails(&board.axes, &board.metric, &strands, width)?;
    let mut headers: Vec<&str> = vec!["trial"];
    headers.extend(board.axes.iter().map(|axis| axis.name.as_str()));
    headers.extend([board.metric.as_str(), "standard deviation"]);
    canvas.headers(&headers);
    for (report, mean) in &trials {
        let own = report.trial.settings.iter().take(board.axes.len()).map(|(_, value)| value.clone());
        let std = report.std.map_or_else(|| "none".to_owned(), |std| format!("{std:.4}"));
        canvas.cells([report.trial.id.to_string()].into_iter().chain(own).chain([format!("{mean:.4}"), std]).collect());
    }
    let (best, ends) = (trials.first()?.1, roomy(trials.iter().map(|trial| trial.1), 0.0)?);
    let (count, found) = (trials.len(), format!("{} {}", board.metric, within(ends)(best)));
    let words = format!("Thick line: the best of {count} trials, {found}.");
    canvas.text(4.0, height + 8.0, &TextStyle::NOTE.fit(&words, canvas.width - 8.0), TextStyle::NOTE);
    Some(canvas.finish(format!("Settings and scores of {count} trials, best {found}")))
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
