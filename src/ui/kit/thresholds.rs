//! Every threshold of a model of two classes: a slider over the points that the worker judged, and what each costs.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::protocol::inspect::{ThresholdPoint, ThresholdReport};
use crate::ui::kit::number::{count, percent, plain, score};
use crate::ui::kit::table::{Line, figure_columns, table};

/// The slider itself: places 0 to `last`, what stands there in words, and what else moving it does.
pub(crate) fn slider(
    label: &'static str,
    chosen: RwSignal<usize>,
    last: usize,
    said: Signal<String>,
    moved: impl Fn() + 'static,
) -> impl IntoView {
    let set = move |event: Event| {
        if let Ok(place) = event_target_value(&event).parse::<usize>() {
            moved();
            chosen.set(place.min(last));
        }
    };
    view! {
        <label for="lab-threshold">{label}</label>
        <input
            id="lab-threshold"
            type="range"
            min="0"
            max=last.to_string()
            step="1"
            prop:value=move || chosen.get().to_string()
            aria-valuetext=said
            on:input=set
        />
        <output for="lab-threshold">{said}</output>
    }
}

/// The slider and the table beside it; moving asks nobody.
pub(crate) fn threshold_view(report: &ThresholdReport) -> AnyView {
    // The last point at or above one half calls the same rows positive as one half itself.
    let start = report.points.iter().rposition(|point| point.threshold.is_none_or(|threshold| threshold >= 0.5)).unwrap_or(0);
    let last = report.points.len().saturating_sub(1);
    let report = StoredValue::new(report.clone());
    let chosen = RwSignal::new(start);
    let at = move || report.with_value(|report| report.points.get(chosen.get()).copied().unwrap_or(report.usual));
    let said = Signal::derive(move || {
        let point = at();
        format!(
            "{}: finds {} of {} and raises {}; a row costs {} on average.",
            named(&point),
            count(point.true_positives),
            count(point.true_positives + point.false_negatives),
            if point.false_positives == 1 { "1 false alarm".to_owned() } else { format!("{} false alarms", count(point.false_positives)) },
            plain(point.cost)
        )
    });
    view! {
        <div class="lab-thresholds">
            {slider("Threshold, from the strictest to the laxest", chosen, last, said, || {})}
            {move || report.with_value(|report| beside(report, at()))}
        </div>
    }
    .into_any()
}

fn named(point: &ThresholdPoint) -> String {
    point
        .threshold
        .map_or_else(|| "Calling nobody positive".to_owned(), |threshold| format!("From a probability of {} on", score(threshold)))
}

fn beside(report: &ThresholdReport, chosen: ThresholdPoint) -> AnyView {
    // Nobody is called positive at the first point.
    let never = report.points.first().copied().unwrap_or(chosen);
    let line = |name: &str, point: ThresholdPoint| {
        let threshold = point.threshold.map_or_else(|| "none".to_owned(), score);
        Line::of_figures(
            name,
            "",
            [
                threshold,
                percent(point.accuracy),
                percent(point.precision),
                percent(point.recall),
                score(point.f1),
                count(point.false_negatives),
                count(point.false_positives),
                plain(point.cost),
            ],
        )
    };
    let lines = vec![
        line("chosen", chosen),
        line("at one half", report.usual),
        line("cheapest", report.cheapest),
        line("highest F1", report.highest_f1),
        line("nobody positive", never),
    ];
    let columns = figure_columns("Threshold", &["From", "Accuracy", "Precision", "Recall", "F1", "Missed", "False alarms", "Cost a row"]);
    table(format!("“{}” against the rest, on the test rows", report.class), columns, lines, vec![])
}
