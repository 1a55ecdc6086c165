using System.Collections.Immutable;

namespace BuildkiteCi.Testing;

/// <summary>How a test states a result that is neither a pass nor a failure.</summary>
public sealed record StatementSettings
{
    /// <summary>Head of the line by which it does: <c>CI_RESULT: skipped (only for tpu7x)</c>. The last such line counts.</summary>
    public required string LineHead { get; init; }

    /// <summary>What an exit status states; 77 is the skip of automake's test protocol.</summary>
    public required ImmutableDictionary<int, string> ExitStatuses { get; init; }
}
