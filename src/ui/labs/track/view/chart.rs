//! Charts over runs: which kind, over which fields, with which settings; all of it is in the address.

use std::sync::Arc;

use leptos::ev::Event;
use leptos::prelude::*;

use crate::protocol::Drawing;
use crate::protocol::track::DrawRuns;
use crate::protocol::track::chart::{Along, LineSettings, RunChart};
use crate::ui::kit::drawing::DrawingView;
use crate::ui::labs::track::state::TrackingState;
use crate::ui::platform;

/// The kinds in the order they are offered: word and name.
const KINDS: [(&str, &str); 6] = [
    ("parallel", "Parallel coordinates"),
    ("scatter", "Scatter"),
    ("contour", "Contour"),
    ("line", "Lines over steps"),
    ("box", "Box plot"),
    ("bar", "Bars"),
];
/// Fields across parallel coordinates to begin with.
const ACROSS: usize = 6;

fn word(chart: &RunChart) -> &'static str {
    match chart {
        RunChart::Parallel { .. } => "parallel",
        RunChart::Scatter { .. } => "scatter",
        RunChart::Contour { .. } => "contour",
        RunChart::Line(_) => "line",
        RunChart::Box { .. } => "box",
        RunChart::Bar { .. } => "bar",
    }
}

/// What there is to draw.
#[derive(Clone, Debug, Default, PartialEq)]
struct Fields {
    metrics: Vec<String>,
    /// Params that vary, then those that do not.
    params: Vec<String>,
    /// How many of them vary.
    varied: usize,
}

impl Fields {
    fn metric(&self) -> String {
        let best = ["metrics.accuracy", "metrics.r2", "metrics.mae"].into_iter().find(|field| self.metrics.iter().any(|own| own == field));
        best.map(str::to_owned).or_else(|| self.metrics.first().cloned()).unwrap_or_default()
    }

    fn param(&self, place: usize) -> String {
        self.params.get(place).or(self.params.first()).cloned().unwrap_or_else(|| "attributes.duration".to_owned())
    }

    /// A chart of this kind over the fields that say most.
    fn usual(&self, kind: &str) -> RunChart {
        let (metric, x, y) = (self.metric(), self.param(0), self.param(1));
        match kind {
            "scatter" => RunChart::Scatter { x, y: metric, log_x: false, log_y: false },
            "contour" => RunChart::Contour { x, y, z: metric },
            "line" => {
                let steps = self.metrics.iter().find(|field| *field == "metrics.cv_accuracy").cloned().unwrap_or(metric);
                RunChart::Line(LineSettings { metrics: vec![bare(&steps)], ..LineSettings::default() })
            }
            "box" => RunChart::Box { field: metric, by: Some(x) },
            "bar" => RunChart::Bar { field: metric },
            _ => RunChart::Parallel { fields: self.params.iter().take(self.varied.clamp(1, ACROSS)).cloned().collect(), metric },
        }
    }
}

fn bare(field: &str) -> String {
    field.split_once('.').map_or(field, |(_, name)| name).to_owned()
}

/// The part below the table of differences.
pub(crate) fn chart(track: TrackingState) -> AnyView {
    let fields = Memo::new(move |_| {
        track.columns.with(|columns| {
            let of = |kind: &str, varied: Option<bool>| {
                let own = columns.iter().filter(|column| column.kind == kind && varied.is_none_or(|varied| varied == column.varies));
                own.map(|column| format!("{kind}.{}", column.key)).collect::<Vec<_>>()
            };
            let mut params = of("params", Some(true));
            // What a seed does is luck: other settings say more.
            params.sort_by_key(|field| field == "params.seed");
            let varied = params.len();
            params.extend(of("params", Some(false)));
            Fields { metrics: of("metrics", None), params, varied }
        })
    });
    let asked =
        Memo::new(move |_| track.look.with(|look| look.chart.clone()).unwrap_or_else(|| fields.with(|fields| fields.usual("parallel"))));
    let which = Memo::new(move |_| track.look.with(|look| (look.selection(), look.chosen.clone())));
    let drawing = RwSignal::new(None::<Arc<Option<Drawing>>>);
    Effect::new(move |_| {
        let ((which, run_ids), chart) = (which.get(), asked.get());
        // A new run is a new drawing.
        track.found.track();
        if fields.with(|fields| fields.metrics.is_empty()) {
            drawing.set(None);
            return;
        }
        let width = platform::window_width().saturating_sub(72).clamp(280, 900);
        track.ask(DrawRuns { which, run_ids, chart, width }, move |drawn| {
            if asked.try_get_untracked().is_some() {
                _ = drawing.try_set(Some(Arc::new(drawn)));
            }
        });
    });
    let kind = Memo::new(move |_| asked.with(word));
    let set_kind = move |event: Event| {
        let kind = event_target_value(&event);
        let chart = fields.with_untracked(|fields| fields.usual(&kind));
        track.look.update(|look| look.chart = Some(chart));
    };
    let kinds = KINDS.map(|(word, name)| view! { <option value=word prop:selected=move || kind.get() == word>{name}</option> });
    view! {
        <section class="lab-section" aria-labelledby="track-chart">
            <h2 id="track-chart">"Charts"</h2>
            <div class="track-settings">
                <div class="field">
                    <label for="track-kind">"Chart"</label>
                    <select id="track-kind" on:change=set_kind>{kinds}</select>
                </div>
                {move || {
                    kind.track();
                    settings(track, fields, asked)
                }}
            </div>
            {move || match drawing.get() {
                None => view! { <p class="lab-empty">"There is nothing to draw yet: log a run first."</p> }.into_any(),
                Some(drawn) => match drawn.as_ref() {
                    Some(drawing) => view! { <DrawingView drawing=drawing.clone() caption=drawing.label.clone() /> }.into_any(),
                    None => view! { <p class="lab-empty">"No run has what this chart needs. Choose other fields."</p> }.into_any(),
                },
            }}
        </section>
    }
    .into_any()
}

/// A field of the chart: how to read it and how to set it.
type Reads = fn(&RunChart) -> String;
type Writes = fn(&mut RunChart, String);

fn settings(track: TrackingState, fields: Memo<Fields>, asked: Memo<RunChart>) -> AnyView {
    let update = move |change: &dyn Fn(&mut RunChart)| {
        let mut chart = asked.get_untracked();
        change(&mut chart);
        track.look.update(|look| look.chart = Some(chart));
    };
    let select = move |id: &'static str, label: &'static str, offered: fn(&Fields) -> Vec<String>, get: Reads, set: Writes| {
        let options = move || {
            let (offered, here) = (fields.with(offered), asked.with_untracked(get));
            offered
                .into_iter()
                .map(|field| view! { <option value=field.clone() selected={field == here}>{field.clone()}</option> })
                .collect_view()
        };
        let on_change = move |event: Event| {
            let value = event_target_value(&event);
            update(&|chart| set(chart, value.clone()));
        };
        view! { <div class="field"><label for=id>{label}</label><select id=id on:change=on_change>{options}</select></div> }.into_any()
    };
    let flag = move |label: &'static str, get: fn(&RunChart) -> bool, set: fn(&mut RunChart, bool)| {
        let on = Signal::derive(move || asked.with(get));
        let on_change = move |event: Event| {
            let value = event_target_checked(&event);
            update(&|chart| set(chart, value));
        };
        view! { <label class="track-flag"><input type="checkbox" prop:checked=on on:change=on_change />{label}</label> }.into_any()
    };
    let any: fn(&Fields) -> Vec<String> = |fields| {
        let own = fields.params.iter().chain(&fields.metrics).cloned();
        own.chain(["attributes.duration".to_owned()]).collect()
    };
    let numbers: fn(&Fields) -> Vec<String> = |fields| fields.metrics.iter().cloned().chain(["attributes.duration".to_owned()]).collect();
    match asked.get_untracked() {
        RunChart::Bar { .. } => select("track-field", "Field", numbers, field_of, set_field),
        RunChart::Box { .. } => vec![
            select("track-field", "Field", numbers, field_of, set_field),
            select("track-by", "Grouped by", |fields| fields.params.clone(), by_of, set_by),
        ]
        .into_any(),
        RunChart::Scatter { .. } => vec![
            select("track-x", "Across", any, x_of, set_x),
            select("track-y", "Up", any, y_of, set_y),
            flag(
                "Log scale across",
                |chart| matches!(chart, RunChart::Scatter { log_x: true, .. }),
                |chart, on| {
                    if let RunChart::Scatter { log_x, .. } = chart {
                        *log_x = on
                    }
                },
            ),
            flag(
                "Log scale up",
                |chart| matches!(chart, RunChart::Scatter { log_y: true, .. }),
                |chart, on| {
                    if let RunChart::Scatter { log_y, .. } = chart {
                        *log_y = on
                    }
                },
            ),
        ]
        .into_any(),
        RunChart::Contour { .. } => vec![
            select("track-x", "Across", any, x_of, set_x),
            select("track-y", "Up", any, y_of, set_y),
            select("track-z", "Shades", numbers, z_of, set_z),
        ]
        .into_any(),
        RunChart::Parallel { .. } => vec![select("track-z", "Last axis", numbers, z_of, set_z), across(track, fields, asked)].into_any(),
        RunChart::Line(_) => {
            let along = move |event: Event| {
                let word = event_target_value(&event);
                let along = match word.as_str() {
                    "relative" => Along::Relative,
                    "wall" => Along::Wall,
                    _ => Along::Step,
                };
                update(&|chart| {
                    if let RunChart::Line(line) = chart {
                        line.along = along
                    }
                });
            };
            let smoothing = move |event: Event| {
                let percent = event_target_value(&event).parse::<u8>().unwrap_or(0).min(99);
                update(&|chart| {
                    if let RunChart::Line(line) = chart {
                        line.smoothing = percent
                    }
                });
            };
            let now = asked.with_untracked(|chart| if let RunChart::Line(line) = chart { line.clone() } else { LineSettings::default() });
            let options = [
                (Along::Step, "step", "step"),
                (Along::Relative, "relative", "time since the run's start"),
                (Along::Wall, "wall", "time since the first run"),
            ];
            let options = options.map(|(own, word, name)| view! { <option value=word selected={own == now.along}>{name}</option> });
            vec![
                select("track-field", "Metric", |fields| fields.metrics.clone(), field_of, set_field),
                view! { <div class="field"><label for="track-along">"Along"</label><select id="track-along" on:change=along>{options}</select></div> }.into_any(),
                view! { <div class="field"><label for="track-smooth">"Smoothing, percent"</label><input id="track-smooth" type="range" min="0" max="99" step="1" prop:value=now.smoothing.to_string() on:change=smoothing /></div> }.into_any(),
                flag("Log scale across", |chart| matches!(chart, RunChart::Line(line) if line.log_x), |chart, on| if let RunChart::Line(line) = chart { line.log_x = on }),
                flag("Log scale up", |chart| matches!(chart, RunChart::Line(line) if line.log_y), |chart, on| if let RunChart::Line(line) = chart { line.log_y = on }),
                flag("Ignore outliers", |chart| matches!(chart, RunChart::Line(line) if line.ignore_outliers), |chart, on| if let RunChart::Line(line) = chart { line.ignore_outliers = on }),
            ]
            .into_any()
        }
    }
}

/// Which fields lie across parallel coordinates.
fn across(track: TrackingState, fields: Memo<Fields>, asked: Memo<RunChart>) -> AnyView {
    let each = move || {
        fields
            .with(|fields| fields.params.clone())
            .into_iter()
            .map(|field| {
                let own = field.clone();
                let on =
                    Signal::derive(move || asked.with(|chart| matches!(chart, RunChart::Parallel { fields, .. } if fields.contains(&own))));
                let shown = field.clone();
                let set = move |event: Event| {
                    let (taken, mut chart) = (event_target_checked(&event), asked.get_untracked());
                    if let RunChart::Parallel { fields, .. } = &mut chart {
                        fields.retain(|one| *one != field);
                        if taken {
                            fields.push(field.clone());
                        }
                    }
                    track.look.update(|look| look.chart = Some(chart));
                };
                view! { <li><label class="track-flag"><input type="checkbox" prop:checked=on on:change=set />{shown}</label></li> }
            })
            .collect_view()
    };
    view! { <details class="track-columns"><summary>"Axes"</summary><ul class="track-sheet">{each}</ul></details> }.into_any()
}

fn field_of(chart: &RunChart) -> String {
    match chart {
        RunChart::Bar { field } | RunChart::Box { field, .. } => field.clone(),
        RunChart::Line(line) => line.metrics.first().map(|name| format!("metrics.{name}")).unwrap_or_default(),
        _ => String::new(),
    }
}

fn set_field(chart: &mut RunChart, to: String) {
    match chart {
        RunChart::Bar { field } | RunChart::Box { field, .. } => *field = to,
        RunChart::Line(line) => line.metrics = vec![bare(&to)],
        _ => {}
    }
}

fn by_of(chart: &RunChart) -> String {
    if let RunChart::Box { by, .. } = chart { by.clone().unwrap_or_default() } else { String::new() }
}

fn set_by(chart: &mut RunChart, to: String) {
    if let RunChart::Box { by, .. } = chart {
        *by = Some(to);
    }
}

fn x_of(chart: &RunChart) -> String {
    if let RunChart::Scatter { x, .. } | RunChart::Contour { x, .. } = chart { x.clone() } else { String::new() }
}

fn set_x(chart: &mut RunChart, to: String) {
    if let RunChart::Scatter { x, .. } | RunChart::Contour { x, .. } = chart {
        *x = to;
    }
}

fn y_of(chart: &RunChart) -> String {
    if let RunChart::Scatter { y, .. } | RunChart::Contour { y, .. } = chart { y.clone() } else { String::new() }
}

fn set_y(chart: &mut RunChart, to: String) {
    if let RunChart::Scatter { y, .. } | RunChart::Contour { y, .. } = chart {
        *y = to;
    }
}

fn z_of(chart: &RunChart) -> String {
    match chart {
        RunChart::Contour { z, .. } => z.clone(),
        RunChart::Parallel { metric, .. } => metric.clone(),
        _ => String::new(),
    }
}

fn set_z(chart: &mut RunChart, to: String) {
    match chart {
        RunChart::Contour { z, .. } => *z = to,
        RunChart::Parallel { metric, .. } => *metric = to,
        _ => {}
    }
}
