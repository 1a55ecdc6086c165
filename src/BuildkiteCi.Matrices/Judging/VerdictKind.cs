namespace BuildkiteCi.Matrices.Judging;

/// <summary>The short answer to "does it work on my TPU".</summary>
public enum VerdictKind
{
    /// <summary>No test has a result.</summary>
    Untested,

    /// <summary>Its answers are right.</summary>
    Works,

    /// <summary>It runs, and something of it is wrong, too slow, or nobody checked its answers.</summary>
    Limited,

    /// <summary>It does not work.</summary>
    Fails,

    /// <summary>It does not fit into the machine's memory.</summary>
    TooLarge,

    /// <summary>There is nothing to test, by definition.</summary>
    NotApplicable,

    /// <summary>Beta, Experimental, Planned, Unplanned, or declared to work: what somebody wrote, not what a test showed.</summary>
    Declared,
}
