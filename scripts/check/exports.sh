#!/usr/bin/env bash
# Runs the scripts that the lab writes in the pinned scikit-learn, which is kept in the per-user cache: every kind of script, then
# those of generated files. ALL=1 adds the flights, which take minutes.
set -euo pipefail
. "$(dirname "$0")/../env.sh"
cd "$ROOT"
sklearn_tools
lab_cli
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
status=0
"$VENV/bin/python" scripts/check/exports.py "$LAB_CLI" ${ALL:+--all} || status=1
"$VENV/bin/python" scripts/check/files.py "$LAB_CLI" || status=1
exit $status
