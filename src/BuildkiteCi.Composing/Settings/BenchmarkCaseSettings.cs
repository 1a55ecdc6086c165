using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing.Settings;

/// <summary>Benchmark cases that become steps.</summary>
public sealed record BenchmarkCaseSettings
{
    /// <summary>The folder of the case files, relative to the root; below it one folder a type (<c>BM_CASE_TYPE</c>, in lower
    /// case).</summary>
    public required string Folder { get; init; }

    /// <summary>Builds that run them, by <see cref="BuildOccasion"/>.</summary>
    public required ImmutableArray<string> Builds { get; init; }

    /// <summary>The type where <c>BM_CASE_TYPE</c> is not set.</summary>
    public required string DefaultType { get; init; }

    /// <summary>The only types that <c>BM_CASE_TYPE</c> can name; empty: every folder is one.</summary>
    public ImmutableArray<string> Types { get; init; } = [];

    /// <summary>Types that other builds always run, by <see cref="BuildOccasion"/>.</summary>
    public ImmutableSortedDictionary<string, string> TypeOf { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Builds that run the cases of files that they change as well, by <see cref="BuildOccasion"/>.</summary>
    public ImmutableArray<string> ChangedIn { get; init; } = [];

    /// <summary>A pipeline file that builds with changed cases have; the steps of cases wait for its steps. Null: there is none.</summary>
    public string? Validation { get; init; }

    /// <summary>Variables of the steps; one that comes out empty is left away.</summary>
    public ImmutableArray<BuildVariable> Variables { get; init; } = [];

    /// <summary>A variable that lists the only tests that run, each <c>vllm:QUEUE:CASE</c>, separated by commas; null: there is
    /// none.</summary>
    public string? SelectedBy { get; init; }
}
