namespace BuildkiteCi.Testing;

/// <summary>What a run of a stage showed.</summary>
public enum StageVerdict
{
    /// <summary>The test passed.</summary>
    Passed,

    /// <summary>The test failed.</summary>
    Failed,

    /// <summary>The test was ended because it took too long.</summary>
    TimedOut,

    /// <summary>The machine failed; nothing is known about the test.</summary>
    Infrastructure,

    /// <summary>The test was not run: nobody has written its command yet.</summary>
    Unverified,
}
