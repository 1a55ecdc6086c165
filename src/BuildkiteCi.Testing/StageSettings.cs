using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Settings;

namespace BuildkiteCi.Testing;

/// <summary>How stages are run.</summary>
public sealed record StageSettings
{
    /// <summary>The settings of a repository that sets none.</summary>
    public static StageSettings BuiltIn { get; } = StageSettingsReading.Read(BuiltInSettings.File);

    /// <summary>The container.</summary>
    public required ContainerSettings Container { get; init; }

    /// <summary>How stages run on machines of several hosts.</summary>
    public SeveralHosts Hosts { get; init; } = SeveralHosts.None;

    /// <summary>After this span a command is ended; null: never. <c>--timeout-minutes</c> wins.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// How long a command that is ended has to clean up. An agent that cancels a job gives it ten seconds in all before it ends it, and the
    /// container is to be removed within them (facts about steps' attributes).
    /// </summary>
    public required TimeSpan StopGrace { get; init; }

    /// <summary>A command that writes nothing for this long is reported, again and again.</summary>
    public required TimeSpan Silence { get; init; }

    /// <summary>When the machine failed.</summary>
    public required RetrySettings Retry { get; init; }

    /// <summary>Failures of machines.</summary>
    public required ImmutableArray<FailureSignature> Signatures { get; init; }

    /// <summary>Results that a test states itself.</summary>
    public required StatementSettings Statements { get; init; }

    /// <summary>How far below its target a score may lie, in the target's unit: the spread of one evaluation.</summary>
    public required double AccuracyTolerance { get; init; }

    /// <summary>How much of a report of failing tests is shown.</summary>
    public FailingTestLimits FailingTests { get; init; } = new();
}

/// <summary>How often a stage that the machine failed is tried again.</summary>
public sealed record RetrySettings
{
    /// <summary>Tries after the first one; 0: none.</summary>
    public required int MaxRetries { get; init; }

    /// <summary>Wait before the second try; it doubles with each further one.</summary>
    public required TimeSpan FirstDelay { get; init; }

    /// <summary>Longest wait.</summary>
    public required TimeSpan MaxDelay { get; init; }
}

/// <summary>How a test states a result that is neither a pass nor a failure.</summary>
public sealed record StatementSettings
{
    /// <summary>Head of the line by which it does: <c>CI_RESULT: skipped (only for tpu7x)</c>. The last such line counts.</summary>
    public required string LineHead { get; init; }

    /// <summary>What an exit status states; 77 is the skip of automake's test protocol.</summary>
    public required ImmutableDictionary<int, string> ExitStatuses { get; init; }
}
