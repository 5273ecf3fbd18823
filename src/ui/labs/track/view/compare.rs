//! Runs side by side: a table of what differs, and charts over them.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::*;

use crate::protocol::track::{CompareRuns, Compared, Difference};
use crate::ui::kit::number::{counted, exact, plain};
use crate::ui::kit::table::scrolling;
use crate::ui::labs::track::query::Tab;
use crate::ui::labs::track::state::TrackingState;
use crate::ui::labs::track::view::chart::chart;
use crate::ui::workspace::logging::record::FIT_MILLIS;

/// The part.
pub(crate) fn compare(track: TrackingState) -> AnyView {
    let chosen = Memo::new(move |_| track.look.with(|look| look.chosen.clone()));
    let only = Memo::new(move |_| track.look.with(|look| look.differences_only));
    let found = RwSignal::new(None::<Arc<Compared>>);
    Effect::new(move |_| {
        let (run_ids, differences_only) = (chosen.get(), only.get());
        if run_ids.len() < 2 {
            found.set(None);
            return;
        }
        track.ask(CompareRuns { run_ids, differences_only }, move |compared| _ = found.try_set(Some(Arc::new(compared))));
    });
    let clear = move |_| track.look.update(|look| look.chosen.clear());
    let intro = move || {
        let count = chosen.with(Vec::len);
        if count < 2 {
            let text =
                "Tick two or more runs in the table to set them side by side. Until then the charts show every run that the filter finds.";
            view! { <p class="lab-empty">{text} " "<button type="button" class="link-button" on:click=move |_| track.look.update(|look| look.tab = Tab::Runs)>"To the runs"</button></p> }.into_any()
        } else {
            view! {
                <p class="lab-actions">
                    <span>{counted(count as u64, "run")}" side by side"</span>
                    <label class="track-flag">
                        <input type="checkbox" prop:checked=only on:change=move |event: Event| track.look.update(|look| look.differences_only = event_target_checked(&event)) />
                        "Differences only"
                    </label>
                    <button type="button" class="button" on:click=clear>"Untick all"</button>
                </p>
            }.into_any()
        }
    };
    view! {
        <section class="lab-section" aria-labelledby="track-side">
            <h2 id="track-side">"Side by side"</h2>
            {intro}
            {move || found.get().map(|compared| beside(track, &compared))}
        </section>
        {chart(track)}
    }
    .into_any()
}

/// One column a run, one row a param, metric or tag.
fn beside(track: TrackingState, compared: &Compared) -> AnyView {
    let heads = compared.runs.iter().map(|run| {
        let (id, label) = (run.run_id.clone(), format!("Take {} out", run.run_name));
        view! {
            <th scope="col">
                {run.run_name.clone()}" "
                <button type="button" class="link-button" aria-label=label on:click=move |_| track.choose(&id, false)>"×"</button>
            </th>
        }
    });
    let shown = || compared.rows.iter().filter(|row| row.kind != "tags" || !row.key.starts_with("mlflow."));
    let rows = shown().map(row).collect_view();
    let none = shown().next().is_none().then(|| view! { <p class="lab-note">"They do not differ in anything that was logged."</p> });
    let same = (compared.same > 0).then(|| format!("{} are the same in all and left out.", counted(compared.same.into(), "row")));
    let table = view! {
        <table class="lab-table track-beside">
            <caption>"What differs"</caption>
            <thead><tr><th scope="col">"Logged"</th>{heads.collect_view()}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    view! { {scrolling("What differs", table.into_any())} {none} <p class="lab-note">{same}</p> }.into_any()
}

fn row(difference: &Difference) -> AnyView {
    let name = format!("{}.{}", difference.kind, difference.key);
    let best = (difference.kind == "metrics").then(|| best(difference)).flatten();
    let figures: Vec<Option<f64>> =
        difference.values.iter().map(|value| value.as_ref().filter(|_| difference.kind == "metrics")?.parse().ok()).collect();
    let write = writing(&figures);
    let cells = difference.values.iter().zip(figures).enumerate().map(|(place, (value, figure))| {
        let is_best = best == Some(place);
        let text = figure.map(write).or_else(|| value.clone()).unwrap_or_else(|| "–".to_owned());
        view! { <td data-number=(difference.kind == "metrics").then_some("") data-best=is_best.then_some("") title=figure.map(exact)>{text}{is_best.then(|| view! { <span class="visually-hidden">" (best)"</span> })}</td> }
    });
    view! { <tr><th scope="row" data-code="">{name}</th>{cells.collect_view()}</tr> }.into_any()
}

/// Four significant digits where they still tell all values apart, else every digit.
fn writing(figures: &[Option<f64>]) -> fn(f64) -> String {
    let kinds = |write: fn(f64) -> String| figures.iter().flatten().map(|figure| write(*figure)).collect::<BTreeSet<_>>().len();
    if kinds(plain) == kinds(exact) { plain } else { exact }
}

/// The place of the best value of a metric, if one run alone has it.
fn best(difference: &Difference) -> Option<usize> {
    // Neither is better for a spread or for the clock.
    if difference.key.ends_with("_std") || difference.key == FIT_MILLIS {
        return None;
    }
    let lower = crate::protocol::track::chart::lower_is_better(&difference.key);
    let numbers: Vec<(usize, f64)> = difference
        .values
        .iter()
        .enumerate()
        .filter_map(|(place, value)| Some((place, value.as_ref()?.parse::<f64>().ok().filter(|value| !value.is_nan())?)))
        .collect();
    let better = |left: f64, right: f64| if lower { left < right } else { left > right };
    let best = numbers.iter().copied().reduce(|best, next| if better(next.1, best.1) { next } else { best })?;
    (numbers.len() > 1 && numbers.iter().filter(|(_, value)| *value == best.1).count() == 1).then_some(best.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_as_many_digits_as_tell_them_apart() {
        let third = Some(1.0 / 3.0);
        assert_eq!(writing(&[third, None, Some(0.25)])(1.0 / 3.0), "0.3333");
        assert_eq!(writing(&[third, Some(0.333_301)])(1.0 / 3.0), "0.3333333333333333");
    }

    #[test]
    fn the_best_value_is_found_whichever_way_is_better() {
        let check = |key: &str, values: [&str; 3]| {
            let values = values.map(|value| Some(value.to_owned())).into();
            best(&Difference { kind: "metrics".into(), key: key.into(), values })
        };
        assert_eq!(check("accuracy", ["0.5", "0.9", "0.7"]), Some(1));
        assert_eq!(check("log_loss", ["0.5", "0.9", "0.7"]), Some(0));
        assert_eq!(check("accuracy", ["0.9", "0.9", "0.7"]), None);
        assert_eq!(check("cv_accuracy_std", ["0.1", "0.2", "0.3"]), None);
        assert_eq!(check("accuracy", ["NaN", "0.5", "0.9"]), Some(2));
        assert_eq!(check("log_loss", ["Infinity", "0.5", "0.9"]), Some(1));
        assert_eq!((plain(f64::INFINITY), exact(f64::NEG_INFINITY)), ("∞".into(), "−∞".into()));
    }
}
