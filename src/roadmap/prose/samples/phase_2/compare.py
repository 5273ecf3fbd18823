"""The runs of an experiment, best first, and the noise to judge them by."""
import mlflow

mlflow.set_tracking_uri("sqlite:///mlflow.db")
runs = mlflow.search_runs(
    experiment_names=["wine"],
    filter_string="metrics.cv_f1_macro > 0",
    order_by=["metrics.cv_f1_macro DESC"],
)
columns = ["run_id", "params.n_estimators", "params.max_depth", "metrics.cv_f1_macro", "metrics.cv_f1_macro_std"]
print(runs[columns].head(5).to_string(index=False))

best = runs.iloc[0]
close = runs[runs["metrics.cv_f1_macro"] > best["metrics.cv_f1_macro"] - best["metrics.cv_f1_macro_std"]]
print(f"{len(close)} of {len(runs)} runs are within one standard deviation of the best: prefer the simplest of them")
