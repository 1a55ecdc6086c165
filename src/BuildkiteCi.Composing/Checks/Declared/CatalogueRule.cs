using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>A rule about what a catalogue file declares, looked at for each generation that it runs on. Its bad and good examples are files
/// of the catalogue.</summary>
public abstract class CatalogueRule : CheckedRule
{
    private static readonly Lazy<ImmutableArray<CatalogueRule>> Found = new(AllOf<CatalogueRule>);

    /// <summary>All rules, by code.</summary>
    public static ImmutableArray<CatalogueRule> All => Found.Value;

    internal abstract IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet);
}
