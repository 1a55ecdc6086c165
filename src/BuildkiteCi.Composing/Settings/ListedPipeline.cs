using System.Collections.Immutable;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing.Settings;

/// <summary>A pipeline file that is part of a build besides the catalogue: the image build, another test suite.</summary>
/// <param name="File">The file, relative to the root; it can use the variables of the job that composes the build.</param>
public sealed record ListedPipeline(TextTemplate File)
{
    /// <summary>A file without variables in its name.</summary>
    public static ListedPipeline Of(string path) => new(TextTemplate.Parse(path).Template ?? new TextTemplate(path, []));

    /// <summary>Where <c>ci.yml</c> names it.</summary>
    public SourceLocation Location { get; init; } = SourceLocation.Of(CiSettings.Path);

    /// <summary>The builds that have it.</summary>
    public BuildCondition When { get; init; } = BuildCondition.Always;

    /// <summary>Whether it is expanded once for each generation, not once for the build.</summary>
    public bool PerGeneration { get; init; }

    /// <summary>Where its steps are on the page.</summary>
    public PagePlace Place { get; init; }

    /// <summary>Variables of its own, over all others.</summary>
    public ImmutableArray<BuildVariable> Variables { get; init; } = [];

    /// <summary>Texts of the file that are replaced before anything else, each by a text that can use variables: the placeholders of a
    /// template.</summary>
    public ImmutableArray<KeyValuePair<string, TextTemplate>> Replaced { get; init; } = [];

    /// <summary>Whether the build's priority is given to its steps; a file with a <c>priority</c> at its top keeps that.</summary>
    public bool TakesPriority { get; init; } = true;

    /// <summary>Keys or labels, as the file writes them, of the only steps that are taken; empty: all.</summary>
    public ImmutableArray<string> Only { get; init; } = [];

    /// <summary>Keys or labels, as the file writes them, of steps that are left out.</summary>
    public ImmutableArray<string> Without { get; init; } = [];

    /// <summary>The file's path in a build whose composing job has these variables.</summary>
    public string PathIn(IReadOnlyDictionary<string, string> environment) =>
        File.Expand(Pipelines.Interpolation.Variables.Of(environment)).Text ?? File.Source;

    /// <summary>The file's path where no variable is set.</summary>
    public string Path => File.Expand(Pipelines.Interpolation.Variables.None).Text ?? File.Source;
}

/// <summary>Where a listed pipeline's steps are on the build's page.</summary>
public enum PagePlace
{
    /// <summary>Above the catalogue's groups.</summary>
    Above,

    /// <summary>Below the catalogue's groups and the benchmark cases.</summary>
    Below,

    /// <summary>Below everything, what judges and publishes the results too.</summary>
    End,
}
