//! Phase 1: enough machine learning to know what you deploy and monitor.

use crate::roadmap::{Phase, Project, Step, Topic};

/// Machine learning fundamentals.
pub(super) const PHASE: Phase = Phase {
    id: "phase-1",
    number: 1,
    title: "Machine learning fundamentals",
    months: (1, 2),
    gist: "You can train a classifier, say how good it is with the right metric, and explain why you believe the number.",
    topics: &[
        Topic {
            id: "phase-1.learning-types",
            title: "Supervised and unsupervised learning",
            stop: "Kinds of learning",
            gist: "Learning from examples with known answers, or finding structure in data that has none.",
            hours: 4,
            practise: Some(("Find groups that nobody named", "/lab/groups?data=wine")),
        },
        Topic {
            id: "phase-1.choosing-a-method",
            title: "Choosing a method",
            stop: "Choosing a method",
            gist: "Picking a family of models by the question, the data and what a mistake costs, then letting a baseline judge it.",
            hours: 3,
            practise: Some(("Compare two models on the same rows", "/lab/train?data=breast_cancer")),
        },
        Topic {
            id: "phase-1.train-a-model",
            title: "Train a real model",
            stop: "Train a model",
            gist: "Load a dataset, hold some of it back, fit a random forest on the rest and see what it has learnt.",
            hours: 5,
            practise: Some(("Train this forest in the page", "/lab/train?data=iris")),
        },
        Topic {
            id: "phase-1.metrics",
            title: "Evaluation metrics",
            stop: "Metrics",
            gist: "Accuracy, precision, recall, F1 and ROC AUC: five different questions about the same predictions.",
            hours: 6,
            practise: Some(("Find the metric that sees a rare thing", "/lab/metric")),
        },
        Topic {
            id: "phase-1.validation",
            title: "Splits, cross-validation and leakage",
            stop: "Validation",
            gist: "Ways to find out how a model will do on data it has never seen, before that data arrives.",
            hours: 6,
            practise: Some(("Watch a leak make the score lie", "/lab/leakage")),
        },
    ],
    project: Project {
        id: "phase-1.project",
        title: "A classifier you can defend",
        gist: "A classifier on a Kaggle dataset of your own choice, with a short analysis that explains why you judge it by the metrics you chose.",
        hours: 9,
        steps: &[
            Step {
                id: "phase-1.project.dataset",
                text: "The README names the Kaggle dataset, its licence, what one row is and what is predicted.",
            },
            Step { id: "phase-1.project.split", text: "The test rows are set aside before anything is fitted, with a fixed seed." },
            Step { id: "phase-1.project.baseline", text: "A majority-class baseline is scored on the same test rows." },
            Step {
                id: "phase-1.project.model",
                text: "A model is trained with its preprocessing in one scikit-learn pipeline and beats the baseline.",
            },
            Step {
                id: "phase-1.project.validation",
                text: "Five-fold cross-validation on the training rows is reported as mean and standard deviation.",
            },
            Step {
                id: "phase-1.project.metrics",
                text: "The analysis says what each kind of mistake costs and why that leads to the metrics shown.",
            },
            Step {
                id: "phase-1.project.errors",
                text: "It shows the confusion matrix and discusses at least five rows the model got wrong.",
            },
            Step {
                id: "phase-1.project.published",
                text: "The repository runs from a fresh clone with the commands in its README and prints the reported numbers.",
            },
        ],
    },
};
