//! One model at one threshold beside two that never look, by every metric, as figures and as a picture of 1,000 rows.

use std::sync::Arc;

use leptos::prelude::*;

use crate::protocol::inspect::{ThresholdPoint, ThresholdReport};
use crate::ui::kit::number::{count, fixed, percent, plain, score};
use crate::ui::kit::table::{Cell, Column, Line, table};
use crate::ui::kit::thresholds::slider;

/// What errors cost; being right costs nothing.
#[derive(Clone, Copy)]
pub(crate) struct Costs {
    /// A positive row called negative.
    pub(crate) miss: RwSignal<f64>,
    /// A negative row called positive.
    pub(crate) alarm: RwSignal<f64>,
}

impl Costs {
    /// Cost of 1,000 rows.
    fn of(self, point: &ThresholdPoint) -> f64 {
        let (miss, alarm) = (self.miss.get(), self.alarm.get());
        let cost = point.false_negatives as f64 * miss + point.false_positives as f64 * alarm;
        cost * 1000.0 / rows(point).max(1) as f64
    }
}

/// What the reader has seen.
#[derive(Clone, Copy, Default)]
pub(crate) struct Evidence {
    moved: RwSignal<bool>,
    worse_but_cheaper: RwSignal<bool>,
    at_cheapest: RwSignal<bool>,
    beaten: RwSignal<bool>,
}

impl Evidence {
    /// The tasks of this lab.
    pub(crate) fn tasks(self, report: Memo<Option<Arc<ThresholdReport>>>) -> Vec<(&'static str, Memo<bool>)> {
        let of = |signal: RwSignal<bool>| Memo::new(move |_| signal.get());
        vec![
            ("Train the model, and find its accuracy beside that of never saying yes", Memo::new(move |_| report.with(Option::is_some))),
            ("Move the threshold until accuracy gets worse and the cost gets better", of(self.worse_but_cheaper)),
            ("Stand on the cheapest threshold", of(self.at_cheapest)),
            ("Set costs at which never saying yes is the cheapest of all", of(self.beaten)),
        ]
    }

    fn note(self, here: &ThresholdPoint, usual: &ThresholdPoint, cheapest: f64, costs: Costs, never: &ThresholdPoint) {
        let set = |signal: RwSignal<bool>, now: bool| {
            if now && !signal.get_untracked() {
                signal.set(true);
            }
        };
        let cost = costs.of(here);
        set(self.worse_but_cheaper, here.accuracy < usual.accuracy && cost < costs.of(usual));
        set(self.at_cheapest, self.moved.get_untracked() && cost <= cheapest);
        set(self.beaten, costs.of(never) <= cheapest);
    }
}

fn rows(point: &ThresholdPoint) -> u64 {
    point.true_positives + point.false_positives + point.false_negatives + point.true_negatives
}

/// Everything that is said of a trained model; moving the threshold asks nobody.
pub(crate) fn result(report: &Arc<ThresholdReport>, costs: Costs, evidence: Evidence) -> AnyView {
    let report = Arc::clone(report);
    let start = report.points.iter().rposition(|point| point.threshold.is_none_or(|threshold| threshold >= 0.5)).unwrap_or(0);
    let last = report.points.len().saturating_sub(1);
    let chosen = RwSignal::new(start);
    let kept = StoredValue::new(Arc::clone(&report));
    let here = move || kept.with_value(|report| report.points.get(chosen.get()).copied().unwrap_or(report.usual));
    let cheapest =
        Memo::new(move |_| kept.with_value(|report| report.points.iter().map(|point| costs.of(point)).fold(f64::INFINITY, f64::min)));
    Effect::new(move |_| {
        kept.with_value(|report| {
            let never = report.points.first().copied().unwrap_or(report.usual);
            evidence.note(&here(), &report.usual, cheapest.get(), costs, &never);
        });
    });
    let said = Signal::derive(move || sentence(&here()));
    view! {
        <section class="lab-section" aria-labelledby="lab-result">
            <h2 id="lab-result">"Which of these is the best?"</h2>
            <div class="lab-story-now" role="status">
                <h3>"What just happened"</h3>
                {story(&report).into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
            </div>
            <div class="lab-thresholds">
                {slider("Threshold of the model, from the strictest to the laxest", chosen, last, said, move || evidence.moved.set(true))}
            </div>
            {move || crowd(&here())}
            {move || kept.with_value(|report| contest(report, here(), costs))}
        </section>
    }
    .into_any()
}

fn sentence(point: &ThresholdPoint) -> String {
    let from = point
        .threshold
        .map_or_else(|| "Saying yes to nothing".to_owned(), |from| format!("Saying yes from a probability of {}", score(from)));
    format!(
        "{from}: {} of {} found, {} false alarms, right in {} of all rows.",
        count(point.true_positives),
        count(point.true_positives + point.false_negatives),
        count(point.false_positives),
        percent(point.accuracy)
    )
}

fn story(report: &ThresholdReport) -> Vec<String> {
    let usual = report.usual;
    let positives = usual.true_positives + usual.false_negatives;
    let never = 1.0 - positives as f64 / rows(&usual).max(1) as f64;
    let better = usual.accuracy - never;
    let compared = if better.abs() < 0.005 {
        format!("the model, at the usual threshold of one half, in {}: you could not tell them apart", percent(usual.accuracy))
    } else {
        format!("the model, at the usual threshold of one half, in {}", percent(usual.accuracy))
    };
    let ranking = report.roc_auc.map(|auc| {
        format!(
            "Yet it knows something. Of two rows, one with the class and one without, it puts the right one first in {} of cases (ROC AUC). \
             What it lacks is a threshold that fits what you want.",
            percent(auc)
        )
    });
    let mut sentences = vec![
        format!(
            "{} of {} test rows are “{}”, {}. Never saying yes is right in {} of all rows; {compared}.",
            count(positives),
            count(rows(&usual)),
            report.class,
            percent(1.0 - never),
            percent(never)
        ),
        format!("At one half the model finds {} of {}.", count(usual.true_positives), count(positives)),
    ];
    sentences.extend(ranking);
    sentences
}

/// 1,000 rows as dots: found, missed, false alarms, left alone. Shapes differ, not only colours.
fn crowd(point: &ThresholdPoint) -> AnyView {
    const ACROSS: u32 = 50;
    let whole = rows(point).max(1) as f64;
    let kinds = [
        ("found", point.true_positives),
        ("missed", point.false_negatives),
        ("false alarm", point.false_positives),
        ("left alone", point.true_negatives),
    ];
    // Cumulative rounding, so that there are always 1,000 dots.
    let (mut before, mut sum, mut at) = (0_u32, 0_u64, 0_u32);
    let mut paths = Vec::new();
    let mut legend = Vec::new();
    for (name, number) in kinds {
        sum += number;
        let until = (sum as f64 / whole * 1000.0).round() as u32;
        let dots = until - before;
        let path: String = (at..at + dots).map(|dot| shape(name, dot % ACROSS, dot / ACROSS)).collect();
        (before, at) = (until, at + dots);
        let class = name.replace(' ', "-");
        paths.push(view! { <path d=path data-kind=class.clone()></path> });
        legend.push(view! {
            <li>
                <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path d=shape(name, 0, 0) data-kind=class></path></svg>
                {format!("{name}: {dots} in 1,000")}
            </li>
        });
    }
    view! {
        <figure class="lab-crowd">
            <svg viewBox="0 0 600 240" role="img" aria-label=format!("1,000 rows like these. {}", sentence(point))>{paths}</svg>
            <figcaption>
                <ul>{legend}</ul>
            </figcaption>
        </figure>
    }
    .into_any()
}

/// A dot of 12 by 12 units: filled where it was found, a ring where it was missed, a cross for an alarm, a speck for the rest.
fn shape(kind: &str, x: u32, y: u32) -> String {
    let (x, y) = (x * 12 + 6, y * 12 + 6);
    let circle = |radius: u32| format!("M{} {y}a{radius} {radius} 0 1 0 {d} 0a{radius} {radius} 0 1 0 -{d} 0z", x - radius, d = radius * 2);
    match kind {
        "found" => circle(5),
        "missed" => format!("{}{}", circle(5), circle(3)),
        "false alarm" => format!("M{} {}l8 8l1 -1l-8 -8zm7 -1l1 1l-8 8l-1 -1z", x - 4, y - 4),
        _ => circle(1),
    }
}

/// Every metric by contestant; the best in each row is named.
fn contest(report: &ThresholdReport, here: ThresholdPoint, costs: Costs) -> AnyView {
    let never = report.points.first().copied().unwrap_or(here);
    let always = report.points.last().copied().unwrap_or(here);
    let base = (here.true_positives + here.false_negatives) as f64 / rows(&here).max(1) as f64;
    let each = [never, always, here];
    let row = |name: &str, about: &'static str, values: [f64; 3], higher: bool, show: fn(f64) -> String| {
        let best = values.iter().copied().fold(if higher { f64::MIN } else { f64::MAX }, if higher { f64::max } else { f64::min });
        let winners: Vec<&str> = values
            .iter()
            .zip(["never", "always", "the model"])
            .filter(|(value, _)| show(**value) == show(best))
            .map(|(_, name)| name)
            .collect();
        let mut cells: Vec<Cell> = values.iter().map(|value| Cell::Figure(show(*value))).collect();
        cells.push(Cell::Words(if winners.len() == 3 { "nobody".to_owned() } else { winners.join(", ") }));
        Line { name: name.to_owned(), about, cells }
    };
    let of = |value: fn(&ThresholdPoint) -> f64| each.map(|point| value(&point));
    let balanced = of(|point| (point.recall + point.specificity) / 2.0);
    let share = |value: f64| percent(value);
    let mut lines = vec![
        row("Accuracy", "right, of all rows", of(|point| point.accuracy), true, share),
        row("Balanced accuracy", "mean of what is found and what is left alone", balanced, true, share),
        row("Precision", "right, when it says yes", of(|point| point.precision), true, share),
        row("Recall", "found, of those there are", of(|point| point.recall), true, share),
        row("F1", "both together", of(|point| point.f1), true, score),
    ];
    if let (Some(auc), Some(precision)) = (report.roc_auc, report.average_precision) {
        lines.push(row("ROC AUC", "its order, at no threshold", [0.5, 0.5, auc], true, score));
        lines.push(row("Average precision", "its order, looking at the rare ones", [base, base, precision], true, score));
    }
    lines.push(row("Cost of 1,000 rows", "by your prices", each.map(|point| costs.of(&point)), false, |value| {
        if value < 100.0 { fixed(value, 1) } else { plain(value.round()) }
    }));
    let columns = ["Never says yes", "Always says yes", "The model"].map(|name| Column::Figures(name.to_owned()));
    let columns = std::iter::once(Column::Words("Metric".to_owned())).chain(columns).chain([Column::Words("Best".to_owned())]).collect();
    table("Three contestants, judged by every metric".to_owned(), columns, lines, vec![])
}
