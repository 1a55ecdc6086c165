using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>A rule about a benchmark case as a whole, though each of its parts is understood, or about the cases of several files. Its bad
/// and good examples are files of cases.</summary>
public abstract class CaseRule : CheckedRule
{
    private static readonly Lazy<ImmutableArray<CaseRule>> Found = new(AllOf<CaseRule>);

    /// <summary>All rules, by code.</summary>
    public static ImmutableArray<CaseRule> All => Found.Value;

    /// <summary>Checks over several files: names and step keys are unique among all.</summary>
    public static IEnumerable<Diagnostic> AcrossFiles(ImmutableArray<CaseFile> files) => All.SelectMany(rule => rule.Check(files));

    // Of one case.
    internal virtual IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet) => [];

    // Of all cases of a build.
    internal virtual IEnumerable<Diagnostic> Check(ImmutableArray<CaseFile> files) => [];
}
