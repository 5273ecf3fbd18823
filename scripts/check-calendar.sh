#!/usr/bin/env bash
# Reads the plan's calendar files with two independent parsers, icalendar and vobject, and holds every date in them against
# a count of its own. Part of `make test`; the parsers go into the per-user cache once (some seconds).
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
python_tools "calendar-venv-$(cksum < scripts/requirements-calendar.txt | cut -d' ' -f1)" "iCalendar parsers" -r scripts/requirements-calendar.txt
# With the tests' features, so that nothing but the binary has to be compiled anew.
cargo build --quiet --locked --features native,prerender --bin lab-cli || fail "lab-cli did not build" "read the error above"
exec "$VENV/bin/python" scripts/check-calendar.py "$CARGO_TARGET_DIR/debug/lab-cli"
