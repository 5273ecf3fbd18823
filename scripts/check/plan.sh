#!/usr/bin/env bash
# Reads the plan's calendar files with two independent parsers, icalendar and vobject, and holds every date in them against
# a count of its own. Part of `make test`; the parsers go into the per-user cache once (some seconds).
set -euo pipefail
. "$(dirname "$0")/../env.sh"
cd "$ROOT"
python_tools "plan-venv-$(digest_of scripts/check/requirements-plan.txt)" "iCalendar parsers" -r scripts/check/requirements-plan.txt
lab_cli
exec "$VENV/bin/python" scripts/check/plan.py "$LAB_CLI"
