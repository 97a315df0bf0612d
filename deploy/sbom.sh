#!/usr/bin/env bash
# Writes to standard output what the Host is made of, as CycloneDX 1.6 in JSON: deploy/sbom.sh >sbom.cdx.json
# The same commit gives the same bytes. Where there is no .git, SOURCE_COMMIT and SOURCE_DATE_EPOCH say what git would.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

commit=${SOURCE_COMMIT:-$(git -C "$root" rev-parse HEAD)}
seconds=${SOURCE_DATE_EPOCH:-$(git -C "$root" show --no-patch --format=%ct HEAD)}
node=$(command -v node || command -v nodejs) || { echo "Missing: node." >&2; exit 1; }
exec "$node" "$root/deploy/sbom/write.mjs" "$root" "$commit" "$seconds" "${NUGET_PACKAGES:-$HOME/.nuget/packages}"
