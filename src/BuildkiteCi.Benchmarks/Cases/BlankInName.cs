using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B025: a blank in a name.</summary>
internal sealed class BlankInName : CaseRule
{
    public override Rule Rule { get; } =
        new(
            "B025",
            Severity.Error,
            "A case's name holds a character that breaks labels and file names",
            "\"case_name\": \"my case\"",
            "\"case_name\": \"my-case\""
        )
        {
            Why = "A name with a blank was cut at the blank: file names and labels of two cases became one.",
        };

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet)
    {
        if (one.Name.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
            yield return new Diagnostic(Rule, one.Location, $"the case's name '{one.Name}' holds a blank", "use '-' or '_'");
    }
}
