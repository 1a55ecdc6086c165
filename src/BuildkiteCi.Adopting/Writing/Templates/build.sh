#!/usr/bin/env bash
# Starts buildkiteci, the program that composes and runs this repository's CI, in the version that is pinned here. It is looked for in the
# cache of this machine, among the build's artifacts, in the folder and in the feed that are named below, in this order.
set -euo pipefail

version=@VERSION@
# Where packages lie: a folder (relative to the root, or full), and a NuGet feed or folder for 'dotnet tool install'. Both may be empty.
folder=${BUILDKITECI_FOLDER-@FOLDER@}
feed=${BUILDKITECI_FEED-@FEED@}
# SHA-256 of the packed programs; an empty one is not checked.
sha256_linux_x64=@linux-x64@
sha256_linux_arm64=@linux-arm64@
sha256_osx_arm64=@osx-arm64@

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
case $(uname -s)-$(uname -m) in
  Linux-x86_64) platform=linux-x64 expected=$sha256_linux_x64 ;;
  Linux-aarch64 | Linux-arm64) platform=linux-arm64 expected=$sha256_linux_arm64 ;;
  Darwin-arm64) platform=osx-arm64 expected=$sha256_osx_arm64 ;;
  *) platform=none expected= ;;
esac
archive=buildkiteci-$version-$platform.tar.gz
cache=${BUILDKITECI_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/buildkiteci}/$version-$platform
program=$cache/buildkiteci

fail() {
  printf '%s: error: %s\n' "${0##*/}" "$1" >&2
  exit 2
}

sha256() { if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1; }

# Unpacks beside the cache and moves the whole into place: a job that is ended halfway leaves nothing that looks like a program.
unpack() {
  local from=$1 beside actual
  if [ -n "$expected" ]; then
    actual=$(sha256 "$from")
    [ "$actual" = "$expected" ] || fail "$from has the checksum $actual, and $expected is pinned here; take the package of version $version, or pin it anew with Adopt"
  fi
  mkdir -p "$(dirname -- "$cache")"
  beside=$(mktemp -d "$cache.XXXXXX")
  tar -xzf "$from" -C "$beside"
  cp "$from" "$beside/$archive"
  mv -T "$beside" "$cache" 2>/dev/null || mv "$beside" "$cache" 2>/dev/null || rm -rf "$beside"
}

of_artifacts() {
  [ "${BUILDKITE:-}" = true ] && command -v buildkite-agent >/dev/null || return 1
  local into
  into=$(mktemp -d)
  buildkite-agent artifact download "$archive" "$into" >/dev/null 2>&1 && [ -f "$into/$archive" ] && unpack "$into/$archive"
  local found=$?
  rm -rf "$into"
  return $found
}

of_folder() {
  [ -n "$folder" ] || return 1
  local from=$folder
  case $from in /*) ;; *) from=$root/$from ;; esac
  [ -f "$from/$archive" ] && unpack "$from/$archive"
}

of_feed() {
  [ -n "$feed" ] && command -v dotnet >/dev/null || return 1
  local beside
  mkdir -p "$(dirname -- "$cache")"
  beside=$(mktemp -d "$cache.XXXXXX")
  if dotnet tool install buildkiteci --version "$version" --tool-path "$beside" --add-source "$feed" >"$beside.log" 2>&1; then
    mv "$beside" "$cache"
  else
    cat "$beside.log" >&2
    rm -rf "$beside" "$beside.log"
    return 1
  fi
  rm -f "$beside.log"
}

if [ ! -x "$program" ]; then
  of_artifacts || of_folder || of_feed || fail "there is no buildkiteci $version for this machine ($platform): put $archive into a folder and name it (BUILDKITECI_FOLDER=…), or name a feed that has the tool (BUILDKITECI_FEED=…, needs the .NET SDK)"
fi

# The first job of a build leaves the program for all others, which need neither SDK nor feed then.
if [ "${BUILDKITE:-}" = true ] && [ "${BUILDKITECI_SHARE:-}" = true ] && [ -f "$cache/$archive" ]; then
  (cd "$cache" && buildkite-agent artifact upload "$archive") >/dev/null || true
fi

export BUILDKITECI_COMMAND=./${0##*/}
case " $* " in
  *" --root "* | *" --root="*) exec "$program" "$@" ;;
  *) exec "$program" "$@" --root "$root" ;;
esac
