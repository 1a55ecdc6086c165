namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>What a step is (Buildkite's step types; a group is no step here but something that steps are in).</summary>
public enum StepKind
{
    /// <summary>Runs a command.</summary>
    Command,

    /// <summary>Holds everything behind it back until everything before it has ended.</summary>
    Wait,

    /// <summary>Holds everything behind it back until somebody unblocks it.</summary>
    Block,

    /// <summary>Asks somebody for values, and holds back only what depends on it.</summary>
    Input,

    /// <summary>Starts a build of another pipeline.</summary>
    Trigger,
}
