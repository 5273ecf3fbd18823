# Sourced by every script: where the tools live, and the paths that find them.
# Tools go into a per-user cache keyed by version, so a second clone reuses them.
# shellcheck shell=bash disable=SC2034,SC2015
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# shellcheck source=scripts/versions.env
. "$ROOT/scripts/versions.env"
# shellcheck source=scripts/binaries.sh
. "$ROOT/scripts/binaries.sh"
CACHE="${MLOPS_ROADMAP_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/mlops-roadmap}"
TRUNK_HOME="$CACHE/trunk-$TRUNK_VERSION"
BINDGEN_HOME="$CACHE/wasm-bindgen-$WASM_BINDGEN_VERSION"
BINARYEN_HOME="$CACHE/binaryen-$BINARYEN_VERSION"
PATH="$TRUNK_HOME/bin:$BINDGEN_HOME/bin:$BINARYEN_HOME/node_modules/.bin:$HOME/.cargo/bin:$PATH"
# A machine that could not download the wasm target uses the distribution's toolchain instead.
if [ -f "$CACHE/use-debian-toolchain" ]; then
  export RUSTUP_TOOLCHAIN=distro
  command -v rustup >/dev/null 2>&1 || PATH="/usr/bin:$PATH"
fi
export PATH CACHE
# SQLite is C: the pinned clang, or any other, compiles it for wasm, unless the environment names a compiler of its own.
if [ -z "${CC_wasm32_unknown_unknown:-}" ] && CC_FOUND="$(command -v "clang-$CLANG_VERSION" || command -v clang)"; then
  export CC_wasm32_unknown_unknown="$CC_FOUND"
fi
if [ -z "${AR_wasm32_unknown_unknown:-}" ] && AR_FOUND="$(command -v "llvm-ar-$CLANG_VERSION" || command -v llvm-ar)"; then
  export AR_wasm32_unknown_unknown="$AR_FOUND"
fi
# cargo's own output directory is shared between clones too, one per compiler.
if command -v rustc >/dev/null 2>&1; then
  RUSTC_KEY="$(rustc --version 2>/dev/null | cut -d' ' -f2)"
  export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$CACHE/target-${RUSTC_KEY:-none}}"
fi
say()  { printf '\033[1m==>\033[0m %s\n' "$*"; }
fail() { printf '\n\033[1mfailed:\033[0m %s\n' "$1" >&2; [ -n "${2:-}" ] && printf '  what to do: %s\n' "$2" >&2; exit 1; }
# python_tools NAME WHAT PIP-ARGUMENT…: sets VENV to a virtual environment of that name in the per-user cache, made once.
python_tools() {
  VENV="$CACHE/$1"
  local what="$2"; shift 2
  [ -f "$VENV/.complete" ] && return
  say "$what into the per-user cache"
  rm -rf "$VENV"
  python3 -m venv "$VENV" && "$VENV/bin/pip" install --quiet --disable-pip-version-check "$@" \
    || { rm -rf "$VENV"; fail "$what could not be installed" "install python3-venv (Python 3.11 or newer), or check the network"; }
  touch "$VENV/.complete"
}
# A short digest of files, for the name of what is made from them.
digest_of() { cat "$@" | cksum | cut -d' ' -f1; }
# What monitoring is held to: Evidently and river, and what opens the files that are taken home.
monitor_tools() {
  python_tools "monitor-venv-$(digest_of "$ROOT"/scripts/check/requirements-monitor{,-home}.txt)" \
    "Evidently, river, FastAPI and Grafana's types" -r "$ROOT/scripts/check/requirements-monitor-home.txt"
}
# What the lab is held to: scikit-learn.
sklearn_tools() {
  python_tools "gold-venv-$(digest_of "$ROOT/scripts/gold/requirements.txt")" "scikit-learn" -r "$ROOT/scripts/gold/requirements.txt"
}
# Sets LAB_CLI to the command line, built with the tests' features, so that after them nothing but the binary has to be compiled.
lab_cli() {
  cargo build --quiet --locked --features "$NATIVE" --bin lab-cli || fail "lab-cli did not build" "read the error above"
  LAB_CLI="$CARGO_TARGET_DIR/debug/lab-cli"
}
