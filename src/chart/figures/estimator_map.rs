//! Choosing an estimator: first the kind of question, then the size and nature of the data.
//!
//! After scikit-learn's *Choosing the right estimator*, with HDBSCAN where that map had no answer.

use super::flow::{BoxArea, Node, arrow, draw, height, note, way};
use crate::{
    chart::{
        canvas::{Canvas, SMALL, TextStyle, clamp_width},
        palette::Role,
    },
    protocol::Drawing,
};

/// A family of methods: its questions in order, and what to try.
struct Family {
    title: &'static str,
    when: &'static str,
    role: Role,
    /// Condition and estimators, tried from the top.
    rules: &'static [(&'static str, &'static str)],
}

const FAMILIES: [Family; 4] = [
    Family {
        title: "Classification",
        when: "You predict a category and have labels.",
        role: Role::Class(0),
        rules: &[
            ("100k rows or more", "SGDClassifier, then kernel approximation"),
            ("fewer, text", "LinearSVC, then naive Bayes"),
            ("fewer, a plain answer first", "LogisticRegression or LinearSVC"),
            ("not good enough yet", "RandomForest, gradient boosting, SVC, KNeighbors"),
        ],
    },
    Family {
        title: "Regression",
        when: "You predict a quantity.",
        role: Role::Class(2),
        rules: &[
            ("100k rows or more", "SGDRegressor"),
            ("fewer, only some features matter", "Lasso, ElasticNet"),
            ("fewer, many features matter", "Ridge, SVR (linear kernel)"),
            ("not good enough yet", "RandomForest, gradient boosting, SVR (rbf kernel)"),
        ],
    },
    Family {
        title: "Clustering",
        when: "You look for groups and have no labels.",
        role: Role::Class(3),
        rules: &[
            ("number of groups known, 10k rows or more", "MiniBatchKMeans"),
            ("number known, fewer rows", "KMeans, then SpectralClustering, GaussianMixture"),
            ("number unknown", "HDBSCAN; MeanShift under 10k rows"),
        ],
    },
    Family {
        title: "Dimensionality reduction",
        when: "You just want to look, or need fewer columns.",
        role: Role::Class(4),
        rules: &[
            ("first", "PCA (randomized)"),
            ("under 10k rows, curved structure", "Isomap, SpectralEmbedding"),
            ("10k rows or more, curved structure", "kernel approximation"),
        ],
    },
];

/// Question, the answer that leads to a family, and which family that is.
const QUESTIONS: [(Node, &str); 4] = [
    (Node { title: "Fewer than 50 rows?", text: "Get more data first.", role: Role::Current }, "no"),
    (Node { title: "A category?", text: "Labels: classification. No labels: clustering.", role: Role::Class(0) }, "no"),
    (Node { title: "A quantity?", text: "Then it is regression.", role: Role::Class(2) }, "no"),
    (Node { title: "Just looking?", text: "Then reduce the dimensions.", role: Role::Class(4) }, ""),
];

/// Four questions, then four families side by side, in pairs, or below each other.
pub fn estimator_map(width: u32) -> Drawing {
    let full = clamp_width(width);
    let mut canvas = Canvas::new(width, 0.0);
    canvas.headers(&["family", "when", "what to try"]);
    let below_questions = questions(&mut canvas, full);
    // Questions are steps of the way, not methods: their rows would only repeat the families'.
    canvas.table.rows.clear();
    let columns = if full < 520.0 {
        1
    } else if full < 900.0 {
        2
    } else {
        4
    };
    let gap = 14.0;
    let panel = (full - 8.0 - gap * (columns as f64 - 1.0)) / columns as f64;
    let mut y = below_questions + 22.0;
    for row in FAMILIES.chunks(columns) {
        let tall = row.iter().map(|family| family_height(family, panel)).fold(0.0, f64::max);
        for (column, family) in row.iter().enumerate() {
            draw_family(&mut canvas, family, 4.0 + column as f64 * (panel + gap), y, panel, tall);
        }
        y += tall + gap;
    }
    canvas.height = y - gap + 4.0;
    canvas
        .finish("Choosing an estimator: classification, regression, clustering or dimensionality reduction, then by size and kind of data")
}

/// Draws the questions across or down and returns where they end.
fn questions(canvas: &mut Canvas, full: f64) -> f64 {
    canvas.height = 10_000.0;
    let across = full >= 700.0;
    let gap = if across { 40.0 } else { 26.0 };
    let count = QUESTIONS.len() as f64;
    let box_width = if across { (full - 8.0 - gap * (count - 1.0)) / count } else { full - 8.0 };
    let tall = QUESTIONS.iter().map(|(node, _)| height(node, box_width)).fold(0.0, f64::max);
    let mut end = 0.0_f64;
    for (index, (node, answer)) in QUESTIONS.iter().enumerate() {
        let step = index as f64;
        let place = if across {
            BoxArea { x: 4.0 + step * (box_width + gap), y: 4.0, width: box_width, height: tall }
        } else {
            BoxArea { x: 4.0, y: 4.0 + step * (tall + gap), width: box_width, height: tall }
        };
        draw(canvas, node, place);
        end = end.max(place.bottom());
        let (x, y) = place.middle();
        if answer.is_empty() {
        } else if across {
            arrow(canvas, &[(place.right() + 2.0, y), (place.right() + gap - 2.0, y)], way());
            note(canvas, place.right() + gap / 2.0, y - 12.0, gap, answer, TextStyle::NOTE.middle());
        } else {
            arrow(canvas, &[(x, place.bottom() + 2.0), (x, place.bottom() + gap - 2.0)], way());
            note(canvas, x + 10.0, place.bottom() + gap / 2.0, 60.0, answer, TextStyle::NOTE);
        }
    }
    end
}

fn estimators() -> TextStyle {
    TextStyle::INK.size(SMALL + 1.0)
}

fn family_height(family: &Family, panel: f64) -> f64 {
    let room = panel - 34.0;
    let when = TextStyle::NOTE.wrap(family.when, panel - 20.0).len() as f64;
    let rules: f64 = family
        .rules
        .iter()
        .map(|(condition, tries)| 15.0 * (TextStyle::NOTE.wrap(condition, room).len() + estimators().wrap(tries, room).len()) as f64 + 10.0)
        .sum();
    34.0 + 14.0 * when + rules + 4.0
}

fn draw_family(canvas: &mut Canvas, family: &Family, x: f64, y: f64, panel: f64, tall: f64) {
    let room = panel - 34.0;
    canvas.rounded(x, y, panel, tall, 6.0, family.role.wash(0.08).edged(family.role.line(1.2)));
    canvas.text(x + 10.0, y + 19.0, family.title, TextStyle::INK.bold());
    let mut baseline = y + 34.0;
    for line in TextStyle::NOTE.wrap(family.when, panel - 20.0) {
        canvas.text(x + 10.0, baseline, &line, TextStyle::NOTE);
        baseline += 14.0;
    }
    baseline += 8.0;
    let first = baseline;
    let mut last = first;
    for (condition, tries) in family.rules {
        last = baseline;
        canvas.mark(x + 14.0, baseline - 4.0, format!("{}, {condition}: {tries}", family.title));
        canvas.row([family.title.to_owned(), (*condition).to_owned(), (*tries).to_owned()]);
        for line in TextStyle::NOTE.wrap(condition, room) {
            canvas.text(x + 26.0, baseline, &line, TextStyle::NOTE);
            baseline += 15.0;
        }
        for line in estimators().wrap(tries, room) {
            canvas.text(x + 26.0, baseline, &line, estimators());
            baseline += 15.0;
        }
        baseline += 10.0;
    }
    canvas.line((x + 14.0, first - 4.0), (x + 14.0, last - 4.0), family.role.line(2.0));
    let mut dot = first;
    for (condition, tries) in family.rules {
        canvas.circle(x + 14.0, dot - 4.0, 4.0, Role::Surface.fill().edged(family.role.line(2.0)));
        dot += 15.0 * (TextStyle::NOTE.wrap(condition, room).len() + estimators().wrap(tries, room).len()) as f64 + 10.0;
    }
}
