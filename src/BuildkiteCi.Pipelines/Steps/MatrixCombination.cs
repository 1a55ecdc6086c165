using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>One combination of a matrix's values: what one job is run with.</summary>
/// <param name="Names">The dimensions' names.</param>
/// <param name="Values">The value in each.</param>
/// <param name="SkipReason">Why an adjustment leaves it out: null where none does, empty where no reason is given.</param>
public sealed partial record MatrixCombination(ImmutableArray<string> Names, ImmutableArray<string> Values, string? SkipReason)
{
    /// <summary>Whether an adjustment leaves it out.</summary>
    public bool IsSkipped => SkipReason is not null;

    /// <summary>When a failure of it does not fail the build; null: as for the step.</summary>
    public SoftFail? SoftFail { get; init; }

    /// <summary>The text with <c>{{matrix}}</c> and <c>{{matrix.NAME}}</c> replaced; other text in braces stays.</summary>
    public string Apply(string text) =>
        text.Contains("{{", StringComparison.Ordinal) ? Token().Replace(text, token => ValueOf(token) ?? token.Value) : text;

    /// <summary>The tokens of a text that stand for none of the dimensions, as they are written.</summary>
    public IEnumerable<string> UnknownTokens(string text) =>
        text.Contains("{{", StringComparison.Ordinal)
            ? Token().Matches(text).Where(token => ValueOf(token) is null).Select(token => token.Value)
            : [];

    private string? ValueOf(Match token) => Names.IndexOf(token.Groups["name"].Value) is >= 0 and var dimension ? Values[dimension] : null;

    // Blanks around the name count nothing (library go-pipeline).
    [GeneratedRegex(@"\{\{\s*matrix(\.(?<name>[\w.-]+))?\s*\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Token();
}
