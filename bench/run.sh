#!/usr/bin/env bash
# Measures the gateway against a bare API. Usage: bench/run.sh [parts|forward|profile|crowd] [--rounds N] [--seconds S]
set -euo pipefail
cd "$(dirname "$0")/.."
command -v wrk >/dev/null || { echo "Missing: wrk (apt-get install -y wrk)."; exit 1; }
# What is measured is what runs in production: published for this platform, compiled ahead. The baseline the same way.
runtime=$(dotnet --info | awk '$1 == "RID:" { print $2 }')
for project in src/SignGateway.Host bench/Baseline; do
    dotnet publish "$project" --configuration Release --runtime "$runtime" --no-self-contained -p:PublishReadyToRun=true --output "artifacts/bench/${project##*/}" --nologo --verbosity quiet
done
for project in bench/AllocationHook bench/LoadBench; do
    dotnet build "$project" --configuration Release --nologo --verbosity quiet
done
dotnet bench/LoadBench/bin/Release/net10.0/LoadBench.dll "$PWD" "$@"
