//! The whole life of a model as a loop line with seven stations: the last leads back to the first.

use super::flow::{note, rounded};
use crate::{
    chart::{
        canvas::{Canvas, TextStyle, clamp_width},
        palette::Role,
    },
    protocol::Drawing,
};

/// Name, what happens there, and the phase that teaches it.
const STATIONS: [(&str, &str, &str); 7] = [
    ("Data analysis", "Look before you model: columns, gaps, balance.", "phase 1"),
    ("Preparation", "Clean, encode, split; the same code at serving time.", "phases 1 and 6"),
    ("Training", "Fit models; log every setting and metric.", "phases 1 and 2"),
    ("Evaluation", "Unseen rows, a baseline, an interval.", "phase 1"),
    ("Registry", "The version that won, with its history.", "phases 2 and 4"),
    ("Serving", "An API in a container answers requests.", "phase 3"),
    ("Monitoring", "Log predictions, watch for drift, raise alerts.", "phase 5"),
];

const RETURN: &str = "drift or new data: retrain";

/// The loop, wide: four stations above, three below; narrow: one under the other, with the way back on the left.
pub fn life_cycle(width: u32) -> Drawing {
    if clamp_width(width) < 560.0 { narrow(width) } else { wide(width) }
}

fn wide(width: u32) -> Drawing {
    let full = clamp_width(width);
    let (left, right, top) = (full / 8.0, full * 7.0 / 8.0, 40.0);
    // The outer stations' text keeps clear of the track.
    let room = full / 4.0 - 46.0;
    let lines = |text: &str| TextStyle::NOTE.wrap(text, room).len() as f64;
    let tallest = STATIONS.iter().map(|(_, text, phase)| lines(text) + lines(phase)).fold(0.0, f64::max);
    let text_height = 22.0 + 14.0 * tallest + 14.0;
    let bottom = top + text_height + 62.0;
    let mut canvas = Canvas::new(width, bottom + text_height + 4.0);
    canvas.headers(&["station", "what happens", "taught in"]);
    let track = [(left, top), (full - 12.0, top), (full - 12.0, bottom), (left, bottom)];
    canvas.path(&rounded(&track, 28.0), Role::Accent.line(5.0).outline());
    let back = [(left, bottom), (12.0, bottom), (12.0, top), (left, top)];
    canvas.path(&rounded(&back, 28.0), Role::Current.line(5.0).outline());
    let sixth = (right - left) / 6.0;
    for (x, y, towards) in [
        (left + sixth, top, 1.0),
        (left + 3.0 * sixth, top, 1.0),
        (left + 5.0 * sixth, top, 1.0),
        (right - 1.5 * sixth, bottom, -1.0),
        (left + 1.5 * sixth, bottom, -1.0),
    ] {
        chevron(&mut canvas, (x, y), (towards, 0.0));
    }
    chevron(&mut canvas, (12.0, (top + bottom) / 2.0), (0.0, -1.0));
    chevron(&mut canvas, (full - 12.0, (top + bottom) / 2.0), (0.0, 1.0));
    note(&mut canvas, 24.0, bottom - 20.0, full / 2.0, RETURN, TextStyle::NOTE.role(Role::Current).bold());
    for (index, station) in STATIONS.iter().enumerate() {
        let (x, y) = if index < 4 {
            (left + (right - left) * index as f64 / 3.0, top)
        } else {
            (right - (right - left) * (index - 4) as f64 / 2.0, bottom)
        };
        stop(&mut canvas, x, y, index);
        let mut line = y + 28.0;
        canvas.text(x, line, station.0, TextStyle::INK.bold().middle());
        for text in TextStyle::NOTE.wrap(station.1, room) {
            line += 14.0;
            canvas.text(x, line, &text, TextStyle::NOTE.middle());
        }
        canvas.text(x, line + 14.0, station.2, TextStyle::NOTE.role(Role::Accent).middle());
    }
    canvas.finish(label())
}

fn narrow(width: u32) -> Drawing {
    let full = clamp_width(width);
    let (rail, text_x) = (56.0, 78.0);
    let room = full - text_x - 4.0;
    let texts: Vec<Vec<String>> = STATIONS.iter().map(|(_, text, _)| TextStyle::NOTE.wrap(text, room)).collect();
    let mut places = Vec::new();
    let mut y = 34.0;
    for lines in &texts {
        places.push(y);
        y += 52.0 + 14.0 * lines.len() as f64;
    }
    let last = places.last().copied().unwrap_or(y);
    let mut canvas = Canvas::new(width, y - 4.0);
    canvas.headers(&["station", "what happens", "taught in"]);
    canvas.line((rail, 34.0), (rail, last), Role::Accent.line(5.0));
    canvas.path(
        &rounded(&[(rail, last), (rail, last + 24.0), (16.0, last + 24.0), (16.0, 10.0), (rail, 10.0), (rail, 34.0)], 12.0),
        Role::Current.line(5.0).outline(),
    );
    let middle = (34.0 + last) / 2.0;
    chevron(&mut canvas, (16.0, middle), (0.0, -1.0));
    for pair in places.windows(2) {
        if let [from, to] = pair {
            chevron(&mut canvas, (rail, (from + to) / 2.0), (0.0, 1.0));
        }
    }
    let kind = TextStyle::NOTE.role(Role::Current).bold();
    canvas.upward(34.0, last - 18.0, RETURN, kind);
    for (index, ((name, _, phase), (lines, y))) in STATIONS.iter().zip(texts.iter().zip(&places)).enumerate() {
        stop(&mut canvas, rail, *y, index);
        canvas.text(text_x, y + 4.0, name, TextStyle::INK.bold());
        for (line, text) in lines.iter().enumerate() {
            canvas.text(text_x, y + 19.0 + 14.0 * line as f64, text, TextStyle::NOTE);
        }
        canvas.text(text_x, y + 19.0 + 14.0 * lines.len() as f64, phase, TextStyle::NOTE.role(Role::Accent));
    }
    canvas.finish(label())
}

fn stop(canvas: &mut Canvas, x: f64, y: f64, index: usize) {
    let role = if index == 6 { Role::Current } else { Role::Accent };
    canvas.circle(x, y, 9.0, Role::Surface.fill().edged(role.line(3.0)));
    canvas.text(x, y + 4.0, &(index + 1).to_string(), TextStyle::NOTE.role(Role::Ink).bold().middle());
    let Some((name, text, phase)) = STATIONS.get(index) else { return };
    canvas.mark(x, y, format!("{name}: {text} Taught in {phase}."));
    canvas.row([(*name).to_owned(), (*text).to_owned(), (*phase).to_owned()]);
}

/// Shows the way the line runs, rimmed so that it reads on a line of any colour.
fn chevron(canvas: &mut Canvas, at: (f64, f64), towards: (f64, f64)) {
    let (x, y) = at;
    let (ux, uy) = towards;
    let wing = |side: f64| (x - 4.0 * ux - side * 5.0 * uy, y - 4.0 * uy + side * 5.0 * ux);
    canvas.polyline(&[wing(1.0), (x + 3.0 * ux, y + 3.0 * uy), wing(-1.0)], Role::Surface.line(5.5));
    canvas.polyline(&[wing(1.0), (x + 3.0 * ux, y + 3.0 * uy), wing(-1.0)], Role::Ink.line(1.8));
}

fn label() -> String {
    let names: Vec<&str> = STATIONS.iter().map(|(name, ..)| *name).collect();
    format!("Life cycle of a model: {}, and round again", names.join(", ").to_lowercase())
}
