#!/usr/bin/env pwsh
# Starts the build program with the arguments given: the one that was compiled here where no source changed; else the one of the same sources
# from the cache of this machine; else it compiles. ./build.ps1 --help lists the targets.
#   BUILDKITECI_CACHE   folder of programs that all checkouts of this machine share; default: ~/.cache/buildkiteci, empty: none
$ErrorActionPreference = 'Stop'

$compiled = Join-Path $PSScriptRoot 'artifacts/bin/Build/release'
$stamp = Join-Path $PSScriptRoot 'artifacts/build.stamp'
$cache = if ($null -ne $env:BUILDKITECI_CACHE) { $env:BUILDKITECI_CACHE } else { Join-Path $HOME '.cache/buildkiteci' }
$platform = [System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier

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
# A program from elsewhere does not find its repository beside it.
$env:BUILDKITECI_REPOSITORY = $PSScriptRoot

# What the build is compiled from: files, and the folders that they are in.
function Get-Sources {
    $folders = @('build', 'src') | ForEach-Object { Join-Path $PSScriptRoot $_ }
    Get-ChildItem -Path $PSScriptRoot -File | Where-Object { $_.Name -like 'Directory.*' -or $_.Name -eq 'global.json' }
    Get-Item $folders
    Get-ChildItem -Path $folders -Recurse
}

# One text for the content of all sources and their names.
function Get-Digest {
    $lines = Get-Sources | Where-Object { -not $_.PSIsContainer } | ForEach-Object { "$((Get-FileHash -LiteralPath $_.FullName).Hash) $($_.FullName.Substring($PSScriptRoot.Length).Replace('\', '/'))" }
    [Array]::Sort($lines, [StringComparer]::Ordinal)
    $text = [Text.Encoding]::UTF8.GetBytes($lines -join "`n")
    [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($text)).ToLowerInvariant()
}

# The stamp holds the digest of the sources, and the folder of the program that was made of them.
function Get-Stamp {
    if (-not (Test-Path $stamp)) { return $null }
    $lines = @(Get-Content $stamp)
    if ($lines.Count -lt 2) { return $null }
    $folder = [IO.Path]::Combine($PSScriptRoot, $lines[1])
    if (Test-Path (Join-Path $folder 'Build.dll')) { @{ Content = $lines[0]; Folder = $folder } } else { $null }
}

function Test-Touched($known) {
    if ($null -eq $known) { return $true }
    $last = (Get-Item $stamp).LastWriteTimeUtc
    return $null -ne (Get-Sources | Where-Object { $_.LastWriteTimeUtc -gt $last } | Select-Object -First 1)
}

# Notes that the program in a folder is the one of the sources as they were at that time.
function Set-Stamp([string] $content, [string] $folder, [DateTime] $time) {
    $shown = if ($folder -eq $compiled) { 'artifacts/bin/Build/release' } else { $folder }
    Set-Content -Path "$stamp.new" -Value @($content, $shown)
    (Get-Item "$stamp.new").LastWriteTimeUtc = $time.ToUniversalTime()
    Move-Item -Force -Path "$stamp.new" -Destination $stamp
}

function Invoke-Compiler([string[]] $properties) {
    & dotnet build (Join-Path $PSScriptRoot 'build/Build.csproj') --configuration Release --nologo --verbosity quiet '-p:RunAnalyzers=false' '-p:GenerateDocumentationFile=false' @properties 2>&1
}

# A folder is moved into its place whole. Where another run was quicker, its program is as good; a full disk costs the cache, not the build.
function Add-ToCache([string] $entry) {
    if (-not $cache) { return }
    $beside = Join-Path (Split-Path $entry) ".new-$([Guid]::NewGuid().ToString('N'))"
    try {
        New-Item -ItemType Directory -Force -Path $beside | Out-Null
        Copy-Item -Recurse -Path (Join-Path $compiled '*') -Exclude '*.pdb', '*.xml' -Destination $beside
        Move-Item -Path $beside -Destination $entry
    }
    catch { Remove-Item -Recurse -Force -ErrorAction Ignore $beside }
}

function Build-Program {
    # The time is taken before the sources are read, so that what changes meanwhile is compiled by the next run.
    $started = Get-Date
    $content = Get-Digest
    $known = Get-Stamp
    # What git writes anew with the same content (a branch and back, a stash) needs no compiler.
    if ($null -ne $known -and $known.Content -eq $content) {
        Set-Stamp $content $known.Folder $started
        return
    }
    $entry = if ($cache) { [IO.Path]::Combine($cache, $content, $platform) } else { '' }
    if ($entry -and (Test-Path (Join-Path $entry 'Build.dll'))) {
        Set-Stamp $content $entry $started
        return
    }
    # A compiler that is ended halfway leaves no stamp that fits an older program.
    Remove-Item -Force -ErrorAction Ignore $stamp
    [Console]::Error.WriteLine('build.ps1: compiling build/ and src/, once for these sources; it takes about a minute, several on a busy machine …')
    $log = Invoke-Compiler @()
    # The compiler for native code comes in a package of the SDK's own version; where an index lacks it, the program starts slower.
    if ($LASTEXITCODE -ne 0 -and $log -match 'Crossgen2') { $log = Invoke-Compiler @('-p:Precompile=false') }
    if ($LASTEXITCODE -ne 0) {
        $log | ForEach-Object { [Console]::Error.WriteLine($_) }
        Stop-Build 1 'the build does not compile; fix the errors above'
    }
    Set-Stamp $content $compiled $started
    Add-ToCache $entry
    [Console]::Error.WriteLine("build.ps1: compiled in $([int]((Get-Date) - $started).TotalSeconds) s")
}

if (Test-Touched (Get-Stamp)) {
    New-Item -ItemType Directory -Force -Path (Join-Path $PSScriptRoot 'artifacts') | Out-Null
    # Two runs at once must not compile into one folder at once.
    $lock = $null
    while ($null -eq $lock) {
        try { $lock = [IO.File]::Open((Join-Path $PSScriptRoot 'artifacts/build.lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
        catch [IO.IOException] { Start-Sleep -Milliseconds 200 }
    }
    try { if (Test-Touched (Get-Stamp)) { Build-Program } }
    finally { $lock.Dispose() }
}

& dotnet (Join-Path (Get-Stamp).Folder 'Build.dll') @args
exit $LASTEXITCODE
