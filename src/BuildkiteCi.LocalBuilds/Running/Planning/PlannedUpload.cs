using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>An upload, understood.</summary>
/// <param name="Number">Which upload of the build it is, from 1.</param>
/// <param name="Steps">Its steps, those of groups in their places.</param>
/// <param name="Environment">The variables that it gives to all steps of the build that have not started.</param>
public sealed record PlannedUpload(int Number, ImmutableArray<RunStep> Steps, ImmutableArray<KeyValuePair<string, string>> Environment)
{
    /// <summary>What is at its top beside steps, environment and secrets.</summary>
    public YamlMapping Others { get; init; } = YamlMapping.Of();

    /// <summary>The keys of its steps and groups.</summary>
    public IEnumerable<StepKey> Keys =>
        Steps
            .Select(step => step.Plan.Key)
            .Concat(Steps.Select(step => step.Plan.Group).Distinct().Select(group => group?.Key))
            .OfType<StepKey>();

    /// <summary>As the schedule takes it.</summary>
    public UploadedSteps For(StepId? uploader) => new(uploader, [.. Steps.Select(step => step.Plan)]);
}
