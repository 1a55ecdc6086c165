using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Adopting.Observing;

/// <summary>A build that somebody might start: what Buildkite would tell its first job.</summary>
/// <param name="Name">What people call it: <c>nightly</c>, <c>pull request of a model</c>.</param>
/// <param name="Script">The script that the first job runs, relative to the root.</param>
public sealed record ObservedScenario(string Name, string Script)
{
    /// <summary>Variables on top of those that every build has.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The file that the build's commit changes; null: none of interest.</summary>
    public string? Changes { get; init; }

    /// <summary>Labels of the pull request.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>The pipeline of <c>other_pipelines</c> that composes the same build, or null.</summary>
    public string? OtherPipeline { get; init; }

    /// <summary>The kind that <c>ci.yml</c> has for such builds (<see cref="BuildkiteCi.Composing.Builds.BuildOccasion"/>), as far as it is
    /// known beforehand.</summary>
    public string Occasion { get; init; } = "";

    /// <summary>Whether it is a pull request's.</summary>
    public bool IsPullRequest => Environment.GetValueOrDefault("BUILDKITE_PULL_REQUEST", "false") != "false";

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
