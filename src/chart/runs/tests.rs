//! What the charts of runs say, and what they say when there is nothing to draw.

use super::fixtures::{charts, data};
use super::runs;
use crate::protocol::track::chart::{LineSettings, RunChart, RunData};

#[test]
fn labels_and_notes_say_what_is_drawn_and_what_is_not() {
    let text: Vec<String> = charts(&data(23), 720)
        .into_iter()
        .map(|(name, drawing)| {
            format!("{name}: {} [{} rows of {}]", drawing.label, drawing.table.rows.len(), drawing.table.headers.join(", "))
        })
        .collect();
    insta::assert_snapshot!(text.join("\n"), @r#"
    bar: accuracy of 20 runs, best 0.957 in bold-forest-1 [20 rows of run, accuracy]
    bar-duration: duration, seconds of 18 runs, best 1.186 in bold-forest-22 [18 rows of run, duration, seconds]
    line: accuracy over step of 14 runs [560 rows of run, metric, step, value]
    line-smooth: accuracy over seconds since the run's first value of 14 runs [560 rows of run, metric, seconds since the run's first value, value]
    scatter: accuracy against n_estimators of 20 runs [20 rows of run, n_estimators, accuracy]
    scatter-words: log_loss against max_depth of 20 runs [20 rows of run, max_depth, log_loss]
    contour: accuracy of 20 runs over learning_rate and n_estimators, from 0.800 to 0.957 [20 rows of run, learning_rate, n_estimators, accuracy]
    parallel: 20 runs across 3 fields, best log_loss 0.227 [20 rows of run, max_depth, n_estimators, learning_rate, log_loss]
    box: Quartiles of accuracy of 20 runs by max_depth [4 rows of max_depth, runs, lower whisker, first quartile, median, third quartile, upper whisker]
    box-all: Quartiles of accuracy of 20 runs [1 rows of runs, runs, lower whisker, first quartile, median, third quartile, upper whisker]
    "#);
    let bars = charts(&data(23), 720).into_iter().find(|(name, _)| name == "bar").unwrap().1;
    assert!(bars.svg.contains("3 of 23 runs are not drawn: they have no accuracy."), "{}", bars.svg);
}

#[test]
fn without_values_nothing_is_drawn() {
    let (empty, few) = (RunData::default(), data(2));
    let charts = [
        RunChart::Bar { field: "metrics.recall".into() },
        RunChart::Line(LineSettings { metrics: vec!["recall".into()], ..LineSettings::default() }),
        RunChart::Scatter { x: "params.nothing".into(), y: "metrics.accuracy".into(), log_x: false, log_y: false },
        RunChart::Contour { x: "params.n_estimators".into(), y: "metrics.log_loss".into(), z: "metrics.accuracy".into() },
        RunChart::Parallel { fields: vec!["params.max_depth".into()], metric: "metrics.recall".into() },
        RunChart::Box { field: "tags.x".into(), by: None },
    ];
    for chart in charts {
        assert_eq!(runs(&chart, &empty, 360), None, "{chart:?}");
        assert_eq!(runs(&chart, &few, 360), None, "{chart:?}");
    }
}
