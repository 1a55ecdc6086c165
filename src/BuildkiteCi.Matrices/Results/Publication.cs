using System.Collections.Immutable;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Matrices.Results;

/// <summary>What a set of results is about: a release or a night, for one implementation of the models.</summary>
/// <param name="Implementation">The value of <c>MODEL_IMPL_TYPE</c>: <c>auto</c>, <c>flax_nnx</c>, <c>vllm</c>.</param>
/// <param name="Date">When the results were published.</param>
public sealed record Publication(string Implementation, DateTimeOffset Date)
{
    /// <summary>The implementation that is published in the folder <c>default</c>.</summary>
    public const string Automatic = "auto";

    /// <summary>The release's tag as it was given (<c>v0.13.2rc1</c>); null for a night.</summary>
    public string? Release { get; init; }

    /// <summary>Address of the build; null where it is not known.</summary>
    public WebAddress? BuildUrl { get; init; }

    /// <summary>Commits that were tested, by repository: <c>tpu-inference</c>, <c>vllm</c>.</summary>
    public ImmutableSortedDictionary<string, string> Commits { get; init; } = EmptyByName;

    /// <summary>Versions of what was used, by package: <c>jax</c>.</summary>
    public ImmutableSortedDictionary<string, string> Versions { get; init; } = EmptyByName;

    /// <summary>The commit that published it, where it was rebuilt from a repository's history; null elsewhere.</summary>
    public string? PublishedBy { get; init; }

    /// <summary>The folder that the implementation is published in: <c>default</c> for <c>auto</c>, else its own name.</summary>
    public string ImplementationFolder => Implementation == Automatic ? "default" : Implementation;

    /// <summary>What readers call it: the release's tag, or the day (UTC) of the night; other words where neither is known.</summary>
    public string Title
    {
        get => field ?? Release ?? Date.UtcDateTime.ToString("yyyy-MM-dd");
        init;
    }

    private static ImmutableSortedDictionary<string, string> EmptyByName { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
