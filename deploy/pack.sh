#!/usr/bin/env bash
# Packs the libraries with their symbols, and the Host's SBOM, into a folder: deploy/pack.sh artifacts
# The same commit and SDK give the same assemblies, wherever the repository lies.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "${1:?a folder}"
target=$(cd "$1" && pwd)

cd "$root"
dotnet restore src/SignGateway.Host -p:RestoreLockedMode=true
for library in SignGateway.Protocol SignGateway SignGateway.Storage; do
    dotnet pack "src/$library" --configuration Release --no-restore --output "$target"
done
deploy/sbom.sh >"$target/sbom.cdx.json"
