//! Phase 4: the steps run themselves, in order and on time.

use crate::roadmap::{Phase, Project, Step, Topic};

/// Pipeline orchestration.
pub(super) const PHASE: Phase = Phase {
    id: "phase-4",
    number: 4,
    title: "Pipeline orchestration",
    months: (4, 5),
    gist: "You can have a model retrained, compared and promoted on a schedule, without anyone at the keyboard.",
    topics: &[
        Topic {
            id: "phase-4.why-orchestrate",
            title: "Why orchestrate",
            stop: "Why orchestrate",
            gist: "Running the steps from data to deployed model in order, on time, with retries and a record of what happened.",
            hours: 2,
            practise: None,
        },
        Topic {
            id: "phase-4.airflow",
            title: "Apache Airflow",
            stop: "Airflow",
            gist: "The widely used scheduler in which a pipeline is a Python file describing tasks and their order.",
            hours: 10,
            practise: None,
        },
        Topic {
            id: "phase-4.kubeflow",
            title: "Kubeflow, and when you need it",
            stop: "Kubeflow",
            gist: "A machine learning platform on Kubernetes, in which every pipeline step runs in a container of its own.",
            hours: 4,
            practise: None,
        },
        Topic {
            id: "phase-4.promotion",
            title: "Promote only what is better",
            stop: "Promotion",
            gist: "A gate at the end of the pipeline: the new model replaces the old one only if it wins a fair comparison.",
            hours: 4,
            practise: None,
        },
    ],
    project: Project {
        id: "phase-4.project",
        title: "A pipeline that retrains and decides",
        gist: "A DAG that retrains on a schedule, compares the new model with the one in production, and promotes it only if it is better.",
        hours: 12,
        steps: &[
            Step {
                id: "phase-4.project.dag",
                text: "An Airflow DAG with separate tasks for ingestion, features, training, evaluation and promotion appears without import errors.",
            },
            Step { id: "phase-4.project.schedule", text: "It runs on a schedule, and each run works on the data of its own interval." },
            Step {
                id: "phase-4.project.idempotent",
                text: "Running the same interval twice leaves the same files and the same production model.",
            },
            Step {
                id: "phase-4.project.retry",
                text: "One task has been made to fail, and the log shows that it was retried and that nothing after it ran.",
            },
            Step {
                id: "phase-4.project.comparison",
                text: "New model and production model are scored on the same rows, and both scores are recorded.",
            },
            Step {
                id: "phase-4.project.promotion",
                text: "Two runs are shown: one that promoted a better model and one that refused a worse one.",
            },
            Step {
                id: "phase-4.project.rollback",
                text: "The README says how to go back to the previous model, and it has been done once.",
            },
        ],
    },
};
