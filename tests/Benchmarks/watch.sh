#!/usr/bin/env bash
# Measures what the live view of RunPipeline costs: 900 steps, 4 of which write 50 lines a second together. Prints how much of a core the run takes
# beside its jobs, and how much is written to the terminal. Needs script(1) and /proc.
#   tests/Benchmarks/watch.sh [SECONDS [COLUMNS [ROWS]]]
set -euo pipefail

seconds=${1:-20} columns=${2:-200} rows=${3:-50}
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

{
  echo 'steps:'
  for group in $(seq 30); do
    printf '  - group: group %s\n    steps:\n' "$group"
    for step in $(seq 30); do
      if [ "$step" = 1 ] && [ "$group" -le 4 ]; then
        # shellcheck disable=SC2016 # the job expands it
        printf '      - { label: writer %s, key: s%s-1, command: "for i in $(seq %s); do echo line $i; sleep 0.08; done" }\n' "$group" "$group" "$((seconds * 25 / 2))"
      elif [ "$step" = 1 ]; then
        printf '      - { label: step %s-1, key: s%s-1, command: "true", depends_on: s1-1 }\n' "$group" "$group"
      else
        printf '      - { label: step %s-%s, key: s%s-%s, command: "true", depends_on: s%s-%s }\n' "$group" "$step" "$group" "$step" "$group" "$((step - 1))"
      fi
    done
  done
} >"$folder/p.yml"

touch "$folder/screen"
script -qfc "stty cols $columns rows $rows; exec ${WATCHED_BUILD:-$root/build.sh} --target=RunPipeline --file $folder/p.yml --no-interpolation --jobs 4 --state $folder/state" "$folder/screen" >/dev/null 2>&1 </dev/null &
until grep -q 'line 2' "$folder/screen"; do sleep 0.2; done
# The run is the process that works in the state folder and is no job of it.
run=$(pgrep -f -- "--state $folder/state" | while read -r process; do if grep -qz '^BUILDKITE_JOB_ID=' "/proc/$process/environ" 2>/dev/null; then continue; fi; [ "$(cat "/proc/$process/comm")" = dotnet ] && echo "$process"; done | tail -n 1)

used() { awk '{ print $14 + $15 }' "/proc/$run/stat"; }
sleep 3
before=$(used) written=$(stat -c %s "$folder/screen") began=$(date +%s.%N)
sleep "$((seconds - 8))"
after=$(used) now=$(stat -c %s "$folder/screen") ended=$(date +%s.%N)
awk -v ticks="$((after - before))" -v hertz="$(getconf CLK_TCK)" -v bytes="$((now - written))" -v began="$began" -v ended="$ended" \
  'BEGIN { span = ended - began; printf "%.1f %% of a core, %d bytes a second to the terminal, over %.1f s\n", 100 * ticks / hertz / span, bytes / span, span }'
kill -TERM "$run"
wait
