namespace BuildkiteCi.Core.Problems;

/// <summary>What can be wrong with comments that accept a problem, V001 and V002.</summary>
public static class SilencingRules
{
    /// <summary>A comment accepts a problem that is not there.</summary>
    public static Rule Unused { get; } = new(
        "V001", Severity.Warning, "A comment accepts a problem that is not there",
        "steps:\n  - command: make test # validate: ignore P044 the plugin reads it\n",
        "steps:\n  - command: make test\n")
    {
        Why = "Such a comment outlives its reason: the next problem of that kind on the line would pass unseen.",
    };

    /// <summary>A comment accepts a problem without a reason.</summary>
    public static Rule WithoutReason { get; } = new(
        "V002", Severity.Warning, "A comment accepts a problem and gives no reason",
        "steps:\n  - command: make test\n    colour: red # validate: ignore P044\n",
        "steps:\n  - command: make test\n    colour: red # validate: ignore P044 our own plugin reads it\n")
    {
        Why = "Nobody dares to remove what nobody can explain.",
    };
}
