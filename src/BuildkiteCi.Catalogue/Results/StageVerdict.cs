namespace BuildkiteCi.Catalogue.Results;

/// <summary>What a run of a stage showed.</summary>
public enum StageVerdict
{
    /// <summary>The test passed.</summary>
    Passed,

    /// <summary>The test failed.</summary>
    Failed,

    /// <summary>The test was ended because it took too long.</summary>
    TimedOut,

    /// <summary>The machine failed; there is no result of the test.</summary>
    Infrastructure,

    /// <summary>No result: nobody has written the command, or the target to reach, yet.</summary>
    Unverified,

    /// <summary>The test said itself what it is: <c>skipped</c>, <c>not enough HBM</c>.</summary>
    SelfReported,
}

/// <summary>Verdicts as people read them.</summary>
public static class StageVerdicts
{
    private static readonly (StageVerdict Verdict, string Word)[] Words =
    [
        (StageVerdict.Passed, "passed"),
        (StageVerdict.Failed, "failed"),
        (StageVerdict.TimedOut, "timed out"),
        (StageVerdict.Infrastructure, "infrastructure failure"),
        (StageVerdict.Unverified, "unverified"),
        (StageVerdict.SelfReported, "stated"),
    ];

    /// <summary>The verdict's word.</summary>
    public static string Word(StageVerdict verdict) => Array.Find(Words, row => row.Verdict == verdict).Word;

    /// <summary>The verdict of a word, or null.</summary>
    public static StageVerdict? Parse(string word) =>
        Array.FindIndex(Words, row => row.Word == word) is >= 0 and var index ? Words[index].Verdict : null;
}
