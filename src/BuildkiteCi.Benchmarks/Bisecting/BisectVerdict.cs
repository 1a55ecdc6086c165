namespace BuildkiteCi.Benchmarks.Bisecting;

/// <summary>The state of a bisection.</summary>
public enum BisectVerdict
{
    /// <summary>More runs are needed.</summary>
    Undecided,

    /// <summary>One commit, or neighbours of which none between can be run, brought the change in.</summary>
    Culprit,

    /// <summary>No commit measures as the bad runs did: they were noise, or it is over.</summary>
    Noise,

    /// <summary>The last good commit measures as the bad ones do now: the machine or what lies under the code changed.</summary>
    Environment,
}
