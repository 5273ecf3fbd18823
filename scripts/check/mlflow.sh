#!/usr/bin/env bash
# Holds the tracking store, and the models that are kept with its runs, against the real MLflow of scripts/versions.env, which is
# installed into the per-user cache once (about two minutes). Part of `make test`: the store is MLflow's file, so it is right when
# MLflow says so.
set -euo pipefail
. "$(dirname "$0")/../env.sh"
cd "$ROOT"
python_tools "mlflow-venv-$MLFLOW_VERSION" "MLflow $MLFLOW_VERSION" "mlflow==$MLFLOW_VERSION"
lab_cli
"$VENV/bin/python" scripts/check/mlflow-store.py "$LAB_CLI"
"$VENV/bin/python" scripts/check/mlflow-models.py "$LAB_CLI"
