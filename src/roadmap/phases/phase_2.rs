//! Phase 2: a memory for experiments.

use crate::roadmap::{Phase, Project, Step, Topic};

/// Experiment tracking with MLflow.
pub(super) const PHASE: Phase = Phase {
    id: "phase-2",
    number: 2,
    title: "Experiment tracking with MLflow",
    months: (2, 3),
    gist: "You can say which of fifty models won, with which settings, data and code, and bring it back.",
    topics: &[
        Topic {
            id: "phase-2.why-tracking",
            title: "Why track experiments",
            stop: "Why track",
            gist: "A logbook that writes itself: for each training run, what went in, what came out and which code did it.",
            hours: 2,
            practise: None,
        },
        Topic {
            id: "phase-2.logging",
            title: "Log parameters and metrics",
            stop: "Logging runs",
            gist: "Recording every hyper-parameter and every score of a run, without relying on your memory.",
            hours: 6,
            practise: Some(("Log runs in the tracking lab", "/lab/track")),
        },
        Topic {
            id: "phase-2.artifacts",
            title: "Model artifacts",
            stop: "Artifacts",
            gist: "The files a run produces, above all the model itself, stored with the run and loadable later.",
            hours: 5,
            practise: Some(("See a run's files in the tracking lab", "/lab/track")),
        },
        Topic {
            id: "phase-2.compare",
            title: "Compare and reproduce runs",
            stop: "Compare runs",
            gist: "Setting runs side by side to pick one for a reason, and recreating any of them exactly.",
            hours: 6,
            practise: Some(("Compare runs in the tracking lab", "/lab/track?tab=compare")),
        },
    ],
    project: Project {
        id: "phase-2.project",
        title: "Ten experiments and a winner",
        gist: "Your phase 1 model, wrapped in MLflow tracking, with at least ten runs and a written decision.",
        hours: 10,
        steps: &[
            Step {
                id: "phase-2.project.tracked",
                text: "The training script logs its parameters, metrics and model to MLflow on every run.",
            },
            Step { id: "phase-2.project.ten-runs", text: "At least ten runs with different hyper-parameters are in one experiment." },
            Step { id: "phase-2.project.context", text: "Each run also records the Git commit, the seed and a fingerprint of the data." },
            Step {
                id: "phase-2.project.selection",
                text: "Runs are compared on cross-validation scores; the test rows are used once, for the winner.",
            },
            Step {
                id: "phase-2.project.comparison",
                text: "A script or screenshot in the repository shows the runs side by side, sorted by the chosen metric.",
            },
            Step { id: "phase-2.project.reload", text: "A second script loads the winner by its id and reproduces its recorded score." },
            Step {
                id: "phase-2.project.decision",
                text: "A page in the repository says which run won, by how much, and whether the margin is larger than the noise between folds.",
            },
        ],
    },
};
