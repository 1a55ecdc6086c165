using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Settings;

namespace BuildkiteCi.Composing;

/// <summary>What <c>ci.yml</c> says about composing a build's pipeline.</summary>
public sealed record CompositionSettings
{
    /// <summary>Jobs that Buildkite takes in one upload (Buildkite's documentation, limits).</summary>
    public const int MostJobsPerUpload = 500;

    /// <summary>Everything as it is built in.</summary>
    public static CompositionSettings BuiltIn { get; } = new();

    /// <summary>Builds that test the whole catalogue, by <see cref="BuildOccasion"/>.</summary>
    public ImmutableArray<string> WholeCatalogue { get; init; } = [BuildKind.Nightly.Name, BuildOccasion.Release];

    /// <summary>Builds that test the subjects whose files they change, by <see cref="BuildOccasion"/>.</summary>
    public ImmutableArray<string> ChangedSubjects { get; init; } = [BuildKind.PullRequest.Name];

    /// <summary>Whether record steps of older files are left out and results collected at the end.</summary>
    public bool CollectsRecorded { get; init; }

    /// <summary>Jobs that an upload may hold, 1 to <see cref="MostJobsPerUpload"/>.</summary>
    public int JobsPerUpload { get; init; } = MostJobsPerUpload;

    /// <summary>
    /// Key of the step that builds the image, before interpolation. Where a pipeline that comes along has such a step, every group waits for it.
    /// </summary>
    public string ImageBuildKey { get; init; } = "build_docker";

    /// <summary>Queue of the steps that judge and publish results.</summary>
    public string ResultQueue { get; init; } = "cpu";

    /// <summary>Names of variables that are never interpolated into an upload, as patterns: <c>*</c> stands for any part, <c>!</c> in front lets through.</summary>
    public ImmutableArray<string> SecretVariables { get; init; } = SecretNames.Patterns(SecretNames.NeverInterpolated);

    /// <summary>Which builds push what they publish.</summary>
    public PublishingRules Publishing { get; init; } = PublishingRules.BuiltIn;

    /// <summary>Pipelines that come along with the catalogue, in the order in which they read.</summary>
    public ImmutableArray<ListedPipeline> Pipelines { get; init; } = [];

    /// <summary>Benchmark cases that become steps.</summary>
    public CaseSettings Cases { get; init; } = new();
}
