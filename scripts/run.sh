#!/usr/bin/env bash
# Sets up what is missing, builds the site and serves it. Usage: run.sh [port]
set -euo pipefail
cd "$(dirname "$0")/.."
port="${1:-8080}"
scripts/setup.sh run
scripts/build.sh
. scripts/env.sh
exec node scripts/serve.mjs --port "$port" --dir dist --base "${BASE:-/}"
