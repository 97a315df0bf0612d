#!/usr/bin/env bash
# Prints the version that Directory.Build.props names, the one place it stands in. With a tag behind it, fails unless the tag, the changelog and what is deployed by hand agree.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)
if [[ -n ${1:-} ]]; then
    [[ $1 == "v$version" ]] || { echo "The tag is $1, but Directory.Build.props says $version." >&2; exit 1; }
    grep -q "^## $version\$" CHANGELOG.md || { echo "CHANGELOG.md has no heading '## $version'." >&2; exit 1; }
    for file in deploy/kubernetes/base deploy/kubernetes/overlays/ack; do
        grep -q "newTag: $version\$" "$file/kustomization.yaml" || { echo "$file/kustomization.yaml does not name $version." >&2; exit 1; }
    done
fi
echo "$version"
