//! Lessons of phase 5: watching a model in production.

use super::{PhaseProse, TopicProse, sample};

/// Phase 5.
pub(super) const PROSE: PhaseProse = PhaseProse {
    number: 5,
    intro: r#"
Deployment is the starting gun. Ordinary software breaks with an error. A model goes on answering, politely, with status 200, while the world moves away from the one it learned. This is called **drift**, and it is the first cause of silent failures.

Two things must be watched: the service (is it up, is it fast?) and the model (is it still right?). The second is harder, because the truth arrives late or never.
"#,
    brief: r#"
The dashboard is worth little without an incident on it. Send ordinary traffic for ten minutes, then shift it: multiply one field by ten, as a unit mix-up would. Photograph the moment.

Then write the paragraph that most people leave out: who is told, what do they look at first, and when is retraining the wrong answer? A unit mix-up is fixed at its source, not by teaching the model to expect it.
"#,
    topics: &[DATA_DRIFT, CONCEPT_DRIFT, LOGGING, DASHBOARDS],
};

const DATA_DRIFT: TopicProse = TopicProse {
    id: "phase-5.data-drift",
    what: "Data drift is a change in the distribution of the inputs. You compare a **reference**, usually the training data, with a **current** window, such as the last week, one feature at a time, and express the distance as a number. A common one is **PSI**, the population stability index.",
    why: "Inputs are the one thing you always have, at once, without waiting for the truth. When they shift significantly, the model is answering questions it was not trained for, and it is time to find out why and perhaps to retrain.",
    mistake: "Treating every alarm as a reason to retrain. Drift says that something changed, not that the model is worse. First look at what changed: a broken sensor must be repaired, a new kind of customer may call for new training data, a holiday passes.",
    body: r#"
PSI cuts the reference into ten bins of equal size and looks at what share of the current rows falls into each. For every bin it takes the difference of the shares times the logarithm of their ratio, and adds up.

{{sample psi.py}}

The ordinary week scores 0.013, customers who are four years older 0.206, the student campaign 0.773. The customary reading is: below 0.1 stable, up to 0.25 look closer, above it shifted. These limits are a habit from credit scoring and not a theorem. With small windows PSI rises by chance alone: with ten bins and a hundred rows, an unchanged feature easily reaches 0.1. Find your own limit by computing PSI between ordinary weeks.

For many columns, a library draws the report. Evidently picks a test per column:

{{sample drift_report.py}}

We moved one column of thirteen, and it reports two. The second is chance: thirteen tests with an error rate of 5% give a false alarm in about half of all weeks, even if nothing changes. Ways out: watch the few features the model relies on, ask for an effect and not only for significance, or require two windows in a row.

With very many rows the opposite happens. Tests call every difference significant, because it is real, and tiny. Then a distance such as PSI tells you more than a p-value (the probability of a difference at least this large if nothing had changed).
"#,
    samples: &[sample!(Python, "phase_5", "psi.py"), sample!(Python, "phase_5", "drift_report.py")],
};

const CONCEPT_DRIFT: TopicProse = TopicProse {
    id: "phase-5.concept-drift",
    what: "Concept drift is a change in the relation between the features and the label: the same input now has another right answer. **Ground truth**, the label as it turned out, is needed to see it, and it arrives late.",
    why: "It is the drift that makes a model wrong while all its inputs look normal. Fraudsters change tactics, a depot moves, a price list changes; every input dashboard stays green.",
    mistake: "Scoring only the rows whose truth is known and forgetting who they are. Answers that arrive quickly are not typical: complaints come before silence, early defaults before loans repaid. Compare cohorts of equal age.",
    body: r#"
A model predicts late deliveries: far means late. From week 5 a new depot makes long trips quick and the centre slow.

{{sample late_labels.py}}

| week | mean distance | answers | accuracy |
|---|---|---|---|
| 3 | 10.08 | 500 | 0.94 |
| 4 | 10.31 | 500 | 0.94 |
| 5 | 10.33 | 500 | 0.30 |
| 6 | 10.65 | 500 | 0.29 |
| 7 | 10.70 | 100 | 0.32 |

The distances do not move; no test on the inputs could notice. Accuracy falls off a cliff. And in week 7 only 100 of 500 answers have come in, which is ordinary life: *how late do labels arrive?* is the first question to ask about any model in production.

The technique is the join. Each prediction has an id; the truth comes back with that id, days or months later; the two meet in one table and are scored by the week of the *prediction*. Without the id there is nothing to join, and that is why the next lesson comes before any clever detector.

What to do while you wait? Watch the distribution of predictions and confidence as a weak early sign. Have a small random sample labelled by people every week: fifty rows are a wide interval, but a cliff shows. And watch a number close to the business, such as complaints per thousand orders.

Drift can be sudden (a new rule), gradual (taste) or recurring (seasons). For the last, last December is a better reference than last month.
"#,
    samples: &[sample!(Python, "phase_5", "late_labels.py")],
};

const LOGGING: TopicProse = TopicProse {
    id: "phase-5.prediction-logging",
    what: "A prediction log keeps one record per prediction: an id, the time, the model version, the input features as the model saw them, the output and its probability.",
    why: "Everything else in this phase is a query over it: drift, late accuracy, audits, next month's training data, and the answer to a customer who asks why.",
    mistake: "Logging the request instead of the features. If the server fills gaps, scales or looks something up, the model saw other numbers than the caller sent, and the log cannot explain the answer.",
    body: r#"
A log in SQLite, which ships with Python and is enough for a portfolio and for many small services:

{{sample prediction_log.py}}

The time is in UTC, with the zone written down. The id is returned, so that the server can give it to the caller, who sends it back with the truth. Features are stored as JSON, because their list will change with the model; version, output and time are columns, because you will filter by them.

In the FastAPI server it is two lines: make the log when the server starts, and call `add` after predicting. Two cautions. A connection to SQLite belongs to the thread that opened it, so open one per thread or hand the records to a single writer. And decide what happens when the log cannot be written: a service that refuses to predict because its diary is full has its priorities wrong in most places, and right in a regulated one.

Under load, write to a queue or a file of JSON lines and load it into a database in batches. The record stays the same.

Then think of the people in it. Inputs may be personal data. Store what you need to explain and retrain, leave out what identifies, write down how long you keep it, and delete on time. It is much easier to decide on the first day than after the first request for deletion.
"#,
    samples: &[sample!(Python, "phase_5", "prediction_log.py")],
};

const DASHBOARDS: TopicProse = TopicProse {
    id: "phase-5.dashboards",
    what: "**Prometheus** collects numbers from services at regular intervals and stores them over time. **Grafana** draws them. An **alert** is a rule over the same numbers that tells a person.",
    why: "A log answers questions you think of; a dashboard shows what you did not think to ask. It is also what everyone looks at together when something is wrong.",
    mistake: "Alerting on everything. People learn to ignore an alarm that does not require action within days. Each alert needs an owner and a first step; everything else is a chart.",
    body: r#"
The server counts as it answers. Install `prometheus-client`:

{{sample watched_app.py}}

A **counter** only goes up; its rate is requests per second. A **histogram** counts observations in bins, from which averages and percentiles follow. The label `species` splits the counter by answer, and that is the prediction distribution over time. Never use a label with endless values, such as a customer's id: each value is a series that must be stored.

Put it into the container of phase 3: save it as `app.py` and add `prometheus-client==0.26.0` to `requirements.txt`. Prometheus must be told where to look, and Compose starts the three containers together:

{{sample prometheus.yml}}

{{sample compose.yaml}}

In Grafana (port 3000), add Prometheus at `http://prometheus:9090` as data source. Three panels do for a start:

| panel | query |
|---|---|
| request volume | `sum(rate(predictions_total[5m]))` |
| average confidence | `sum(rate(prediction_confidence_sum[5m])) / sum(rate(prediction_confidence_count[5m]))` |
| prediction distribution | `sum by (species) (rate(predictions_total[5m]))` |

And one alert, with its first step in it:

{{sample alerts.yml}}

`for: 30m` demands that it lasts. Severity `ticket` means during working hours: falling confidence is rarely worth waking someone, a service that is down is.

Confidence is a hint and no more. A model can be sure and wrong, above all on inputs unlike any it has seen. The number to trust is accuracy on joined answers; put it on the same dashboard, a week late, with its date.
"#,
    samples: &[
        sample!(Python, "phase_5", "watched_app.py"),
        sample!(Yaml, "phase_5", "prometheus.yml"),
        sample!(Yaml, "phase_5", "compose.yaml"),
        sample!(Yaml, "phase_5", "alerts.yml"),
    ],
};
