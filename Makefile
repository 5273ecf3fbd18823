# Everything a person does with this house. Each target is one script in scripts/.
.DEFAULT_GOAL := help
PORT ?= 8080
BASE ?= /
ONLY ?=
LAB ?=
LANE ?=
export BASE ONLY LAB LANE

.PHONY: help run test check unit e2e map build dev setup bench lighthouse shots clean

help:        ## list what can be made
	@sed -nE 's/^([a-z0-9]+): +##/\1 /p' $(MAKEFILE_LIST) | while read -r name text; do printf '  make %-11s %s\n' "$$name" "$$text"; done

run:         ## set up what is missing, build the site and serve it on http://127.0.0.1:8080 (PORT=, BASE=)
	@scripts/run.sh "$(PORT)"

test:        ## set up, lint, run every test, build, and try the site in Chromium (LANE=native, tools or site: a third of it)
	@scripts/test.sh

check:       ## format, house rules, and whether everything compiles: before every commit
	@scripts/check.sh

unit:        ## the native tests (ONLY=name)
	@scripts/unit.sh

e2e:         ## the stories in Chromium on the built site (ONLY=name)
	@scripts/e2e.sh

map:         ## draw which part of the house needs which, into docs/map.svg
	@node scripts/map.mjs

build:       ## build the site into dist/ (BASE=/roadmap/ for a sub-path, SITE_URL=https://… for absolute links)
	@scripts/setup.sh run
	@scripts/build.sh

dev:         ## rebuild and reload as files change, on http://127.0.0.1:8080 (LAB=drift builds only that lab)
	@scripts/dev.sh "$(PORT)"

setup:       ## install whatever is missing, test tools included
	@scripts/setup.sh test

bench:       ## time the lab in Chromium beside scikit-learn (native and in wasm), LightGBM, linfa-ensemble and ml-random-forest (ONLY=forest)
	@scripts/bench.sh

lighthouse:  ## mobile Lighthouse of home, a phase and the lab, on the built site
	@scripts/browser.sh lighthouse

shots:       ## photograph every route at three widths in both themes into shots/
	@scripts/browser.sh shots

clean:       ## remove what was built (the tools in the per-user cache stay)
	rm -rf dist shots e2e/test-results e2e/playwright-report
