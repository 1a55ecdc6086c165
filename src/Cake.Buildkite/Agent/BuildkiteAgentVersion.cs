using System.Text.RegularExpressions;

namespace Cake.Buildkite;

/// <summary>A version of the agent, such as 3.137.0 or 4.0.0-beta.15. A pre-release counts as the version that it leads to.</summary>
/// <param name="Major">3 and 4 are known.</param>
/// <param name="Minor">Second number.</param>
/// <param name="Patch">Third number.</param>
public sealed partial record BuildkiteAgentVersion(int Major, int Minor, int Patch)
{
    /// <summary>Reads the first version in a text, such as the answer to <c>buildkite-agent --version</c>; null where it holds
    /// none.</summary>
    public static BuildkiteAgentVersion? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = VersionPattern().Match(text);
        return match.Success && Number("major") is { } major && Number("minor") is { } minor && Number("patch") is { } patch
            ? new(major, minor, patch)
            : null;

        int? Number(string group) => int.TryParse(match.Groups[group].ValueSpan, out var number) ? number : null;
    }

    /// <summary>Whether this version is the given one or a later one.</summary>
    public bool IsAtLeast(int major, int minor, int patch) => (Major, Minor, Patch).CompareTo((major, minor, patch)) >= 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Major}.{Minor}.{Patch}";

    [GeneratedRegex(
        @"(?<![\d.])(?<major>\d+)\.(?<minor>\d+)\.(?<patch>\d+)",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex VersionPattern();
}
