using System.Collections.Immutable;

namespace BuildkiteCi.LocalBuilds.Agent;

/// <summary>A command of the agent that a local build serves.</summary>
/// <param name="Name">Its words: <c>meta-data set</c>.</param>
/// <param name="Flags">Its own flags; those of all commands come on top.</param>
/// <param name="Run">Does it, and gives the exit status.</param>
internal sealed record AgentCommand(
    string Name, ImmutableArray<AgentFlag> Flags, Func<AgentCall, AgentArguments, CancellationToken, Task<int>> Run)
{
    /// <summary>Whether it is known only to say why it is not served; its flags are not looked at.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Flags that every command takes; what they ask for makes no difference here.</summary>
    public static ImmutableArray<AgentFlag> OfAll { get; } =
    [
        new("no-color", IsSwitch: true), new("debug", IsSwitch: true), new("log-level"), new("experiment"), new("profile"),
        new("agent-access-token"),
        new("endpoint"),
        new("no-http2", IsSwitch: true),
        new("debug-http", IsSwitch: true),
        new("trace-http", IsSwitch: true),
    ];

    /// <summary>The patterns of the names by which variables are secrets.</summary>
    public const string RedactedVariable = "BUILDKITE_REDACTED_VARS";

    /// <summary>Flags that name the job on whose behalf something is done, here always the caller, and what is masked.</summary>
    public static ImmutableArray<AgentFlag> OfJobs { get; } = [new("job", "BUILDKITE_JOB_ID"), new("redacted-vars", RedactedVariable)];
}

/// <summary>A flag of a command.</summary>
/// <param name="Name">Without its dashes.</param>
/// <param name="Variable">The variable that it is taken from where it is not given; null: none.</param>
/// <param name="IsSwitch">Whether it takes no value but in the form <c>--flag=value</c>.</param>
internal sealed record AgentFlag(string Name, string? Variable = null, bool IsSwitch = false);
