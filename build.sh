#!/usr/bin/env bash
# Starts the build program with the arguments given: the one that was compiled here where no source changed; else the one of the same sources
# from the cache of this machine, or from the artifacts of this build; else it compiles. ./build.sh --help lists the targets.
#   BUILDKITECI_CACHE   folder of programs that all checkouts and jobs of this machine share; default: ~/.cache/buildkiteci, empty: none
#   BUILDKITECI_SHARE   true in the job that composes a build: the program becomes an artifact, for agents that cannot compile
#   BUILDKITECI_SHARE_ALSO   further platforms whose agents get one from that job, separated by blanks: linux-arm64
#   BUILDKITECI_NATIVE  now: compile a native program first, which starts in a fifth of the time, and wait some minutes for it; never: do not;
#                       default: in the background, once for committed sources, where there is a C compiler, and in no job of CI
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
compiled=artifacts/bin/Build/release
stamp=$root/artifacts/build.stamp
content='' folder=''
cache=${BUILDKITECI_CACHE-${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/buildkiteci}

# What the build is compiled from.
sources=("$root/build" "$root/src" "$root"/Directory.* "$root/global.json")

say() { printf 'build.sh: %s\n' "$1" >&2; }

fail() {
  say "error: $2"
  exit "$1"
}

find_sdk() {
  local candidate
  dotnet=$(command -v dotnet || true)
  for candidate in "${DOTNET_ROOT:-}/dotnet" "${HOME:-}/.dotnet/dotnet" /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet; do
    if [ -z "$dotnet" ] && [ -x "$candidate" ]; then dotnet=$candidate; fi
  done
}

# The kind of machine, as .NET names it.
find_platform() {
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) platform=linux-x64 ;;
    Linux-aarch64 | Linux-arm64) platform=linux-arm64 ;;
    Darwin-arm64) platform=osx-arm64 ;;
    Darwin-x86_64) platform=osx-x64 ;;
    *) platform=unknown ;;
  esac
  archive=buildkiteci-$platform.tar.gz
}

# The name of the variable with the checksum of the program that the composing job made for another platform than its own.
sum_variable() {
  local name=${1//-/_}
  printf 'BUILDKITECI_PROGRAM_SHA256_%s' "$name"
}

digests() { if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }

# One text for the content of all sources and their names; empty where nothing here computes digests.
digest() {
  command -v sha256sum >/dev/null || command -v shasum >/dev/null || return 0
  # Dates and owners are no part of it: two checkouts of one commit have one program.
  (cd -- "$root" && find "${sources[@]#"$root/"}" -type f -print0 | LC_ALL=C sort -z | xargs -0 "$(command -v sha256sum || echo shasum)" | digests | cut -d ' ' -f 1)
}

# The stamp holds the digest of the sources, and the folder of the program that was made of them. A changed, added or removed file (or its
# folder) has a status change that is newer than the stamp. The change time tells more than the modification time: an older file that is copied
# over a newer one is seen, too.
is_current() {
  [ -f "$stamp" ] || return 1
  content='' folder=''
  { read -r content && read -r folder; } <"$stamp" || return 1
  case $folder in /*) ;; *) folder=$root/$folder ;; esac
  [ -f "$folder/Build.dll" ] && [ -z "$(find "${sources[@]}" -cnewer "$stamp" -print -quit)" ]
}

# Notes that the program in a folder is the one of the sources as they were when 'stamp.new' was touched.
keep() {
  folder=$1
  printf '%s\n%s\n' "$content" "${folder#"$root/"}" >"$stamp.content"
  touch -r "$stamp.new" "$stamp.content"
  mv "$stamp.content" "$stamp"
  rm -f "$stamp.new"
}

# Moves a whole folder to a name that nothing has yet. Not every mv has -T; without it a folder that is there would get the new one inside.
move_into_place() { mv -T "$1" "$2" 2>/dev/null || { [ ! -e "$2" ] && mv "$1" "$2" 2>/dev/null; }; }

# Moves a program into its place. Where another job was quicker, its program is as good.
place() {
  chmod 755 "$1"
  if move_into_place "$1" "$2"; then return 0; fi
  rm -rf "$1"
  [ -f "$2/Build.dll" ]
}

# Programs that nobody used for a month, and what a job that was ended left behind. Other names are not ours to remove.
sweep_cache() {
  local entry
  for entry in "$cache"/*; do
    [[ ${entry##*/} =~ ^[0-9a-f]{64}$ ]] || continue
    find "$entry" -mindepth 1 -maxdepth 1 -name '.new-*' -mtime +1 -exec rm -rf {} + 2>/dev/null || true
    find "$entry" -maxdepth 0 -mtime +30 -exec rm -rf {} + 2>/dev/null || true
  done
}

# The folder of these sources' programs in the cache; fails where there is no cache.
open_cache() {
  [ -n "$cache" ] && [ -n "$content" ] && [ "$platform" != unknown ] && mkdir -p "$cache/$content" 2>/dev/null && [ -w "$cache/$content" ]
}

# A program of a job like this one has the machine's runtime beside it; one that was made for another platform is an executable itself.
has_runtime() { [ -x "$1/dotnet/dotnet" ] || [ -f "$1/self-contained" ]; }

from_cache() {
  [ -n "$cache" ] && [ -n "$content" ] && [ -f "$cache/$content/$platform/Build.dll" ] || return 1
  # One without a runtime of its own needs the machine's.
  has_runtime "$cache/$content/$platform" || [ -n "$dotnet" ] || return 1
  touch "$cache/$content" 2>/dev/null || true
  keep "$cache/$content/$platform"
}

# Why there is no program among the artifacts, for the error message.
artifact_problem='this is no job of a build that shares one'

from_artifact() {
  [ "${BUILDKITE:-}" = true ] && [ -n "${BUILDKITECI_PROGRAM_SHA256:-}" ] && [ -n "${BUILDKITECI_PROGRAM_JOB:-}" ] && [ -n "$content" ] || return 1
  local into beside own sum
  own=$(sum_variable "$platform")
  sum=${!own:-$BUILDKITECI_PROGRAM_SHA256}
  into=$(mktemp -d)
  beside=''
  artifact_problem=''
  if ! command -v buildkite-agent >/dev/null; then
    artifact_problem="there is no buildkite-agent to download $archive with"
  elif ! buildkite-agent artifact download "$archive" "$into/" --step "$BUILDKITECI_PROGRAM_JOB" >"$into/log" 2>&1 || [ ! -f "$into/$archive" ]; then
    artifact_problem="$archive of job $BUILDKITECI_PROGRAM_JOB cannot be downloaded: $(tail -n 1 "$into/log")"
  elif [ "$(digests "$into/$archive" | cut -d ' ' -f 1)" != "$sum" ]; then
    artifact_problem="$archive of job $BUILDKITECI_PROGRAM_JOB has another checksum than the job that composed this build gave"
  else
    # Into the cache; where there is none, into this checkout.
    local parent=$root/artifacts/program
    if open_cache; then parent=$cache/$content; fi
    mkdir -p "$parent"
    beside=$(mktemp -d "$parent/.new-XXXXXX")
    if ! tar -xzf "$into/$archive" -C "$beside" 2>"$into/log"; then artifact_problem="$archive cannot be unpacked: $(tail -n 1 "$into/log")"
    elif [ "$(cat "$beside/content" 2>/dev/null)" != "$content" ]; then artifact_problem="$archive was made of other sources than this checkout has"
    elif [ "$parent" = "$root/artifacts/program" ] && ! rm -rf "${parent:?}/$platform"; then artifact_problem="$parent/$platform cannot be replaced"
    elif ! place "$beside" "$parent/$platform"; then artifact_problem="$parent/$platform cannot be written"
    fi
  fi
  rm -rf "$into" ${beside:+"$beside"}
  if [ -n "$artifact_problem" ]; then
    say "$artifact_problem"
    return 1
  fi
  keep "$parent/$platform"
  say "took the program of job $BUILDKITECI_PROGRAM_JOB"
}

# Without the lock: the SDK leaves a compiler running for later builds, and that would hold it until it goes away.
build() {
  # Analyzers and documentation files belong to Test and CI; somebody who only wants to run the build does not wait for them.
  "$dotnet" build "$root/build/Build.csproj" --configuration Release --nologo --verbosity quiet -p:RunAnalyzers=false -p:GenerateDocumentationFile=false "$@" 9>&-
}

# What build/Publish.targets describes, for a platform, into the folder 'all' of another folder; what it takes to make it goes beside.
publish() {
  "$dotnet" publish "$root/build/Build.csproj" --runtime "$2" --output "$3/all" --artifacts-path "$3/made" --configuration Release --nologo \
    --verbosity quiet -p:PublishAs="$1" "${@:4}"
}

compile() {
  local log=$root/artifacts/build.log started=$SECONDS
  # The SDK goes by modification times alone, and would not see an older file that was copied over a newer one.
  if [ -f "$stamp" ]; then find "${sources[@]}" -type f -cnewer "$stamp" ! -newer "$stamp" -exec touch {} +; fi
  # A compiler that is ended halfway leaves no stamp that fits an older program.
  rm -f "$stamp"
  say "compiling build/ and src/, once for these sources; it takes about a minute, several on a busy machine …"
  # The compiler for native code comes in a package of the SDK's own version; where an index lacks it, the program starts slower.
  if ! build >"$log" 2>&1 && ! { grep -q 'Crossgen2' "$log" && build -p:Precompile=false >"$log" 2>&1; }; then
    cat "$log" >&2
    fail 1 "the build does not compile; fix the errors above"
  fi
  keep "$root/$compiled"
  say "compiled in $((SECONDS - started)) s"
  to_cache
}

# What a program needs to run, without what only debuggers and other platforms read.
copy_program() {
  (cd "$root/$compiled" && tar -cf - --exclude='*.pdb' --exclude='*.xml' --exclude='./runtimes' .) | tar -xf - -C "$1" || return 1
  if [ -d "$root/$compiled/runtimes/$platform" ]; then
    mkdir -p "$1/runtimes" && cp -R "$root/$compiled/runtimes/$platform" "$1/runtimes/" || return 1
  fi
  printf '%s\n' "$content" >"$1/content"
}

to_cache() {
  open_cache || return 0
  local beside
  beside=$(mktemp -d "$cache/$content/.new-XXXXXX") || return 0
  # A full disk costs the cache, not the build.
  if copy_program "$beside" 2>/dev/null; then place "$beside" "$cache/$content/$platform" || true; else rm -rf "$beside"; fi
  sweep_cache
}

# Where the native program of these sources is: in the cache of this machine; where there is none, in this checkout. It needs the C library that it
# was compiled with, or a newer one, so that machines of several kinds which share a cache have one each.
native_place() {
  local name value system=$HOSTTYPE-$OSTYPE
  native=''
  [ -n "$content" ] || return 0
  if [ -r /etc/os-release ]; then
    while IFS='=' read -r name value; do
      case $name in ID | VERSION_ID) system+=-${value//[^[:alnum:]._]/} ;; esac
    done </etc/os-release
  fi
  native=${cache:-$root/artifacts/native}/$content/native-$system
}

# Whether there is what links a native program.
has_linker() { command -v clang >/dev/null || command -v gcc >/dev/null; }

# Minutes of two processors and two gigabytes are spent once for what is started often: on no agent, and for no sources that change every minute.
wants_native() {
  [ -z "${BUILDKITE:-}${CI:-}" ] && [ -n "$dotnet" ] && [ ! -e "$native.failed" ] && has_linker || return 1
  command -v flock >/dev/null && command -v setsid >/dev/null && command -v git >/dev/null || return 1
  if [ -r /proc/meminfo ] && ! awk '/^MemAvailable/ { enough = $2 > 4000000 } END { exit !enough }' /proc/meminfo; then return 1; fi
  [ -z "$(git -C "$root" status --porcelain -- "${sources[@]}" 2>&1)" ]
}

# Starts the compiling of a native program, which goes on after this one has ended. Tests and packing need the processors themselves.
begin_native() {
  [[ " $*" != *' --target='@(Test|Pack)* ]] && wants_native || return 0
  mkdir -p "$(dirname -- "$native")" 2>/dev/null && [ -w "$(dirname -- "$native")" ] || return 0
  # Another run is at it.
  flock -n "$native.lock" true 2>/dev/null || return 0
  say "compiling a native program in the background, once for these sources; starts then take a fifth of the time (BUILDKITECI_NATIVE=never: without)"
  BUILDKITECI_NATIVE=now setsid --fork nice -n 19 bash "$root/build.sh" --version </dev/null >/dev/null 2>&1 || true
}

# Compiles a native program and waits for it. Where it cannot be made everything works as without it.
make_native() {
  local beside problem=''
  if [ -z "$dotnet" ] || ! has_linker; then
    say "a native program needs the .NET SDK, and clang or gcc; the usual one is started"
    return 0
  fi
  if ! mkdir -p "$(dirname -- "$native")" || ! exec 8>>"$native.lock"; then return 0; fi
  if command -v flock >/dev/null; then flock 8; fi
  if [ ! -x "$native/Build" ]; then
    say 'compiling a native program, once for these sources; it takes some minutes …'
    beside=$(mktemp -d "$(dirname -- "$native")/.new-XXXXXX") || return 0
    find_platform
    # Nothing stays behind that others would wait for.
    if ! publish native "$platform" "$beside" -nodeReuse:false -p:UseSharedCompilation=false >"$beside/log" 2>&1 8>&-; then
      problem=$(grep -m 1 'error' "$beside/log" || tail -n 1 "$beside/log")
      # Not tried again in the background.
      cp "$beside/log" "$native.failed"
    elif [ "$(digest)" != "$content" ]; then problem='the sources changed meanwhile'
    else
      chmod 755 "$beside/all"
      if ! move_into_place "$beside/all" "$native"; then problem="$native cannot be written"; fi
    fi
    rm -rf "$beside"
    [ -z "$problem" ] || say "a native program cannot be compiled: $problem; the usual one is started"
  fi
  exec 8>&-
}

obtain() {
  is_current && return 0
  # The time is taken before the sources are read, so that what changes meanwhile is compiled by the next run.
  touch "$stamp.new"
  local made=$content
  content=$(digest)
  # What git writes anew with the same content (a branch and back, a stash) needs no compiler.
  if [ -n "$content" ] && [ "$content" = "$made" ] && [ -f "$stamp" ] && [ -f "$folder/Build.dll" ]; then
    keep "$folder"
    return 0
  fi
  find_platform
  find_sdk
  from_cache || from_artifact || {
    [ -n "$dotnet" ] || fail 2 "there is no 'dotnet' to compile the build with, no program of these sources in the cache (${cache:-BUILDKITECI_CACHE is empty}), and none among the artifacts (${artifact_problem:-none}); install the .NET 10 SDK and put it on the PATH"
    compile
  }
}

# Makes the program with a runtime of its own an artifact of this build, and tells the steps that are composed next where it is. Jobs that get
# none of it compile: nothing here ends the build.
share() {
  local sum other name
  find_platform
  find_sdk
  share_one "$platform" "$archive" || return 0
  export BUILDKITECI_PROGRAM_SHA256=$sum BUILDKITECI_PROGRAM_JOB=$BUILDKITE_JOB_ID
  for other in ${BUILDKITECI_SHARE_ALSO:-}; do
    [ "$other" != "$platform" ] || continue
    name=$(sum_variable "$other")
    if [[ ! $other =~ ^(linux|osx)-(x64|arm64)$ ]]; then say "BUILDKITECI_SHARE_ALSO: '$other' is no platform; write linux-arm64, for example"
    elif share_one "$other" "buildkiteci-$other.tar.gz"; then export "$name=$sum"
    fi
  done
}

# Packs and uploads the program for one platform, and sets 'sum'.
share_one() {
  local from beside problem=''
  from=$root/artifacts/share/$content-$1
  if open_cache; then from=$cache/$content/share-$1; fi
  if [ ! -f "$from/$2" ]; then
    mkdir -p "$(dirname -- "$from")"
    beside=$(mktemp -d "$(dirname -- "$from")/.new-XXXXXX")
    if ! pack "$1" "$beside" "$2" 2>"$beside/log"; then problem="the program for $1 cannot be packed: $(tail -n 1 "$beside/log")"
    else
      rm -f "$beside/log"
      chmod 755 "$beside"
      move_into_place "$beside" "$from" || true
    fi
    rm -rf "$beside"
  fi
  if [ -z "$problem" ]; then
    sum=$(digests "$from/$2" | cut -d ' ' -f 1)
    if (cd "$from" && buildkite-agent artifact upload "$2") >"$root/artifacts/share.log" 2>&1; then return 0; fi
    problem="the program for $1 cannot be uploaded: $(tail -n 1 "$root/artifacts/share.log")"
  fi
  say "$problem; its jobs compile it themselves"
  return 1
}

# The program for a platform, with a runtime of its own, in one archive.
pack() {
  if [ "$1" = "$platform" ]; then pack_own "$2" "$3"; else pack_other "$1" "$2" "$3"; fi
}

# For a platform that this machine is not: the SDK takes its runtime from the package index.
pack_other() {
  if [ -z "$dotnet" ]; then
    echo "there is no 'dotnet' to make it with" >&2
    return 1
  fi
  publish self-contained "$1" "$2" >&2 || return 1
  : >"$2/all/self-contained" && printf '%s\n' "$content" >"$2/all/content" && tar -cf - -C "$2/all" . | gzip -3 >"$2/$3" && rm -rf "$2/all" "$2/made"
}

# For this one: the runtime as the machine has it.
pack_own() {
  local name version place
  if [ -x "$folder/dotnet/dotnet" ]; then
    tar -cf - -C "$folder" . | gzip -3 >"$1/$2"
    return
  fi
  [ -n "$dotnet" ] || return 1
  while read -r name version place; do
    if [ "$name" = Microsoft.NETCore.App ]; then
      case $version in 10.*) break ;; esac
    fi
    version=''
  done < <("$dotnet" --list-runtimes | sort -rV)
  if [ -z "$version" ]; then
    echo "there is no .NET 10 runtime" >&2
    return 1
  fi
  place=${place#[}
  place=${place%]}
  local runtime=${place%/shared/*}
  # A disk that is full halfway must not leave an archive with a checksum that fits.
  mkdir -p "$1/all/dotnet/host/fxr" "$1/all/dotnet/shared/Microsoft.NETCore.App" &&
    if [ -f "$folder/content" ]; then cp -R "$folder/." "$1/all/"; else copy_program "$1/all"; fi &&
    cp -LR "$runtime/host/fxr/$version" "$1/all/dotnet/host/fxr/" &&
    cp -LR "$place/$version" "$1/all/dotnet/shared/Microsoft.NETCore.App/" &&
    cp -L "$runtime/dotnet" "$1/all/dotnet/dotnet" &&
    tar -cf - -C "$1/all" . | gzip -3 >"$1/$2" &&
    rm -rf "$1/all"
}

# In a function of its own, which bash has read whole before it runs: a branch may be changed while the build compiles.
main() {
  if ! is_current; then
    mkdir -p "$root/artifacts"
    # Two runs at once must not compile into one folder at once; where there is no flock they take their chance.
    exec 9>>"$root/artifacts/build.lock"
    if command -v flock >/dev/null; then
      if ! flock -n 9; then
        say "waiting for process $(cat "$root/artifacts/build.lock"), which compiles the build"
        if ! flock -w 900 9; then
          fail 1 "process $(cat "$root/artifacts/build.lock") has held artifacts/build.lock for 15 minutes; end it if it hangs"
        fi
      fi
      echo $$ >"$root/artifacts/build.lock"
    fi
    obtain
    exec 9>&-
  fi

  if [ "${BUILDKITE:-}" = true ] && [ "${BUILDKITECI_SHARE:-}" = true ] && [ -n "$content" ] && [ -z "${BUILDKITECI_PROGRAM_SHA256:-}" ]; then share; fi

  # Memory that is never writable and executable at once protects programs that strangers talk to; in a short run it costs a tenth of the start.
  export DOTNET_EnableWriteXorExecute=${DOTNET_EnableWriteXorExecute-0}
  # A program from elsewhere does not find its repository beside it.
  export BUILDKITECI_REPOSITORY=$root DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
  native_place
  if [ -n "$native" ] && [ "${BUILDKITECI_NATIVE:-}" != never ]; then
    if [ ! -x "$native/Build" ]; then
      find_sdk
      if [ "${BUILDKITECI_NATIVE:-}" = now ]; then make_native; else begin_native "$@"; fi
    fi
    if [ -x "$native/Build" ]; then exec "$native/Build" "$@"; fi
  fi
  if [ -x "$folder/dotnet/dotnet" ]; then exec "$folder/dotnet/dotnet" "$folder/Build.dll" "$@"; fi
  if [ -f "$folder/self-contained" ]; then exec "$folder/Build" "$@"; fi
  find_sdk
  [ -n "$dotnet" ] || fail 2 "there is no 'dotnet'; install the .NET 10 SDK and put it on the PATH"
  exec "$dotnet" "$folder/Build.dll" "$@"
}

main "$@"
