namespace Cake.Buildkite;

/// <summary>Whose artifacts are searched, and what is shown of each.</summary>
/// <remarks>Options of <c>buildkite-agent artifact search</c>.</remarks>
public sealed class BuildkiteArtifactSearchSettings : BuildkiteAgentApiSettings
{
    /// <summary>Only those of a step, by name, or of a job, by id (<c>--step</c>).</summary>
    public string? Step { get; set; }

    /// <summary>The build to look in, by its id; null: the job's own (<c>--build</c>).</summary>
    public string? Build { get; set; }

    /// <summary>Also what earlier tries of retried jobs left (<c>--include-retried-jobs</c>).</summary>
    public bool? IncludeRetriedJobs { get; set; }

    /// <summary>Finding nothing is an answer, not a failure (<c>--allow-empty-results</c>).</summary>
    public bool? AllowEmptyResults { get; set; }

    /// <summary>
    /// What is printed of each artifact: <c>%i</c> id, <c>%p</c> path, <c>%c</c> time of creation, <c>%j</c> job, <c>%s</c> bytes,
    /// <c>%S</c> SHA-1, <c>%T</c> SHA-256, <c>%u</c> address (<c>--format</c>).
    /// </summary>
    public string? Format { get; set; }

    internal override string Command => "artifact search";

    /// <summary>The same with the format that <see cref="BuildkiteArtifact"/> reads.</summary>
    internal BuildkiteArtifactSearchSettings InOwnFormat()
    {
        var copy = (BuildkiteArtifactSearchSettings)MemberwiseClone();
        copy.Format = BuildkiteArtifact.Format;
        return copy;
    }

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--step", Step)
        .Text("--build", Build)
        .Switch("--include-retried-jobs", IncludeRetriedJobs)
        .Switch("--allow-empty-results", AllowEmptyResults)
        .Text("--format", Format?.ReplaceLineEndings("\\n"));
}
