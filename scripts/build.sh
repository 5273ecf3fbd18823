#!/usr/bin/env bash
# Builds the release site into dist/. BASE is the path it will live under (default /); SITE_URL, if set, is the address
# that canonical links and the sitemap carry.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cd "$ROOT"
BASE="${BASE:-/}"
case "$BASE" in /) ;; /*/) ;; *) fail "BASE is '$BASE'" "give a path that starts and ends with a slash, such as BASE=/roadmap/" ;; esac
started=$SECONDS
say "Building the site for $BASE (the first time 5 to 8 minutes on two cores, later under two)"
trunk build --release --offline --public-url "$BASE" \
  || fail "the site did not build" "read the first error above; after a change of tools run: make setup"
say "The site is in dist/ ($((SECONDS - started)) s, $(du -sh dist | cut -f1) uncompressed)"
