using System.Collections.Frozen;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Verdicts of changes as they are written.</summary>
public static class ChangeVerdicts
{
    private static readonly FrozenDictionary<ChangeVerdict, string> Words = new Dictionary<ChangeVerdict, string>
    {
        [ChangeVerdict.Unchanged] = "unchanged",
        [ChangeVerdict.Regressed] = "regressed",
        [ChangeVerdict.Improved] = "improved",
        [ChangeVerdict.Moved] = "moved",
        [ChangeVerdict.NotEnoughData] = "not enough data",
    }.ToFrozenDictionary();

    /// <summary>The verdict in JSON and for people.</summary>
    public static string Word(this ChangeVerdict verdict) => Words[verdict];
}
