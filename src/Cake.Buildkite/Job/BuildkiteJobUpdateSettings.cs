namespace Cake.Buildkite;

/// <summary>Which job is changed.</summary>
/// <remarks>Options of <c>buildkite-agent job update</c>.</remarks>
public sealed class BuildkiteJobUpdateSettings : BuildkiteAgentApiSettings
{
    /// <summary>The job's id; null: this one (<c>--job</c>).</summary>
    public string? Job { get; set; }

    /// <summary>
    /// Patterns of variable names whose values are masked in what is sent; an empty list masks nothing (<c>--redacted-vars</c>).
    /// </summary>
    public IReadOnlyList<string>? RedactedVars { get; set; }

    internal override string Command => "job update";

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--job", Job)
        .ListOrNone("--redacted-vars", RedactedVars);
}
