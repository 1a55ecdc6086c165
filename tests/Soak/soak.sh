#!/usr/bin/env bash
# Runs local builds in a row while things go wrong at random (commands that fail or hang, agent errors, kills, a clock that is set, a full
# disk, two runs at once) and checks after each that no result is lost, no file is half-written, and no process is left:
#   tests/Soak/soak.sh             200 builds
#   tests/Soak/soak.sh 5 42        5 builds, with the random numbers that belong to 42
# The full disk is a small tmpfs where this may mount one (root), and the clock is set for the build alone where there is libfaketime; else these
# are left out.
set -euo pipefail

builds=${1:-200}
seed=${2:-$RANDOM}
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
RANDOM=$seed
mounted=''
trap '[ -z "$mounted" ] || umount "$mounted" 2>/dev/null; rm -rf "$work"' EXIT

mkdir -p "$work/repository" "$work/small"
clock=$(find /usr/lib -name libfaketimeMT.so.1 -print -quit 2>/dev/null || true)
if mount -t tmpfs -o size=3m tmpfs "$work/small" 2>/dev/null; then mounted=$work/small; fi
cat >"$work/repository/pipeline.yml" <<'YAML'
steps:
  - { label: quick, key: quick, command: "echo quick; buildkite-agent meta-data set quick \"$$ROUND\"" }
  - label: many
    key: many
    command: "for i in $$(seq 1 20); do echo line $$i; done; buildkite-agent meta-data set \"many-$$BUILDKITE_PARALLEL_JOB\" \"$$ROUND\""
    parallelism: 4
  - { label: flaky, key: flaky, command: "[ \"$$BUILDKITE_RETRY_COUNT\" = 1 ]", retry: { automatic: { exit_status: 1, limit: 2 } } }
  - label: agent error
    key: agent-error
    command: "[ \"$$BUILDKITE_RETRY_COUNT\" = 1 ] || exec buildkite-agent meta-data get never-set"
    retry: { automatic: { exit_status: 1, limit: 1 } }
  - { label: slow, key: slow, command: "sleep 0.5; echo slow > slow.txt; buildkite-agent artifact upload slow.txt" }
  - wait
  - { label: last, key: last, command: "buildkite-agent meta-data get quick > last.txt && cat last.txt" }
YAML

program() { timeout 120 "$root/build.sh" "$@" --root "$work/repository"; }

# In a process group of its own, so that it can be ended without its jobs.
begin() {
  setsid timeout 120 "$root/build.sh" --target=RunPipeline --file pipeline.yml --jobs 4 --state "$1" --root "$work/repository" >"$work/log" 2>&1 &
  pid=$!
}

end() {
  kill "-$1" -- "-$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
}

run() { program --target=RunPipeline --file pipeline.yml --jobs 4 --state "$1" >"$work/log" 2>&1; }

problems=0
problem() {
  problems=$((problems + 1))
  echo "soak.sh: build $round ($fault, seed $seed): $1" >&2
  tail -n 5 "$work/log" >&2
}

# What is left of jobs is found by the mark that each of its processes has; what is just ending has a moment for it.
left() {
  local environ tries found
  for tries in 1 2 3 4 5; do
    found=''
    for environ in /proc/[0-9]*/environ; do
      if grep -qszx "ROUND=$1" "$environ"; then found="$found $(tr '\0' ' ' 2>/dev/null <"${environ%environ}cmdline" || true)"; fi
    done
    [ -n "$found" ] || return 0
    sleep "$tries"
  done
  printf '%s' "$found"
}

"$root/build.sh" --version >/dev/null
largest=0
for ((round = 1; round <= builds; round++)); do
  export ROUND=$seed-$round
  state=$work/state
  status=0
  # Each fault in turn, at a random time.
  case $(((round + seed) % 6)) in
    0) fault=nothing; run "$state" || status=$? ;;
    1)
      # Ended hard at any time, then taken up again.
      fault='kill -9'
      begin "$state"
      sleep "$((RANDOM % 3)).$((RANDOM % 10))"
      end KILL
      run "$state" || status=$?
      ;;
    2)
      fault='TERM, then --continue'
      # Where TERM comes before the build has begun, there is nothing to take up, and above all not the build before.
      rm -rf "$state"
      begin "$state"
      sleep "$((RANDOM % 3)).$((RANDOM % 10))"
      end TERM
      program --target=RunPipeline --continue --jobs 4 --state "$state" >"$work/log" 2>&1 || run "$state" || status=$?
      ;;
    3)
      fault='two at once'
      begin "$state"
      first=0 second=0
      program --target=RunPipeline --file pipeline.yml --state "$state" >"$work/second" 2>&1 || second=$?
      wait "$pid" || first=$?
      if [ "$first" != 0 ] && [ "$second" != 0 ]; then status=1; fi
      ;;
    4)
      # Hours back or forth, twice; how long something took is not told by such a clock.
      fault='the clock is set'
      if [ -n "$clock" ]; then
        echo +0 >"$work/clock"
        LD_PRELOAD=$clock FAKETIME_TIMESTAMP_FILE=$work/clock FAKETIME_NO_CACHE=1 DONT_FAKE_MONOTONIC=1 begin "$state"
        for jump in "$((RANDOM % 9 - 4))h" "$((RANDOM % 9 - 4))h"; do
          sleep "$((RANDOM % 2)).$((RANDOM % 10))"
          case $jump in -*) ;; *) jump=+$jump ;; esac
          echo "$jump" >"$work/clock.new" && mv "$work/clock.new" "$work/clock"
        done
        wait "$pid" || status=$?
        if grep -qE '[0-9] h ' "$work/log"; then problem 'a job took hours'; fi
      else
        run "$state" || status=$?
      fi
      ;;
    5)
      fault='a full disk'
      if [ -n "$mounted" ]; then
        rm -rf "${mounted:?}"/*
        head -c $((RANDOM % 3 * 1000000 + 900000)) /dev/zero >"$mounted/filler" 2>/dev/null || true
        run "$mounted/state" || true
        if grep -q '   at ' "$work/log"; then problem 'a stack trace in place of an error'; fi
        rm -rf "${mounted:?}"/*
      fi
      run "$state" || status=$?
      ;;
  esac

  [ "$status" = 0 ] || problem "ended with status $status"
  [ "$(cat "$work/repository/last.txt" 2>/dev/null)" = "$ROUND" ] || problem 'the result of the first step did not reach the last one'
  [ -f "$state/artifacts/slow.txt" ] || problem 'an artifact is missing'
  [ -z "$(find "$state" -name '*.tmp' -mmin -1 -print -quit)" ] || problem 'a half-written file is left'
  remains=$(left "$ROUND")
  [ -z "$remains" ] || problem "processes are left: $remains"
  size=$(du -sk "$state" | cut -f 1)
  if [ "$size" -gt "$largest" ]; then largest=$size; fi
done

echo "$builds builds, $problems problems, seed $seed; the state folder never held more than $largest KB"
[ "$problems" = 0 ]
