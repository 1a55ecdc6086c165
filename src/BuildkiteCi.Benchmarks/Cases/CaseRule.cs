using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>A rule about a benchmark case as a whole. Its bad and good examples are files of cases.</summary>
public abstract class CaseRule : CheckedRule
{
    private static readonly Lazy<ImmutableArray<CaseRule>> Found = new(AllOf<CaseRule>);

    /// <summary>All rules, by code.</summary>
    public static ImmutableArray<CaseRule> All => Found.Value;

    internal abstract IEnumerable<Diagnostic> Check(BenchmarkCase one);
}
