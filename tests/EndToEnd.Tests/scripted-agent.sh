#!/usr/bin/env bash
# A stand-in for Buildkite's agent: keeps what it is reported below $AGENT_STATE, and refuses the upload of number $REFUSED_UPLOAD.
set -euo pipefail
mkdir -p "$AGENT_STATE/meta-data" "$AGENT_STATE/uploads"
printf '%s\n' "$*" >>"$AGENT_STATE/calls"

# The first word behind the command that is no option; names of meta-data may hold a slash, names of files may not.
key() {
  local word
  for word in "${@:3}"; do
    case $word in -*) ;; *) printf '%s' "$word" | tr / +; return ;; esac
  done
}

case "$1 ${2:-}" in
  "--version "*) echo "buildkite-agent version 3.137.0, build 1" ;;
  "meta-data set") cat >"$AGENT_STATE/meta-data/$(key "$@")" ;;
  "meta-data get")
    file=$AGENT_STATE/meta-data/$(key "$@")
    if [ ! -f "$file" ]; then echo "fatal: Failed to get meta-data: 404 Not Found" >&2; exit 1; fi
    cat "$file"
    ;;
  "pipeline upload")
    number=$(($(find "$AGENT_STATE/uploads" -type f | wc -l) + 1))
    if [ "$number" = "${REFUSED_UPLOAD:-0}" ]; then
      cat >/dev/null
      echo "fatal: Failed to upload and process pipeline: 422 Unprocessable Entity" >&2
      exit 1
    fi
    cat >"$AGENT_STATE/uploads/$number.yml"
    ;;
  "artifact upload") mkdir -p "$AGENT_STATE/artifacts" && cp "$3" "$AGENT_STATE/artifacts/" ;;
  "artifact download") cp "$AGENT_STATE/artifacts/$3" "$4" ;;
  annotate\ *) cat >>"$AGENT_STATE/annotations" ;;
  *) cat >/dev/null ;;
esac
