namespace BuildkiteCi.Testing;

/// <summary>How much of a report of failing tests is shown.</summary>
public sealed record FailingTestLimits
{
    /// <summary>Tests that are named.</summary>
    public int Tests { get; init; } = 20;

    /// <summary>First lines of each test's details.</summary>
    public int Lines { get; init; } = 20;

    /// <summary>Characters of a line, a name or a message.</summary>
    public int LineLength { get; init; } = 300;
}
