using System.Globalization;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B037: more prompts than are made.</summary>
internal sealed class TooManyPrompts : CaseRule
{
    private const int Made = 5_000;

    public override Rule Rule { get; } =
        new(
            "B037",
            Severity.Warning,
            "A decode-only case asks for more prompts than are made for it",
            """
            { "benchmark_cases": [ {
                "case_name": "Kestrel-7B", "ci_queue": ["tpu_v6e_queue"],
                "env": { "INPUT_LEN": 1024, "OUTPUT_LEN": 128, "DECODE_ONLY": "true" },
                "server_command_options": { "command_type": "vllm_serve", "args": { "model": "acme/Kestrel-7B", "tensor-parallel-size": 1, "max-num-seqs": 128, "max-num-batched-tokens": 1024, "max-model-len": 2048, "enable-prefix-caching": true } },
                "client_command_options": { "command_type": "vllm_bench_serve", "args": { "model": "acme/Kestrel-7B", "dataset-name": "custom", "num-prompts": 6000, "percentile-metrics": "ttft,tpot,itl,e2el" } }
            } ] }
            """,
            """
            { "benchmark_cases": [ {
                "case_name": "Kestrel-7B", "ci_queue": ["tpu_v6e_queue"],
                "env": { "INPUT_LEN": 1024, "OUTPUT_LEN": 128, "DECODE_ONLY": "true" },
                "server_command_options": { "command_type": "vllm_serve", "args": { "model": "acme/Kestrel-7B", "tensor-parallel-size": 1, "max-num-seqs": 128, "max-num-batched-tokens": 1024, "max-model-len": 2048, "enable-prefix-caching": true } },
                "client_command_options": { "command_type": "vllm_bench_serve", "args": { "model": "acme/Kestrel-7B", "dataset-name": "custom", "num-prompts": 5000, "percentile-metrics": "ttft,tpot,itl,e2el" } }
            } ] }
            """
        )
        {
            Why =
                "5,000 prompts are made for such a case and the client takes some of them twice: the cache answers those, and the "
                    + "throughput was two percent too good.",
        };

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet)
    {
        if (
            one.Settings.DecodeOnly
            && one.Client["num-prompts"]?.Value is TextArgument { Text: var text, Location: var place }
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var prompts)
            && prompts > Made
        )
            yield return new Diagnostic(Rule, place, $"{prompts} prompts are asked for, and {Made} are made", $"ask for {Made} at most");
    }
}
