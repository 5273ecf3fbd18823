#!/usr/bin/env bash
# The stories in Chromium, on the site that is in dist/; ONLY is a file or a part of a title.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh
[ -f dist/index.html ] || fail "there is no built site in dist/" "run: make build"
scripts/setup.sh site
exec e2e/node_modules/.bin/playwright test --config e2e/playwright.config.ts --reporter=line ${ONLY:+"$ONLY"}
