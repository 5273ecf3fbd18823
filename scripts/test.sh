#!/usr/bin/env bash
# Every check there is, or one lane of them: LANE=native, tools or site. Goes on after a failure, so that one run shows them all; the
# last line counts tests (and failed checks).
set -uo pipefail
cd "$(dirname "$0")/.." || exit
started=$SECONDS
case "${LANE:=}" in
  "" | native | tools | site) ;;
  *) echo "there is no lane '$LANE': choose native, tools or site, or none for all" >&2; exit 2 ;;
esac
scripts/setup.sh "${LANE:-test}" || { echo "0 passed, 1 failed"; exit 1; }
. scripts/env.sh
. scripts/test/steps.sh
. scripts/test/native.sh
. scripts/test/tools.sh
. scripts/test/site.sh

if [ -n "$LANE" ]; then
  "${LANE}_lane"
else
  native_lane
  # The release build mostly keeps one core busy, the tools the other. Nobody is beside what is tried in a browser, since that is timed.
  beside tools_lane
  site_build
  join tools_lane
  site_tried
fi

say "All steps done in $(((SECONDS - started) / 60)) min $(((SECONDS - started) % 60)) s"
count_up
