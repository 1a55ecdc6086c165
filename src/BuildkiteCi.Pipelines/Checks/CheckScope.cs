using System.Collections.Frozen;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>What a check knows beside the files.</summary>
public sealed record CheckScope
{
    /// <summary>Queues that have agents; null: any queue may.</summary>
    public FrozenSet<string>? Queues { get; init; }

    /// <summary>Keys of steps that other uploads of the build hold: <c>build_docker</c>.</summary>
    public FrozenSet<string> OtherKeys { get; init; } = [];

    /// <summary>
    /// Whether the files and <see cref="OtherKeys"/> are all that the build will hold. Where they may not be, a key that none of them holds
    /// is a note.
    /// </summary>
    public bool IsWholeBuild { get; init; }

    /// <summary>
    /// Attributes of steps that a program of the repository reads:
    /// <see cref="PipelineChecks.OwnAttributes(IEnumerable{PipelineDocument}, IFileTree)"/> of all its files.
    /// </summary>
    public FrozenSet<string> OwnAttributes { get; init; } = [];

    /// <summary>The variables that the files were interpolated with.</summary>
    public Variables Variables { get; init; } = Variables.None;

    /// <summary>Jobs that one upload may hold. Buildkite refuses more than 500.</summary>
    public int MaxJobsPerUpload { get; init; } = 500;

    /// <summary>Jobs that one build may hold, retries counted. Buildkite refuses more than 4,000.</summary>
    public int MaxJobsPerBuild { get; init; } = 4_000;
}
