//! Grafana's alert rules over the middleware's metrics, as a file for its `provisioning/alerting` folder.
//!
//! A rule's query gives 1 where it holds and 0 where it does not, so that one threshold serves all of them.

use super::DriftExport;
use super::dashboard::{ACCURACY, DRIFT_PANEL, LATENCY_MOST, UID};

/// A rule.
struct AlertRuleYaml {
    uid: &'static str,
    title: &'static str,
    /// 1 where somebody should look, 0 where not, nothing where nothing is known.
    expr: String,
    summary: String,
    /// What silence means.
    no_data: &'static str,
}

/// The rules. Grafana evaluates in steps of ten seconds, so the interval is rounded up to one.
pub(super) fn yaml(case: &DriftExport<'_>) -> String {
    let alert = &case.asked.alert;
    let interval = alert.evaluation_interval.max(1).div_ceil(10) * 10;
    let mut text = format!("{HEAD}  - orgId: 1\n    name: model\n    folder: Models\n    interval: {interval}s\n    rules:\n");
    for rule in rules(case) {
        let panel =
            if rule.uid == DRIFT { format!("        dashboardUid: {UID}\n        panelId: {DRIFT_PANEL}\n") } else { String::new() };
        text.push_str(&format!(
            "      - uid: {}\n        title: {}\n        condition: B\n        for: {}s\n        keepFiringFor: {}s\n        noDataState: {}\n        \
             execErrState: Error\n{panel}        annotations:\n          summary: {}\n        labels:\n          team: model\n{}",
            rule.uid,
            quoted(rule.title),
            alert.pending_period,
            alert.keep_firing_for,
            rule.no_data,
            quoted(&rule.summary),
            data(&rule.expr)
        ));
    }
    text
}

const DRIFT: &str = "model-data-drift";

fn rules(case: &DriftExport<'_>) -> Vec<AlertRuleYaml> {
    let share = case.asked.spec.drift_share;
    let mut rules = vec![
        AlertRuleYaml {
            uid: DRIFT,
            title: "Data drift",
            expr: format!("max(model_drifted_share) >= bool {share:?}"),
            summary: format!("At least {}% of the columns drift from the reference.", share * 100.0),
            no_data: "NoData",
        },
        AlertRuleYaml {
            uid: "model-missing-values",
            title: "Missing values",
            expr: "max(model_column_missing_share - model_column_reference_missing_share) > bool 0.05".into(),
            summary: "A column misses five more values in a hundred than the reference.".into(),
            no_data: "NoData",
        },
        AlertRuleYaml {
            uid: "model-new-categories",
            title: "New categories",
            expr: "max(model_column_new_share) > bool 0.05".into(),
            summary: "More than five values in a hundred are categories that the model has never seen.".into(),
            no_data: "NoData",
        },
        AlertRuleYaml {
            uid: "model-errors",
            title: "Requests fail",
            expr: "(sum(rate(model_requests_total{status=~\"5..\"}[5m])) or vector(0)) / sum(rate(model_requests_total[5m])) > bool 0.05"
                .into(),
            summary: "More than five requests in a hundred fail.".into(),
            no_data: "OK",
        },
        AlertRuleYaml {
            uid: "model-no-requests",
            title: "No requests",
            expr: "sum(rate(model_requests_total[5m])) == bool 0".into(),
            summary: "Nothing has been asked for five minutes.".into(),
            no_data: "Alerting",
        },
    ];
    if let Some(least) = case.asked.least_accuracy {
        rules.push(AlertRuleYaml {
            uid: "model-accuracy",
            title: "Accuracy",
            expr: format!("{ACCURACY} < bool {least:?}"),
            summary: format!("Of the labels of the last hour, less than {}% were predicted right.", least * 100.0),
            no_data: "OK",
        });
    }
    if let Some(most) = case.asked.most_millis {
        rules.push(AlertRuleYaml {
            uid: "model-latency",
            title: "Time to answer",
            expr: format!("{LATENCY_MOST} > bool {:?}", most / 1000.0),
            summary: format!("Of the answers of the last five minutes, more than five in a hundred took longer than {most} ms."),
            no_data: "OK",
        });
    }
    rules
}

/// The query and the threshold.
fn data(expr: &str) -> String {
    format!(
        r#"        data:
          - refId: A
            datasourceUid: prometheus
            relativeTimeRange:
              from: 3600
              to: 0
            model:
              refId: A
              expr: {}
              instant: true
              range: false
          - refId: B
            datasourceUid: __expr__
            relativeTimeRange:
              from: 0
              to: 0
            model:
              refId: B
              type: threshold
              expression: A
              conditions:
                - evaluator:
                    type: gt
                    params:
                      - 0
"#,
        quoted(expr)
    )
}

/// A YAML string in double quotes, which JSON's are.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

const HEAD: &str = "# Alert rules for Grafana 11 or newer: put this file into provisioning/alerting. They ask the data source with the uid
# `prometheus`, and read the metrics that monitoring.py publishes.
apiVersion: 1
groups:
";
