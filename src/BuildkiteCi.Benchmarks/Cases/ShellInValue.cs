using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B034: a value that a shell would run.</summary>
internal sealed class ShellInValue : CaseRule
{
    public override Rule Rule { get; } =
        new(
            "B034",
            Severity.Error,
            "A value holds what a shell would run or replace",
            """
            { "benchmark_cases": [ {
                "case_name": "Kestrel-7B", "ci_queue": ["tpu_v6e_queue"],
                "env": { "INPUT_LEN": 1024, "OUTPUT_LEN": 128 },
                "server_command_options": { "command_type": "vllm_serve", "args": { "model": "acme/Kestrel-7B", "tensor-parallel-size": 1, "max-num-seqs": 128, "max-num-batched-tokens": 1024, "max-model-len": 2048 } },
                "client_command_options": { "command_type": "vllm_bench_serve", "args": { "model": "acme/Kestrel-7B", "dataset-name": "random", "num-prompts": 1000, "percentile-metrics": "ttft,tpot,itl,e2el", "dataset-path": "$(pwd)/prompts.jsonl" } }
            } ] }
            """,
            """
            { "benchmark_cases": [ {
                "case_name": "Kestrel-7B", "ci_queue": ["tpu_v6e_queue"],
                "env": { "INPUT_LEN": 1024, "OUTPUT_LEN": 128 },
                "server_command_options": { "command_type": "vllm_serve", "args": { "model": "acme/Kestrel-7B", "tensor-parallel-size": 1, "max-num-seqs": 128, "max-num-batched-tokens": 1024, "max-model-len": 2048 } },
                "client_command_options": { "command_type": "vllm_bench_serve", "args": { "model": "acme/Kestrel-7B", "dataset-name": "random", "num-prompts": 1000, "percentile-metrics": "ttft,tpot,itl,e2el" } }
            } ] }
            """
        )
        {
            Why =
                "The case travels as text that a shell evaluates, so what looks like a path was run as a command on the machine that holds "
                    + "the credentials of the bucket.",
        };

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet) =>
        from command in new[] { one.Server, one.Client, one.Accuracy }.OfType<CaseCommand>()
        from argument in command.Arguments
        where
            argument.Value is TextArgument { Text: var text }
            && (text.Contains("$(", StringComparison.Ordinal) || text.Contains('`', StringComparison.Ordinal))
        select new Diagnostic(
            Rule,
            argument.Value.Location,
            $"the value of '{argument.Name}' would be run by a shell",
            "write the value itself"
        );
}
