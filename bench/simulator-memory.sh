#!/usr/bin/env bash
# Shows that the simulator's memory does not grow with the file: uploads one of N MB and prints its resident set before, at the peak and after.
# Usage: bench/simulator-memory.sh [MB, default 1024]          Needs dotnet, curl and openssl; Linux only (/proc).
set -euo pipefail

megabytes=${1:-1024}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'kill "$simulator" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT

dotnet build "$root/src/OssSimulator" -c Release -v q --nologo >"$work/build.log" || { cat "$work/build.log"; exit 1; }
dotnet "$root/src/OssSimulator/bin/Release/net10.0/OssSimulator.dll" \
    --Simulator:Url=http://127.0.0.1:0 --Simulator:DataFolder="$work/data" >"$work/simulator.log" &
simulator=$!
until grep -q 'OSS simulator at' "$work/simulator.log"; do
    kill -0 "$simulator" || { cat "$work/simulator.log"; exit 1; }
    sleep 0.1
done
url=$(sed -n 's/^OSS simulator at \([^,]*\),.*/\1/p' "$work/simulator.log")

hmac() { printf %s "$2" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$1" -r | cut -d' ' -f1; }
memory() { awk -v name="$1:" '$1 == name { printf "%.0f MB\n", $2 / 1024 }' "/proc/$simulator/status"; }

# One signed form for the key given and files of any size.
form() {
    local date day credential policy key step
    date=$(date -u +%Y%m%dT%H%M%SZ)
    day=${date%T*}
    credential=simulator-key-id/$day/cn-hangzhou/oss/aliyun_v4_request
    policy=$(printf '{"expiration":"%s","conditions":[{"bucket":"demo-bucket"},{"key":"%s"},{"x-oss-signature-version":"OSS4-HMAC-SHA256"},{"x-oss-credential":"%s"},{"x-oss-date":"%s"}]}' \
        "$(date -u -d '+1 hour' +%Y-%m-%dT%H:%M:%S.000Z)" "$1" "$credential" "$date" | base64 -w0)
    key=$(printf %s aliyun_v4simulator-key-secret | od -An -tx1 | tr -d ' \n')
    for step in "$day" cn-hangzhou oss aliyun_v4_request "$policy"; do key=$(hmac "$key" "$step"); done
    fields=(-F "key=$1" -F "policy=$policy" -F x-oss-signature-version=OSS4-HMAC-SHA256
        -F "x-oss-credential=$credential" -F "x-oss-date=$date" -F "x-oss-signature=$key")
}

upload() {
    form "$1"
    curl -sS -o "$work/answer" -w '%{http_code} in %{time_total} s\n' "${fields[@]}" -F "file=@$2" "${url}demo-bucket"
    cat "$work/answer"
}

truncate -s 1M "$work/small"
truncate -s "${megabytes}M" "$work/large"
echo "1 MB first, so that code is compiled: $(upload warm-up "$work/small")"
echo "before: $(memory VmRSS)"
echo "upload of $megabytes MB: $(upload large "$work/large")"
echo "peak:   $(memory VmHWM)"
echo "after:  $(memory VmRSS)"
