using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B013: a data set that lm_eval cannot evaluate.</summary>
internal sealed class EvaluationDataSet : CaseRule
{
    public override Rule Rule { get; } =
        new(
            "B013",
            Severity.Error,
            "lm_eval cannot evaluate this data set",
            "\"dataset-name\": \"gsm9k\"",
            "\"dataset-name\": \"math500\""
        )
        {
            Why = "An accuracy was asked of a data set that lm_eval does not know, after the server had been loading for forty minutes.",
        };

    private static readonly ImmutableArray<string> Known = ["math500", "mlperf", "mmlu"];

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet)
    {
        if (one.Client.Kind == CommandKind.LmEval && !Known.Contains(one.Client.Text("dataset-name") ?? ""))
            yield return new Diagnostic(
                Rule,
                one.Client["dataset-name"]?.Value.Location ?? one.Client.Location,
                $"'dataset-name' is '{one.Client.Text("dataset-name")}'",
                $"'lm_eval' knows '{string.Join("', '", Known)}'");
    }
}
