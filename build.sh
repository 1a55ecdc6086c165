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

# A changed, added or removed file (or its folder) has a status change that is newer than the stamp of the last build. The change
# time tells more than the modification time: an older file that is copied over a newer one is seen, too.
is_stale() {
  [ ! -f "$program" ] || [ ! -f "$stamp" ] ||
    [ -n "$(find "$root/build" "$root/src" "$root"/Directory.* "$root/global.json" -cnewer "$stamp" -print -quit)" ]
}

# Without the lock: the SDK leaves a compiler running for later builds, and that would hold it until it goes away.
build() {
  "$dotnet" build "$root/build/Build.csproj" --configuration Release --nologo --verbosity quiet "$@" 9>&-
}

compile() {
  is_stale || return 0
  local log=$root/artifacts/build.log started=$SECONDS
  echo "build.sh: compiling the build …" >&2
  # The stamp is made before the compiler reads, so that what changes meanwhile is compiled by the next run.
  touch "$stamp.new"
  # The compiler for native code comes in a package of the SDK's own version; where an index lacks it, the program starts slower.
  if ! build >"$log" 2>&1 && ! { grep -q 'Crossgen2' "$log" && build -p:Precompile=false >"$log" 2>&1; }; then
    cat "$log" >&2
    echo "build.sh: error: the build does not compile; mend the errors above" >&2
    exit 1
  fi
  mv "$stamp.new" "$stamp"
  echo "build.sh: compiled in $((SECONDS - started)) s" >&2
}

if is_stale; then
  mkdir -p "$root/artifacts"
  # Two runs at once must not compile into one folder at once; where there is no flock they take their chance.
  exec 9>"$root/artifacts/build.lock"
  if command -v flock >/dev/null; then flock 9; fi
  compile
  exec 9>&-
fi

exec "$dotnet" "$program" "$@"
