#!/usr/bin/env bash
# Holds the tracking store against the real MLflow of scripts/versions.env, which is installed into the per-user cache once
# (about two minutes). Part of `make test`: the store is MLflow's file, so it is right when MLflow says so.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
venv="$CACHE/mlflow-venv-$MLFLOW_VERSION"
if ! [ -x "$venv/bin/mlflow" ]; then
  say "MLflow $MLFLOW_VERSION into the per-user cache"
  python3 -m venv "$venv" && "$venv/bin/pip" install --quiet "mlflow==$MLFLOW_VERSION" \
    || { rm -rf "$venv"; fail "MLflow $MLFLOW_VERSION could not be installed" "install python3-venv (Python 3.10 or newer), or check the network"; }
fi
cargo build --quiet --locked --features engine,prerender --bin lab-cli || fail "lab-cli did not build" "read the error above"
exec "$venv/bin/python" scripts/check-mlflow.py "$CARGO_TARGET_DIR/debug/lab-cli"
