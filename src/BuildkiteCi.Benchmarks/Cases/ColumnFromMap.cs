using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B032: a column of the history that is a map.</summary>
internal sealed class ColumnFromMap : CaseRule
{
    private static readonly string[] Columns = ["max-num-seqs", "max-num-batched-tokens", "max-model-len"];

    public override Rule Rule { get; } =
        new(
            "B032",
            Severity.Warning,
            "A column of the history is taken from an argument that is a map by machine",
            """
            { "benchmark_cases": [ {
                "case_name": "Kestrel-7B", "ci_queue": ["tpu_v6e_queue"],
                "env": { "INPUT_LEN": 1024, "OUTPUT_LEN": 128 },
                "server_command_options": { "command_type": "vllm_serve", "args": { "model": "acme/Kestrel-7B", "tensor-parallel-size": 1, "max-num-seqs": { "v6e-1": 128, "default": 256 }, "max-num-batched-tokens": 1024, "max-model-len": 2048 } },
                "client_command_options": { "command_type": "vllm_bench_serve", "args": { "model": "acme/Kestrel-7B", "dataset-name": "random", "num-prompts": 1000, "percentile-metrics": "ttft,tpot,itl,e2el" } }
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
                "The scripts read these columns before they look up the machine: the map was stored as text, and the job failed at its "
                    + "very end, when the numbers of a whole night were to be kept.",
        };

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet) =>
        from name in Columns
        where one.Server?[name]?.Value is MachineArgument
        select new Diagnostic(
            Rule,
            one.Server![name]!.Value.Location,
            $"'{name}' is a map, and the history's column wants one number",
            "write one number, or a case for each machine"
        );
}
