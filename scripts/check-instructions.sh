#!/usr/bin/env bash
# Follows the instructions in every file that is taken home, as written, each in a fresh virtual environment: scikit-learn
# scripts, the Evidently script, the FastAPI module, the store's README and a model's files. Part of `make test`; the first run
# installs for some minutes, later ones skip what has not changed.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
mkdir -p "$CACHE"
# With the tests' features, so that only the binary has to be compiled.
cargo build --quiet --locked --features native,prerender --bin lab-cli || fail "lab-cli did not build" "read the error above"
exec python3 scripts/check-instructions.py "$CARGO_TARGET_DIR/debug/lab-cli"
