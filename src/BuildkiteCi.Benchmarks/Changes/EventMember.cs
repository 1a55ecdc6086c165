using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>What an event did to one series.</summary>
/// <param name="Series">The series.</param>
/// <param name="First">The first run after it, at the likeliest place.</param>
/// <param name="From">The value before, in the metric's unit.</param>
/// <param name="To">The value after it.</param>
/// <param name="Relative">To over from, minus 1.</param>
/// <param name="Verdict">Regressed, improved or moved.</param>
/// <param name="IsSuspected">Whether it is not confirmed yet.</param>
public sealed record EventMember(
    SeriesKey Series,
    SeriesPoint First,
    double From,
    double To,
    double Relative,
    ChangeVerdict Verdict,
    bool IsSuspected
)
{
    // Before anybody has run the same commit again, one suspicion in three is taken for noise.
    private const double OfASuspicion = 1.0 / 3;

    /// <summary>Whether it brought back the level before the change before.</summary>
    public bool IsReturn { get; init; }

    /// <summary>Where it can have come in, by itself.</summary>
    public ImmutableArray<PossiblePlace> Places { get; init; } = [];

    /// <summary>The chance that noise alone looks like this, 0 to 1.</summary>
    public double FalseAlarm { get; init; }

    /// <summary>Standard deviation of the runs before it, as a share of their value.</summary>
    public double RelativeSpread { get; init; }

    /// <summary>The changes of a series, and what is suspected of it, each with the runs that it lies between.</summary>
    internal static IEnumerable<(SeriesPoint Low, SeriesPoint High, EventMember Member)> Of(SeriesChanges found)
    {
        var key = found.Series.Key;
        foreach (var change in found.Changes)
        {
            yield return (change.Location.LastGood, change.Location.FirstBad,
                new EventMember(key, change.First, change.From, change.To, change.Relative, change.Verdict, IsSuspected: false)
                {
                    IsReturn = change.IsReturn,
                    Places = change.Location.Candidates,
                    FalseAlarm = change.FalseAlarm,
                    RelativeSpread = Share(change.Before),
                });
        }

        if (found.Suspicion is { } suspicion)
        {
            yield return (
                suspicion.LastBefore,
                suspicion.First,
                new EventMember(
                    key,
                    suspicion.First,
                    suspicion.Baseline,
                    suspicion.Value,
                    suspicion.Relative,
                    suspicion.Verdict,
                    IsSuspected: true
                )
                {
                    Places = [new PossiblePlace(suspicion.LastBefore, suspicion.First, 1)],
                    FalseAlarm = OfASuspicion,
                    RelativeSpread = found.Levels is [.., { } level] ? Share(level) : 0,
                }
            );
        }
    }

    private static double Share(Level level) => level.Center == 0 ? 0 : Math.Abs(level.Spread / level.Center);
}
