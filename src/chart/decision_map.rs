//! The model's answer over a plane of two features: regions by class, shade by confidence, data points on top.

use std::collections::BTreeMap;

use super::{
    axes::{Axes, Frame, decimal},
    canvas::{Canvas, TextStyle, clamp_width},
    palette::Role,
    shapes::shape,
};
use crate::protocol::Drawing;

/// The model's answers over a plane; the caller owns them.
#[derive(Clone, Copy, Debug)]
pub struct PlaneView<'a> {
    /// Feature along x.
    pub x_name: &'a str,
    /// Feature along y.
    pub y_name: &'a str,
    /// Smallest and largest x.
    pub x_range: (f64, f64),
    /// Smallest and largest y.
    pub y_range: (f64, f64),
    /// Cells per row and rows of cells; each answer is for the middle of its cell.
    pub cells: (usize, usize),
    /// Predicted class per cell as an index into `classes`, row by row from the lowest y.
    pub class: &'a [u32],
    /// Probability of that class per cell, 0..=1.
    pub confidence: &'a [f32],
    /// Data: x, y, true class as an index into `classes`, and whether it is a test row.
    pub points: &'a [(f64, f64, u32, bool)],
    /// Class labels.
    pub classes: &'a [String],
}

/// Steps of shade between a guess and certainty.
const STEPS: usize = 5;
/// Length of the regions' paths, in bytes, above which shades are merged.
const REGIONS_BYTES: usize = 20_000;
/// Points drawn at most, so that the map stays light; test rows go first.
const POINTS: usize = 240;

/// Draws the map; the table says how much of the plane each class takes.
pub fn decision_map(plane: &PlaneView<'_>, width: u32) -> Drawing {
    let full = clamp_width(width);
    let keys = key_layout(plane, full);
    let key_rows = keys.last().map_or(0.0, |key| key.1 + 1.0);
    let top = 34.0 + 18.0 * key_rows;
    let plot = ((full - 58.0) * 0.75).clamp(190.0, 480.0);
    let mut canvas = Canvas::new(width, top + plot + 56.0);
    canvas.headers(&["class", "share of the plane", "points", "test points"]);
    for (class, (x, row, name)) in keys.iter().enumerate().map(|(class, (x, row, name))| (class, (*x, *row, name))) {
        let y = 10.0 + 18.0 * row;
        canvas.path(&shape(class, x + 6.0, y, 5.0), Role::class(class).fill());
        canvas.text(x + 16.0, y + 4.0, name, TextStyle::INK);
    }
    let axes = Axes::new(Frame { left: 48.0, top, right: full - 10.0, bottom: top + plot }, plane.x_range, plane.y_range);
    axes.vertical(&mut canvas, plane.y_name, decimal);
    regions(&mut canvas, &axes, plane);
    axes.horizontal(&mut canvas, plane.x_name, decimal);
    let drawn = points(&mut canvas, &axes, plane);
    let note = match (drawn == plane.points.len(), plane.points.iter().any(|point| point.3)) {
        (true, false) => "Deeper shade: surer.".to_owned(),
        (true, true) => "Deeper shade: surer. Outlined points: test rows.".to_owned(),
        (false, _) => format!("Deeper shade: surer. {drawn} of {} points; outlined: test rows.", decimal(plane.points.len() as f64, 0)),
    };
    canvas.text(4.0, top + plot + 50.0, &TextStyle::NOTE.fit(&note, full - 8.0), TextStyle::NOTE);
    let cells = plane.class.len().max(1) as f64;
    for (index, class) in plane.classes.iter().enumerate() {
        let share = plane.class.iter().filter(|cell| **cell as usize == index).count() as f64 / cells;
        let of_class = || plane.points.iter().filter(move |point| point.2 as usize == index);
        let tests = of_class().filter(|point| point.3).count();
        canvas.row([class.clone(), super::axes::percent(share), of_class().count().to_string(), tests.to_string()]);
    }
    canvas.finish(format!("Decision map over {} and {}: {} classes", plane.x_name, plane.y_name, plane.classes.len()))
}

/// x, row and shortened name of each class in the key.
fn key_layout(plane: &PlaneView<'_>, full: f64) -> Vec<(f64, f64, String)> {
    let (mut x, mut row) = (4.0, 0.0);
    let mut keys = Vec::new();
    for class in plane.classes {
        let name = TextStyle::INK.fit(class, full - 40.0);
        let width = 16.0 + TextStyle::INK.width(&name) + 16.0;
        if x + width > full && x > 4.0 {
            (x, row) = (4.0, row + 1.0);
        }
        keys.push((x, row, name));
        x += width;
    }
    keys
}

/// Draws the regions, with fewer shades where their borders are too intricate.
fn regions(canvas: &mut Canvas, axes: &Axes, plane: &PlaneView<'_>) {
    let mut steps = STEPS;
    let mut paths = outlines(axes, plane, steps);
    while steps > 1 && paths.values().map(String::len).sum::<usize>() > REGIONS_BYTES {
        steps = steps.div_ceil(2);
        paths = outlines(axes, plane, steps);
    }
    for ((class, step), commands) in paths {
        let shade = if steps == 1 { 0.5 } else { step as f64 / (steps - 1) as f64 };
        canvas.crisp(&commands, Role::class(class as usize).wash(0.1 + 0.36 * shade));
    }
}

/// One path per class and shade; neighbours with the same answer are one rectangle.
fn outlines(axes: &Axes, plane: &PlaneView<'_>, steps: usize) -> BTreeMap<(u32, usize), String> {
    let (across, rows) = plane.cells;
    let guess = 1.0 / plane.classes.len().max(1) as f64;
    let key = |column: usize, row: usize| -> Option<(u32, usize)> {
        let index = row * across + column;
        let (class, sure) = (*plane.class.get(index)?, f64::from(*plane.confidence.get(index)?));
        let share = ((sure - guess) / (1.0 - guess).max(1e-9)).clamp(0.0, 0.999);
        Some((class, (share * steps as f64) as usize))
    };
    let (width, height) = (axes.frame.right - axes.frame.left, axes.frame.bottom - axes.frame.top);
    // Edges on whole units: cells tile without seams, and the text stays short.
    let edge_x = |column: usize| (axes.frame.left + width * column as f64 / across.max(1) as f64).round();
    let edge_y = |row: usize| (axes.frame.bottom - height * row as f64 / rows.max(1) as f64).round();
    let mut paths: BTreeMap<(u32, usize), String> = BTreeMap::new();
    // Runs of the row below that may go on, by first and last cell: their answer and the row they began in.
    let mut open: BTreeMap<(usize, usize), ((u32, usize), usize)> = BTreeMap::new();
    for row in 0..=rows {
        let mut runs = BTreeMap::new();
        let mut start = 0;
        while row < rows && start < across {
            let Some(here) = key(start, row) else { break };
            let mut end = start + 1;
            while end < across && key(end, row) == Some(here) {
                end += 1;
            }
            runs.insert((start, end), (here, row));
            start = end;
        }
        for (span, (answer, began)) in open {
            if let Some(same) = runs.get_mut(&span).filter(|run| run.0 == answer) {
                same.1 = began;
                continue;
            }
            let (left, right) = (edge_x(span.0), edge_x(span.1));
            let (low, high) = (edge_y(began), edge_y(row));
            let rectangle = format!("M{left} {high}h{}V{low}H{left}z", right - left);
            paths.entry(answer).or_default().push_str(&rectangle);
        }
        open = runs;
    }
    paths
}

/// Draws the points and returns how many.
fn points(canvas: &mut Canvas, axes: &Axes, plane: &PlaneView<'_>) -> usize {
    let (tests, training): (Vec<_>, Vec<_>) = plane.points.iter().partition(|point| point.3);
    let spread = |points: &[&(f64, f64, u32, bool)], room: usize| -> Vec<(f64, f64, u32, bool)> {
        let step = points.len() as f64 / room.max(1) as f64;
        if room == 0 {
            Vec::new()
        } else if step <= 1.0 {
            points.iter().map(|point| **point).collect()
        } else {
            (0..room).filter_map(|index| points.get((index as f64 * step) as usize)).map(|point| **point).collect()
        }
    };
    let tests = spread(&tests, POINTS);
    let training = spread(&training, POINTS - tests.len().min(POINTS));
    let mut paths: BTreeMap<(bool, u32), String> = BTreeMap::new();
    for (x, y, class, test) in training.iter().chain(&tests) {
        let at = axes.at(x.clamp(axes.x.0, axes.x.1), y.clamp(axes.y.0, axes.y.1));
        paths.entry((*test, *class)).or_default().push_str(&shape(*class as usize, at.0, at.1, if *test { 4.0 } else { 2.6 }));
        if *test {
            let name = plane.classes.get(*class as usize).map_or("", String::as_str);
            let text =
                format!("{name}, test row: {} {}, {} {}", plane.x_name, super::axes::compact(*x), plane.y_name, super::axes::compact(*y));
            canvas.mark(at.0, at.1, text);
        }
    }
    for ((test, class), commands) in paths {
        let role = Role::class(class as usize);
        let edge = if test { Role::Ink.line(1.3) } else { Role::Surface.line(0.5) };
        canvas.path(&commands, role.fill().edged(edge));
    }
    training.len() + tests.len()
}
