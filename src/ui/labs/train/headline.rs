//! The one figure of a report: with its interval on a line, and the baseline on the same line.

use leptos::prelude::*;

/// A figure beside its baseline, on a line from 0 to `most`.
pub(crate) struct Headline {
    /// What it is, as it is read.
    pub(crate) label: &'static str,
    /// Its value.
    pub(crate) value: f64,
    /// Ends of its interval.
    pub(crate) interval: (f64, f64),
    /// What is said below it.
    pub(crate) note: String,
    /// What the baseline is.
    pub(crate) baseline_label: &'static str,
    /// Its value.
    pub(crate) baseline: f64,
    /// What is said below it.
    pub(crate) baseline_note: &'static str,
    /// Right end of the line.
    pub(crate) most: f64,
    /// A value as it is read.
    pub(crate) write: fn(f64) -> String,
}

/// Draws it; the line is a picture of what the words say.
pub(crate) fn headline(shown: &Headline) -> AnyView {
    let Headline { label, value, interval: (low, high), baseline_label, baseline, baseline_note, most, write, .. } = *shown;
    let x = |value: f64| if most > 0.0 { (value / most * 1000.0).round() / 10.0 } else { 0.0 };
    view! {
        <div class="lab-headline">
            <p class="lab-big">
                <span class="lab-big-label">{label}</span>
                <span class="lab-big-figure">{write(value)}</span>
                <span class="lab-big-note">{shown.note.clone()}</span>
            </p>
            <p class="lab-big" data-kind="baseline">
                <span class="lab-big-label">{baseline_label}</span>
                <span class="lab-big-figure">{write(baseline)}</span>
                <span class="lab-big-note">{baseline_note}</span>
            </p>
            <svg class="lab-interval" viewBox="-1.5 0 103 5" aria-hidden="true" focusable="false">
                <line class="lab-interval-axis" x1="0" x2="100" y1="2.5" y2="2.5" />
                <line class="lab-interval-range" x1=x(low) x2=x(high) y1="2.5" y2="2.5" />
                <line class="lab-interval-baseline" x1=x(baseline) x2=x(baseline) y1="0.4" y2="4.6" />
                <circle class="lab-interval-point" cx=x(value) cy="2.5" r="1.2" />
            </svg>
            <p class="lab-scale" aria-hidden="true"><span>{write(0.0)}</span><span>{write(most / 2.0)}</span><span>{write(most)}</span></p>
        </div>
    }
    .into_any()
}
