# Which feature each program of the site is built with, and the features under which everything but the labs is tested natively. The
# labs' views are tested apart: what draws in a browser and what writes HTML are two halves of one library that exclude each other.
# shellcheck shell=bash disable=SC2034
NATIVE="native,prerender"
BINARIES=("browser:page" "labs:host train explore track drift paper" "engine:engine" "store:store" "press:press")

# binaries FEATURE:NAME…: the --bin options of these programs.
binaries() {
  local name
  for name in ${1#*:}; do printf -- '--bin %s ' "$name"; done
}
