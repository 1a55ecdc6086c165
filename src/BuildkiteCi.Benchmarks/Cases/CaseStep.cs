using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>A step of the pipeline: one case on one queue.</summary>
/// <param name="Label">What people see.</param>
/// <param name="Key">Unique among all cases.</param>
/// <param name="Queue">Where it runs.</param>
/// <param name="TimeoutMinutes">Its time-out; null: Buildkite's default.</param>
/// <param name="Machine">The machine behind the queue, as the case sees it.</param>
/// <param name="Environment">Of the job, with kinds as in the file.</param>
/// <param name="Location">Where the queue is written.</param>
public sealed record CaseStep(
    string Label,
    StepKey Key,
    string Queue,
    int? TimeoutMinutes,
    CaseMachine Machine,
    CaseEnvironment Environment,
    SourceLocation Location
)
{
    /// <summary>The words after the program in the step's command: the file and the case.</summary>
    public required string CaseFile { get; init; }

    /// <summary>The case's name.</summary>
    public required string CaseName { get; init; }
}
