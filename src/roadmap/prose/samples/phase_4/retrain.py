"""Retrain every Monday. Put this file and pipeline.py into Airflow's dags folder."""
from datetime import datetime, timedelta
from pathlib import Path

from airflow.sdk import dag, task


@dag(
    schedule="0 6 * * MON",
    start_date=datetime(2026, 1, 5),
    catchup=False,              # do not run every Monday since January
    max_active_runs=1,          # never two retrainings at once
    default_args={"retries": 2, "retry_delay": timedelta(minutes=5)},
)
def retrain():
    @task
    def ingest(ds: str) -> str:     # ds: the day this run is for, given by Airflow
        import pipeline

        folder = Path.home() / "retrain-data" / ds
        folder.mkdir(parents=True, exist_ok=True)
        return str(pipeline.ingest(folder))

    @task
    def build_features(raw: str) -> str:
        import pipeline

        return str(pipeline.build_features(Path(raw)))

    @task(execution_timeout=timedelta(minutes=30))
    def train(features: str) -> str:
        import pipeline

        return str(pipeline.train(Path(features)))

    @task
    def evaluate(features: str, model: str) -> float:
        import pipeline

        return pipeline.evaluate(Path(features), Path(model))

    # Calling the tasks draws the graph: evaluate waits for both of its inputs.
    features = build_features(ingest())
    evaluate(features, train(features))


retrain()
