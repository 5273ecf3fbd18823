#!/usr/bin/env bash
# Times drift tests and detectors in Chromium beside Evidently and river, native with one thread, on the same data: 20 columns
# of a million rows and streams; writes bench-drift.md. Part of `make bench`; Evidently alone takes about three minutes.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
venv="$CACHE/monitor-venv-$(cat scripts/requirements-monitor.txt scripts/requirements-monitor-home.txt | cksum | cut -d' ' -f1)"
if ! [ -f "$venv/.complete" ]; then
  say "Evidently and river into the per-user cache"
  rm -rf "$venv"
  python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check -r scripts/requirements-monitor-home.txt \
    || { rm -rf "$venv"; fail "the peers could not be installed" "install python3-venv (Python 3.11 or newer), or check the network"; }
  touch "$venv/.complete"
fi
say "The drift engine as wasm"
cargo build --quiet --locked --release --manifest-path benches/drift/Cargo.toml --target wasm32-unknown-unknown \
  || fail "the drift engine could not be built" "see the error above"
answers="$(mktemp)"; trap 'rm -f "$answers"' EXIT
say "Evidently and river, one thread"
OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 "$venv/bin/python" scripts/bench-drift.py > "$answers"
say "Ours, in Chromium"
node e2e/bench-drift.mjs "$CARGO_TARGET_DIR/wasm32-unknown-unknown/release/drift_bench.wasm" "$answers"
