namespace BuildkiteCi.Testing;

/// <summary>What came of a stage.</summary>
/// <param name="Job">The stage.</param>
/// <param name="Verdict">What its run showed.</param>
/// <param name="Reason">Why, in one line for people: <c>exit status 1</c>.</param>
/// <param name="Span">How long it took.</param>
public sealed record StageResult(StageJob Job, StageVerdict Verdict, string Reason, TimeSpan Span)
{
    /// <summary>Whether the build goes on as if nothing had happened: passed, or not run on purpose.</summary>
    public bool Succeeded => Verdict is StageVerdict.Passed or StageVerdict.Unverified;

    /// <summary><c>UnitTest of Qwen/Qwen3-4B: failed (exit status 1) after 2 min 5 s</c>.</summary>
    public override string ToString() => $"{Job}: {Word} ({Reason}) after {Elapsed.Text(Span)}";

    private string Word => Verdict switch
    {
        StageVerdict.Passed => "passed",
        StageVerdict.Failed => "failed",
        StageVerdict.TimedOut => "timed out",
        StageVerdict.Infrastructure => "infrastructure failure",
        _ => "unverified",
    };
}
