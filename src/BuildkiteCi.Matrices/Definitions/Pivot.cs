using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Matrices.Definitions;

/// <summary>
/// One row for several subjects: <c>gmm-w8a8</c> and <c>gmm-w4a16</c> are columns of the row <c>gmm</c>. Rows come in the order in which
/// the ordered long form first names them.
/// </summary>
/// <param name="Variants">The variants that have columns, in order.</param>
/// <param name="Default">The <see cref="PivotVariant.Name"/> of a subject whose name ends in none.</param>
/// <param name="StageHeaders">A stage's word in a column's header: <c>Corr</c>; by stage.</param>
public sealed partial record Pivot(ImmutableArray<PivotVariant> Variants, string Default, ImmutableDictionary<string, string> StageHeaders)
{
    /// <summary>The row and the variant that a subject's name speaks of.</summary>
    public (string Row, string Variant) Split(string subject)
    {
        var suffix = VariantSuffix().Match(subject);
        return suffix.Success ? (subject[..suffix.Index], suffix.Groups["variant"].Value) : (subject, Default);
    }

    [GeneratedRegex(@"(?<=.)-(?<variant>w[0-9]+a[0-9]+)\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VariantSuffix();
}

/// <summary>A variant that a pivoted matrix has columns for.</summary>
/// <param name="Name">How subjects' names end, without the hyphen: <c>w8a16</c>.</param>
/// <param name="Header">How its columns' headers begin: <c>W8 A16</c>.</param>
public sealed record PivotVariant(string Name, string Header);
