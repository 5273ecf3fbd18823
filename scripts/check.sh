#!/usr/bin/env bash
# What is worth knowing before every commit, in under two minutes: format, house rules, and whether every program still compiles.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh native
. scripts/env.sh
started=$SECONDS
say "Format"
cargo fmt --check || fail "the format is not the house's" "run: cargo fmt"
say "House rules"
cargo test --quiet --locked --test tidy || fail "a house rule is broken" "the message above names file and rule; the rules are in src/tidy"
for set in "${BINARIES[@]}"; do
  say "The programs ${set#*:}"
  # shellcheck disable=SC2046
  cargo check --quiet --locked --target wasm32-unknown-unknown --features "${set%%:*}" $(binaries "$set")
done
say "The command line, the prerenderer and all tests"
cargo check --quiet --locked --features "$NATIVE" --all-targets
cargo check --quiet --locked --features labs --lib --tests
say "Checked in $((SECONDS - started)) s"
