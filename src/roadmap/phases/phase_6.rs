//! Phase 6: wider than one model.

use crate::roadmap::{Phase, Project, Step, Topic};

/// Advanced topics.
pub(super) const PHASE: Phase = Phase {
    id: "phase-6",
    number: 6,
    title: "Advanced topics",
    months: (6, 6),
    gist: "You can run large language models with the same discipline, share features between models and account for what they do.",
    topics: &[
        Topic {
            id: "phase-6.llmops",
            title: "LLMOps",
            stop: "LLMOps",
            gist: "Deploying, evaluating and monitoring large language models, whose code is partly prose.",
            hours: 9,
            practise: None,
        },
        Topic {
            id: "phase-6.feature-stores",
            title: "Feature stores",
            stop: "Feature stores",
            gist: "One place where features are defined once and served alike to training and to production.",
            hours: 5,
            practise: None,
        },
        Topic {
            id: "phase-6.governance",
            title: "Model governance",
            stop: "Governance",
            gist: "Model cards, audit trails and bias checks: being able to answer for a model.",
            hours: 5,
            practise: None,
        },
        Topic {
            id: "phase-6.convergence",
            title: "Two fields become one",
            stop: "Convergence",
            gist: "LLMOps and classical MLOps are growing together, and people who can do both are sought.",
            hours: 2,
            practise: None,
        },
    ],
    project: Project {
        id: "phase-6.project",
        title: "Close the circle",
        gist: "Add what an auditor, a second team and a language model would ask of your system: a model card, a shared feature and an evaluated prompt.",
        hours: 9,
        steps: &[
            Step {
                id: "phase-6.project.model-card",
                text: "A model card in the repository states purpose, data, metrics per group, limits and owner.",
            },
            Step {
                id: "phase-6.project.audit",
                text: "From any logged prediction you can name the model version, its training run, its code commit and its data.",
            },
            Step {
                id: "phase-6.project.bias",
                text: "Recall and selection rate are reported per group, with the size of each group beside them.",
            },
            Step {
                id: "phase-6.project.feature",
                text: "One feature is computed by a single function used by both the training script and the server, and a test holds them equal.",
            },
            Step {
                id: "phase-6.project.evaluation",
                text: "A prompt with a version number is scored on at least 20 written test cases, and a change that lowers the score is rejected.",
            },
            Step {
                id: "phase-6.project.cost",
                text: "The cost per answer is computed from token counts and shown beside the quality score.",
            },
        ],
    },
};
