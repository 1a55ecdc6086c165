using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B020: two jobs of one step key.</summary>
internal sealed class StepTwice : CaseRule
{
    public override Rule Rule { get; } =
        new(
            "B020",
            Severity.Error,
            "Two jobs have one step key",
            "\"ci_queue\": [\"tpu_v6e_queue\", \"tpu_v6e_queue\"]",
            "\"ci_queue\": [\"tpu_v6e_queue\"]"
        )
        {
            Why = "Two cases made one step key. Buildkite refused the upload of all cases.",
        };

    internal override IEnumerable<Diagnostic> Check(ImmutableArray<CaseFile> files) =>
        from same in files.SelectMany(file => CaseSteps.Of(file)).SelectMany(cases => cases.Steps).GroupBy(step => step.Key.Text)
        from again in same.Skip(1)
        select new Diagnostic(
            Rule,
            again.Location,
            $"the step key '{again.Key}' is another job's too",
            "name each queue once, and give cases names that differ in letters and digits");
}
