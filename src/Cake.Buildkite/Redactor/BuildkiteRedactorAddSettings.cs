namespace Cake.Buildkite;

/// <summary>Which of the given values are masked.</summary>
/// <remarks>Options of <c>buildkite-agent redactor add</c>.</remarks>
public sealed class BuildkiteRedactorAddSettings : BuildkiteAgentApiSettings
{
    /// <summary>
    /// Of named values only those whose names match <see cref="RedactedVars"/> and that have at least 6 bytes (<c>--apply-vars-filter</c>).
    /// </summary>
    public bool? ApplyVarsFilter { get; set; }

    /// <summary>Patterns of names for <see cref="ApplyVarsFilter"/> (<c>--redacted-vars</c>).</summary>
    public IReadOnlyList<string>? RedactedVars { get; set; }

    internal override string Command => "redactor add";

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Switch("--apply-vars-filter", ApplyVarsFilter)
        .ListOrNone("--redacted-vars", RedactedVars);
}
