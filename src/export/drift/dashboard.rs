//! A Grafana dashboard over the metrics that the middleware publishes: what somebody wants to see at three in the morning.

use serde_json::{Value, json};

use super::DriftExport;

/// Where the dashboard is in the grid: 24 columns wide.
struct GridPosition {
    x: u32,
    y: u32,
    w: u32,
    h: u32,
}

/// The dashboard, to be imported or provisioned; its data source is a variable.
pub(super) fn json(case: &DriftExport<'_>) -> String {
    let share = case.asked.spec.drift_share;
    let at = |x, y, w, h| GridPosition { x, y, w, h };
    let panels = vec![
        stat(1, "Drifting columns", DRIFTED, "percentunit", at(0, 0, 6, 4), Some(share)),
        stat(2, "Accuracy, last hour", ACCURACY, "percentunit", at(6, 0, 6, 4), None),
        stat(3, "Average confidence", CONFIDENCE, "percentunit", at(12, 0, 6, 4), None),
        stat(4, "Requests per second", REQUESTS, "reqps", at(18, 0, 6, 4), None),
        series(5, "Requests by status", &[(REQUESTS_BY_STATUS, "{{status}}")], "reqps", at(0, 4, 12, 8), false),
        series(
            6,
            "Time to answer",
            &[(LATENCY_HALF, "half of all"), (LATENCY_MOST, "95%"), (LATENCY_TAIL, "99%")],
            "s",
            at(12, 4, 12, 8),
            false,
        ),
        series(7, "Predictions", &[(PREDICTIONS, "{{prediction}}")], "percentunit", at(0, 12, 12, 8), true),
        series(8, "Predictions against actuals", &[(LABELS, "said {{prediction}}, was {{actual}}")], "short", at(12, 12, 12, 8), true),
        series(
            9,
            "Average confidence and accuracy",
            &[(CONFIDENCE, "confidence"), (ACCURACY, "accuracy")],
            "percentunit",
            at(0, 20, 12, 8),
            false,
        ),
        drift(10, at(12, 20, 12, 8)),
        series(11, "Missing values", &[("model_column_missing_share", "{{column}}")], "percentunit", at(0, 28, 8, 8), false),
        series(12, "New categories", &[("model_column_new_share", "{{column}}")], "percentunit", at(8, 28, 8, 8), false),
        series(13, "Out of range", &[("model_column_out_of_range_share", "{{column}}")], "percentunit", at(16, 28, 8, 8), false),
    ];
    let dashboard = json!({
        "uid": UID,
        "title": format!("Model: {}", case.reference.0.title),
        "tags": ["model", "drift"],
        "timezone": "browser",
        "editable": true,
        "graphTooltip": 1,
        "schemaVersion": 39,
        "version": 1,
        "refresh": "30s",
        "time": { "from": "now-6h", "to": "now" },
        "templating": { "list": [{ "type": "datasource", "name": "datasource", "label": "Data source", "query": "prometheus", "hide": 0 }] },
        "annotations": { "list": [] },
        "panels": panels,
    });
    serde_json::to_string_pretty(&dashboard).unwrap_or_default() + "\n"
}

/// The dashboard's identity, to which the alert rules point.
pub(super) const UID: &str = "model-drift";
/// Number of the panel that shows the columns' drift.
pub(super) const DRIFT_PANEL: u32 = 10;

const DRIFTED: &str = "max(model_drifted_share)";
const REQUESTS: &str = "sum(rate(model_requests_total[5m]))";
const REQUESTS_BY_STATUS: &str = "sum by (status) (rate(model_requests_total[5m]))";
const CONFIDENCE: &str = "sum(rate(model_confidence_sum[5m])) / sum(rate(model_confidence_count[5m]))";
/// Share of right answers among those whose label has come.
pub(super) const ACCURACY: &str =
    "(sum(increase(model_labels_total{correct=\"true\"}[1h])) or vector(0)) / sum(increase(model_labels_total[1h]))";
const LATENCY_HALF: &str = "histogram_quantile(0.5, sum by (le) (rate(model_request_seconds_bucket[5m])))";
/// Time within which 95 of 100 answers came, in seconds.
pub(super) const LATENCY_MOST: &str = "histogram_quantile(0.95, sum by (le) (rate(model_request_seconds_bucket[5m])))";
const LATENCY_TAIL: &str = "histogram_quantile(0.99, sum by (le) (rate(model_request_seconds_bucket[5m])))";
const PREDICTIONS: &str =
    "sum by (prediction) (rate(model_predictions_total[5m])) / ignoring(prediction) group_left sum(rate(model_predictions_total[5m]))";
const LABELS: &str = "sum by (prediction, actual) (increase(model_labels_total[1h]))";

fn source() -> Value {
    json!({ "type": "prometheus", "uid": "${datasource}" })
}

fn targets(queries: &[(&str, &str)], is_instant: bool) -> Value {
    let letters = ["A", "B", "C", "D"];
    let target = |((expr, legend), letter): (&(&str, &str), &&str)| {
        json!({
            "refId": letter, "datasource": source(), "expr": expr, "legendFormat": legend, "instant": is_instant, "range": !is_instant,
        })
    };
    queries.iter().zip(&letters).map(target).collect()
}

fn panel(kind: &str, id: u32, title: &str, targets: Value, place: &GridPosition, defaults: Value, options: Value) -> Value {
    json!({
        "id": id, "type": kind, "title": title, "datasource": source(), "targets": targets,
        "gridPos": { "x": place.x, "y": place.y, "w": place.w, "h": place.h },
        "fieldConfig": { "defaults": defaults, "overrides": [] }, "options": options,
    })
}

/// One number, red from `bad` on.
fn stat(id: u32, title: &str, expr: &str, unit: &str, place: GridPosition, bad: Option<f64>) -> Value {
    let mut steps = vec![json!({ "color": "text", "value": null })];
    steps.extend(bad.map(|bad| json!({ "color": "red", "value": bad })));
    let defaults = json!({ "unit": unit, "thresholds": { "mode": "absolute", "steps": steps }, "noValue": "No data" });
    let options = json!({
        "reduceOptions": { "calcs": ["lastNotNull"], "fields": "", "values": false },
        "colorMode": "value", "graphMode": "area", "justifyMode": "auto", "textMode": "auto", "orientation": "auto",
    });
    panel("stat", id, title, targets(&[(expr, "")], false), &place, defaults, options)
}

/// Lines over time, or areas on top of each other.
fn series(id: u32, title: &str, queries: &[(&str, &str)], unit: &str, place: GridPosition, is_stacked: bool) -> Value {
    let stacking = if is_stacked { "normal" } else { "none" };
    let custom = json!({
        "drawStyle": "line", "lineInterpolation": "linear", "fillOpacity": if is_stacked { 60 } else { 0 }, "showPoints": "never",
        "stacking": { "mode": stacking, "group": "A" },
    });
    let defaults = json!({ "unit": unit, "min": 0, "custom": custom });
    let options = json!({
        "legend": { "displayMode": "list", "placement": "bottom", "showLegend": true, "calcs": [] },
        "tooltip": { "mode": "multi", "sort": "desc" },
    });
    panel("timeseries", id, title, targets(queries, false), &place, defaults, options)
}

/// Columns over time, coloured by how far each is from the reference.
fn drift(id: u32, place: GridPosition) -> Value {
    let steps = json!([
        { "color": "green", "value": null }, { "color": "yellow", "value": 0.1 }, { "color": "red", "value": 0.25 },
    ]);
    let defaults = json!({
        "unit": "short", "decimals": 3, "thresholds": { "mode": "absolute", "steps": steps }, "color": { "mode": "thresholds" },
        "custom": { "fillOpacity": 80, "lineWidth": 0 },
    });
    let options = json!({
        "mergeValues": true, "showValue": "never", "rowHeight": 0.9, "alignValue": "left",
        "legend": { "displayMode": "list", "placement": "bottom", "showLegend": true, "calcs": [] },
        "tooltip": { "mode": "single", "sort": "none" },
    });
    let title = "Drift of each column (PSI against the reference)";
    panel("state-timeline", id, title, targets(&[("model_column_psi", "{{column}}")], false), &place, defaults, options)
}
