#!/usr/bin/env bash
# In the place of buildkite-agent while a bootstrap is observed: keeps every call, answers meta-data from what was set, sends nothing anywhere.
set -euo pipefail

record=${OBSERVED_RECORD:?}
mkdir -p "$record/calls" "$record/meta-data"
number=$(find "$record/calls" -mindepth 1 -maxdepth 1 | wc -l)
call=$record/calls/$(printf '%05d' "$number")
mkdir "$call"
printf '%s\0' "$@" >"$call/words"

# Options that take no value; every other one takes the next word, unless it is written with '='.
is_switch() {
  case $1 in
    --replace | --no-interpolation | --dry-run | --reject-secrets | --allow-secrets | --reject-parse-warnings | --append | --debug | --no-color | --literal | --follow-symlinks) return 0 ;;
    *) return 1 ;;
  esac
}

options=()
plain=()
default=
has_default=
while [ $# -gt 0 ]; do
  case $1 in
    --default=*) default=${1#--default=} has_default=yes ;;
    --default) default=${2-} has_default=yes && shift ;;
    --*=*) options+=("$1") ;;
    --*) if is_switch "$1" || [ $# -eq 1 ]; then options+=("$1"); else options+=("$1=$2") && shift; fi ;;
    *) plain+=("$1") ;;
  esac
  shift
done

value_of() { printf '%s/meta-data/%s' "$record" "$(printf %s "$1" | base64 | tr -d '\n' | tr '/+' '_-')"; }

case "${plain[0]-} ${plain[1]-}" in
  "pipeline upload")
    env -0 >"$call/environment"
    if [ ${#plain[@]} -gt 2 ]; then cat -- "${plain[2]}" >"$call/input"; else cat >"$call/input"; fi
    ;;
  "meta-data set")
    if [ ${#plain[@]} -gt 3 ]; then printf %s "${plain[3]}" >"$call/input"; else cat >"$call/input"; fi
    cp "$call/input" "$(value_of "${plain[2]}")"
    ;;
  "meta-data get")
    if [ -f "$(value_of "${plain[2]}")" ]; then
      cat "$(value_of "${plain[2]}")"
    elif [ -n "$has_default" ]; then
      printf %s "$default"
    else
      echo "buildkite-agent: no meta-data '${plain[2]}'" >&2
      exit 100
    fi
    ;;
  "meta-data exists") [ -f "$(value_of "${plain[2]}")" ] || exit 100 ;;
  "annotate "*) if [ ${#plain[@]} -lt 2 ]; then cat >"$call/input"; else printf %s "${plain[1]}" >"$call/input"; fi ;;
  "step get") echo passed ;;
  "secret get" | "oidc request-token")
    echo "buildkite-agent: an observed build has no secrets" >&2
    exit 1
    ;;
esac
