using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Composing.Builds.Facts;

/// <summary>What a job's environment has about the publication that it makes.</summary>
/// <param name="variables">The environment's variables, by name.</param>
public sealed class PublicationEnvironment(IReadOnlyDictionary<string, string> variables)
{
    private const string UsualBranch = "main";

    /// <summary>The branch that is published on: the build's own. A build of a tag has the tag for its branch, and publishes on the default
    /// one.</summary>
    public string Branch =>
        Text("BUILDKITE_BRANCH") is { } branch && branch != Text("BUILDKITE_TAG")
            ? branch
            : Text("BUILDKITE_PIPELINE_DEFAULT_BRANCH") ?? UsualBranch;

    /// <summary>The publication of a build's results.</summary>
    /// <param name="implementation">The implementation that was tested.</param>
    /// <param name="release">The release; null for a night.</param>
    /// <param name="date">When it is published.</param>
    public Publication Publication(string implementation, ReleaseVersion? release, DateTimeOffset date) => new(implementation, date)
    {
        Release = release?.Tag,
        BuildUrl = WebAddress.Parse(Text("BUILDKITE_BUILD_URL")),
        Commits = Commits().ToImmutableSortedDictionary(StringComparer.Ordinal),
    };

    /// <summary>The publication of a build's results by the build's tag: a release, or a night where there is no release's tag.</summary>
    /// <param name="implementation">The implementation that was tested.</param>
    /// <param name="tags">Which tags are releases.</param>
    /// <param name="date">When it is published.</param>
    /// <returns>An error for a release's tag that is no version: its results belong neither to a night nor before or after any other
    /// release.</returns>
    public Diagnosed<Publication> PublicationOfTag(string implementation, ReleaseTagPattern tags, DateTimeOffset date)
    {
        if (Text("BUILDKITE_TAG") is not { } tag || !tags.Fits(tag)) return Diagnosed.Ok(Publication(implementation, null, date));
        return ReleaseVersion.Parse(tag) is { } release
            ? Diagnosed.Ok(Publication(implementation, release, date))
            : Diagnosed.With<Publication>(
                null,
                [
                    EnvironmentRules.Problem(
                        EnvironmentRules.UnusableVariable,
                        $"BUILDKITE_TAG: {ReleaseVersion.WhatIsWrongWith(tag)}",
                        "name the release with --release, or publish a night with --nightly"
                    ),
                ]
            );
    }

    private IEnumerable<KeyValuePair<string, string>> Commits()
    {
        // A manual build's commit may be a name such as HEAD, which tells a reader nothing.
        if (Text("BUILDKITE_COMMIT") is { Length: 40 } commit && commit.All(char.IsAsciiHexDigit))
            yield return KeyValuePair.Create(Repository(), commit);
        if (Text(ResultKeys.VllmCommit) is { } vllm && Repository() != "vllm") yield return KeyValuePair.Create("vllm", vllm);
    }

    // git@github.com:vllm-project/tpu-inference.git and https://github.com/vllm-project/tpu-inference are tpu-inference.
    private string Repository()
    {
        var name = (Text("BUILDKITE_REPO") ?? "").TrimEnd('/').Split('/', ':')[^1];
        if (name.EndsWith(".git", StringComparison.Ordinal)) name = name[..^4];
        return name.Length > 0 ? name : "tpu-inference";
    }

    private string? Text(string name) =>
        variables.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
