using System.Collections.Immutable;

namespace BuildkiteCi.Adopting.Writing;

/// <summary>What the thin <c>build.sh</c> pins.</summary>
/// <param name="Version">The program's version.</param>
public sealed record AdoptionSettings(string Version)
{
    /// <summary>The folder with packed programs, as it is written down; empty: none.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The feed with the tool, as it is written down; empty: none.</summary>
    public string Feed { get; init; } = "";

    /// <summary>SHA-256 of the packed programs by their platforms: <c>linux-x64</c>; in hexadecimal digits of any case.</summary>
    public ImmutableSortedDictionary<string, string> Checksums { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The process's variables, which files may use; a baseline is made with them.</summary>
    public ImmutableSortedDictionary<string, string> Variables { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The queue of the first step in a repository without a pipeline.</summary>
    public string Queue { get; init; } = "cpu";
}
