using System.Collections.Immutable;
using BuildkiteCi.Core;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>A file that scripts upload: in which builds, and how.</summary>
/// <param name="Path">The file.</param>
public sealed record PipelineUse(string Path)
{
    /// <summary>Kinds of builds that have it.</summary>
    public ImmutableArray<string> Builds { get; init; } = [];

    /// <summary>Implementations that have it; empty: all.</summary>
    public ImmutableArray<string> Implementations { get; init; } = [];

    /// <summary>Whether it is uploaded once for each generation.</summary>
    public bool PerGeneration { get; init; }

    /// <summary>Whether a pull request that changes nothing but benchmark cases does without.</summary>
    public bool NotForCasesAlone { get; init; }

    /// <summary>Whether its steps are above the catalogue's.</summary>
    public bool IsAbove { get; init; }

    /// <summary>Whether it has steps that wait for all that is above the catalogue's wait.</summary>
    public bool WaitsForAll { get; init; }

    /// <summary>Whether it is uploaded with a priority.</summary>
    public bool HasPriority { get; init; }

    /// <summary>Names of the only steps that are taken; empty: all.</summary>
    public ImmutableArray<string> Only { get; init; } = [];

    /// <summary>Where a script names it.</summary>
    public SourceLocation? Place { get; init; }
}
