namespace Cake.Buildkite;

/// <summary>Which annotation is taken away.</summary>
/// <remarks>Options of <c>buildkite-agent annotation remove</c>.</remarks>
public sealed class BuildkiteAnnotationRemoveSettings : BuildkiteAgentApiSettings
{
    /// <summary>The annotation's context; null: <c>default</c> (<c>--context</c>).</summary>
    public string? Context { get; set; }

    /// <summary>Whose page shows it; null: the build's (<c>--scope</c>).</summary>
    public BuildkiteAnnotationScope? Scope { get; set; }

    /// <summary>The job on whose behalf it goes; null: this one (<c>--job</c>).</summary>
    public string? Job { get; set; }

    internal override string Command => "annotation remove";

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--context", Context)
        .Word("--scope", Scope)
        .Text("--job", Job);
}
