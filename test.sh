#!/usr/bin/env bash
# Builds everything and runs every test against real parts. Ends with a line "N passed, N failed".
# "./test.sh chaos" runs the chaos tests alone, and long: 50,000 uploads through 24 faults.
# "./test.sh deploy" runs what builds from nothing: the image's tree, published and started as deploy/Dockerfile says, and packages built twice.
# "./test.sh multipart" runs the browser client's uploads in parts alone, with a file of two gigabytes.
# "./test.sh fuzz" runs the fuzzers alone, and long: ten million damaged requests and texts, drawn anew each time.
# "./test.sh trace" runs every test with the Host's log at its wordiest. What a log says is searched for secrets in every run.
# "./test.sh guards" switches off what docs/security.md says stops a threat, one by one, and demands that a test notices; threats may be named behind it.
# "./test.sh simulation" runs the seeded simulation alone, and long: a million schedules.
set -uo pipefail
cd "$(dirname "$0")" || exit 1

# Whatever is started here ends with this script: on exit and on signals by the trap, and if the script itself is
# killed, by the parent-death signal that each child is started with.
children=()
finish() {
    trap - EXIT INT TERM HUP
    for child in ${children[@]+"${children[@]}"}; do
        kill -TERM -- "-$child" 2>/dev/null && sleep 0.2
        kill -KILL -- "-$child" 2>/dev/null
    done
}
trap finish EXIT
trap 'finish; exit 130' INT
trap 'finish; exit 143' TERM HUP

run() {
    setsid setpriv --pdeathsig KILL "$@" &
    local child=$!
    children+=("$child")
    wait "$child"
    local status=$?
    kill -KILL -- "-$child" 2>/dev/null
    children=("${children[@]/$child/}")
    return $status
}

# What a killed run leaves behind, such as a server that a test had just frozen, still stands in the run's own temp folder.
scratch=$(mktemp -d)
chmod 755 "$scratch"
export TMPDIR=$scratch
setsid bash -c '
    while kill -0 "$1" 2>/dev/null; do sleep 1; done
    for link in /proc/[0-9]*/cwd; do
        if [[ $(readlink "$link") == "$2"/* ]]; then kill -KILL "${link//[^0-9]/}"; fi
    done
    rm -rf "$2"' sweeper $$ "$scratch" >/dev/null 2>&1 </dev/null &

missing=()
need() { # need PACKAGE COMMAND...: the package, unless one of the commands is there
    local package=$1
    shift
    for candidate in "$@"; do
        command -v "$candidate" >/dev/null 2>&1 && return
    done
    missing+=("$package")
}

need redis-server redis-server
need postgresql /usr/lib/postgresql/*/bin/postgres
need nginx-light nginx /usr/sbin/nginx
need chromium chromium
need nodejs node nodejs
need npm npm
need curl curl
need jq jq

if ((${#missing[@]})); then
    install=(apt-get install -y --no-install-recommends "${missing[@]}")
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
        echo "Installing ${missing[*]}"
        log=$(mktemp)
        if ! { apt-get update && DEBIAN_FRONTEND=noninteractive "${install[@]}"; } >"$log" 2>&1; then
            tail -n 20 "$log"
            echo "Could not install ${missing[*]}. Install them, then run this again."
            exit 1
        fi
        rm -f "$log"
    else
        echo "Missing: ${missing[*]}. Install them, for example with: sudo ${install[*]}"
        exit 1
    fi
fi
command -v dotnet >/dev/null 2>&1 || { echo "Missing: the .NET SDK named in global.json (https://dotnet.microsoft.com/download)."; exit 1; }

# The real front ends that the tests drive, as the lock file has them.
packages=tests/front-ends
if [[ ${1:-} =~ ^(multipart|trace)?$ && ! $packages/node_modules/.package-lock.json -nt $packages/package-lock.json ]]; then
    log=$(mktemp)
    if ! run npm ci --prefix "$packages" --loglevel error >"$log" 2>&1; then
        cat "$log"
        echo "Could not install the packages of $packages."
        exit 1
    fi
    rm -f "$log"
fi

# Locked mode writes a lock file that is missing, and so would restore whatever there is.
for project in $(grep -Eo '[^"]+\.csproj' SignGateway.sln | tr '\\' /); do
    if [[ ! -f ${project%/*}/packages.lock.json ]]; then
        echo "$project has no packages.lock.json: dotnet restore SignGateway.sln, and commit it."
        exit 1
    fi
done

export DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
if [[ ${1:-} == guards ]]; then
    run "$(command -v node || command -v nodejs)" tests/guards/run.mjs "${@:2}"
    exit $?
fi

configuration=Release
if ! run dotnet build SignGateway.sln --configuration "$configuration" --nologo --verbosity quiet -p:UseSharedCompilation=false -p:RestoreLockedMode=true; then
    echo "The build failed."
    exit 1
fi

only=(-trait- Form=deploy)
case ${1:-} in
'') projects=(tests/*.Tests) ;;
trace)
    projects=(tests/*.Tests)
    export TRACE_LOGS=1
    ;;
chaos)
    projects=(tests/SignGateway.Chaos.Tests)
    export CHAOS_UPLOADS=${CHAOS_UPLOADS:-50000} CHAOS_FAULTS=${CHAOS_FAULTS:-24}
    ;;
deploy)
    projects=(tests/SignGateway.Host.Tests tests/SignGateway.Packages.Tests)
    only=(-trait Form=deploy)
    ;;
multipart)
    projects=(tests/SignGateway.Host.Tests)
    only=(-class '*.FrontEnds.MultipartTests')
    export MULTIPART_BYTES=${MULTIPART_BYTES:-2147483648}
    ;;
fuzz)
    projects=(tests/SignGateway.Fuzz.Tests)
    export FUZZ_CASES=${FUZZ_CASES:-1250000} FUZZ_SEED=${FUZZ_SEED:-$RANDOM}
    ;;
simulation)
    projects=(tests/SignGateway.Tests)
    only=(-class '*.SimulationTests')
    export SIMULATION_SCHEDULES=${SIMULATION_SCHEDULES:-1000000}
    ;;
*)
    echo "Usage: ./test.sh [chaos|deploy|fuzz|guards|multipart|simulation|trace]"
    exit 2
    ;;
esac

passed=0
failed=0
log=$(mktemp)
count() { # count NAME STATUS PASSED FAILED
    passed=$((passed + $3))
    failed=$((failed + $4))
    # A runner that dies without saying what failed is a failure too.
    if (($2 != 0 && $4 == 0)) || (($3 + $4 == 0)); then
        failed=$((failed + 1))
    fi
    echo "== $1: $3 passed, $4 failed (exit $2), $((SECONDS - began)) s"
}

for project in "${projects[@]}"; do
    name=$(basename "$project")
    began=$SECONDS
    echo "== $name"
    run "$project/bin/$configuration/net10.0/$name" -noLogo -noColor ${only[@]+"${only[@]}"} >"$log" 2>&1
    status=$?
    summary=$(grep -Eo 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+, Not Run: [0-9]+' "$log" | tail -n 1)
    read -r total errors failures skipped notrun <<<"$(grep -Eo '[0-9]+' <<<"${summary:-0 0 0 0 0}" | tr '\n' ' ')"
    bad=$((errors + failures + skipped + notrun))
    if ((status != 0 || bad > 0)); then
        cat "$log"
    else
        grep -E '^ *(vectors|measured): ' "$log"
    fi
    count "$name" "$status" $((total - errors - failures - skipped - notrun)) "$bad"
done

if [[ -z ${1:-} ]]; then
    began=$SECONDS
    echo "== front ends"
    run "$(command -v node || command -v nodejs)" --test tests/front-ends/ >"$log" 2>&1
    status=$?
    node_passed=$(grep -Eo '^# pass [0-9]+' "$log" | grep -Eo '[0-9]+')
    node_failed=$(grep -Eo '^# fail [0-9]+' "$log" | grep -Eo '[0-9]+')
    if ((status != 0)); then cat "$log"; else grep -Eo 'measured: .*' "$log"; fi
    count "front ends" "$status" "${node_passed:-0}" "${node_failed:-0}"
fi

rm -f "$log"
echo "$passed passed, $failed failed"
((failed == 0))
