#!/usr/bin/env pwsh
# Builds the build program where a source changed, then starts it with the arguments given. ./build.ps1 --help tells them.
$ErrorActionPreference = 'Stop'

$program = Join-Path $PSScriptRoot 'artifacts/bin/Build/release/Build.dll'
$stamp = Join-Path $PSScriptRoot 'artifacts/build.stamp'

function Stop-Build([int] $status, [string] $message) {
    [Console]::Error.WriteLine("build.ps1: error: $message")
    exit $status
}

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    Stop-Build 2 "there is no 'dotnet'; install the .NET 10 SDK and put it on the PATH"
}

$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_SKIP_FIRST_TIME_EXPERIENCE = '1'

function Test-Stale {
    if (-not (Test-Path $program) -or -not (Test-Path $stamp)) { return $true }
    $last = (Get-Item $stamp).LastWriteTimeUtc
    $sources = @('build', 'src') | ForEach-Object { Join-Path $PSScriptRoot $_ }
    $settings = Get-ChildItem -Path $PSScriptRoot -File | Where-Object { $_.Name -like 'Directory.*' -or $_.Name -eq 'global.json' }
    $changed = @($settings) + @(Get-Item $sources) + @(Get-ChildItem -Path $sources -Recurse) | Where-Object { $_.LastWriteTimeUtc -gt $last } | Select-Object -First 1
    return $null -ne $changed
}

function Invoke-Compiler([string[]] $properties) {
    & dotnet build (Join-Path $PSScriptRoot 'build/Build.csproj') --configuration Release --nologo --verbosity quiet @properties 2>&1
}

function Build-Program {
    $started = Get-Date
    [Console]::Error.WriteLine('build.ps1: compiling the build …')
    # The stamp is made before the compiler reads, so that what changes meanwhile is compiled by the next run.
    Set-Content -Path "$stamp.new" -Value ''
    $log = Invoke-Compiler @()
    # The compiler for native code comes in a package of the SDK's own version; where an index lacks it, the program starts slower.
    if ($LASTEXITCODE -ne 0 -and $log -match 'Crossgen2') { $log = Invoke-Compiler @('-p:Precompile=false') }
    if ($LASTEXITCODE -ne 0) {
        $log | ForEach-Object { [Console]::Error.WriteLine($_) }
        Stop-Build 1 'the build does not compile; mend the errors above'
    }
    Move-Item -Force -Path "$stamp.new" -Destination $stamp
    [Console]::Error.WriteLine("build.ps1: compiled in $([int]((Get-Date) - $started).TotalSeconds) s")
}

if (Test-Stale) {
    New-Item -ItemType Directory -Force -Path (Join-Path $PSScriptRoot 'artifacts') | Out-Null
    # Two runs at once must not compile into one folder at once.
    $lock = $null
    while ($null -eq $lock) {
        try { $lock = [IO.File]::Open((Join-Path $PSScriptRoot 'artifacts/build.lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
        catch [IO.IOException] { Start-Sleep -Milliseconds 200 }
    }
    try { if (Test-Stale) { Build-Program } }
    finally { $lock.Dispose() }
}

& dotnet $program @args
exit $LASTEXITCODE
