#!/usr/bin/env bash
# Measures how a backlog of events is worked off. Usage: bench/events.sh [EVENTS, default 100000] [AT A TIME, default 64]
set -euo pipefail
cd "$(dirname "$0")/.."
for project in src/SignGateway.Host bench/LoadBench; do
    dotnet build "$project" --configuration Release --nologo --verbosity quiet
done
exec dotnet bench/LoadBench/bin/Release/net10.0/LoadBench.dll "$PWD" events "${1:-100000}" "${2:-64}"
