using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;

namespace BuildkiteCi.Composing;

/// <summary>Tells what a build is from its environment and from what <c>ci.yml</c> has about Buildkite's pipelines.</summary>
public static class BuildIdentification
{
    /// <summary>Reads a job's environment.</summary>
    /// <param name="environment">All variables of this process.</param>
    /// <param name="settings">The settings of <c>ci.yml</c>.</param>
    /// <param name="named">The pipeline of <c>other_pipelines</c> that somebody named; null: the slug decides.</param>
    /// <param name="kind">The kind where somebody named one; null: decided here.</param>
    public static Diagnosed<BuildIdentity> Of(
        IReadOnlyDictionary<string, string> environment,
        CiSettings settings,
        OtherPipeline? named,
        BuildKind? kind
    )
    {
        var slug = environment.GetValueOrDefault("BUILDKITE_PIPELINE_SLUG", "");
        var other = named ?? settings.Composing.OtherPipelines.FirstOrDefault(one => one.Slug is not null && one.Slug == slug);
        var read = BuildIdentity.Read(environment, settings.Builds, kind ?? other?.Kind);
        return other is null || read.Value is null ? read : read with { Value = read.Value with { OtherPipeline = other.Name } };
    }
}
