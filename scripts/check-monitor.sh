#!/usr/bin/env bash
# Opens the files that a drift report is taken home in, each with the tool it is for: Evidently decides alike, Grafana's own
# types know every key of dashboard and alert rules, FastAPI runs the middleware, and Prometheus' parser reads its metrics.
# Part of `make test`; the tools go into the per-user cache once (about two minutes).
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
monitor_tools
# With the tests' features, so that nothing but the binary has to be compiled anew.
cargo build --quiet --locked --features native,prerender --bin lab-cli || fail "lab-cli did not build" "read the error above"
exec "$VENV/bin/python" scripts/check-monitor.py "$CARGO_TARGET_DIR/debug/lab-cli"
