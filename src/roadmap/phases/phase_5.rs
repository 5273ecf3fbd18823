//! Phase 5: deployed is where the work starts.

use crate::roadmap::{Phase, Project, Step, Topic};

/// Production monitoring.
pub(super) const PHASE: Phase = Phase {
    id: "phase-5",
    number: 5,
    title: "Production monitoring",
    months: (5, 6),
    gist: "You can tell, before your users do, that a model in production is no longer right.",
    topics: &[
        Topic {
            id: "phase-5.data-drift",
            title: "Data drift",
            stop: "Data drift",
            gist: "The inputs that arrive no longer look like the inputs the model learned from.",
            hours: 7,
            practise: Some(("Watch columns drift in the drift lab", "/lab/drift")),
        },
        Topic {
            id: "phase-5.concept-drift",
            title: "Concept drift",
            stop: "Concept drift",
            gist: "The inputs look the same, but the right answer for them has changed.",
            hours: 5,
            practise: Some(("Meet the silent label flip in the drift lab", "/lab/drift?scenario=label-flip")),
        },
        Topic {
            id: "phase-5.prediction-logging",
            title: "Prediction logging",
            stop: "Prediction log",
            gist: "One record per prediction: inputs, output, time and model version, so that you can look back.",
            hours: 5,
            practise: Some(("Read the prediction log in the drift lab", "/lab/drift")),
        },
        Topic {
            id: "phase-5.dashboards",
            title: "Dashboards and alerts",
            stop: "Dashboards",
            gist: "A screen that shows whether the service is healthy, and a message when it is not.",
            hours: 5,
            practise: Some(("Be on duty in the drift lab", "/lab/drift")),
        },
    ],
    project: Project {
        id: "phase-5.project",
        title: "A service that can be watched",
        gist: "Prediction logging in your FastAPI server and a Grafana dashboard over it.",
        hours: 10,
        steps: &[
            Step {
                id: "phase-5.project.logging",
                text: "Every prediction is stored with its input features, output, timestamp, model version and an id.",
            },
            Step {
                id: "phase-5.project.privacy",
                text: "The README says which fields are stored, for how long, and which were left out on purpose.",
            },
            Step {
                id: "phase-5.project.metrics",
                text: "The server exposes request count, latency and predictions per class in Prometheus format.",
            },
            Step {
                id: "phase-5.project.dashboard",
                text: "A Grafana dashboard, kept as JSON in the repository, shows request volume, average confidence and prediction distribution over time.",
            },
            Step {
                id: "phase-5.project.drift",
                text: "A script compares the last week's inputs with the training data and prints a drift figure per feature.",
            },
            Step {
                id: "phase-5.project.incident",
                text: "You have sent shifted traffic, and a screenshot shows the dashboard before, during and after.",
            },
            Step {
                id: "phase-5.project.alert",
                text: "One alert rule exists, with a written answer to the question of who does what when it fires.",
            },
        ],
    },
};
