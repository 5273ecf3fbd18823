#!/usr/bin/env bash
# The native tests; ONLY is a part of their names.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh native
. scripts/env.sh
# Not every name is in both halves.
if command -v cargo-nextest >/dev/null 2>&1; then
  cargo nextest run --locked --no-tests pass --features "$NATIVE" ${ONLY:+"$ONLY"}
  cargo nextest run --locked --no-tests pass --features labs --lib -E "test(ui::)${ONLY:+ & test($ONLY)}"
else
  cargo test --locked --features "$NATIVE" ${ONLY:+"$ONLY"}
  cargo test --locked --features labs --lib "${ONLY:-ui::}"
fi
