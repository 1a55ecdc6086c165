#!/usr/bin/env bash
# Is for buildkite-agent in tests. How it behaves is said by SCRIPT; STATE is a folder that one test's runs share.
set -u

case "${SCRIPT:?}" in
  arguments) # prints its arguments, each with its length in bytes, then its input
    export LC_ALL=C
    for argument in "$@"; do printf '%s:%s\n' "${#argument}" "$argument"; done
    cat
    ;;
  count-input)
    wc -c
    ;;
  ignore-input)
    echo "done"
    ;;
  variables)
    printf '%s|%s|%s\n' "${FROM_SETTINGS-}" "${BUILDKITE_AGENT_ACCESS_TOKEN-}" "$PWD"
    ;;
  fail-twice)
    echo try >>"${STATE:?}/tries"
    if [ "$(wc -l <"$STATE/tries")" -lt 3 ]; then
      echo "2026-08-01 10:00:00 INFO   Reading meta-data" >&2
      echo "buildkite-agent: fatal: failed to get meta-data: Get \"https://agent-edge.buildkite.com/v3\": dial tcp: connect: connection refused" >&2
      exit 1
    fi
    echo third
    ;;
  slow)
    printf 'first '
    sleep 0.3
    echo 'and last'
    ;;
  megabytes) # lines on both outputs in turn, far more than a pipe holds
    line=$(printf '%01023d' 0)
    for ((i = 0; i < 4096; i++)); do
      printf '%s\n' "$line"
      printf '%s\n' "$line" >&2
    done
    ;;
  killed)
    kill -KILL $$
    ;;
  hang) # a child and a grandchild that would outlive it, known to the test once all of them run
    bash -c 'sleep 600 & echo "$$ $!"; wait' >"${STATE:?}/below" &
    until [ -s "$STATE/below" ]; do sleep 0.01; done
    echo "$$ $(cat "$STATE/below")" >"$STATE/running"
    wait
    ;;
  leave-behind) # ends at once; what it started holds its outputs open
    sleep 600 &
    echo "$!" >"${STATE:?}/left"
    echo "done"
    ;;
  record) # notes each call with its input, and answers what a build can go on with
    { printf '%s <<< ' "$*"; cat; echo; } >>"${STATE:?}/calls"
    case "$1 ${2-}" in
      --version*) echo "buildkite-agent version 4.0.0-beta.15+11021.5e6f7a8b" ;;
      "meta-data get") for argument in "$@"; do case $argument in --default=*) echo "${argument#--default=}" ;; esac; done ;;
      "lock acquire") echo acquired-1 ;;
      "env set") echo '{"added":["DEPLOY_TO"],"updated":[]}' ;;
      "env unset") echo '["DEPLOY_TO"]' ;;
      "secret get") echo hunter22 ;;
    esac
    ;;
  *)
    echo "unknown script $SCRIPT" >&2
    exit 64
    ;;
esac
