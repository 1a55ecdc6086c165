using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Settings;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Settings;

namespace BuildkiteCi.Composing;

/// <summary>What <c>ci.yml</c> says about composing a build's pipeline.</summary>
public sealed record CompositionSettings
{
    /// <summary>Jobs that Buildkite takes in one upload (Buildkite's documentation, limits).</summary>
    public const int MostJobsPerUpload = 500;

    /// <summary>The settings of a repository that sets none.</summary>
    public static CompositionSettings BuiltIn { get; } = CompositionSettingsReading.Read(BuiltInSettings.File, BuildSettings.BuiltIn.MainBranch);

    /// <summary>Builds that test the whole catalogue, by <see cref="BuildOccasion"/>.</summary>
    public required ImmutableArray<string> WholeCatalogue { get; init; }

    /// <summary>Builds that test the subjects whose files they change, by <see cref="BuildOccasion"/>.</summary>
    public required ImmutableArray<string> ChangedSubjects { get; init; }

    /// <summary>Whether record steps of older files are left out and results collected at the end.</summary>
    public bool CollectsRecorded { get; init; }

    /// <summary>Jobs that an upload may hold, 1 to <see cref="MostJobsPerUpload"/>.</summary>
    public required int JobsPerUpload { get; init; }

    /// <summary>
    /// Key of the step that builds the image, before interpolation. Where a pipeline that comes along has such a step, every group waits for it.
    /// </summary>
    public required string ImageBuildKey { get; init; }

    /// <summary>Queue of the steps that judge and publish results.</summary>
    public required string ResultQueue { get; init; }

    /// <summary>Names of variables that are never interpolated into an upload, as patterns: <c>*</c> stands for any part, <c>!</c> in front lets through.</summary>
    public required ImmutableArray<string> SecretVariables { get; init; }

    /// <summary>Which builds push what they publish.</summary>
    public required PublishingRules Publishing { get; init; }

    /// <summary>Pipelines that come along with the catalogue, in the order in which they read.</summary>
    public required ImmutableArray<ListedPipeline> Pipelines { get; init; }

    /// <summary>Benchmark cases that become steps.</summary>
    public required CaseSettings Cases { get; init; }
}
