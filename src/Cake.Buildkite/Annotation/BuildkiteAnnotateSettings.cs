namespace Cake.Buildkite;

/// <summary>How an annotation is shown, and where.</summary>
/// <remarks>Options of <c>buildkite-agent annotate</c>.</remarks>
public sealed class BuildkiteAnnotateSettings : BuildkiteAgentApiSettings
{
    /// <summary>
    /// Which annotation is made or replaced, 1 to 100 characters; null: the scope's <c>default</c> one (<c>--context</c>).
    /// </summary>
    public string? Context { get; set; }

    /// <summary>Colour and symbol; null: a neutral box (<c>--style</c>).</summary>
    public BuildkiteAnnotationStyle? Style { get; set; }

    /// <summary>Add to the end of what the context holds. Such a call is not made again after a failure (<c>--append</c>).</summary>
    public bool? Append { get; set; }

    /// <summary>Place among the annotations, 1 (last) to 10 (first); null: 3 (<c>--priority</c>).</summary>
    public int? Priority { get; set; }

    /// <summary>The job that it belongs to; null: this one (<c>--job</c>).</summary>
    public string? Job { get; set; }

    /// <summary>Whose page shows it; null: the build's. The job's needs agent 3.112 (<c>--scope</c>).</summary>
    public BuildkiteAnnotationScope? Scope { get; set; }

    /// <summary>
    /// Patterns of variable names whose values are masked in what is sent; an empty list masks nothing (<c>--redacted-vars</c>).
    /// </summary>
    public IReadOnlyList<string>? RedactedVars { get; set; }

    internal override string Command => "annotate";

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--context", Context)
        .Word("--style", Style)
        .Switch("--append", Append)
        .Number("--priority", Priority)
        .Text("--job", Job)
        .Word("--scope", Scope)
        .ListOrNone("--redacted-vars", RedactedVars);
}
