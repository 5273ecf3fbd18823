//! Made-up runs for the tests: awkward names, missing fields, one metric in steps.

use super::runs;
use crate::chart::fixtures::{EVIL, share};
use crate::protocol::{
    Drawing,
    track::chart::{Along, LineSettings, MetricLine, MetricPoint, RunChart, RunData, RunPoint},
};

/// This many runs, every seventh without the metric.
pub(in crate::chart) fn data(count: usize) -> RunData {
    let run = |place: usize| {
        let depth = ["None", "4", "8", "16"][place % 4];
        let metrics = [("accuracy", 0.8 + 0.17 * share(place)), ("log_loss", 0.7 - 0.5 * share(place + 9))];
        RunPoint {
            run_id: format!("{place:032x}"),
            name: if place == 2 { EVIL.to_owned() } else { format!("bold-forest-{place}") },
            start_millis: Some(1_764_000_000_000 + place as i64 * 60_000),
            duration_millis: (!place.is_multiple_of(5)).then_some(900 + 13 * place as i64),
            params: vec![
                ("max_depth".into(), depth.into()),
                ("n_estimators".into(), (10 << (place % 7)).to_string()),
                ("learning_rate".into(), (0.001 * (1 + place) as f64).to_string()),
            ],
            metrics: if place % 7 == 6 { vec![] } else { metrics.map(|(name, value)| (name.to_owned(), value)).to_vec() },
        }
    };
    let line = |place: usize| MetricLine {
        run_id: format!("{place:032x}"),
        name: format!("bold-forest-{place}"),
        metric: "accuracy".into(),
        points: (0..40)
            .map(|step| MetricPoint {
                step,
                value: 0.9 - 0.4 / (1.0 + step as f64) + 0.05 * share(step as usize * 7 + place),
                timestamp_millis: 1_764_000_000_000 + 250 * step + 4000 * place as i64,
            })
            .collect(),
    };
    RunData { points: (0..count).map(run).collect(), lines: (0..count.min(14)).map(line).collect() }
}

/// Every chart over these runs by name.
pub(in crate::chart) fn charts(data: &RunData, width: u32) -> Vec<(String, Drawing)> {
    let field = |name: &str| name.to_owned();
    let (accuracy, loss, depth) = (field("metrics.accuracy"), field("metrics.log_loss"), field("params.max_depth"));
    let (trees, rate) = (field("params.n_estimators"), field("params.learning_rate"));
    let line = LineSettings { metrics: vec!["accuracy".into()], ..LineSettings::default() };
    let smooth = LineSettings { along: Along::Relative, smoothing: 80, log_y: true, ignore_outliers: true, ..line.clone() };
    let charts = [
        ("bar", RunChart::Bar { field: accuracy.clone() }),
        ("bar-duration", RunChart::Bar { field: field("attributes.duration") }),
        ("line", RunChart::Line(line)),
        ("line-smooth", RunChart::Line(smooth)),
        ("scatter", RunChart::Scatter { x: trees.clone(), y: accuracy.clone(), log_x: true, log_y: false }),
        ("scatter-words", RunChart::Scatter { x: depth.clone(), y: loss.clone(), log_x: true, log_y: false }),
        ("contour", RunChart::Contour { x: rate.clone(), y: trees.clone(), z: accuracy.clone() }),
        ("parallel", RunChart::Parallel { fields: vec![depth.clone(), trees, rate], metric: loss }),
        ("box", RunChart::Box { field: accuracy.clone(), by: Some(depth) }),
        ("box-all", RunChart::Box { field: accuracy, by: None }),
    ];
    charts
        .into_iter()
        .map(|(name, chart)| (name.to_owned(), runs(&chart, data, width).unwrap_or_else(|| panic!("{name} draws nothing"))))
        .collect()
}
