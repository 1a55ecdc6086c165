namespace Cake.Buildkite;

/// <summary>Which step is changed, and how.</summary>
/// <remarks>Options of <c>buildkite-agent step update</c>.</remarks>
public sealed class BuildkiteStepUpdateSettings : BuildkiteAgentApiSettings
{
    /// <summary>The step's key or id; null: the step that runs (<c>--step</c>).</summary>
    public string? Step { get; set; }

    /// <summary>The build of a step that is named by its key; null: the job's own (<c>--build</c>).</summary>
    public string? Build { get; set; }

    /// <summary>Add to the present value. Such a call is not made again after a failure (<c>--append</c>).</summary>
    public bool? Append { get; set; }

    /// <summary>
    /// Patterns of variable names whose values are masked in what is sent; an empty list masks nothing (<c>--redacted-vars</c>).
    /// </summary>
    public IReadOnlyList<string>? RedactedVars { get; set; }

    internal override string Command => "step update";

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--step", Step)
        .Text("--build", Build)
        .Switch("--append", Append)
        .ListOrNone("--redacted-vars", RedactedVars);
}
