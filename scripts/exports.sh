#!/usr/bin/env bash
# Runs the scripts that the lab writes in the pinned scikit-learn, which is kept in the per-user cache: every kind of script, then
# those of generated files. ALL=1 adds the flights, which take minutes.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
python_tools "gold-venv-$(cksum < scripts/requirements-gold.txt | cut -d' ' -f1)" "scikit-learn" -r scripts/requirements-gold.txt
# With the tests' features, so that nothing but the binary has to be compiled anew.
cargo build --quiet --locked --features native,prerender --bin lab-cli
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
status=0
"$VENV/bin/python" scripts/check-exports.py "$CARGO_TARGET_DIR/debug/lab-cli" ${ALL:+--all} || status=1
"$VENV/bin/python" scripts/check-files.py "$CARGO_TARGET_DIR/debug/lab-cli" || status=1
exit $status
