# Sourced by scripts/test.sh: what is taken home, opened with the tools that it is for; and the server.
# shellcheck shell=bash

tools_lane() {
  lane tools
  tool agreements mlflow "The tracking store, beside the real MLflow"
  tool scripts exports "The exported scripts, run in scikit-learn"
  tool agreements instructions "What is taken home, run as its own words say in a fresh environment"
  tool agreements monitor "What monitoring takes home, in Evidently, Grafana's types and FastAPI"
  tool agreements press "The printed roadmap, in qpdf, PDFium, pypdf and a checker of PDF/UA-1"
  tool agreements plan "The plan's calendar, in two iCalendar parsers"
  step tap "The server's tests" "run: node --test scripts/serve.test.mjs" node --test --test-reporter=tap scripts/serve.test.mjs
}

# tool KIND NAME WHAT: a step that is one script of scripts/check.
tool() { step "$1" "$3" "run it again with: scripts/check/$2.sh" "scripts/check/$2.sh"; }
