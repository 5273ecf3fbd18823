#!/usr/bin/env bash
# Runs the scripts that the lab writes in the pinned scikit-learn, which is kept in the per-user cache. ALL=1 adds the
# flights, which take minutes.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
venv="$CACHE/gold-venv-$(cksum < scripts/requirements-gold.txt | cut -d' ' -f1)"
if ! [ -x "$venv/bin/python" ] || ! [ -f "$venv/.complete" ]; then
  say "    scikit-learn into the per-user cache (about a minute)"
  rm -rf "$venv"
  python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check -r scripts/requirements-gold.txt \
    || fail "scikit-learn could not be installed" "install python3-venv, or check the network"
  touch "$venv/.complete"
fi
# With the tests' features, so that nothing but the binary has to be compiled anew.
cargo build --quiet --locked --features engine,prerender --bin lab-cli
OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 "$venv/bin/python" scripts/check-exports.py "$CARGO_TARGET_DIR/debug/lab-cli" ${ALL:+--all}
