#!/usr/bin/env bash
# In the place of curl while a bootstrap is observed: GitHub's answer about the pull request, and nothing else.
set -euo pipefail

output=
address=
while [ $# -gt 0 ]; do
  case $1 in
    -o | --output) output=${2-} && shift ;;
    -H | --header | -X | --request | -d | --data | -u | --user | -m | --max-time | --retry) shift ;;
    -*) ;;
    *) address=$1 ;;
  esac
  shift
done

case $address in
  https://api.github.com/repos/*/pulls/* | https://api.github.com/repos/*/issues/*)
    if [ -n "$output" ]; then printf '%s\n' "${OBSERVED_PULL_REQUEST:?}" >"$output"; else printf '%s\n' "${OBSERVED_PULL_REQUEST:?}"; fi
    ;;
  *)
    printf 'curl %s\n' "$address" >>"${OBSERVED_RECORD:?}/refused"
    echo "curl: '$address' is not asked for while a bootstrap is observed" >&2
    exit 6
    ;;
esac
