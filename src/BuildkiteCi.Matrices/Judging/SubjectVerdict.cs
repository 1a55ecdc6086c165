using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Matrices.Judging;

/// <summary>The verdict on a subject on one generation, of one implementation.</summary>
/// <param name="Kind">The verdict.</param>
/// <param name="Reason">At most four words that name the test: <c>speed test fails</c>; the declared status's name; empty where there is
/// nothing to add.</param>
public sealed record SubjectVerdict(VerdictKind Kind, string Reason = "")
{
    /// <summary>No test has a result that decides.</summary>
    public static readonly SubjectVerdict Untested = new(VerdictKind.Untested);

    /// <summary>Whether its answers are right and its speed is untested: the sign is a ring.</summary>
    public bool IsRing { get; init; }

    /// <summary>Whether it is limited without a test of its answers that passed, so that no sentence may claim that it works.</summary>
    public bool IsUnchecked { get; init; }

    /// <summary>The verdict as a word for people: <c>Too large</c>; of a declared status its name.</summary>
    public string Word => Kind switch
    {
        VerdictKind.TooLarge => "Too large",
        VerdictKind.NotApplicable => "Not applicable",
        VerdictKind.Declared => IsDefaultFeature ? "Declared" : Reason,
        var kind => kind.ToString(),
    };

    /// <summary>What is beside the word: <c>speed test fails</c>; empty where the word is all there is.</summary>
    public string Why => Kind == VerdictKind.Declared ? (IsDefaultFeature ? "not tested here" : "") : Reason;

    /// <summary>Whether it works, with or without a tested speed.</summary>
    public bool Works => Kind == VerdictKind.Works;

    /// <summary>Whether any test has a result of it.</summary>
    public bool IsTested => Kind is VerdictKind.Works or VerdictKind.Limited or VerdictKind.Fails or VerdictKind.TooLarge;

    /// <summary>Whether <paramref name="other"/> is the same verdict for a reader who asks since when: both kinds of Works count as
    /// one.</summary>
    public bool IsSameFor(SubjectVerdict other) => Kind == other.Kind && (Works || Reason == other.Reason || Kind != VerdictKind.Declared);

    private bool IsDefaultFeature => Reason == Status.Declared.Name;

    /// <summary><c>Limited: speed test fails</c>.</summary>
    public override string ToString() => Reason.Length == 0 ? Word : Kind == VerdictKind.Declared ? Reason : $"{Word}: {Reason}";
}
