using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B019: two cases of one name.</summary>
internal sealed class CaseTwice : CaseRule
{
    public override Rule Rule { get; } =
        new(
            "B019",
            Severity.Error,
            "Two cases have one name, which is their identity in the history",
            "\"case_name\": \"a\" twice",
            "\"case_name\": \"a\" and \"case_name\": \"b\""
        )
        {
            Why = "Two cases wrote into one series. It jumped between two levels every night, and the alerts were switched off for it.",
        };

    internal override IEnumerable<Diagnostic> Check(ImmutableArray<CaseFile> files) =>
        from same in files.SelectMany(file => file.Cases).GroupBy(one => one.Name)
        from again in same.Skip(1)
        select new Diagnostic(
            Rule,
            again.Location,
            $"the case '{again.Name}' is in {same.First().Location} too",
            "give it another name: it is the case's identity in the history");
}
