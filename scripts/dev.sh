#!/usr/bin/env bash
# Trunk's own server: rebuilds without optimisation and reloads the page as files change. Usage: dev.sh [port]
# With LAB, such as LAB=drift, it builds only the page, that lab and the workers it asks.
set -euo pipefail
cd "$(dirname "$0")/.."
port="${1:-8080}"
scripts/setup.sh run
. scripts/env.sh
target=index.html
if [ -n "${LAB:-}" ]; then
  case "$LAB" in
    train | track | drift) programs="$LAB engine store" ;;
    groups | tune | leakage | metric) programs="explore engine store" ;;
    plan) programs="paper" ;;
    print) programs="paper engine store press" ;;
    *) fail "there is no lab '$LAB'" "choose train, groups, tune, track, drift, leakage, metric, plan or print" ;;
  esac
  target=index.dev.html
  # What is not needed is left out of the document that Trunk builds from.
  awk -v wanted=" page host $programs " 'match($0, /data-bin="[a-z]+"/) {
    if (!index(wanted, " " substr($0, RSTART + 10, RLENGTH - 11) " ")) next
  } { print }' index.html > "$target"
  trap 'rm -f "$target"' EXIT
  trunk serve --offline --port "$port" "$target"
  exit
fi
exec trunk serve --offline --port "$port" "$target"
