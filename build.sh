#!/usr/bin/env bash
# Builds the build program where a source changed, then starts it with the arguments given. ./build.sh --help tells them.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
program=$root/artifacts/bin/Build/release/Build.dll
stamp=$root/artifacts/build.stamp

dotnet=$(command -v dotnet || true)
if [ -z "$dotnet" ]; then
  for candidate in "${DOTNET_ROOT:-}/dotnet" "$HOME/.dotnet/dotnet" /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet; do
    if [ -x "$candidate" ]; then dotnet=$candidate; break; fi
  done
fi
if [ -z "$dotnet" ]; then
  echo "build.sh: error: there is no 'dotnet'; install the .NET 10 SDK and put it on the PATH" >&2
  exit 2
fi

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

# What the build is compiled from.
sources=("$root/build" "$root/src" "$root"/Directory.* "$root/global.json")

# One text for the content of all sources and their names; empty where nothing here computes digests.
digest() {
  local sum=(sha256sum)
  command -v sha256sum >/dev/null || sum=(shasum -a 256)
  command -v "${sum[0]}" >/dev/null || return 0
  (cd -- "$root" && find "${sources[@]#"$root/"}" -type f -print0 | LC_ALL=C sort -z | xargs -0 "${sum[@]}" | "${sum[@]}")
}

# A changed, added or removed file (or its folder) has a status change that is newer than the stamp of the last build. The change
# time tells more than the modification time: an older file that is copied over a newer one is seen, too.
is_touched() {
  [ ! -f "$program" ] || [ ! -f "$stamp" ] || [ -n "$(find "${sources[@]}" -cnewer "$stamp" -print -quit)" ]
}

# Without the lock: the SDK leaves a compiler running for later builds, and that would hold it until it goes away.
build() {
  # Analyzers and documentation files belong to Test and CI; somebody who only wants to run the build does not wait for them.
  "$dotnet" build "$root/build/Build.csproj" --configuration Release --nologo --verbosity quiet -p:RunAnalyzers=false -p:GenerateDocumentationFile=false "$@" 9>&-
}

compile() {
  is_touched || return 0
  local log=$root/artifacts/build.log started=$SECONDS content
  # The time is taken before the sources are read, so that what changes meanwhile is compiled by the next run.
  touch "$stamp.new"
  content=$(digest)
  # What git writes anew with the same content (a branch and back, a stash) needs no compiler.
  if [ -f "$program" ] && [ -n "$content" ] && [ "$content" = "$(cat "$stamp" 2>/dev/null)" ]; then
    touch -r "$stamp.new" "$stamp"
    rm -f "$stamp.new"
    return 0
  fi
  # The SDK goes by modification times alone, and would not see an older file that was copied over a newer one.
  if [ -f "$stamp" ]; then find "${sources[@]}" -type f -cnewer "$stamp" ! -newer "$stamp" -exec touch {} +; fi
  # A compiler that is ended halfway leaves no stamp that fits an older program.
  rm -f "$stamp"
  echo "build.sh: compiling the build …" >&2
  # The compiler for native code comes in a package of the SDK's own version; where an index lacks it, the program starts slower.
  if ! build >"$log" 2>&1 && ! { grep -q 'Crossgen2' "$log" && build -p:Precompile=false >"$log" 2>&1; }; then
    cat "$log" >&2
    echo "build.sh: error: the build does not compile; mend the errors above" >&2
    exit 1
  fi
  printf '%s\n' "$content" >"$stamp.content"
  touch -r "$stamp.new" "$stamp.content"
  mv "$stamp.content" "$stamp"
  rm -f "$stamp.new"
  echo "build.sh: compiled in $((SECONDS - started)) s" >&2
}

if is_touched; then
  mkdir -p "$root/artifacts"
  # Two runs at once must not compile into one folder at once; where there is no flock they take their chance.
  exec 9>>"$root/artifacts/build.lock"
  if command -v flock >/dev/null; then
    if ! flock -n 9; then
      echo "build.sh: waiting for process $(cat "$root/artifacts/build.lock"), which compiles the build" >&2
      if ! flock -w 900 9; then
        echo "build.sh: error: process $(cat "$root/artifacts/build.lock") has held artifacts/build.lock for 15 minutes; end it if it hangs" >&2
        exit 1
      fi
    fi
    echo $$ >"$root/artifacts/build.lock"
  fi
  compile
  exec 9>&-
fi

exec "$dotnet" "$program" "$@"
