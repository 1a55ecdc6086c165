using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B023: a column of the history without a value.</summary>
internal sealed class NoLabel : CaseRule
{
    public override Rule Rule { get; } =
        new(
            "B023",
            Severity.Warning,
            "A column of the history has no value",
            """{ "env": {} }""",
            """{ "env": { "INPUT_LEN": 1024, "OUTPUT_LEN": 1024 } }"""
        )
        {
            Why = "A column of the history was empty, and the run was dropped from every chart that groups by it.",
        };

    private static readonly ImmutableArray<string> Labels = ["INPUT_LEN", "OUTPUT_LEN"];

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet) =>
        from label in Labels
        where one.Environment[label] is null
        select new Diagnostic(Rule, one.Location, $"'{label}' is not set, a column of the history", $"add \"{label}\" to 'env'");
}
