//! From a trained model to a service in production, and back.

use super::flow::{BoxArea, Node, arrow, draw, height, note, way, way_back};
use crate::{
    chart::{
        canvas::{Canvas, TextStyle, clamp_width},
        palette::Role,
    },
    protocol::Drawing,
};

const NODES: [Node; 6] = [
    Node { title: "Trained model", text: "An estimator in memory, with its test report.", role: Role::Class(0) },
    Node { title: "Artefact", text: "Model file, input schema and pinned library versions, saved together.", role: Role::Class(0) },
    Node { title: "Prediction API", text: "FastAPI checks each request against the schema and answers /predict.", role: Role::Class(2) },
    Node { title: "Container", text: "A Docker image: the API, its libraries, nothing else.", role: Role::Class(2) },
    Node { title: "Registry", text: "Every image under a version tag, so that any can be rolled back to.", role: Role::Class(3) },
    Node { title: "Production", text: "Health checks, logs of every prediction, a share of the traffic first.", role: Role::Class(1) },
];

/// What happens between one box and the next.
const STEPS: [&str; 5] = ["save", "load", "build", "push", "deploy"];

const BACK: &str = "logged predictions and true answers: train again";

/// Six boxes in a row, in two rows, or below each other, with the way back drawn dashed.
pub fn deployment_flow(width: u32) -> Drawing {
    let full = clamp_width(width);
    let columns = if full < 560.0 {
        1
    } else if full < 1000.0 {
        3
    } else {
        6
    };
    let gap = match columns {
        1 => 34.0,
        3 => 64.0,
        _ => 34.0,
    };
    let margin = if columns == 1 { 30.0 } else { 4.0 };
    let box_width = (full - margin - 4.0 - gap * (columns as f64 - 1.0)) / columns as f64;
    let tall = NODES.iter().map(|node| height(node, box_width)).fold(0.0, f64::max);
    let lines = NODES.len() / columns;
    let down = 44.0;
    let mut places = Vec::new();
    let mut y = 22.0;
    for row in 0..lines {
        let heights = NODES.iter().skip(row * columns).take(columns).map(|node| height(node, box_width));
        let high = if columns == 1 { heights.fold(0.0, f64::max) } else { tall };
        for column in 0..columns {
            // Rows alternate in direction, so that the last box comes back below the first.
            let slot = if row % 2 == 0 { column } else { columns - 1 - column };
            places.push(BoxArea { x: margin + slot as f64 * (box_width + gap), y, width: box_width, height: high });
        }
        y += high + if columns == 1 { gap } else { down };
    }
    let bottom = y - if columns == 1 { gap } else { down };
    let mut canvas = Canvas::new(width, bottom + if columns == 6 { 46.0 } else { 8.0 });
    canvas.headers(&["stage", "what it is"]);
    for (node, place) in NODES.iter().zip(&places) {
        draw(&mut canvas, node, *place);
    }
    for (pair, step) in places.windows(2).zip(STEPS) {
        let [from, to] = pair else { continue };
        let ((from_x, from_y), (to_x, to_y)) = (from.middle(), to.middle());
        if (from_y - to_y).abs() < 1.0 {
            let (start, end) = if to_x > from_x { (from.right() + 2.0, to.x - 2.0) } else { (from.x - 2.0, to.right() + 2.0) };
            arrow(&mut canvas, &[(start, from_y), (end, to_y)], way());
            let shown = TextStyle::NOTE.wrap(step, gap - 2.0).len() as f64;
            note(&mut canvas, (start + end) / 2.0, from_y - 8.0 - 6.5 * shown, gap + 6.0, step, TextStyle::NOTE.middle());
        } else {
            arrow(&mut canvas, &[(from_x, from.bottom() + 2.0), (to_x, to.y - 2.0)], way());
            note(&mut canvas, from_x + 10.0, (from.bottom() + to.y) / 2.0, box_width, step, TextStyle::NOTE);
        }
    }
    if let (Some(first), Some(last)) = (places.first(), places.last()) {
        let back = TextStyle::NOTE.role(Role::Current);
        match columns {
            1 => {
                let points =
                    [(last.x - 2.0, last.middle().1), (18.0, last.middle().1), (18.0, first.middle().1), (first.x - 2.0, first.middle().1)];
                arrow(&mut canvas, &points, way_back());
                let middle = (first.middle().1 + last.middle().1) / 2.0;
                canvas.upward(12.0, middle + back.width(BACK) / 2.0, BACK, back);
            }
            3 => {
                arrow(&mut canvas, &[(last.middle().0, last.y - 2.0), (first.middle().0, first.bottom() + 2.0)], way_back());
                note(&mut canvas, last.middle().0 + 10.0, (first.bottom() + last.y) / 2.0, full * 0.6, BACK, back);
            }
            _ => {
                let low = last.bottom() + 20.0;
                let points = [
                    (last.middle().0, last.bottom() + 2.0),
                    (last.middle().0, low),
                    (first.middle().0, low),
                    (first.middle().0, first.bottom() + 2.0),
                ];
                arrow(&mut canvas, &points, way_back());
                note(&mut canvas, full / 2.0, low + 14.0, full, BACK, back.middle());
            }
        }
    }
    canvas.finish("Deployment: trained model, artefact, prediction API, container, registry, production, and back to training")
}
