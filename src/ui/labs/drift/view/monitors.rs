//! Monitors as they can be set: the rule for drift, one test for all columns, detectors with river's parameters.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::protocol::DetectorSpec;
use crate::ui::kit::inputs::{choice, fields, number, whole};
use crate::ui::labs::drift::detector;
use crate::ui::labs::drift::query::{METRICS, tests};
use crate::ui::labs::drift::state::DriftLabState;

/// Drift and alerts.
pub(crate) fn monitors(drift: DriftLabState) -> AnyView {
    let (setup, silent) = (drift.setup, Callback::new(|()| ()));
    let named = |all: &[(&str, &str)]| all.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect::<Vec<_>>();
    let corrections = [("none", "None, as Evidently"), ("bonferroni", "Bonferroni"), ("benjamini_hochberg", "Benjamini–Hochberg")];
    let rules = [("evidently", "Evidently: a test a column"), ("nannyml", "NannyML: beyond the reference's own chunks")];
    let all_tests = [vec![(String::new(), "Evidently's choice by kind and size".to_owned())], tests()].concat();
    let threshold = move |event: Event| {
        let text = event_target_value(&event);
        let typed = text.trim().parse::<f64>().ok().filter(|limit| (0.0..=1e9).contains(limit));
        if typed.is_some() || text.trim().is_empty() {
            setup.threshold.set(typed);
        }
        setup.threshold.notify();
    };
    let evidently = Memo::new(move |_| setup.rule.with(|rule| rule == "evidently"));
    let tests = move || {
        evidently.get().then(|| {
            view! {
                {choice("watch-test", "Test", all_tests.clone(), setup.test)}
                <div class="field">
                    <label for="watch-threshold">"Threshold (empty: the test's own)"</label>
                    <input
                        id="watch-threshold"
                        type="number"
                        min="0"
                        step="any"
                        prop:value=move || setup.threshold.get().map(|limit| limit.to_string()).unwrap_or_default()
                        on:change=threshold
                    />
                </div>
                {choice("watch-correction", "Correction for many tests", named(&corrections), setup.correction)}
                {number("watch-share", "Share of columns for dataset drift", setup.drift_share, silent)}
            }
        })
    };
    // What the figures are called depends on how many classes there are.
    let known = Memo::new(move |_| drift.cards.found.with(|found| found.as_ref().map(|found| found.classes.clone()).unwrap_or_default()));
    let metrics = move || {
        let classes = known.get();
        let mut all: Vec<(String, String)> = METRICS.iter().map(|(id, metric)| ((*id).to_owned(), metric.title(classes.len()))).collect();
        for (of, make) in [("recall", "Recall of"), ("precision", "Precision of")] {
            all.extend(classes.iter().map(|class| (format!("{of}:{class}"), format!("{make} {class}"))));
        }
        // A link may name a class that the data do not have: it is shown, so that the error can be understood.
        let own = setup.metric.get_untracked();
        if !all.iter().any(|(id, _)| *id == own) {
            all.push((own.clone(), own));
        }
        choice("watch-metric", "Performance is measured by", all, setup.metric)
    };
    view! {
        <fieldset class="lab-group">
            <legend>"Monitors and alerts"</legend>
            {metrics}
            {choice("watch-rule", "Rule for drift", named(&rules), setup.rule)}
            {tests}
            {fields(vec![
                whole("watch-pending", "Pending period in windows", (0, 1000), setup.pending, silent),
                whole("watch-keep", "Keep firing for so many windows", (0, 1000), setup.keep, silent),
            ])}
        </fieldset>
        <fieldset class="lab-group">
            <legend>"Time to answer"</legend>
            <p class="field-about">
                "A simulated server with a queue: each answer takes the upstream's time and 5 ms for the model. Nothing is measured here, so the same address gives the same times."
            </p>
            {fields(vec![
                number("watch-upstream", "Median time of the upstream, ms", setup.upstream, silent),
                number("watch-load", "How busy the server usually is, above 0 and below 1", setup.load, silent),
                number("watch-limit", "95 of 100 answers within, ms", setup.limit, silent),
            ])}
        </fieldset>
        <fieldset class="lab-group">
            <legend>"Detectors"</legend>
            <p class="field-about">"They hear the model's errors as labels come. Names and defaults are river's."</p>
            {DetectorSpec::usual().into_iter().map(|usual| one(drift, usual)).collect_view()}
        </fieldset>
    }
    .into_any()
}

/// One detector: whether it listens, and its parameters.
fn one(drift: DriftLabState, usual: DetectorSpec) -> AnyView {
    let all = drift.setup.detectors;
    let name = usual.name();
    let kept = StoredValue::new(usual.clone());
    let place = move |all: &[DetectorSpec]| all.iter().position(|own| own.name() == name);
    let on = Memo::new(move |_| all.with(|all| place(all).is_some()));
    let turn = move |_| {
        all.update(|all| match place(all) {
            Some(found) => {
                all.remove(found);
            }
            None => {
                // In river's order, so that the same set is the same address.
                all.push(kept.get_value());
                let order: Vec<&str> = DetectorSpec::usual().iter().map(DetectorSpec::name).collect();
                all.sort_by_key(|own| order.iter().position(|name| *name == own.name()));
            }
        });
    };
    let field = move |parameter: String| {
        let id = format!("watch-{name}-{parameter}");
        let (read, write) = (parameter.clone(), parameter.clone());
        let shown = move || {
            let own = all.with(|all| place(all).and_then(|found| all.get(found).cloned())).unwrap_or_else(|| kept.get_value());
            detector::fields(&own).into_iter().find(|(name, _)| *name == read).map(|(_, text)| text).unwrap_or_default()
        };
        let set = move |event: Event| {
            all.update(|all| {
                if let Some(own) = place(all).and_then(|found| all.get_mut(found))
                    && let Some(other) = detector::with(own, &write, &event_target_value(&event))
                {
                    *own = other;
                }
            });
        };
        view! {
            <div class="field">
                <label for=id.clone()><code>{parameter}</code></label>
                <input id=id type="text" inputmode="decimal" autocomplete="off" spellcheck="false" prop:value=shown on:change=set />
            </div>
        }
        .into_any()
    };
    let names: Vec<String> = detector::fields(&usual).into_iter().map(|(name, _)| name).collect();
    view! {
        <details class="watch-detector">
            <summary>{name}{move || (!on.get()).then_some(" (off)")}</summary>
            <div class="lab-ticks"><label><input type="checkbox" prop:checked=on on:change=turn />"Listens"</label></div>
            {move || on.get().then(|| fields(names.iter().cloned().map(field).collect()))}
        </details>
    }
    .into_any()
}
