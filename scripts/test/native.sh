# Sourced by scripts/test.sh: what the compiler and the native tests say.
# shellcheck shell=bash

native_lane() {
  lane native
  step alone "Format" "run: cargo fmt" cargo fmt --check
  step alone "Lints, natively and for every program of the site" "mend what clippy names" clippy
  step native "Native tests" "run one again with: make unit ONLY=NAME" native_tests
  step alone "The page's dependencies" "gate the crate by a cargo feature that the page does not have" page_stays_small
}

clippy() {
  cargo clippy --quiet --locked --all-targets --features "$NATIVE" -- -D warnings || return 1
  cargo clippy --quiet --locked --lib --tests --features labs -- -D warnings || return 1
  local set
  for set in "${BINARIES[@]}"; do
    # shellcheck disable=SC2046
    cargo clippy --quiet --locked --target wasm32-unknown-unknown --features "${set%%:*}" $(binaries "$set") -- -D warnings || return 1
  done
}

native_tests() {
  local status=0
  if command -v cargo-nextest >/dev/null 2>&1; then
    local options=(--status-level fail --final-status-level fail --no-fail-fast --show-progress none)
    cargo nextest run --locked --features "$NATIVE" "${options[@]}" || status=1
    cargo nextest run --locked --features labs --lib "${options[@]}" ui:: || status=1
  else
    cargo test --quiet --locked --features "$NATIVE" --no-fail-fast || status=1
    cargo test --quiet --locked --features labs --lib ui:: || status=1
  fi
  return $status
}

page_stays_small() {
  local feature tree found
  for feature in browser labs; do
    tree="$(cargo tree --locked --target wasm32-unknown-unknown --features "$feature" --edges normal --prefix none)" || return 1
    found="$(grep -E '^(linfa|ndarray|plotters|pulldown-cmark|syntect|krilla|hayro)' <<<"$tree" | sort -u)"
    [ -z "$found" ] || { printf '%s drags in:\n%s\n' "$feature" "$found"; return 1; }
    printf '%s: %s crates, none of the engine\n' "$feature" "$(sort -u <<<"$tree" | wc -l)"
  done
}
