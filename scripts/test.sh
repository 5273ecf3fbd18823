#!/usr/bin/env bash
# Every check there is, in the order in which a fault is cheapest to find. Goes on after a failure, so that one run
# shows them all; the last line counts tests (and failed checks).
set -uo pipefail
cd "$(dirname "$0")/.."
started=$SECONDS
scripts/setup.sh test || { echo "0 passed, 1 failed"; exit 1; }
. scripts/env.sh
. scripts/binaries.sh
logs="$(mktemp -d)"; trap 'rm -rf "$logs"' EXIT
passed=0; failed=0; number=0; total=17
failures=()

# check NAME WHAT-TO-DO COMMAND…: runs one step, says how long it took, remembers a failure.
check() {
  local name="$1" hint="$2" since=$SECONDS; shift 2
  number=$((number + 1))
  say "[$number/$total] $name"
  if "$@" 2>&1 | tee "$logs/$number"; then
    say "    ok, $((SECONDS - since)) s"
  else
    failures+=("$name: $hint")
    say "    FAILED after $((SECONDS - since)) s; what to do: $hint"
    return 1
  fi
}
# A check that is not a set of tests counts as one failure.
or_one() { failed=$((failed + 1)); }

clippy() {
  cargo clippy --quiet --locked --all-targets --features "$NATIVE" -- -D warnings || return 1
  cargo clippy --quiet --locked --lib --tests --features labs -- -D warnings || return 1
  local set
  for set in "${BINARIES[@]}"; do
    # shellcheck disable=SC2086
    cargo clippy --quiet --locked --target wasm32-unknown-unknown --features ${set%%:*} $(binaries "$set") -- -D warnings || return 1
  done
}
native() {
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
# count LOG: adds the tests that a native run reports, whichever runner it was.
count_native() {
  local good bad
  good=$(sed -nE '/Summary|test result/s/.*[^0-9]([0-9]+) passed.*/\1/p' "$1" | awk '{ n += $1 } END { print n + 0 }')
  bad=$(sed -nE '/Summary|test result/s/.*[^0-9]([0-9]+) failed.*/\1/p' "$1" | awk '{ n += $1 } END { print n + 0 }')
  passed=$((passed + good)); failed=$((failed + bad)); counted=$bad
}

# stories OPTION…: runs browser tests.
stories() {
  env PLAYWRIGHT_JSON_OUTPUT_NAME="$logs/e2e-$number.json" e2e/node_modules/.bin/playwright test --config e2e/playwright.config.ts "$@"
}
# Adds the tests of the last such run; one that broke off without a failed test counts as one failure.
count_stories() {
  local good bad
  read -r good bad < <(node -e '
    const { stats } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    console.log(stats.expected + stats.flaky, stats.unexpected);' "$logs/e2e-$number.json" 2>/dev/null || echo "0 0")
  # Named again at the very end, where a cut log still shows them.
  mapfile -t -O "${#failures[@]}" failures < <(node -e '
    const walk = (suite) => [...(suite.suites ?? []).flatMap(walk), ...(suite.specs ?? [])];
    for (const { ok, file, line, title, tests } of walk(JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")))) {
      const words = tests.flatMap(({ results }) => results).map(({ error }) => error?.message).find(Boolean) ?? "";
      if (!ok) console.log(`${file}:${line} ${title}: ${words.replace(/\u001b\[\d+m/g, "").split("\n").filter(Boolean).slice(0, 3).join(" / ")}`);
    }' "$logs/e2e-$number.json" 2>/dev/null)
  passed=$((passed + good)); failed=$((failed + bad))
  if [ $stories_ok != 0 ] && [ "$bad" = 0 ]; then or_one; fi
}

check "Format" "run: cargo fmt" cargo fmt --check || or_one
check "Lints, natively and for every program of the site" "mend what clippy names" clippy || or_one
check "Native tests" "run one again with: make unit ONLY=NAME" native
native_ok=$?; count_native "$logs/$number"
# A build error fails without counting a single test.
if [ $native_ok != 0 ] && [ "$counted" = 0 ]; then or_one; fi
check "The page's dependencies" "gate the crate by a cargo feature that the page does not have" page_stays_small || or_one
check "The tracking store, beside the real MLflow" "run it again with: scripts/check-mlflow.sh" scripts/check-mlflow.sh || or_one
good=$(sed -nE 's/^.* ([0-9]+) agreements$/\1/p' "$logs/$number" | awk '{ n += $1 } END { print n + 0 }'); passed=$((passed + ${good:-0}))
check "The exported scripts, run in scikit-learn" "run again: scripts/exports.sh" scripts/exports.sh || :
# Two programs count scripts; one that broke off before it counted is a failure.
read -r good all < <(sed -nE 's/^([0-9]+) of ([0-9]+) scripts ran and agree$/\1 \2/p' "$logs/$number" | awk '{ good += $1; all += $2 } END { print good + 0, all + (NR < 2 ? 2 - NR : 0) }')
passed=$((passed + ${good:-0})); failed=$((failed + ${all:-1} - ${good:-0}))
check "What is taken home, run as its own words say in a fresh environment" "run it again with: scripts/check-instructions.sh" scripts/check-instructions.sh || or_one
good=$(sed -nE 's/^.* ([0-9]+) agreements$/\1/p' "$logs/$number"); passed=$((passed + ${good:-0}))
check "What monitoring takes home, in Evidently, Grafana's types and FastAPI" "run it again with: scripts/check-monitor.sh" scripts/check-monitor.sh || or_one
good=$(sed -nE 's/^.* ([0-9]+) agreements$/\1/p' "$logs/$number"); passed=$((passed + ${good:-0}))
check "The printed roadmap, in qpdf, PDFium, pypdf and a checker of PDF/UA-1" "run it again with: scripts/check-press.sh" scripts/check-press.sh || or_one
good=$(sed -nE 's/^.* ([0-9]+) agreements$/\1/p' "$logs/$number"); passed=$((passed + ${good:-0}))
check "The plan's calendar, in two iCalendar parsers" "run it again with: scripts/check-calendar.sh" scripts/check-calendar.sh || or_one
good=$(sed -nE 's/^.* ([0-9]+) agreements$/\1/p' "$logs/$number"); passed=$((passed + ${good:-0}))
check "The server's tests" "run: node --test scripts/serve.test.mjs" node --test --test-reporter=tap scripts/serve.test.mjs || :
good=$(sed -nE 's/^# pass ([0-9]+)/\1/p' "$logs/$number"); bad=$(sed -nE 's/^# fail ([0-9]+)/\1/p' "$logs/$number")
passed=$((passed + ${good:-0})); failed=$((failed + ${bad:-1}))
if check "Release build" "read the first error above" scripts/build.sh; then
  check "Size budgets" "see which file grew; e2e and README state the limits" node scripts/budget.mjs || or_one
  check "Types of the browser tests" "mend what tsc names" e2e/node_modules/.bin/tsc --noEmit -p e2e || or_one
  check "The site in Chromium" "run one again with: cd e2e && npx playwright test NAME" stories --grep-invert @alone
  stories_ok=$?; count_stories
  check "The main stories in Firefox" "run them again with: node --test e2e/firefox.test.mjs" node --test --test-reporter=tap e2e/firefox.test.mjs || :
  good=$(sed -nE 's/^# pass ([0-9]+)/\1/p' "$logs/$number"); bad=$(sed -nE 's/^# fail ([0-9]+)/\1/p' "$logs/$number")
  passed=$((passed + ${good:-0})); failed=$((failed + ${bad:-1}))
  # What is measured on the page's main thread is measured with the machine to itself.
  check "The page's main thread, measured" "run one again with: cd e2e && npx playwright test --workers 1 NAME" stories --grep @alone --workers 1
  stories_ok=$?; count_stories
else
  or_one
fi

say "All steps done in $(((SECONDS - started) / 60)) min $(((SECONDS - started) % 60)) s"
for failure in ${failures[@]+"${failures[@]}"}; do say "failed: $failure"; done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ ${#failures[@]} = 0 ]
