using System.Collections.Immutable;
using BuildkiteCi.Core.Text;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>A step of the build: its place in the schedule, and what it does when its turn comes.</summary>
/// <param name="Plan">Its place.</param>
/// <param name="Source">The step as it was uploaded.</param>
/// <param name="Label">For people.</param>
public sealed record RunStep(PlannedStep Plan, Step Source, string Label)
{
    /// <summary>The label as a terminal shows it: without emoji names, with <c>…</c> for the number by which its jobs differ.</summary>
    public string Shown => LabelText.WithoutEmoji(CommandPlan.LabelOfAll(Label, Source));

    /// <summary>The jobs of a command step; else none.</summary>
    public ImmutableArray<RunJob> Jobs { get; init; } = [];

    /// <summary>The queue whose agents would run it; null: any.</summary>
    public string? Queue { get; init; }

    /// <summary>After this span a job is ended; null: never.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Patterns of files that are kept after the command, whether it passed or failed.</summary>
    public ImmutableArray<string> ArtifactPaths { get; init; } = [];

    /// <summary>The secrets that its jobs are given as variables.</summary>
    public ImmutableArray<JobSecret> Secrets { get; init; } = [];

    /// <summary>The text that a block or input step shows with its question; null: none.</summary>
    public string? Prompt { get; init; }

    /// <summary>What a block or input step asks for.</summary>
    public ImmutableArray<AskedField> Fields { get; init; } = [];

    /// <summary>What an unanswered block makes of the build: <c>passed</c> (where it is written), <c>failed</c>, <c>running</c>; null: not
    /// written.</summary>
    public string? BlockedState { get; init; }
}
