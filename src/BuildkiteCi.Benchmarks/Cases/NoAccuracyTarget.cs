using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B031: a measured accuracy without a target.</summary>
internal sealed class NoAccuracyTarget : CaseRule
{
    public override Rule Rule { get; } =
        new(
            "B031",
            Severity.Note,
            "An accuracy is measured, and no target is set for it",
            """{ "accuracy_command_options": { "args": {} } }""",
            """{ "env": { "EXPECTED_ACCURACY": 0.74 }, "accuracy_command_options": { "args": {} } }"""
        )
        {
            Why = "A score was measured for a year and judged by nothing. It had halved in spring.",
        };

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet)
    {
        if (one.Settings.ExpectedAccuracy is null && one.MeasuresAccuracy)
            yield return new Diagnostic(
                Rule,
                one.Environment["EXPECTED_ACCURACY"]?.Location ?? one.Accuracy?.Location ?? one.Client.Location,
                $"'{one.Name}' measures an accuracy, and any will do",
                "set 'EXPECTED_ACCURACY' in 'env'");
    }
}
