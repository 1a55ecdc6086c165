using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Benchmarks.Running;

namespace BuildkiteCi.Benchmarks.History;

/// <summary>Brings a run into the history and compares it with what was there.</summary>
/// <param name="history">The history.</param>
/// <param name="folder">The run's folder, which keeps the record whatever becomes of the history.</param>
/// <param name="watch">How series are watched; null: as usual.</param>
public sealed class RunKeeper(RunHistory history, RunFolder folder, WatchSettings? watch = null)
{
    /// <summary>The record in the run's folder.</summary>
    public const string RecordFile = "run.jsonl";

    /// <summary>Writes the record to the run's folder, then to the history.</summary>
    /// <returns>How each metric compares with its baseline, and why the history does not hold the run; null where it does.</returns>
    public async Task<(ImmutableArray<(Metric Metric, Comparison Comparison)> Compared, string? Problem)> KeepAsync(
        BenchmarkRun run,
        CancellationToken cancellationToken
    )
    {
        folder.Write(RecordFile, RunLines.Write(run) + "\n");
        try
        {
            var before = await HistorySeries.ReadAsync(history, run.Case, cancellationToken);
            await history.KeepAsync(run, cancellationToken);
            return (Compare(run, before), null);
        }
        catch (HistoryException failure)
        {
            // Hours of a TPU are in this record.
            return ([], $"{failure.Message}; the run is kept in {folder.Path}/{RecordFile}, BenchmarkReport --import brings it in");
        }
    }

    private ImmutableArray<(Metric, Comparison)> Compare(BenchmarkRun run, HistorySeries before)
    {
        var compared = from series in before.Series
                       where series.Key.Device == run.Device && series.Key.Configuration == run.ConfigurationHash
                       let measured = run.Metrics.FirstOrDefault(one => one.Metric.Name == series.Key.Metric.Name)
                       where measured is not null
                       // The same record may be there already, of an earlier try to write it.
                       let others = series.Points.RemoveAll(point => before.Runs[point.Row].Id == run.Id)
                       where !others.IsEmpty
                       let settings = (watch ?? WatchSettings.BuiltIn).For(series.Key)
                       let found = ChangeDetection.Find(series with { Points = others }, settings)
                       select (series.Key.Metric, Comparison.Of(found, measured.Value, measured.StandardError, settings));
        return [.. compared];
    }
}
