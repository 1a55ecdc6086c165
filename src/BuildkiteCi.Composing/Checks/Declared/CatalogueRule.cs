using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>A rule about what a catalogue file declares, checked in the file as it is written or as each generation sees it. Its bad and
/// good examples are files of the catalogue.</summary>
public abstract class CatalogueRule : CheckedRule
{
    private static readonly Lazy<ImmutableArray<CatalogueRule>> Found = new(AllOf<CatalogueRule>);

    /// <summary>All rules, by code.</summary>
    public static ImmutableArray<CatalogueRule> All => Found.Value;

    // Once for a file, as it is written.
    internal virtual IEnumerable<Diagnostic> Check(CatalogueFile file, Fleet fleet) => [];

    // For each generation that the file runs on.
    internal virtual IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet) => [];
}
