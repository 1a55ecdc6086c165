using System.Globalization;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B030: an accuracy target that nothing measures.</summary>
internal sealed class NothingMeasuresAccuracy : CaseRule
{
    public override Rule Rule { get; } =
        new(
            "B030",
            Severity.Error,
            "An accuracy is asked for, and nothing measures it",
            """{ "env": { "EXPECTED_ACCURACY": 0.74 } }""",
            """{ "env": { "EXPECTED_ACCURACY": 0.74 }, "accuracy_command_options": { "args": {} } }"""
        )
        {
            Why = "A score was to be reached and nothing measured it. The case failed every night, and people stopped looking.",
        };

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet)
    {
        if (one.Settings.ExpectedAccuracy is { } score && !one.MeasuresAccuracy)
            yield return new Diagnostic(
                Rule,
                one.Environment["EXPECTED_ACCURACY"]?.Location ?? one.Location,
                $"an accuracy of {score.ToString(CultureInfo.InvariantCulture)} is asked for, and the case has no accuracy phase",
                "add 'accuracy_command_options', or remove 'EXPECTED_ACCURACY'");
    }
}
