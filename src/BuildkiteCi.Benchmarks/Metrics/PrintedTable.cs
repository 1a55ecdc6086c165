using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>A result that some benchmark client printed, other than the serving table.</summary>
/// <param name="Name">The client, as people call it: <c>vllm bench throughput</c>.</param>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="End">Its last line.</param>
/// <param name="Metrics">What it holds; at least one.</param>
/// <param name="Diagnostics">What of it could not be read.</param>
internal sealed record PrintedTable(string Name, int Line, int End, RunMetrics Metrics, ImmutableArray<Diagnostic> Diagnostics)
{
    private static readonly ImmutableArray<Func<string, ImmutableArray<ConsoleLine>, IEnumerable<PrintedTable>>> Finders =
        [OfflineBench.Find, MultiTurnTable.Find, GenAiPerfTable.Find, JetStreamReport.Find];

    /// <summary>All of a log, in its order.</summary>
    public static ImmutableArray<PrintedTable> Find(string path, ImmutableArray<ConsoleLine> lines) =>
        [.. Finders.SelectMany(find => find(path, lines)).Where(table => !table.Metrics.Measurements.IsEmpty).OrderBy(table => table.Line)];
}
