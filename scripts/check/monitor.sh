#!/usr/bin/env bash
# Opens the files that a drift report is taken home in, each with the tool it is for: Evidently decides alike, Grafana's own
# types know every key of dashboard and alert rules, FastAPI runs the middleware, and Prometheus' parser reads its metrics.
# Part of `make test`; the tools go into the per-user cache once (about two minutes).
set -euo pipefail
. "$(dirname "$0")/../env.sh"
cd "$ROOT"
monitor_tools
lab_cli
exec "$VENV/bin/python" scripts/check/monitor.py "$LAB_CLI"
