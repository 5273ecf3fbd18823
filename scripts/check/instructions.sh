#!/usr/bin/env bash
# Follows the instructions in every file that is taken home, as written, each in a fresh virtual environment: scikit-learn
# scripts, the Evidently script, the FastAPI module, the store's README and a model's files. Part of `make test`; the first run
# installs for some minutes, later ones skip what has not changed.
set -euo pipefail
. "$(dirname "$0")/../env.sh"
cd "$ROOT"
mkdir -p "$CACHE"
lab_cli
exec python3 scripts/check/instructions.py "$LAB_CLI"
