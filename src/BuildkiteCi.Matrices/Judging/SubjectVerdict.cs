namespace BuildkiteCi.Matrices.Judging;

/// <summary>The verdict on a subject on one generation, of one implementation.</summary>
/// <param name="Kind">The verdict.</param>
/// <param name="Reason">At most four words that name the test: <c>speed test fails</c>; the declared status's name; empty where there is nothing to add.</param>
public sealed record SubjectVerdict(VerdictKind Kind, string Reason = "")
{
    /// <summary>No test says anything.</summary>
    public static readonly SubjectVerdict Untested = new(VerdictKind.Untested);

    /// <summary>Whether it works as far as its answers go, and its speed is not vouched for: the sign is a ring.</summary>
    public bool IsRing { get; init; }

    /// <summary>The verdict as a word in front of people: <c>Too large</c>; of a declared status its name.</summary>
    public string Word => Kind switch
    {
        VerdictKind.TooLarge => "Too large",
        VerdictKind.NotApplicable => "Not applicable",
        VerdictKind.Declared => Reason,
        var kind => kind.ToString(),
    };

    /// <summary><c>Limited: speed test fails</c>.</summary>
    public override string ToString() => Reason.Length == 0 || Kind == VerdictKind.Declared ? Word : $"{Word}: {Reason}";
}
