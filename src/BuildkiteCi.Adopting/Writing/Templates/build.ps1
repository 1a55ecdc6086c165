#!/usr/bin/env pwsh
# Starts buildkiteci, the program that composes and runs this repository's CI, in the version that is pinned here. It is looked for in the
# cache of this machine, in the folder and in the feed that are named below, in this order.
$ErrorActionPreference = 'Stop'

$version = '@VERSION@'
$folder = if ($null -ne $env:BUILDKITECI_FOLDER) { $env:BUILDKITECI_FOLDER } else { '@FOLDER@' }
$feed = if ($null -ne $env:BUILDKITECI_FEED) { $env:BUILDKITECI_FEED } else { '@FEED@' }
$expected = '@win-x64@'

$root = $PSScriptRoot
$archive = "buildkiteci-$version-win-x64.zip"
$caches = if ($env:BUILDKITECI_CACHE) { $env:BUILDKITECI_CACHE } else { Join-Path $HOME '.cache/buildkiteci' }
$cache = Join-Path $caches "$version-win-x64"
$program = Join-Path $cache 'buildkiteci.exe'

if (-not (Test-Path $program)) {
    $from = if ($folder) { Join-Path ($(if ([IO.Path]::IsPathRooted($folder)) { $folder } else { Join-Path $root $folder })) $archive } else { '' }
    if ($from -and (Test-Path $from)) {
        $actual = (Get-FileHash $from -Algorithm SHA256).Hash.ToLowerInvariant()
        if ($expected -and $actual -ne $expected) { [Console]::Error.WriteLine("build.ps1: error: $from has the checksum $actual, and $expected is pinned here"); exit 2 }
        Expand-Archive $from -DestinationPath "$cache.new" -Force
        Move-Item "$cache.new" $cache
    }
    elseif ($feed -and (Get-Command dotnet -ErrorAction SilentlyContinue)) {
        & dotnet tool install buildkiteci --version $version --tool-path $cache --add-source $feed | Out-Null
        if ($LASTEXITCODE -ne 0) { exit 2 }
    }
    else {
        [Console]::Error.WriteLine("build.ps1: error: there is no buildkiteci $version for this machine: put $archive into a folder and name it (BUILDKITECI_FOLDER), or name a feed (BUILDKITECI_FEED)")
        exit 2
    }
}

$env:BUILDKITECI_COMMAND = './' + (Split-Path -Leaf $PSCommandPath)
$hasRoot = @($args | Where-Object { $_ -eq '--root' -or "$_".StartsWith('--root=') }).Count -gt 0
if ($hasRoot) { & $program @args } else { & $program @args --root $root }
exit $LASTEXITCODE
