using System.Collections.Immutable;

namespace BuildkiteCi.Testing;

/// <summary>How stages are run; what a repository does not set in <c>ci.yml</c> has the values here.</summary>
public sealed record StageSettings
{
    /// <summary>The settings of a repository that sets none.</summary>
    public static StageSettings BuiltIn { get; } = new();

    /// <summary>The container.</summary>
    public ContainerSettings Container { get; init; } = new();

    /// <summary>How stages run on machines of several hosts.</summary>
    public SeveralHosts Hosts { get; init; } = SeveralHosts.None;

    /// <summary>After this span a command is ended; null: never. <c>--timeout-minutes</c> wins.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// How long a command that is ended has to clean up. An agent that cancels a job gives it ten seconds in all before it ends it, and the
    /// container is to be removed within them (facts about steps' attributes).
    /// </summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A command that writes nothing for this long is spoken of, again and again.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>When the machine failed.</summary>
    public RetrySettings Retry { get; init; } = new();

    /// <summary>Failures of machines.</summary>
    public ImmutableArray<FailureSignature> Signatures { get; init; } = FailureSignatures.BuiltIn;

    /// <summary>Results that a test states itself.</summary>
    public StatementSettings Statements { get; init; } = new();

    /// <summary>How far below its target a score may lie, in the target's unit: the spread of one evaluation.</summary>
    public double AccuracyTolerance { get; init; } = 0.03;

    /// <summary>How much of a report of failing tests is shown.</summary>
    public FailingTestLimits FailingTests { get; init; } = new();
}
