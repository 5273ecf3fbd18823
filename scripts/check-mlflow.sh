#!/usr/bin/env bash
# Holds the tracking store, and the models that are kept with its runs, against the real MLflow of scripts/versions.env, which is
# installed into the per-user cache once (about two minutes). Part of `make test`: the store is MLflow's file, so it is right when
# MLflow says so.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
python_tools "mlflow-venv-$MLFLOW_VERSION" "MLflow $MLFLOW_VERSION" "mlflow==$MLFLOW_VERSION"
cargo build --quiet --locked --features native,prerender --bin lab-cli || fail "lab-cli did not build" "read the error above"
"$VENV/bin/python" scripts/check-mlflow.py "$CARGO_TARGET_DIR/debug/lab-cli"
"$VENV/bin/python" scripts/check-mlflow-models.py "$CARGO_TARGET_DIR/debug/lab-cli"
