using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B036: a latency in seconds.</summary>
internal sealed class LatencyInSeconds : CaseRule
{
    // Prefill alone, of the smallest models, takes longer under load.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    public override Rule Rule { get; } =
        new(
            "B036",
            Severity.Warning,
            "An expected latency is far too short for milliseconds",
            """
            { "benchmark_cases": [ {
                "case_name": "Kestrel-7B", "ci_queue": ["tpu_v6e_queue"],
                "env": { "INPUT_LEN": 1024, "OUTPUT_LEN": 128, "EXPECTED_ETEL": 120 },
                "server_command_options": { "command_type": "vllm_serve", "args": { "model": "acme/Kestrel-7B", "tensor-parallel-size": 1, "max-num-seqs": 128, "max-num-batched-tokens": 1024, "max-model-len": 2048 } },
                "client_command_options": { "command_type": "vllm_bench_serve", "args": { "model": "acme/Kestrel-7B", "dataset-name": "random", "num-prompts": 1000, "percentile-metrics": "ttft,tpot,itl,e2el" } }
            } ] }
            """,
            """
            { "benchmark_cases": [ {
                "case_name": "Kestrel-7B", "ci_queue": ["tpu_v6e_queue"],
                "env": { "INPUT_LEN": 1024, "OUTPUT_LEN": 128, "EXPECTED_ETEL": 120000 },
                "server_command_options": { "command_type": "vllm_serve", "args": { "model": "acme/Kestrel-7B", "tensor-parallel-size": 1, "max-num-seqs": 128, "max-num-batched-tokens": 1024, "max-model-len": 2048 } },
                "client_command_options": { "command_type": "vllm_bench_serve", "args": { "model": "acme/Kestrel-7B", "dataset-name": "random", "num-prompts": 1000, "percentile-metrics": "ttft,tpot,itl,e2el" } }
            } ] }
            """
        )
        {
            Why =
                "EXPECTED_ETEL is in milliseconds and was written in seconds: no rate could meet it, and the search ran the client eleven "
                    + "times until the step's limit.",
        };

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet)
    {
        if (one.Environment["EXPECTED_ETEL"] is { } variable && one.Settings.ExpectedLatency is { } latency && latency < Shortest)
            yield return new Diagnostic(
                Rule,
                variable.Location,
                $"EXPECTED_ETEL is {variable.Text} milliseconds, less than any request takes from end to end",
                "write milliseconds: seconds times 1000"
            );
    }
}
