//! Questions to the store in SQL, each with what it teaches. They name MLflow's own tables, so they work on any `mlflow.db`.

/// A question that can be tried at once.
pub(crate) struct Lesson {
    /// Id of its entry in the list.
    pub(crate) id: &'static str,
    /// The question in words.
    pub(crate) title: &'static str,
    /// What to see in it.
    pub(crate) about: &'static str,
    /// The question in SQL.
    pub(crate) sql: &'static str,
}

/// From simple to less so.
pub(crate) const LESSONS: [Lesson; 6] = [
    Lesson {
        id: "runs",
        title: "Which runs are there?",
        about: "A run is one row of the table runs. Its settings, results and tags lie in tables of their own, joined by run_uuid.",
        sql: "SELECT runs.name, experiments.name AS experiment, status,\n       (end_time - start_time) / 1000.0 AS seconds\nFROM runs JOIN experiments USING (experiment_id)\nWHERE runs.lifecycle_stage = 'active'\nORDER BY start_time DESC",
    },
    Lesson {
        id: "best",
        title: "Which run has the best accuracy?",
        about: "latest_metrics keeps one value a run and metric, so the question is a join and an order.",
        sql: "SELECT runs.name, value AS accuracy\nFROM latest_metrics JOIN runs USING (run_uuid)\nWHERE key = 'accuracy' AND lifecycle_stage = 'active'\nORDER BY value DESC\nLIMIT 10",
    },
    Lesson {
        id: "seed",
        title: "Which seed won?",
        about: "The same settings with another seed differ by luck alone. If the best and the worst seed lie as far apart as your models do, you have compared luck.",
        sql: "SELECT params.value AS seed, count(*) AS runs,\n       round(avg(latest_metrics.value), 4) AS mean_accuracy,\n       round(max(latest_metrics.value) - min(latest_metrics.value), 4) AS spread\nFROM runs\nJOIN params ON params.run_uuid = runs.run_uuid AND params.key = 'seed'\nJOIN latest_metrics ON latest_metrics.run_uuid = runs.run_uuid AND latest_metrics.key = 'accuracy'\nWHERE lifecycle_stage = 'active'\nGROUP BY params.value\nORDER BY mean_accuracy DESC",
    },
    Lesson {
        id: "model",
        title: "What does each kind of model reach?",
        about: "A param becomes a column by joining params once more. This is how to pivot a long table.",
        sql: "SELECT model.value AS model, data.name AS dataset, count(*) AS runs,\n       round(max(latest_metrics.value), 4) AS best_accuracy\nFROM runs\nJOIN params AS model ON model.run_uuid = runs.run_uuid AND model.key = 'model'\nJOIN latest_metrics ON latest_metrics.run_uuid = runs.run_uuid AND latest_metrics.key = 'accuracy'\nLEFT JOIN inputs ON inputs.destination_id = runs.run_uuid\nLEFT JOIN datasets AS data ON data.dataset_uuid = inputs.source_id\nWHERE runs.lifecycle_stage = 'active'\nGROUP BY model.value, data.name\nORDER BY best_accuracy DESC",
    },
    Lesson {
        id: "overfit",
        title: "Which runs learned by heart?",
        about: "A wide gap between the score on rows learned from and on rows held out is over-fitting, whatever the model is called.",
        sql: "SELECT runs.name, round(train.value, 3) AS on_training_rows, round(test.value, 3) AS on_test_rows,\n       round(train.value - test.value, 3) AS gap\nFROM runs\nJOIN latest_metrics AS train ON train.run_uuid = runs.run_uuid AND train.key = 'train_accuracy'\nJOIN latest_metrics AS test ON test.run_uuid = runs.run_uuid AND test.key = 'accuracy'\nWHERE lifecycle_stage = 'active'\nORDER BY gap DESC",
    },
    Lesson {
        id: "champion",
        title: "Which run is behind @champion?",
        about: "An alias points at a version of a registered model, and the version at the run it came from. This is the chain that an audit follows.",
        sql: "SELECT registered_model_aliases.name AS model, alias, version, runs.name AS run\nFROM registered_model_aliases\nJOIN model_versions USING (name, version)\nLEFT JOIN runs ON runs.run_uuid = model_versions.run_id",
    },
];
