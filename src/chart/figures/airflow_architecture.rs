//! The parts of Airflow 3 and who talks to whom.
//!
//! Since version 3 a task reaches the database only through the API server (Airflow documentation, *Architecture
//! overview* and *Task execution interface*).

use super::flow::{BoxArea, Node, arrow, both_ways, draw, height, note, way};
use crate::{
    chart::{
        canvas::{Canvas, TextStyle, clamp_width},
        palette::Role,
    },
    protocol::Drawing,
};

/// Row by row of the wide drawing.
const NODES: [Node; 9] = [
    Node { title: "DAG bundle", text: "Your Python files: a folder or a Git repository.", role: Role::Class(4) },
    Node { title: "DAG processor", text: "Parses the files and stores every DAG it finds.", role: Role::Class(2) },
    Node { title: "You", text: "Browser, command line or REST client.", role: Role::Class(4) },
    Node { title: "Scheduler", text: "Creates runs when they are due and picks tasks that can start.", role: Role::Class(2) },
    Node { title: "Metadata database", text: "DAGs, runs, task states, connections; usually PostgreSQL.", role: Role::Class(0) },
    Node { title: "API server", text: "User interface, REST API, and the task execution API.", role: Role::Class(2) },
    Node { title: "Executor", text: "Part of the scheduler; decides where tasks run.", role: Role::Class(2) },
    Node { title: "Triggerer", text: "Waits for many events at once, so that no worker has to.", role: Role::Class(2) },
    Node { title: "Workers", text: "Run your task code from the DAG bundle.", role: Role::Class(1) },
];

/// Nine boxes on a grid, or below each other with a rail to the database.
pub fn airflow_architecture(width: u32) -> Drawing {
    let drawing = if clamp_width(width) < 560.0 { narrow(width) } else { wide(width) };
    drawing.finish(
        "Airflow 3: the scheduler, the processor and the triggerer share a metadata database; workers reach it through the API server",
    )
}

fn wide(width: u32) -> Canvas {
    let full = clamp_width(width);
    let gap = (full * 0.12).max(70.0);
    let box_width = (full - 8.0 - 2.0 * gap) / 3.0;
    let tall = NODES.iter().map(|node| height(node, box_width)).fold(0.0, f64::max);
    let down = 50.0;
    let mut canvas = Canvas::new(width, 4.0 + 3.0 * tall + 2.0 * down + 44.0);
    canvas.headers(&["part", "what it does"]);
    let place = |index: usize| BoxArea {
        x: 4.0 + (index % 3) as f64 * (box_width + gap),
        y: 4.0 + (index / 3) as f64 * (tall + down),
        width: box_width,
        height: tall,
    };
    for (index, node) in NODES.iter().enumerate() {
        draw(&mut canvas, node, place(index));
    }
    let across = |from: usize, to: usize| ((place(from).right() + 3.0, place(from).middle().1), (place(to).x - 3.0, place(to).middle().1));
    let below = |from: usize, to: usize| ((place(from).middle().0, place(from).bottom() + 3.0), (place(to).middle().0, place(to).y - 3.0));
    let note_kind = TextStyle::NOTE;
    let (from, to) = across(0, 1);
    arrow(&mut canvas, &[from, to], way());
    note(&mut canvas, (from.0 + to.0) / 2.0, from.1 - 15.0, gap - 4.0, "read by", note_kind.middle());
    for (left, right, text) in [(3, 4, "what is due?"), (4, 5, "all state")] {
        let (from, to) = across(left, right);
        both_ways(&mut canvas, from, to, way());
        note(&mut canvas, (from.0 + to.0) / 2.0, from.1 - 15.0, gap - 4.0, text, note_kind.middle());
    }
    let room = box_width / 2.0 + gap / 2.0;
    for (upper, lower, text) in [(1, 4, "parsed DAGs"), (2, 5, "look, start, pause"), (3, 6, "queues tasks")] {
        let (from, to) = below(upper, lower);
        arrow(&mut canvas, &[from, to], way());
        // Notes of the last column stand left of their arrow, where there is room.
        let (x, kind) = if upper == 2 { (from.0 - 10.0, note_kind.end()) } else { (from.0 + 10.0, note_kind) };
        note(&mut canvas, x, (from.1 + to.1) / 2.0, room, text, kind);
    }
    let (from, to) = below(4, 7);
    both_ways(&mut canvas, from, to, way());
    note(&mut canvas, from.0 + 10.0, (from.1 + to.1) / 2.0, box_width / 2.0 + gap / 2.0, "deferred tasks", note_kind);
    let (api, worker) = below(5, 8);
    arrow(&mut canvas, &[worker, api], Role::Current.line(1.8));
    note(
        &mut canvas,
        api.0 - 10.0,
        (api.1 + worker.1) / 2.0,
        box_width / 2.0 + gap / 2.0,
        "task states, XCom",
        note_kind.role(Role::Current).end(),
    );
    let (executor, workers) = (place(6), place(8));
    let low = executor.bottom() + 20.0;
    let start = (executor.middle().0, executor.bottom() + 3.0);
    let end = (workers.middle().0, workers.bottom() + 3.0);
    arrow(&mut canvas, &[start, (start.0, low), (end.0, low), end], way());
    note(&mut canvas, full / 2.0, low + 14.0, box_width + gap, "hands out tasks", note_kind.middle());
    canvas
}

fn narrow(width: u32) -> Canvas {
    let full = clamp_width(width);
    let left = 38.0;
    let box_width = full - left - 4.0;
    // From file to worker; what stands on the rail talks to the database.
    let order: [(usize, &str); 9] = [
        (0, "read by"),
        (1, "parsed DAGs"),
        (4, "what is due?"),
        (3, "queues tasks"),
        (6, "hands out tasks"),
        (8, "task states, XCom"),
        (5, "used by"),
        (2, ""),
        (7, ""),
    ];
    let gap = 32.0;
    let mut places: Vec<BoxArea> = Vec::new();
    let mut y = 4.0;
    for (index, _) in order {
        let high = NODES.get(index).map_or(0.0, |node| height(node, box_width));
        places.push(BoxArea { x: left, y, width: box_width, height: high });
        y += high + gap;
    }
    let mut canvas = Canvas::new(width, y - gap + 4.0);
    canvas.headers(&["part", "what it does"]);
    for ((index, _), place) in order.iter().zip(&places) {
        if let Some(node) = NODES.get(*index) {
            draw(&mut canvas, node, *place);
        }
    }
    for (pair, (_, text)) in places.windows(2).zip(order) {
        let [from, to] = pair else { continue };
        if text.is_empty() {
            continue;
        }
        let x = from.middle().0;
        arrow(&mut canvas, &[(x, from.bottom() + 2.0), (x, to.y - 2.0)], way());
        note(&mut canvas, x + 10.0, (from.bottom() + to.y) / 2.0, box_width / 2.0, text, TextStyle::NOTE);
    }
    let (database, api, triggerer) = (places.get(2), places.get(6), places.get(8));
    if let (Some(database), Some(api), Some(triggerer)) = (database, api, triggerer) {
        let rail = 22.0;
        for part in [api, triggerer] {
            let (_, y) = part.middle();
            arrow(&mut canvas, &[(rail, database.middle().1 + 20.0), (rail, y), (part.x - 2.0, y)], way());
        }
        arrow(&mut canvas, &[(rail, api.middle().1), (rail, database.middle().1), (database.x - 2.0, database.middle().1)], way());
        let text = "state goes through the database";
        canvas.upward(15.0, (database.middle().1 + api.middle().1 + TextStyle::NOTE.width(text)) / 2.0, text, TextStyle::NOTE);
    }
    canvas
}
