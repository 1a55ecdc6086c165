#!/usr/bin/env bash
# Starts buildkiteci, the program that composes and runs this repository's CI, in the version that is pinned here. It is looked for in the
# cache of this machine, among the build's artifacts, in the folder and in the feed that are named below, in this order.
#   BUILDKITECI_CACHE    folder of programs that all checkouts and jobs of this machine share; default: ~/.cache/buildkiteci, empty: none
#   BUILDKITECI_FOLDER   folder with packed programs, in place of the one below
#   BUILDKITECI_FEED     NuGet feed or folder with the tool, in place of the one below
#   BUILDKITECI_SHARE    true in the job that composes a build: the program becomes an artifact, for agents that have none
set -euo pipefail

version=@VERSION@
# Where packages are: a folder (relative to the root, or full), and a NuGet feed or folder for 'dotnet tool install'. Both may be empty.
pinned_folder=@FOLDER@
pinned_feed=@FEED@
# SHA-256 of the packed programs; an empty one is not checked.
sha256_linux_x64=@linux-x64@
sha256_linux_arm64=@linux-arm64@
sha256_osx_arm64=@osx-arm64@

folder=${BUILDKITECI_FOLDER-$pinned_folder}
feed=${BUILDKITECI_FEED-$pinned_feed}
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
case $(uname -s)-$(uname -m) in
  Linux-x86_64) platform=linux-x64 expected=$sha256_linux_x64 ;;
  Linux-aarch64 | Linux-arm64) platform=linux-arm64 expected=$sha256_linux_arm64 ;;
  Darwin-arm64) platform=osx-arm64 expected=$sha256_osx_arm64 ;;
  *) platform=unknown expected='' ;;
esac
packed=buildkiteci-$version-$platform.tar.gz
artifact=buildkiteci-$platform.tar.gz
# Without a cache the program is in the checkout's own state, which is never committed.
cache=${BUILDKITECI_CACHE-${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/buildkiteci}
if [ -z "$cache" ] || ! mkdir -p "$cache/$version" 2>/dev/null || [ ! -w "$cache/$version" ]; then cache=$root/.buildkite-local/program; fi
home=$cache/$version/$platform
program=$home/buildkiteci
tried=()

say() { printf '%s: %s\n' "${0##*/}" "$1" >&2; }

fail() {
  say "error: $1"
  exit 2
}

sha256() { if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1; }

# Moves a whole folder into its place. Where another job was quicker, its program is as good.
place() {
  chmod 755 "$1"
  if [ ! -e "$home" ]; then mv "$1" "$home" 2>/dev/null || true; fi
  rm -rf "$1" "${home:?}/${1##*/}"
  [ -x "$program" ]
}

# Unpacks beside the cache and moves the whole into place: a job that is ended halfway leaves nothing that looks like a program.
unpack() {
  local from=$1 pinned=$2 beside actual
  if [ -n "$pinned" ]; then
    actual=$(sha256 "$from")
    if [ "$actual" != "$pinned" ]; then
      tried+=("$from has the checksum $actual, and $pinned is expected")
      return 1
    fi
  fi
  mkdir -p "$cache/$version"
  beside=$(mktemp -d "$cache/$version/.new-XXXXXX")
  if ! tar -xzf "$from" -C "$beside" 2>/dev/null || [ ! -x "$beside/buildkiteci" ]; then
    tried+=("$from cannot be unpacked")
    rm -rf "$beside"
    return 1
  fi
  cp "$from" "$beside/$artifact"
  place "$beside"
}

# Only of the job that composed this build: every job may leave artifacts of this name, that one alone has told its checksum.
of_artifacts() {
  [ "${BUILDKITE:-}" = true ] && [ -n "${BUILDKITECI_PROGRAM_SHA256:-}" ] && [ -n "${BUILDKITECI_PROGRAM_JOB:-}" ] || return 1
  local into found=1
  into=$(mktemp -d)
  if ! buildkite-agent artifact download "$artifact" "$into/" --step "$BUILDKITECI_PROGRAM_JOB" >"$into/log" 2>&1 || [ ! -f "$into/$artifact" ]; then
    tried+=("$artifact of job $BUILDKITECI_PROGRAM_JOB cannot be downloaded: $(tail -n 1 "$into/log")")
  elif unpack "$into/$artifact" "$BUILDKITECI_PROGRAM_SHA256"; then
    found=0
  fi
  rm -rf "$into"
  return $found
}

of_folder() {
  [ -n "$folder" ] || return 1
  local from=$folder
  case $from in /*) ;; *) from=$root/$from ;; esac
  if [ ! -f "$from/$packed" ]; then
    tried+=("$from has no $packed")
    return 1
  fi
  unpack "$from/$packed" "$expected"
}

of_feed() {
  [ -n "$feed" ] || return 1
  local from=$feed beside log
  if ! command -v dotnet >/dev/null; then
    tried+=("the feed $feed needs the .NET SDK, and there is no 'dotnet'")
    return 1
  fi
  case $from in *://* | /*) ;; *) from=$root/$from ;; esac
  mkdir -p "$cache/$version"
  beside=$(mktemp -d "$cache/$version/.new-XXXXXX")
  if log=$(cd / && dotnet tool install buildkiteci --version "$version" --tool-path "$beside" --source "$from" 2>&1); then
    place "$beside"
  else
    tried+=("the feed $feed: $log")
    rm -rf "$beside"
    return 1
  fi
}

if [ ! -x "$program" ]; then
  of_artifacts || of_folder || of_feed || {
    for problem in ${tried[@]+"${tried[@]}"}; do say "$problem"; done
    fail "there is no buildkiteci $version for this machine ($platform): put $packed into a folder and name it (BUILDKITECI_FOLDER=…), or name a feed that has the tool (BUILDKITECI_FEED=…, needs the .NET SDK)"
  }
fi

# The job that composes a build leaves the program for all others, which need neither SDK nor feed then, and tells the steps which it is.
if [ "${BUILDKITE:-}" = true ] && [ "${BUILDKITECI_SHARE:-}" = true ] && [ -z "${BUILDKITECI_PROGRAM_SHA256:-}" ] && [ -f "$home/$artifact" ]; then
  if (cd "$home" && buildkite-agent artifact upload "$artifact") >/dev/null 2>&1; then
    BUILDKITECI_PROGRAM_SHA256=$(sha256 "$home/$artifact")
    export BUILDKITECI_PROGRAM_SHA256 BUILDKITECI_PROGRAM_JOB=${BUILDKITE_JOB_ID:-}
  else
    say "the program cannot be uploaded; the jobs of this build take it from their cache, the folder or the feed"
  fi
fi

export BUILDKITECI_COMMAND=./${0##*/} BUILDKITECI_REPOSITORY=$root
case " $* " in
  *" --root "* | *" --root="*) exec "$program" "$@" ;;
  *) exec "$program" "$@" --root "$root" ;;
esac
