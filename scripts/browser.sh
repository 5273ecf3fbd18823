#!/usr/bin/env bash
# Runs one of e2e's programs (lighthouse, shots) on the built site, building it first if it is not there.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh site
[ -f dist/index.html ] || scripts/build.sh
. scripts/env.sh
cd e2e
exec node "$1.mjs"
