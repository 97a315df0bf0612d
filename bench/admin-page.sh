#!/usr/bin/env bash
# Measures the admin page's searches in Chromium. Usage: bench/admin-page.sh [UPLOADS, default 1000000] [postgresql] [sqlite]
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build bench/AdminBench --configuration Release --nologo --verbosity quiet
exec dotnet bench/AdminBench/bin/Release/net10.0/AdminBench.dll "$@"
