# Sourced by scripts/test.sh: the built site, weighed and tried in browsers.
# shellcheck shell=bash disable=SC2154

site_lane() {
  site_build
  site_tried
}

# Needs no quiet machine.
site_build() {
  lane site; built=no
  step alone "Release build" "read the first error above" scripts/build.sh || return
  built=yes
  step alone "Size budgets" "see which file grew; e2e and README state the limits" node scripts/budget.mjs
  step alone "Types of the browser tests" "mend what tsc names" e2e/node_modules/.bin/tsc --noEmit -p e2e
}

site_tried() {
  [ "$built" = yes ] || return
  step stories "The site in Chromium" "run one again with: make e2e ONLY=NAME" stories --grep-invert @alone
  step tap "The main stories in Firefox" "run them again with: node --test e2e/firefox.test.mjs" node --test --test-reporter=tap e2e/firefox.test.mjs
  # What is measured on the page's main thread is measured with the machine to itself.
  step stories "The page's main thread, measured" "run one again with: cd e2e && npx playwright test --workers 1 NAME" stories --grep @alone --workers 1
}

# stories OPTION…: runs browser tests.
stories() {
  env PLAYWRIGHT_JSON_OUTPUT_NAME="$log.json" e2e/node_modules/.bin/playwright test --config e2e/playwright.config.ts "$@"
}
