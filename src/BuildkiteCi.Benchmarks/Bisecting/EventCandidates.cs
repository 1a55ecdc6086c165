using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;

namespace BuildkiteCi.Benchmarks.Bisecting;

/// <summary>The commits to try for an event.</summary>
/// <param name="Event">The event.</param>
/// <param name="LastGood">The last commit that measured as before, at 95 %; empty where the history does not name it.</param>
/// <param name="Commits">Those after it, the oldest first; empty where nothing of this repository changed, or it does not hold
/// them.</param>
/// <param name="SameCode">The chance that none of them is it: the runs around the likeliest place measured the same code.</param>
/// <param name="Others">What else changed in the same range: versions of other repositories, which this one cannot list.</param>
public sealed record EventCandidates(
    ChangeEvent Event,
    string LastGood,
    ImmutableArray<CandidateCommit> Commits,
    double SameCode,
    ImmutableArray<VersionRange> Others
)
{
    /// <summary>Why the commits could not be listed, and what to do; null where they could.</summary>
    public string? Problem { get; init; }

    /// <summary>Spreads each place's chance evenly over its commits. What a range skips, its neighbour has.</summary>
    /// <param name="one">The event.</param>
    /// <param name="component">The name of this repository in the history's versions; <c>tpu-inference</c>.</param>
    /// <param name="commits">The commits after the last good one, up to the first bad one, the oldest first.</param>
    public static EventCandidates Of(ChangeEvent one, string component, ImmutableArray<CandidateCommit> commits)
    {
        var (chances, sameCode, from) = (new double[commits.Length], 0.0, 0);
        foreach (var place in one.Places)
        {
            var end = Enumerable.Range(0, commits.Length).FirstOrDefault(i => commits[i].Commit == Of(place.FirstBad, component), -1) + 1;
            if (end <= from)
            {
                sameCode += place.Chance;
                continue;
            }

            for (var i = from; i < end; i++) chances[i] += place.Chance / (end - from);
            from = end;
        }

        return new EventCandidates(
            one,
            Of(one.LastGood, component),
            [.. commits.Select((commit, i) => commit with { Chance = chances[i] })],
            commits.IsEmpty ? 1 : sameCode,
            one.Suspects.RemoveAll(range =>
                range.Component == component || range.Component.Length == 0 && range.From == Of(one.LastGood, component)
            )
        );
    }

    /// <summary>The commit of a repository that a run measured.</summary>
    public static string Of(SeriesPoint point, string component) => point.Versions.GetValueOrDefault(component) ?? point.Commit;
}

/// <summary>A commit that may have brought a change in.</summary>
/// <param name="Commit">Its full hash.</param>
/// <param name="Time">When it was made.</param>
/// <param name="Subject">The first line of its message.</param>
/// <param name="Chance">How likely it is the first with the change, 0 to 1, before anything was run again.</param>
public sealed record CandidateCommit(string Commit, DateTimeOffset Time, string Subject, double Chance);
