#!/usr/bin/env bash
# Measures single functions: time and allocation. Usage: bench/micro.sh [PART OF A NAME] [--long]
set -euo pipefail
cd "$(dirname "$0")/.."
filter="*"
if [[ ${1:-} && $1 != --* ]]; then
    filter="*$1*"
    shift
fi
dotnet build bench/MicroBench --configuration Release --nologo --verbosity quiet
exec dotnet bench/MicroBench/bin/Release/net10.0/MicroBench.dll --filter "$filter" "$@"
