namespace BuildkiteCi.Benchmarks.Tests;

/// <summary>What benchmarks read and write, as source files; <c>Samples/README.md</c> tells what each is.</summary>
internal static class Samples
{
    /// <summary>A sample: <c>logs/03-2025-02-no-failed-line.log</c>.</summary>
    public static SourceFile Source(string name) => new(name, Oracle.Text("BuildkiteCi.Benchmarks.Tests", "Samples", name));
}
