namespace Cake.Buildkite;

/// <summary>Which step is asked.</summary>
/// <remarks>Options of <c>buildkite-agent step get</c>.</remarks>
public sealed class BuildkiteStepGetSettings : BuildkiteAgentApiSettings
{
    /// <summary>The step's key or id; null: the step that runs (<c>--step</c>).</summary>
    public string? Step { get; set; }

    /// <summary>The build of a step that is named by its key; null: the job's own (<c>--build</c>).</summary>
    public string? Build { get; set; }

    /// <summary>Print the attribute as JSON, which lists and maps need (<c>--format</c>).</summary>
    public bool AsJson { get; set; }

    internal override string Command => "step get";

    /// <summary>The same with the answer as JSON.</summary>
    internal BuildkiteStepGetSettings InJson()
    {
        var copy = (BuildkiteStepGetSettings)MemberwiseClone();
        copy.AsJson = true;
        return copy;
    }

    /// <summary>The same for another step.</summary>
    internal BuildkiteStepGetSettings Of(string step)
    {
        var copy = (BuildkiteStepGetSettings)MemberwiseClone();
        copy.Step = step;
        return copy;
    }

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--step", Step)
        .Text("--build", Build)
        .Text("--format", AsJson ? "json" : null);
}
