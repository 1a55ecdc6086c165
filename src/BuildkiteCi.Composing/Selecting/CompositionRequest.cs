using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Settings;

namespace BuildkiteCi.Composing.Selecting;

/// <summary>What a build wants of the catalogue.</summary>
/// <param name="Facts">What the build is and what it changes.</param>
/// <param name="Generations">For which TPU generations, in the order in which their groups read.</param>
/// <param name="Settings">How the repository wants it composed.</param>
public sealed record CompositionRequest(BuildInputs Facts, ImmutableArray<Generation> Generations, CompositionSettings Settings)
{
    /// <summary>Subjects, files or folders that were chosen by hand; empty: the build's kind decides.</summary>
    public ImmutableArray<string> Only { get; init; } = [];

    /// <summary>The one generation that the build asks for: files that are expanded once have its variables, too. Null: it asks for
    /// none.</summary>
    public Generation? OnlyGeneration { get; init; }

    /// <summary>Whether results are collected; null: those of files that have no record steps, and the others where the settings say
    /// so.</summary>
    public bool? Collects { get; init; }

    /// <summary>The process's own variables, which files can use as they could if the agent expanded them.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Queues that have agents; empty: any queue may.</summary>
    public ImmutableArray<string> Queues { get; init; } = [];

    /// <summary>The build, for the conditions of <c>ci.yml</c>.</summary>
    public BuildSituation Situation => new(Facts, Environment);

    /// <summary>Whether the build runs on this machine alone: then nothing of it is pushed anywhere.</summary>
    public bool IsLocal { get; init; }
}
