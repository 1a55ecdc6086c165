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

# What the build is compiled from: files, and the folders that they are in.
function Get-Sources {
    $folders = @('build', 'src') | ForEach-Object { Join-Path $PSScriptRoot $_ }
    Get-ChildItem -Path $PSScriptRoot -File | Where-Object { $_.Name -like 'Directory.*' -or $_.Name -eq 'global.json' }
    Get-Item $folders
    Get-ChildItem -Path $folders -Recurse
}

# One text for the content of all sources and their names.
function Get-Digest {
    $lines = Get-Sources | Where-Object { -not $_.PSIsContainer } | ForEach-Object { "$((Get-FileHash -LiteralPath $_.FullName).Hash) $($_.FullName.Substring($PSScriptRoot.Length))" }
    [Array]::Sort($lines, [StringComparer]::Ordinal)
    $text = [Text.Encoding]::UTF8.GetBytes($lines -join "`n")
    [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($text))
}

function Test-Touched {
    if (-not (Test-Path $program) -or -not (Test-Path $stamp)) { return $true }
    $last = (Get-Item $stamp).LastWriteTimeUtc
    return $null -ne (Get-Sources | Where-Object { $_.LastWriteTimeUtc -gt $last } | Select-Object -First 1)
}

function Invoke-Compiler([string[]] $properties) {
    & dotnet build (Join-Path $PSScriptRoot 'build/Build.csproj') --configuration Release --nologo --verbosity quiet '-p:RunAnalyzers=false' '-p:GenerateDocumentationFile=false' @properties 2>&1
}

function Build-Program {
    # The time is taken before the sources are read, so that what changes meanwhile is compiled by the next run.
    $started = Get-Date
    $content = Get-Digest
    # What git writes anew with the same content (a branch and back, a stash) needs no compiler.
    if ((Test-Path $program) -and (Test-Path $stamp) -and "$(Get-Content -TotalCount 1 $stamp)" -eq $content) {
        (Get-Item $stamp).LastWriteTimeUtc = $started.ToUniversalTime()
        return
    }
    # A compiler that is ended halfway leaves no stamp that fits an older program.
    Remove-Item -Force -ErrorAction Ignore $stamp
    [Console]::Error.WriteLine('build.ps1: compiling the build …')
    $log = Invoke-Compiler @()
    # The compiler for native code comes in a package of the SDK's own version; where an index lacks it, the program starts slower.
    if ($LASTEXITCODE -ne 0 -and $log -match 'Crossgen2') { $log = Invoke-Compiler @('-p:Precompile=false') }
    if ($LASTEXITCODE -ne 0) {
        $log | ForEach-Object { [Console]::Error.WriteLine($_) }
        Stop-Build 1 'the build does not compile; mend the errors above'
    }
    Set-Content -Path "$stamp.new" -Value $content
    (Get-Item "$stamp.new").LastWriteTimeUtc = $started.ToUniversalTime()
    Move-Item -Force -Path "$stamp.new" -Destination $stamp
    [Console]::Error.WriteLine("build.ps1: compiled in $([int]((Get-Date) - $started).TotalSeconds) s")
}

if (Test-Touched) {
    New-Item -ItemType Directory -Force -Path (Join-Path $PSScriptRoot 'artifacts') | Out-Null
    # Two runs at once must not compile into one folder at once.
    $lock = $null
    while ($null -eq $lock) {
        try { $lock = [IO.File]::Open((Join-Path $PSScriptRoot 'artifacts/build.lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
        catch [IO.IOException] { Start-Sleep -Milliseconds 200 }
    }
    try { if (Test-Touched) { Build-Program } }
    finally { $lock.Dispose() }
}

& dotnet $program @args
exit $LASTEXITCODE
