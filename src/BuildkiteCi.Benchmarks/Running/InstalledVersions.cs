using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>The versions of what lies under vLLM, which no variable tells: many a regression comes in with one of them.</summary>
internal static class InstalledVersions
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly ImmutableArray<string> Packages = ["jax", "libtpu"];

    // Reads what the packages were installed as; importing JAX would take the TPU.
    private const string Script = """
        import sys
        from importlib import metadata
        for package in sys.argv[1:]:
            try:
                print(f"{package}={metadata.version(package)}")
            except metadata.PackageNotFoundError:
                pass
        """;

    /// <summary>Asks Python where the server will run. What is not installed is left out; no Python, no versions.</summary>
    public static async Task<ImmutableSortedDictionary<string, string>> AskAsync(
        IProcessRunner processes,
        IBenchmarkPlace place,
        CancellationToken cancellationToken
    )
    {
        var command = CommandLine.Of("python3", ["-c", Script, .. Packages]);
        var exit = await processes.RunAsync(place.Command(command) with { Timeout = Patience }, null, cancellationToken);
        var pairs = from line in exit.Output.Split('\n', StringSplitOptions.TrimEntries)
                    let parts = line.Split('=', 2)
                    where parts is [var package, { Length: > 0 }] && Packages.Contains(package)
                    group parts[1] by parts[0] into told
                    select KeyValuePair.Create(told.Key, told.Last());
        return pairs.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }
}
