#!/usr/bin/env pwsh
# Starts buildkiteci, the program that composes and runs this repository's CI, in the version that is pinned here. It is looked for in the
# cache of this machine, among the build's artifacts, in the folder and in the feed that are named below, in this order.
#   BUILDKITECI_CACHE, BUILDKITECI_FOLDER, BUILDKITECI_FEED   as in build.sh
$ErrorActionPreference = 'Stop'

$version = @VERSION@
$folder = if ($null -ne $env:BUILDKITECI_FOLDER) { $env:BUILDKITECI_FOLDER } else { @FOLDER@ }
$feed = if ($null -ne $env:BUILDKITECI_FEED) { $env:BUILDKITECI_FEED } else { @FEED@ }
# SHA-256 of the packed programs; an empty one is not checked.
$checksums = @{ 'win-x64' = @win-x64@; 'linux-x64' = @linux-x64@; 'linux-arm64' = @linux-arm64@; 'osx-arm64' = @osx-arm64@ }

$root = $PSScriptRoot
$name = Split-Path -Leaf $PSCommandPath
$system = if ($IsLinux) { 'linux' } elseif ($IsMacOS) { 'osx' } else { 'win' }
$platform = "$system-$([System.Runtime.InteropServices.RuntimeInformation]::OSArchitecture.ToString().ToLowerInvariant())"
$extension = if ($system -eq 'win') { 'zip' } else { 'tar.gz' }
$packed = "buildkiteci-$version-$platform.$extension"
$artifact = "buildkiteci-$platform.$extension"
$cache = if ($null -ne $env:BUILDKITECI_CACHE) { $env:BUILDKITECI_CACHE } else { Join-Path $HOME '.cache/buildkiteci' }
# Without a cache the program is in the checkout's own state, which is never committed.
if (-not $cache) { $cache = Join-Path $root '.buildkite-local/program' }
$entry = [IO.Path]::Combine($cache, $version, $platform)
$program = Join-Path $entry $(if ($system -eq 'win') { 'buildkiteci.exe' } else { 'buildkiteci' })
$tried = [Collections.Generic.List[string]]::new()

function New-Beside {
    $beside = [IO.Path]::Combine($cache, $version, ".new-$([Guid]::NewGuid().ToString('N'))")
    New-Item -ItemType Directory -Force -Path $beside | Out-Null
    $beside
}

# Moves a whole folder into its place. Where another run was quicker, its program is as good.
function Move-Beside([string] $beside) {
    try { [IO.Directory]::Move($beside, $entry) } catch [IO.IOException] { Remove-Item -Recurse -Force -ErrorAction Ignore $beside }
    Test-Path $program
}

function Expand-Program([string] $from, [string] $expected) {
    $actual = (Get-FileHash -LiteralPath $from -Algorithm SHA256).Hash.ToLowerInvariant()
    if ($expected -and $actual -ne $expected) { $tried.Add("$from has the checksum $actual, and $expected is expected"); return $false }
    $beside = New-Beside
    if ($extension -eq 'zip') { Expand-Archive -LiteralPath $from -DestinationPath $beside -Force }
    else {
        & tar -xzf $from -C $beside
        # What is unpacked by half is never put into its place.
        if ($LASTEXITCODE -ne 0) { $tried.Add("$from cannot be unpacked"); Remove-Item -Recurse -Force -ErrorAction Ignore $beside; return $false }
    }
    Move-Beside $beside
}

# Only of the job that composed this build: every job may leave artifacts of this name, that one alone has told its checksum.
function Find-InArtifacts {
    if ($env:BUILDKITE -ne 'true' -or -not $env:BUILDKITECI_PROGRAM_SHA256 -or -not $env:BUILDKITECI_PROGRAM_JOB) { return $false }
    $into = New-Beside
    try {
        $log = & buildkite-agent artifact download $artifact "$into/" --step $env:BUILDKITECI_PROGRAM_JOB 2>&1
        $from = Join-Path $into $artifact
        if (Test-Path $from) { return Expand-Program $from $env:BUILDKITECI_PROGRAM_SHA256 }
        $tried.Add("$artifact of job $env:BUILDKITECI_PROGRAM_JOB cannot be downloaded: $($log | Select-Object -Last 1)")
        $false
    }
    finally { Remove-Item -Recurse -Force -ErrorAction Ignore $into }
}

function Find-InFolder {
    if (-not $folder) { return $false }
    $from = Join-Path $(if ([IO.Path]::IsPathRooted($folder)) { $folder } else { Join-Path $root $folder }) $packed
    if (Test-Path $from) { return Expand-Program $from $checksums[$platform] }
    $tried.Add("there is no $from")
    $false
}

function Find-InFeed {
    if (-not $feed) { return $false }
    if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { $tried.Add("the feed $feed needs the .NET SDK, and there is no 'dotnet'"); return $false }
    $from = if ($feed -match '://' -or [IO.Path]::IsPathRooted($feed)) { $feed } else { Join-Path $root $feed }
    $beside = New-Beside
    $log = & dotnet tool install buildkiteci --version $version --tool-path $beside --source $from 2>&1
    if ($LASTEXITCODE -eq 0) { return Move-Beside $beside }
    $tried.Add("the feed ${feed}: $log")
    Remove-Item -Recurse -Force -ErrorAction Ignore $beside
    $false
}

if (-not (Test-Path $program) -and -not (Find-InArtifacts) -and -not (Find-InFolder) -and -not (Find-InFeed)) {
    $tried | ForEach-Object { [Console]::Error.WriteLine("${name}: $_") }
    [Console]::Error.WriteLine("${name}: error: there is no buildkiteci $version for this machine ($platform): put $packed into a folder and name it (BUILDKITECI_FOLDER), or name a feed that has the tool (BUILDKITECI_FEED, needs the .NET SDK)")
    exit 2
}

$env:BUILDKITECI_COMMAND = "./$name"
$env:BUILDKITECI_REPOSITORY = $root
$hasRoot = @($args | Where-Object { $_ -eq '--root' -or "$_".StartsWith('--root=') }).Count -gt 0
if ($hasRoot) { & $program @args } else { & $program @args --root $root }
exit $LASTEXITCODE
