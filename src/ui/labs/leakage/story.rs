//! The four leaks in words and code, and what came of them in sentences written from the figures.

use leptos::prelude::*;

use crate::protocol::leakage::{LeakCase, LeakReport, Promise};
use crate::ui::kit::number::{count, counted, score, span};
use crate::ui::kit::table::{Line, figure_columns, table};

/// A leak.
pub(crate) struct LeakStory {
    /// In the address.
    pub(crate) id: &'static str,
    /// In the choice.
    pub(crate) name: &'static str,
    /// Above its explanation.
    pub(crate) title: &'static str,
    /// What is done, and where the mistake is.
    pub(crate) about: [&'static str; 2],
    /// The mistake in Python.
    wrong: &'static str,
    /// The same without it.
    right: &'static str,
}

/// In the order in which they are offered: the loudest first.
pub(crate) const KINDS: [LeakStory; 4] = [
    LeakStory {
        id: "answer",
        name: "The answer is among the questions",
        title: "A column that is filled in after the fact",
        about: [
            "Gradient boosting learns from New York’s flights of January to August which ones will arrive more than 15 minutes late. One \
             of its columns is only known once the flight has left. In the table of last year’s flights it is filled in, so nothing looks wrong.",
            "In use, from September on, the prediction is made before departure and the cell is empty. Nothing fails. The model answers anyway.",
        ],
        wrong: "# dep_delay is still in there\nX = flights.drop(columns=\"late\")",
        right: "# what is known before departure\nknown = [\"date\", \"carrier\", \"dest\", …]\nX = flights[known]",
    },
    LeakStory {
        id: "time",
        name: "The future is in the training rows",
        title: "Shuffling rows that belong to days",
        about: [
            "The same model, the same honest columns. But the validation rows are drawn at random, so for nearly every flight it is asked \
             about, it has seen other flights of the same day: it knows which days were stormy.",
            "In use every day is new. The honest validation keeps the latest fifth of the past for itself and learns from what came before.",
        ],
        wrong: "# rows of one day on both sides\ntrain_test_split(X, y, test_size=0.2)",
        right: "# before the cut: train, after it: validate\nflights = flights.sort_values(\"date\")\ncut = int(len(flights) * 0.8)",
    },
    LeakStory {
        id: "scaler",
        name: "The scaler has seen the test rows",
        title: "Fitting the scaler before the split",
        about: [
            "Nearest neighbours on few rows. The means and deviations by which columns are scaled are taken from all rows first, those that \
             the model is tested on included.",
            "It is the leak that every course warns of. Find out what it is worth before you spend an afternoon on it; then note that the \
             same line is a disaster when it fills gaps, encodes categories by their target or adds synthetic rows.",
        ],
        wrong: "# every row has its say\nX = StandardScaler().fit_transform(X)\ncross_val_score(KNeighborsClassifier(), X, y)",
        right: "# scaled anew inside each fold\nmodel = make_pipeline(\n    StandardScaler(), KNeighborsClassifier())\ncross_val_score(model, X, y)",
    },
    LeakStory {
        id: "selection",
        name: "Columns were chosen with the answers in view",
        title: "The best of two thousand columns of noise",
        about: [
            "The answers are coin flips and the columns are noise: there is nothing to learn, and no honest method can be right more than \
             half of the time. But of 2,000 columns of noise some agree with any coin, by luck.",
            "Choose those before the folds are made and the luck is in the test rows too. This is how studies with many genes and few \
             patients find what nobody can find again.",
        ],
        wrong: "# all answers in view\nX = SelectKBest(k=20).fit_transform(X, y)\ncross_val_score(LogisticRegression(), X, y)",
        right: "# chosen anew inside each fold\nmodel = make_pipeline(\n    SelectKBest(k=20), LogisticRegression())\ncross_val_score(model, X, y)",
    },
];

/// The kind of a case.
pub(crate) fn kind_of(case: &LeakCase) -> &'static LeakStory {
    match case {
        LeakCase::Answer { .. } => &KINDS[0],
        LeakCase::Time { .. } => &KINDS[1],
        LeakCase::Scaler { .. } => &KINDS[2],
        LeakCase::Selection { .. } => &KINDS[3],
    }
}

/// The mistake and its cure, side by side.
pub(crate) fn code(kind: &'static LeakStory) -> AnyView {
    view! {
        <div class="lab-pair">
            <figure>
                <figcaption>"With the leak"</figcaption>
                <pre tabindex="0"><code>{kind.wrong}</code></pre>
            </figure>
            <figure>
                <figcaption>"Without"</figcaption>
                <pre tabindex="0"><code>{kind.right}</code></pre>
            </figure>
        </div>
    }
    .into_any()
}

/// What the score means here.
fn points(value: f64) -> String {
    format!("{:.1} points", value.abs() * 100.0)
}

/// Three sentences: the promise, what came of it, what the honest way had said.
pub(crate) fn of(report: &LeakReport) -> Vec<String> {
    let name = if report.metric == "roc_auc" { "an AUC" } else { "an accuracy" };
    let promised = score(report.leaky.claimed.score);
    let delivered = score(report.leaky.delivered.score);
    let mut sentences =
        vec![format!("With the leak the validation promised {name} of {promised}. In use the model delivered {delivered}.")];
    sentences.push(match &report.case {
        LeakCase::Answer { column, .. } => {
            let (honest, leaky) = (report.honest.delivered.score, report.leaky.delivered.score);
            let than = if leaky < honest { "It is worse in use than the honest model" } else { "It is no worse in use than the honest model" };
            format!(
                "It had learned to look at {column}, which is empty when the prediction is due. {than}, which delivers {} and had promised {}.",
                score(honest),
                score(report.honest.claimed.score)
            )
        }
        LeakCase::Time { .. } => format!(
            "It is the same model either way; only what you were told differs. Validated in the order of time it promised {}, {}. What is \
             left of the gap is the autumn, which no validation in summer can know: that is drift, and phase 5 is about it.",
            score(report.honest.claimed.score),
            nearer(report.leaky.gap.abs() - report.honest.gap.abs())
        ),
        LeakCase::Scaler { .. } => scaler_sentence(report),
        LeakCase::Selection { columns, kept, .. } => format!(
            "Chosen inside each fold, {kept} of {columns} columns promise {}; knowing nothing is worth 0.5. The {} between were made by the \
             order of two lines.",
            score(report.honest.claimed.score),
            points(report.leaky.claimed.score - report.honest.claimed.score)
        ),
    });
    let many = report.leaky.gap_error.is_some();
    sentences.push(format!(
        "{} fitted in {}; each time {} to learn from and {} of the future{}.",
        counted(report.fits, "model"),
        span(report.fit_millis),
        counted(report.rows, "row"),
        count(report.future_rows),
        if many { ", drawn anew for each repeat" } else { ", by date" }
    ));
    sentences
}

fn nearer(difference: f64) -> String {
    format!("{} {} the truth", points(difference), if difference > 0.0 { "nearer to" } else { "further from" })
}

fn scaler_sentence(report: &LeakReport) -> String {
    let difference = report.leaky.claimed.score - report.honest.claimed.score;
    let noise = report.leaky.gap_error.unwrap_or(0.0);
    let judgement = if difference.abs() < 2.0 * noise {
        "less than the figures wobble from draw to draw. It is a mistake, and here it costs nothing"
    } else {
        "more than chance explains, and still small"
    };
    format!(
        "Scaled inside each fold the promise is {}: the leak is worth {}, {judgement}.",
        score(report.honest.claimed.score),
        points(difference)
    )
}

/// What the honest model delivered month by month, where there are months.
pub(crate) fn months(report: &LeakReport) -> Option<AnyView> {
    let parts = &report.honest.delivered.parts;
    let by_month = matches!(report.case, LeakCase::Time { .. } | LeakCase::Answer { .. }) && parts.len() > 1;
    if !by_month {
        return None;
    }
    let lines = parts.iter().map(|(month, value)| Line::of_figures(month.clone(), "", [score(*value)])).collect();
    let (least, most) =
        parts.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), (_, value)| (least.min(*value), most.max(*value)));
    let said = format!(
        "Nobody changed the model, and still its score moves between {} and {} from month to month: the flights changed. Phase 5 watches for that.",
        score(least),
        score(most)
    );
    Some(
        view! {
            <h3>"Month by month in use"</h3>
            <p>{said}</p>
            {table("ROC AUC of the honest model, by month".to_owned(), figure_columns("Month", &["Delivered"]), lines, vec![])}
        }
        .into_any(),
    )
}

/// Promise, delivery and gap of both ways.
pub(crate) fn figures(report: &LeakReport) -> AnyView {
    let gap = |side: &Promise| match side.gap_error {
        Some(error) => format!("{:+.3} ± {:.3}", side.gap, 1.96 * error).replace('-', "−"),
        None => format!("{:+.3}", side.gap).replace('-', "−"),
    };
    let line = |name: &str, about, side: &Promise| {
        Line::of_figures(name, about, [score(side.claimed.score), score(side.delivered.score), gap(side)])
    };
    let lines = vec![
        line("With the leak", "", &report.leaky),
        line("Without", "", &report.honest),
        Line::of_figures("Knowing nothing", "the same answer for every row", [score(report.chance), score(report.chance), "0".to_owned()]),
    ];
    let metric = if report.metric == "roc_auc" { "ROC AUC" } else { "Accuracy" };
    table(format!("{metric}, promised and delivered"), figure_columns("Way", &["Promised", "Delivered", "Gap"]), lines, vec![])
}
