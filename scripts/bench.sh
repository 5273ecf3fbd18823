#!/usr/bin/env bash
# Times the fit of 100 trees on Iris in Chromium and, on the same machine, in scikit-learn with one thread.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh test
[ -f dist/index.html ] || scripts/build.sh
. scripts/env.sh
venv="$CACHE/bench-venv-$SKLEARN_VERSION"
if ! [ -x "$venv/bin/python" ]; then
  say "scikit-learn $SKLEARN_VERSION into the per-user cache"
  python3 -m venv "$venv" && "$venv/bin/pip" install --quiet "scikit-learn==$SKLEARN_VERSION" \
    || { rm -rf "$venv"; fail "scikit-learn could not be installed" "install python3-venv, or check the network"; }
fi
cd e2e
exec node bench.mjs "$venv/bin/python"
