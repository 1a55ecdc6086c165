using System.Collections.Immutable;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Composing;

/// <summary>A part of the build's page, not yet cut into uploads.</summary>
/// <param name="Name">What it is about: the name of its upload.</param>
/// <param name="Steps">Its steps.</param>
internal sealed record PagePart(string Name, ImmutableArray<PageStep> Steps)
{
    /// <summary>A part of steps that are there.</summary>
    public PagePart(string name, IEnumerable<Step> steps)
        : this(name, [.. steps.Select(PageStep.Of)]) { }

    /// <summary>Where a listed pipeline is on the page.</summary>
    public PagePlace Place { get; init; }

    /// <summary>What its steps have in common: <c>priority</c>, <c>agents</c>, …; in every upload that the part is cut into.</summary>
    public YamlMapping Others { get; init; } = YamlMapping.Of();

    /// <summary>What is said once for the build: <c>notify</c>; in the first upload alone.</summary>
    public YamlMapping Once { get; init; } = YamlMapping.Of();

    /// <summary>Environment of its steps, or null.</summary>
    public YamlMapping? Env { get; init; }

    /// <summary>Secrets of its steps, or null.</summary>
    public YamlSequence? Secrets { get; init; }
}
