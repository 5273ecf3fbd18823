//! The road as a transit line: where stations and stops lie, and the track between them.
//!
//! Pure geometry in drawing units (CSS pixels at natural size). The page draws it as its map; the poster will too.

use super::{PHASES, Phase, Topic};

/// A drawn line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Drawing units across.
    pub width: f64,
    /// Drawing units down.
    pub height: f64,
    /// Stations and stops in travelling order.
    pub places: Vec<MapStop>,
    /// Track of each phase as an SVG path, phase 0 first.
    pub tracks: Vec<String>,
    /// The loop at the end of the line, as an SVG path.
    pub circle: String,
    /// The loop's four stops with their names, in travelling order.
    pub circle_stops: [(f64, f64, &'static str); 4],
}

/// A station (phase) or stop (topic).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapStop {
    /// Its phase.
    pub phase: &'static Phase,
    /// Its topic; absent for a station.
    pub topic: Option<&'static Topic>,
    /// Units from the left.
    pub x: f64,
    /// Units from the top.
    pub y: f64,
    /// The bend just before it, which its label must keep clear of.
    pub turn: TrackBend,
}

/// A bend of the track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackBend {
    /// Straight on.
    None,
    /// The track comes round on the right.
    Right,
    /// The track comes round on the left.
    Left,
}

/// What happens on the loop, in travelling order.
pub const CIRCLE: [&str; 4] = ["train", "serve", "monitor", "retrain"];

/// Phases in each row of the wide drawing.
const ROWS: [&[usize]; 4] = [&[0, 1], &[2, 3], &[4, 5], &[6]];

/// A serpentine of four rows, for wide screens.
pub fn wide() -> Line {
    let (width, row_height, top, margin) = (1120.0, 168.0, 70.0, 84.0);
    let turn = row_height / 2.0;
    let mut places = Vec::new();
    let mut tracks: Vec<String> = PHASES.iter().map(|_| String::new()).collect();
    let mut pen = (0.0, 0.0);
    for (row, members) in ROWS.iter().enumerate() {
        let y = top + row_height * row as f64;
        let rightward = row % 2 == 0;
        let phases: Vec<&'static Phase> = members.iter().filter_map(|index| PHASES.get(*index)).collect();
        let count: usize = phases.iter().map(|phase| phase.topics.len() + 1).sum();
        let last_row = row + 1 == ROWS.len();
        // The last row leaves room for the loop.
        let span = if last_row { (width - 2.0 * margin) * 0.62 } else { width - 2.0 * margin };
        let step = span / (count.max(2) - 1) as f64;
        let mut index = 0;
        for phase in phases {
            let number = usize::from(phase.number);
            for stop in 0..=phase.topics.len() {
                let along = step * index as f64;
                let x = if rightward { margin + along } else { width - margin - along };
                let before = if stop == 0 { number.saturating_sub(1) } else { number };
                if let Some(track) = tracks.get_mut(before).filter(|_| index > 0 || row > 0) {
                    if track.is_empty() {
                        track.push_str(&format!("M{} {}", whole(pen.0), whole(pen.1)));
                    }
                    if index == 0 {
                        // Around the end of the row: out, a half circle, and back in.
                        let (edge, sweep) = if rightward { (margin, 0) } else { (width - margin, 1) };
                        track.push_str(&format!("H{0}A{1} {1} 0 0 {sweep} {0} {2}", whole(edge), whole(turn), whole(y)));
                    }
                    track.push_str(&format!("H{}", whole(x)));
                }
                let turn = match (index == 0 && row > 0, rightward) {
                    (false, _) => TrackBend::None,
                    (true, true) => TrackBend::Left,
                    (true, false) => TrackBend::Right,
                };
                places.push(MapStop { phase, topic: stop.checked_sub(1).and_then(|stop| phase.topics.get(stop)), x, y, turn });
                pen = (x, y);
                index += 1;
            }
        }
    }
    let (radius, centre) = (70.0, (pen.0 - 190.0, pen.1));
    close(&mut tracks, pen, (centre.0 + radius, centre.1));
    let height = top + row_height * (ROWS.len() as f64 - 1.0) + 110.0;
    circle(width, height, places, tracks, centre, radius)
}

/// A column, for narrow screens.
pub fn tall() -> Line {
    let (width, x, stop_gap, station_gap) = (340.0, 30.0, 38.0, 56.0);
    let mut places = Vec::new();
    let mut tracks: Vec<String> = PHASES.iter().map(|_| String::new()).collect();
    let mut y = 0.0;
    for phase in PHASES {
        let number = usize::from(phase.number);
        y += if number == 0 { 34.0 } else { station_gap };
        if let Some(track) = number.checked_sub(1).and_then(|before| tracks.get_mut(before)) {
            track.push_str(&format!("V{}", whole(y)));
        }
        places.push(MapStop { phase, topic: None, x, y, turn: TrackBend::None });
        if let Some(track) = tracks.get_mut(number) {
            track.push_str(&format!("M{} {}", whole(x), whole(y)));
        }
        for (index, topic) in phase.topics.iter().enumerate() {
            y += if index == 0 { stop_gap + 6.0 } else { stop_gap };
            places.push(MapStop { phase, topic: Some(topic), x, y, turn: TrackBend::None });
        }
        if let Some(track) = tracks.get_mut(number) {
            track.push_str(&format!("V{}", whole(y)));
        }
    }
    let (radius, centre) = (62.0, (150.0, y + 134.0));
    if let Some(track) = tracks.last_mut() {
        let (end, bend) = (centre.1, 30.0);
        track.push_str(&format!(
            "V{}A{1} {1} 0 0 0 {2} {3}H{4}",
            whole(end - bend),
            whole(bend),
            whole(x + bend),
            whole(end),
            whole(centre.0 - radius)
        ));
    }
    circle(width, centre.1 + radius + 44.0, places, tracks, centre, radius)
}

/// Paths are written in whole units.
fn whole(value: f64) -> i32 {
    value.round() as i32
}

fn close(tracks: &mut [String], pen: (f64, f64), to: (f64, f64)) {
    if let Some(track) = tracks.last_mut() {
        if track.is_empty() {
            track.push_str(&format!("M{} {}", whole(pen.0), whole(pen.1)));
        }
        track.push_str(&format!("H{}", whole(to.0)));
    }
}

fn circle(width: f64, height: f64, places: Vec<MapStop>, tracks: Vec<String>, centre: (f64, f64), radius: f64) -> Line {
    let (x, y) = centre;
    let (left, down, across) = (whole(x - radius), whole(y), whole(radius));
    let path = format!("M{left} {down}a{across} {across} 0 1 1 {} 0a{across} {across} 0 1 1 -{} 0", 2 * across, 2 * across);
    let [train, serve, monitor, retrain] = CIRCLE;
    let circle_stops = [(x, y - radius, train), (x + radius, y, serve), (x, y + radius, monitor), (x - radius, y, retrain)];
    Line { width, height, places, tracks, circle: path, circle_stops }
}

/// A label in at most two lines of about `limit` letters, broken between words.
pub fn two_lines(label: &str, limit: usize) -> (String, Option<String>) {
    if label.chars().count() <= limit {
        return (label.to_owned(), None);
    }
    let breaks = label.char_indices().filter(|(_, letter)| *letter == ' ').map(|(index, _)| index);
    let half = label.len() / 2;
    match breaks.min_by_key(|index| index.abs_diff(half)) {
        Some(index) => (label[..index].to_owned(), Some(label[index + 1..].to_owned())),
        None => (label.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phase_and_topic_has_its_place_inside_the_drawing() {
        for line in [wide(), tall()] {
            let expected: usize = PHASES.iter().map(|phase| phase.topics.len() + 1).sum();
            assert_eq!(line.places.len(), expected);
            for place in &line.places {
                assert!(place.x > 0.0 && place.x < line.width && place.y > 0.0 && place.y < line.height, "{place:?}");
            }
        }
    }

    #[test]
    fn no_two_places_touch() {
        for line in [wide(), tall()] {
            for (index, one) in line.places.iter().enumerate() {
                for other in &line.places[index + 1..] {
                    assert!((one.x - other.x).hypot(one.y - other.y) > 30.0, "{:?} {:?}", one.topic, other.topic);
                }
            }
        }
    }

    #[test]
    fn long_labels_break_between_words() {
        assert_eq!(two_lines("Docker", 11), ("Docker".into(), None));
        assert_eq!(two_lines("Train a real model", 11), ("Train a".into(), Some("real model".into())));
    }
}
