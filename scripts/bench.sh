#!/usr/bin/env bash
# Times training in Chromium beside native scikit-learn and LightGBM with one thread and ml-random-forest in the same
# Chromium, on the same files, and writes one table. ONLY=forest measures the rows that begin so.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh test
[ -f dist/index.html ] || scripts/build.sh
. scripts/env.sh
venv="$CACHE/bench-venv-$SKLEARN_VERSION-$LIGHTGBM_VERSION"
if ! [ -x "$venv/bin/python" ]; then
  say "scikit-learn $SKLEARN_VERSION and LightGBM $LIGHTGBM_VERSION into the per-user cache"
  python3 -m venv "$venv" && "$venv/bin/pip" install --quiet "scikit-learn==$SKLEARN_VERSION" "lightgbm==$LIGHTGBM_VERSION" "pandas==$PANDAS_VERSION" \
    || { rm -rf "$venv"; fail "the peers could not be installed" "install python3-venv, or check the network"; }
fi
npm_peers="$CACHE/bench-npm-$ML_RANDOM_FOREST_VERSION-$ESBUILD_VERSION"
if ! [ -f "$npm_peers/peer.js" ]; then
  say "ml-random-forest $ML_RANDOM_FOREST_VERSION into the per-user cache"
  npm install --silent --no-audit --no-fund --prefix "$npm_peers" "ml-random-forest@$ML_RANDOM_FOREST_VERSION" "esbuild@$ESBUILD_VERSION" \
    && echo 'export { RandomForestClassifier } from "ml-random-forest";' > "$npm_peers/entry.js" \
    && "$npm_peers/node_modules/.bin/esbuild" "$npm_peers/entry.js" --bundle --minify --format=iife --global-name=peer --external:crypto --outfile="$npm_peers/peer.js" --log-level=error \
    || { rm -rf "$npm_peers"; fail "ml-random-forest could not be installed" "check the network"; }
fi
tables="$CACHE/bench-tables-1"
say "Tables for both sides"
"$venv/bin/python" scripts/bench/data.py "$tables"
say "Native peers, one thread"
OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 "$venv/bin/python" scripts/bench/peers.py "$tables" "${ONLY:-}" > "$tables/peers.json"
say "Ours, in Chromium"
cd e2e
node bench.mjs "$tables" "$npm_peers/peer.js" "${ONLY:-}"
case "workers" in "${ONLY:-}"*) say "Two workers beside one" && node bench-workers.mjs "$tables" ;; esac
