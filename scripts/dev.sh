#!/usr/bin/env bash
# Trunk's own server: rebuilds without optimisation and reloads the page as files change. Usage: dev.sh [port]
set -euo pipefail
cd "$(dirname "$0")/.."
port="${1:-8080}"
scripts/setup.sh run
. scripts/env.sh
exec trunk serve --offline --port "$port"
