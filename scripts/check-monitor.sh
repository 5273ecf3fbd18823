#!/usr/bin/env bash
# Opens the files that a drift report is taken home in, each with the tool it is for: Evidently decides alike, Grafana's own
# types know every key of dashboard and alert rules, FastAPI runs the middleware, and Prometheus' parser reads its metrics.
# Part of `make test`; the tools go into the per-user cache once (about two minutes).
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
venv="$CACHE/monitor-venv-$(cat scripts/requirements-monitor.txt scripts/requirements-monitor-home.txt | cksum | cut -d' ' -f1)"
if ! [ -f "$venv/.complete" ]; then
  say "    Evidently, FastAPI and Grafana's types into the per-user cache"
  rm -rf "$venv"
  python3 -m venv "$venv" && "$venv/bin/pip" install --quiet --disable-pip-version-check -r scripts/requirements-monitor-home.txt \
    || { rm -rf "$venv"; fail "the tools could not be installed" "install python3-venv (Python 3.11 or newer), or check the network"; }
  touch "$venv/.complete"
fi
# With the tests' features, so that nothing but the binary has to be compiled anew.
cargo build --quiet --locked --features engine,prerender --bin lab-cli || fail "lab-cli did not build" "read the error above"
exec "$venv/bin/python" scripts/check-monitor.py "$CARGO_TARGET_DIR/debug/lab-cli"
