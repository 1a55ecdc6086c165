#!/usr/bin/env bash
# Measures whole commands side by side in one run, and prints a table of their ratios to an empty .NET program:
#   tests/Benchmarks/compare.sh          10 runs of each; RUNS=3 for fewer
# Needs hyperfine, git and the SDK. Everything that is written is in a temporary folder.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
runs=${RUNS:-10}
command -v hyperfine >/dev/null || { echo "compare.sh: error: there is no hyperfine; install it" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
machine=${BUILDKITECI_CACHE-${XDG_CACHE_HOME:-$HOME/.cache}/buildkiteci}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 NO_COLOR=1
# The usual program first, then the native one.
export BUILDKITECI_NATIVE=never

echo "compare.sh: preparing in $work …" >&2
# The least that .NET starts.
mkdir -p "$work/empty"
cat >"$work/empty/Empty.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><InvariantGlobalization>true</InvariantGlobalization></PropertyGroup>
</Project>
XML
echo 'return 0;' >"$work/empty/Program.cs"
dotnet build "$work/empty/Empty.csproj" --configuration Release --verbosity quiet --output "$work/empty/out" >/dev/null

# Two checkouts of these sources: one that stays warm, one that is cleaned before each run.
for checkout in warm cold; do
  mkdir "$work/$checkout"
  (cd "$root" && git ls-files -z | xargs -0 tar -cf - --) | tar -xf - -C "$work/$checkout"
  (cd "$work/$checkout" && git init --quiet && git add --all && git -c user.name=x -c user.email=x@example.com commit --quiet --message x)
done
"$work/warm/build.sh" --version >/dev/null
# What the machine's cache has of these sources now; the runs have a cache of their own.
mkdir -p "$work/cache"
cp -R "$machine/$(head -n 1 "$work/warm/artifacts/build.stamp")" "$work/cache/"
export BUILDKITECI_CACHE=$work/cache

# An agent that keeps artifacts, and one whose every call takes 0.1 s.
mkdir -p "$work/agent" "$work/slow" "$work/artifacts"
cat >"$work/agent/buildkite-agent" <<SCRIPT
#!/usr/bin/env bash
case "\$1 \$2" in "artifact upload") cp "\$3" "$work/artifacts/" ;; "artifact download") cp "$work/artifacts/\$3" "\$4" ;; *) cat >/dev/null ;; esac
SCRIPT
cat >"$work/slow/buildkite-agent" <<'SCRIPT'
#!/usr/bin/env bash
sleep 0.1
case "$1 $2" in "step get") echo passed ;; "meta-data keys") echo none ;; "meta-data get") echo whole ;; *) cat >/dev/null ;; esac
SCRIPT
chmod +x "$work/agent/buildkite-agent" "$work/slow/buildkite-agent"
env PATH="$work/agent:$PATH" BUILDKITE=true BUILDKITE_JOB_ID=job BUILDKITECI_SHARE=true "$work/warm/build.sh" --version >/dev/null
sum=$(sha256sum "$work/artifacts"/*.tar.gz | cut -d ' ' -f 1)

# The sample of an older catalogue.
mkdir -p "$work/sample/.buildkite"
cp -R "$root/tests/Support/OlderCatalogue/files/." "$work/sample/.buildkite/"
(cd "$work/sample" && git init --quiet && git add --all && git -c user.name=x -c user.email=x@example.com commit --quiet --message x)

agent="env PATH=$work/agent:$PATH BUILDKITE=true BUILDKITECI_PROGRAM_SHA256=$sum BUILDKITECI_PROGRAM_JOB=job"
slow="env PATH=$work/slow:$PATH BUILDKITE=true BUILDKITE_JOB_ID=job BUILDKITE_AGENT_ACCESS_TOKEN=x"
hyperfine --warmup 1 --runs "$runs" --ignore-failure --export-csv "$work/times.csv" --style basic \
  --command-name 'an empty .NET program' "dotnet $work/empty/out/Empty.dll" \
  --command-name 'build.sh --version, warm' "$work/warm/build.sh --version" \
  --command-name 'build.sh --target=CheckResults of no steps' "$work/warm/build.sh --target=CheckResults --step-keys none --root $work/sample --state $work/state" \
  --command-name 'build.sh --target=Validate of this repository' "$work/warm/build.sh --target=Validate" \
  --command-name 'build.sh, the default target of this repository' "$work/warm/build.sh" \
  --command-name 'composing the sample catalogue for both generations' "$work/warm/build.sh --target=GeneratePipeline --build-kind nightly --root $work/sample --output $work/out" \
  --command-name 'matrices, with an agent that takes 0.1 s a call' "$slow $work/warm/build.sh --target=PublishMatrix --nightly --root $work/sample --output $work/matrices" \
  --command-name 'dotnet run --project build -- --version' "dotnet run --project $work/warm/build/Build.csproj --configuration Release -- --version" >&2
hyperfine --warmup 1 --runs "$runs" --export-csv "$work/cold.csv" --style basic --prepare "rm -rf $work/cold/artifacts" \
  --command-name 'a cleaned checkout, from the cache' "$work/cold/build.sh --version" >&2
hyperfine --warmup 1 --runs "$runs" --export-csv "$work/agent.csv" --style basic --prepare "rm -rf $work/cold/artifacts $work/cache" \
  --command-name 'a fresh agent, from the artifact' "$agent $work/cold/build.sh --version" >&2

# After the others: its compiling takes minutes, and the fresh agent's runs have cleared the cache.
native="env BUILDKITECI_NATIVE="
BUILDKITECI_NATIVE=now "$work/warm/build.sh" --version >/dev/null
hyperfine --warmup 1 --runs "$runs" --ignore-failure --export-csv "$work/native.csv" --style basic \
  --command-name 'native: build.sh --version' "$native $work/warm/build.sh --version" \
  --command-name 'native: build.sh --target=CheckResults of no steps' "$native $work/warm/build.sh --target=CheckResults --step-keys none --root $work/sample --state $work/state" \
  --command-name 'native: build.sh --target=Validate of this repository' "$native $work/warm/build.sh --target=Validate" \
  --command-name 'native: build.sh, the default target of this repository' "$native $work/warm/build.sh" \
  --command-name 'native: composing the sample catalogue for both generations' "$native $work/warm/build.sh --target=GeneratePipeline --build-kind nightly --root $work/sample --output $work/out" >&2

# The processor's time tells more than the clock's where the machine has other work.
printf '\n%s, %s processors, %s runs each\n\n| command | median | processor time | of it, times an empty program |\n|---|--:|--:|--:|\n' "$(date -u +%Y-%m-%d)" "$(getconf _NPROCESSORS_ONLN)" "$runs"
tail -q -n +2 "$work/times.csv" "$work/cold.csv" "$work/agent.csv" "$work/native.csv" | awk -F, '
  { name = $1; for (i = 2; i <= NF - 7; i++) name = name "," $i; gsub(/"/, "", name); median = $(NF - 4); processor = $(NF - 3) + $(NF - 2) }
  NR == 1 { empty = processor }
  { printf "| %s | %.2f s | %.2f s | %.1f |\n", name, median, processor, processor / empty }'
