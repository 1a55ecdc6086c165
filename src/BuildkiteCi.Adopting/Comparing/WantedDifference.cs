using System.Collections.Immutable;
using BuildkiteCi.Core;

namespace BuildkiteCi.Adopting.Comparing;

/// <summary>A sort of difference that is wanted.</summary>
/// <param name="What">As <see cref="Difference.What"/>.</param>
/// <param name="Reason">Why.</param>
public sealed record WantedDifference(string What, string Reason)
{
    /// <summary>Matches any text.</summary>
    public const string Anything = "*";

    /// <summary>Names, with <c>*</c> for any text.</summary>
    public string Name { get; init; } = Anything;

    /// <summary>Attributes, with <c>*</c> for any text.</summary>
    public string Attribute { get; init; } = Anything;

    /// <summary>Names of builds, with <c>*</c> for any text; empty: all.</summary>
    public ImmutableArray<string> Builds { get; init; } = [];

    /// <summary>Values of today, with <c>*</c> for any text.</summary>
    public string Before { get; init; } = Anything;

    /// <summary>Values as composed, with <c>*</c> for any text.</summary>
    public string Now { get; init; } = Anything;

    /// <summary>Where it is written.</summary>
    public SourceLocation Location { get; init; } = SourceLocation.Of(WantedDifferences.Path);

    /// <summary>Whether it means a build, or every one.</summary>
    public bool IsFor(string build) => Builds.IsEmpty || Builds.Any(pattern => Matches(pattern, build));

    /// <summary>Whether it means this difference.</summary>
    public bool Fits(Difference difference) =>
        Matches(What, difference.What)
        && Matches(Name, difference.Name)
        && Matches(Attribute, difference.Attribute)
        && Matches(Before, difference.Before ?? "")
        && Matches(Now, difference.Now ?? "")
        && difference.Builds.All(IsFor);

    // The file system's own matching takes a star for at least one character where there is nothing else.
    private static bool Matches(string pattern, string text) =>
        pattern == Anything
        || pattern == text
        || System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(
            pattern.Replace("\\", "\\\\", StringComparison.Ordinal),
            text,
            ignoreCase: false
        );
}
