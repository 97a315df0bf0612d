#!/usr/bin/env bash
# Measures the ledger on SQLite and PostgreSQL. Usage: bench/ledger.sh [ROWS, default 10000000] [commits] [postgresql] [sqlite]
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build bench/LedgerBench --configuration Release --nologo --verbosity quiet
exec dotnet bench/LedgerBench/bin/Release/net10.0/LedgerBench.dll "$@"
