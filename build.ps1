#!/usr/bin/env pwsh
# Builds the build program where a source changed, then starts it with the arguments given. ./build.ps1 --help tells them.
$ErrorActionPreference = 'Stop'

$program = Join-Path $PSScriptRoot 'artifacts/bin/Build/release/Build.dll'
$stamp = Join-Path $PSScriptRoot 'artifacts/build.stamp'

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine("build.ps1: error: there is no 'dotnet'; install the .NET 10 SDK and put it on the PATH")
    exit 2
}

$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'

function Test-Stale {
    if (-not (Test-Path $program) -or -not (Test-Path $stamp)) { return $true }
    $last = (Get-Item $stamp).LastWriteTimeUtc
    $sources = @('build', 'src') | ForEach-Object { Join-Path $PSScriptRoot $_ }
    $settings = Get-ChildItem -Path $PSScriptRoot -File | Where-Object { $_.Name -like 'Directory.*' -or $_.Name -eq 'global.json' }
    $changed = @($settings) + @(Get-Item $sources) + @(Get-ChildItem -Path $sources -Recurse) | Where-Object { $_.LastWriteTimeUtc -gt $last } | Select-Object -First 1
    return $null -ne $changed
}

if (Test-Stale) {
    New-Item -ItemType Directory -Force -Path (Join-Path $PSScriptRoot 'artifacts') | Out-Null
    [Console]::Error.WriteLine('build.ps1: compiling the build …')
    # The stamp is made before the compiler reads, so that what changes meanwhile is compiled by the next run.
    Set-Content -Path "$stamp.new" -Value ''
    $output = & dotnet build (Join-Path $PSScriptRoot 'build/Build.csproj') --configuration Release --nologo --verbosity quiet 2>&1
    if ($LASTEXITCODE -ne 0) {
        $output | ForEach-Object { [Console]::Error.WriteLine($_) }
        [Console]::Error.WriteLine('build.ps1: error: the build does not compile; mend the errors above')
        exit 1
    }
    Move-Item -Force -Path "$stamp.new" -Destination $stamp
}

& dotnet $program @args
exit $LASTEXITCODE
