namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>What an event did to one series.</summary>
/// <param name="Series">The series.</param>
/// <param name="First">The first run after it, at the likeliest place.</param>
/// <param name="From">The value before, in the metric's unit.</param>
/// <param name="To">The value after it.</param>
/// <param name="Relative">To over from, minus 1.</param>
/// <param name="Verdict">Regressed, improved or moved.</param>
/// <param name="IsSuspected">Whether it is not confirmed yet.</param>
public sealed record EventMember(SeriesKey Series, SeriesPoint First, double From, double To, double Relative, ChangeVerdict Verdict, bool IsSuspected)
{
    /// <summary>Whether it brought back the level before the change before.</summary>
    public bool IsReturn { get; init; }

    /// <summary>The changes of a series, and what is suspected of it, each with the runs that it lies between.</summary>
    internal static IEnumerable<(SeriesPoint Low, SeriesPoint High, EventMember Member)> Of(SeriesChanges found)
    {
        var key = found.Series.Key;
        foreach (var change in found.Changes)
        {
            yield return (change.Location.LastGood, change.Location.FirstBad,
                new EventMember(key, change.First, change.From, change.To, change.Relative, change.Verdict, IsSuspected: false) { IsReturn = change.IsReturn });
        }

        if (found.Suspicion is { } suspicion)
            yield return (suspicion.LastBefore, suspicion.First, new EventMember(key, suspicion.First, suspicion.Baseline, suspicion.Value, suspicion.Relative, suspicion.Verdict, IsSuspected: true));
    }
}
