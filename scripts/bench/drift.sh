#!/usr/bin/env bash
# Times drift tests and detectors in Chromium beside Evidently and river, native with one thread, on the same data: 20 columns
# of a million rows and streams; writes bench-drift.md. Part of `make bench`; Evidently alone takes about three minutes.
set -euo pipefail
. "$(dirname "$0")/../env.sh"
cd "$ROOT"
monitor_tools
say "The drift engine as wasm"
cargo build --quiet --locked --release --manifest-path benches/drift/Cargo.toml --target wasm32-unknown-unknown \
  || fail "the drift engine could not be built" "see the error above"
answers="$(mktemp)"; trap 'rm -f "$answers"' EXIT
say "Evidently and river, one thread"
OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 "$VENV/bin/python" scripts/bench/drift.py > "$answers"
say "Ours, in Chromium"
node e2e/bench-drift.mjs "$CARGO_TARGET_DIR/wasm32-unknown-unknown/release/drift_bench.wasm" "$answers"
