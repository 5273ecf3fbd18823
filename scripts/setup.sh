#!/usr/bin/env bash
# Installs whatever is missing. `setup.sh run` is enough to build and serve, `setup.sh test` to run every test; native, tools and site
# are what one lane of them needs. Safe to run again: what is there already is left alone.
set -euo pipefail
. "$(dirname "$0")/env.sh"
need="${1:-run}"
mkdir -p "$CACHE"
LOG="$CACHE/setup.log"; : > "$LOG"
case "$need" in
  run) parts="rust trunk bindgen clang node crates" ;;
  native) parts="rust clang crates" ;;
  tools) parts="rust node crates python" ;;
  site) parts="rust trunk bindgen clang node crates chromium firefox playwright" ;;
  test) parts="rust trunk bindgen clang node crates chromium firefox playwright python" ;;
  *) fail "there is nothing to set up for '$need'" "choose run, native, tools, site or test" ;;
esac
total=$(wc -w <<<"$parts")
step=0
# next PART WORDS…: whether this part is needed; says so.
next() {
  [[ " $parts " == *" $1 "* ]] || return 1
  step=$((step + 1)); say "[$step/$total] ${*:2}"
}
# Runs a command with its output in the log, printing a dot line every 20 s so that a long build is seen to live.
quietly() {
  local started=$SECONDS
  "$@" >>"$LOG" 2>&1 & local pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 1
    if [ $(((SECONDS - started) % 20)) -eq 19 ]; then
      printf '    … %ds  %s\n' $((SECONDS - started)) "$(tail -n 1 "$LOG" | cut -c1-90)"
      sleep 1
    fi
  done
  wait "$pid"
}
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else return 1; fi; }
apt_install() {
  command -v apt-get >/dev/null || return 1
  export DEBIAN_FRONTEND=noninteractive
  quietly as_root apt-get update && quietly as_root apt-get install -y --no-install-recommends "$@"
}
wasm_works() {
  local dir; dir="$(mktemp -d)"
  echo 'pub fn main() {}' > "$dir/probe.rs"
  (cd "$dir" && rustc --target wasm32-unknown-unknown probe.rs) >>"$LOG" 2>&1
  local found=$?; rm -rf "$dir"; return $found
}

# The distribution's newer compiler brings no wasm std: it is built once from the packaged sources.
debian_toolchain() {
  # shellcheck disable=SC2086
  apt_install $DEBIAN_TOOLCHAIN || return 1
  local host work="$CACHE/std-build"
  host="$(/usr/bin/rustc -vV | sed -n 's/^host: //p')"
  # The linker comes under another name than the compiler looks for; std's build needs it already.
  as_root mkdir -p "/usr/lib/rustlib/$host/bin" /usr/lib/rustlib/wasm32-unknown-unknown/lib
  as_root ln -sf /usr/bin/lld-22 "/usr/lib/rustlib/$host/bin/rust-lld"
  rm -rf "$work"; mkdir -p "$work/src"
  printf '[package]\nname = "seed"\nversion = "0.0.0"\nedition = "2021"\n[lib]\ncrate-type = ["cdylib"]\n[workspace]\n' > "$work/Cargo.toml"
  : > "$work/src/lib.rs"
  quietly build_std "$work" || return 1
  find "$work/target/wasm32-unknown-unknown/release/deps" -name 'lib*.rlib' ! -name 'libseed*' -exec cp {} "$work/" \;
  as_root cp "$work"/lib*.rlib /usr/lib/rustlib/wasm32-unknown-unknown/lib/
  rm -rf "$work"
  if command -v rustup >/dev/null 2>&1; then rustup toolchain link distro /usr >>"$LOG" 2>&1; fi
  touch "$CACHE/use-debian-toolchain"
}
build_std() {
  cd "$1" && PATH="/usr/bin:$PATH" RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes CARGO_TARGET_DIR="$1/target" \
    /usr/bin/cargo build -Zbuild-std=std,panic_abort --target wasm32-unknown-unknown --release
}

if next rust "Rust and its wasm32 target"; then
  command -v cargo >/dev/null 2>&1 || command -v apt-get >/dev/null 2>&1 || fail "no Rust toolchain found" "install Rust 1.95 or newer (rustup), then run this again"
  if ! wasm_works; then
    if command -v rustup >/dev/null 2>&1 && timeout 300 rustup target add wasm32-unknown-unknown >>"$LOG" 2>&1 && wasm_works; then :
    else
      say "    rustup has no wasm32 target to offer here: taking the distribution's toolchain (about 3 minutes)"
      debian_toolchain || fail "could not set up the wasm32 target" "read $LOG; with rustup run: rustup target add wasm32-unknown-unknown"
      . "$ROOT/scripts/env.sh"
      wasm_works || fail "the wasm32 target was set up but does not compile" "read $LOG"
    fi
  fi
fi

if next trunk "Trunk $TRUNK_VERSION (built once, about 8 minutes on two cores)"; then
  [ -x "$TRUNK_HOME/bin/trunk" ] || quietly env CARGO_TARGET_DIR="$CACHE/tool-build" cargo install trunk --version "$TRUNK_VERSION" --locked \
      --debug --no-default-features --features rustls --root "$TRUNK_HOME" \
    || fail "Trunk did not build" "read the end of $LOG"
fi

if next bindgen "wasm-bindgen $WASM_BINDGEN_VERSION (built once, about 3 minutes)"; then
  [ -x "$BINDGEN_HOME/bin/wasm-bindgen" ] || quietly env CARGO_TARGET_DIR="$CACHE/tool-build" CARGO_PROFILE_RELEASE_LTO=off \
      CARGO_PROFILE_RELEASE_OPT_LEVEL=1 cargo install wasm-bindgen-cli --version "$WASM_BINDGEN_VERSION" --locked --root "$BINDGEN_HOME" \
    || fail "wasm-bindgen did not build" "read the end of $LOG"
  rm -rf "$CACHE/tool-build"
fi

# SQLite comes as C; any clang that compiles for wasm will do, Debian's is taken where there is none.
compiles_for_wasm() {
  [ -n "${CC_wasm32_unknown_unknown:-}" ] && [ -n "${AR_wasm32_unknown_unknown:-}" ] &&
    echo '#include <stddef.h>' | "$CC_wasm32_unknown_unknown" --target=wasm32-unknown-unknown -c -x c -o /dev/null - >>"$LOG" 2>&1
}
if next clang "A C compiler for wasm (clang)"; then
  if ! compiles_for_wasm; then
    apt_install "clang-$CLANG_VERSION" "llvm-$CLANG_VERSION" || apt_install clang llvm \
      || fail "there is no clang that compiles for wasm" "install clang and llvm (version 15 or newer), or set CC_wasm32_unknown_unknown and AR_wasm32_unknown_unknown"
    . "$ROOT/scripts/env.sh"
    compiles_for_wasm || fail "clang is there but does not compile for wasm" "read the end of $LOG; the package of clang's own headers may be missing"
  fi
fi

if next node "Node and wasm-opt (binaryen $BINARYEN_VERSION)"; then
  if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
    apt_install nodejs npm || fail "node is missing" "install Node.js 18 or newer with npm"
  fi
  [ -x "$BINARYEN_HOME/node_modules/.bin/wasm-opt" ] || quietly npm install --no-audit --no-fund --prefix "$BINARYEN_HOME" "binaryen@$BINARYEN_VERSION" \
    || fail "wasm-opt could not be installed" "read the end of $LOG"
fi

if next crates "Rust dependencies"; then
  (cd "$ROOT" && quietly cargo fetch --locked) || fail "the Rust dependencies could not be fetched" "read the end of $LOG"
fi

if next chromium "Chromium"; then
  if ! [ -x "${CHROMIUM:-/usr/bin/chromium}" ]; then
    apt_install chromium || fail "Chromium is missing" "install Chromium and set CHROMIUM=/path/to/chromium"
  fi
fi

if next firefox "Firefox"; then
  if ! [ -x "${FIREFOX:-/usr/bin/firefox-esr}" ]; then
    apt_install firefox-esr || fail "Firefox is missing" "install Firefox and set FIREFOX=/path/to/firefox"
  fi
fi

if next playwright "Playwright and the page checkers"; then
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "the browser tests need Node.js 20, this is $(node --version)" "install Node.js 20 or newer"
  stamp="$ROOT/e2e/node_modules/.installed"
  if ! cmp -s "$ROOT/e2e/package-lock.json" "$stamp"; then
    (cd "$ROOT/e2e" && quietly npm ci --no-audit --no-fund --ignore-scripts) || fail "the test tools could not be installed" "read the end of $LOG"
    cp "$ROOT/e2e/package-lock.json" "$stamp"
  fi
fi

if next python "Python, for the scripts that the lab writes"; then
  if ! python3 -c 'import ensurepip, venv' >/dev/null 2>&1; then
    apt_install python3 python3-venv || fail "Python is missing" "install Python 3.11 or newer with venv"
  fi
fi
