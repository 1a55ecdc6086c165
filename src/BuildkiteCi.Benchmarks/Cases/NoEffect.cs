using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B024: an argument that lm_eval ignores.</summary>
internal sealed class NoEffect : CaseRule
{
    public override Rule Rule { get; } =
        new(
            "B024",
            Severity.Warning,
            "lm_eval takes no notice of an argument",
            "\"ignore-eos\": true",
            "\"model\": \"meta-llama/Llama-3.3-70B-Instruct\""
        )
        {
            Why = "An argument that lm_eval ignores was changed to mend a score. The score stayed, and a day was lost.",
        };

    private static readonly ImmutableArray<string> Known = ["model", "dataset-name", "tensor-parallel-size", "num-prompts"];

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet) =>
        from argument in one.Client.Arguments
        where one.Client.Kind == CommandKind.LmEval && !Known.Contains(argument.Name)
        select new Diagnostic(
            Rule,
            argument.NameLocation,
            $"'lm_eval' takes no notice of '{argument.Name}'",
            $"remove it; known are '{string.Join("', '", Known)}'");
}
