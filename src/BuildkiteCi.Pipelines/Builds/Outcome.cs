namespace BuildkiteCi.Pipelines.Builds;

/// <summary>How a step ended, in Buildkite's words (<c>buildkite-agent step get outcome</c>).</summary>
public enum Outcome
{
    /// <summary>A word that is none of the others: the agent may learn new ones.</summary>
    Unknown,

    /// <summary><c>passed</c>.</summary>
    Passed,

    /// <summary><c>soft_failed</c>: the command failed, the step may fail.</summary>
    SoftFailed,

    /// <summary><c>hard_failed</c>: the command failed, and with it the build.</summary>
    HardFailed,

    /// <summary><c>errored</c>: the machine failed, not the test: timeout, cancel, expiry, lost agent.</summary>
    Errored,

    /// <summary><c>neutral</c>: not finished, or left out.</summary>
    Neutral,
}
