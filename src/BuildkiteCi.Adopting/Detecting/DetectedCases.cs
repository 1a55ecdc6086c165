using System.Collections.Immutable;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>Benchmark cases that become steps today.</summary>
/// <param name="Folder">The folder of all cases.</param>
public sealed record DetectedCases(string Folder)
{
    /// <summary>The command of a step, with <c>{case_file}</c> and <c>{case_name}</c> in it; null: it is not known.</summary>
    public string? Command { get; init; }

    /// <summary>Types by kind of build.</summary>
    public ImmutableSortedDictionary<string, string> TypeOf { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Types that a benchmark build may name although they have no folder.</summary>
    public ImmutableArray<string> Types { get; init; } = [];

    /// <summary>The type where a benchmark build names none.</summary>
    public string? DefaultType { get; init; }

    /// <summary>Whether a pull request runs the cases that it changes.</summary>
    public bool ChangedInPullRequests { get; init; }

    /// <summary>The file that changed cases are checked by.</summary>
    public string? Validation { get; init; }

    /// <summary>Variables that the generator adds to steps, by kind of build (an empty key: where the build has them).</summary>
    public ImmutableArray<(
        string Name,
        ImmutableArray<KeyValuePair<string, string>> Values,
        SourceLocation? Place
    )> Variables
    { get; init; } = [];

    /// <summary>The variable that selects cases.</summary>
    public (string Name, SourceLocation Place)? SelectedBy { get; init; }

    /// <summary>Where the command is written.</summary>
    public SourceLocation? Place { get; init; }
}
