using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Settings;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Settings;

namespace BuildkiteCi.Composing.Settings;

/// <summary>What <c>ci.yml</c> sets about composing a build's pipeline.</summary>
public sealed record CompositionSettings
{
    /// <summary>Jobs that Buildkite takes in one upload (Buildkite's documentation, limits).</summary>
    public const int MostJobsPerUpload = 500;

    /// <summary>The settings of a repository that sets none.</summary>
    public static CompositionSettings BuiltIn { get; } =
        CompositionSettingsReading.Read(BuiltInSettings.File, Fleet.BuiltIn, BuildSettings.BuiltIn.MainBranch);

    /// <summary>Builds that test the whole catalogue, by <see cref="BuildOccasion"/>.</summary>
    public required ImmutableArray<string> WholeCatalogue { get; init; }

    /// <summary>Builds that test the subjects whose files they change, by <see cref="BuildOccasion"/>.</summary>
    public required ImmutableArray<string> ChangedSubjects { get; init; }

    /// <summary>Whether record steps of older files are left out and results collected at the end.</summary>
    public bool CollectsRecorded { get; init; }

    /// <summary>Jobs that an upload may hold, 1 to <see cref="MostJobsPerUpload"/>.</summary>
    public required int JobsPerUpload { get; init; }

    /// <summary>
    /// Key of the step that builds the image, before interpolation. Where a pipeline that comes along has such a step, every group waits
    /// for it.
    /// </summary>
    public required string ImageBuildKey { get; init; }

    /// <summary>Queue of the steps that judge and publish results.</summary>
    public required string ResultQueue { get; init; }

    /// <summary>Names of variables that are never interpolated into an upload, as patterns: <c>*</c> matches any part, <c>!</c> in front
    /// lets through.</summary>
    public required ImmutableArray<string> SecretVariables { get; init; }

    /// <summary>Which builds push what they publish.</summary>
    public required PublishingRules Publishing { get; init; }

    /// <summary>The program that composed steps start, relative to the root.</summary>
    public string Program { get; init; } = "./build.sh";

    /// <summary>Keys that steps wait for although no step has them any more, and the keys in their place.</summary>
    public ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> Replaced { get; init; } = [];

    /// <summary>Subjects, by name or by the path of their file, that run on some generations alone although their file does not say
    /// so.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<Generation>> OnlyOn { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<Generation>>(StringComparer.Ordinal);

    /// <summary>Variables that every file of a build can use.</summary>
    public ImmutableArray<BuildVariable> Variables { get; init; } = [];

    /// <summary>Pipelines that come along with the catalogue, in the order in which they read.</summary>
    public required ImmutableArray<ListedPipeline> Pipelines { get; init; }

    /// <summary>Pipelines of Buildkite whose builds have their own files and nothing of the catalogue.</summary>
    public ImmutableArray<OtherPipeline> OtherPipelines { get; init; } = [];

    /// <summary>What is changed in the steps that composing makes.</summary>
    public GeneratedSteps Steps { get; init; } = new();

    /// <summary>Benchmark cases that become steps.</summary>
    public required BenchmarkCaseSettings Cases { get; init; }

    /// <summary>Whether any condition asks for a pull request's labels.</summary>
    public bool AsksLabels =>
        Pipelines.Concat(OtherPipelines.SelectMany(other => other.Pipelines)).Select(listed => listed.When)
            .Concat([Steps.PublishMatrix.When, Steps.CheckResults.When, Steps.UpdateVllmCommit.When, Steps.Benchmark.When])
            .Any(when => !when.Labels.IsEmpty);

    /// <summary>The pipeline of Buildkite that a build belongs to where it has its own files, else null.</summary>
    public OtherPipeline? Other(BuildIdentity identity) => OtherPipelines.FirstOrDefault(other => other.Name == identity.OtherPipeline);

    /// <summary>The files that a build may have.</summary>
    public ImmutableArray<ListedPipeline> PipelinesOf(BuildIdentity identity) => Other(identity)?.Pipelines ?? Pipelines;

    /// <summary>The variables that every file of a build can use.</summary>
    public ImmutableArray<BuildVariable> VariablesOf(BuildIdentity identity) => [.. Variables, .. Other(identity)?.Variables ?? []];
}
