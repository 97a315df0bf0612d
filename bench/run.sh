#!/usr/bin/env bash
# Measures the gateway against a bare API. Usage: bench/run.sh [parts|forward|profile] [--rounds N] [--seconds S]
set -euo pipefail
cd "$(dirname "$0")/.."
command -v wrk >/dev/null || { echo "Missing: wrk (apt-get install -y wrk)."; exit 1; }
for project in src/SignGateway.Host bench/Baseline bench/AllocationHook bench/LoadBench; do
    dotnet build "$project" --configuration Release --nologo --verbosity quiet
done
dotnet bench/LoadBench/bin/Release/net10.0/LoadBench.dll "$PWD" "$@"
