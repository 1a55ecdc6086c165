using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B035: a step that ends before its own limits.</summary>
internal sealed class StepEndsFirst : CaseRule
{
    public override Rule Rule { get; } =
        new(
            "B035",
            Severity.Warning,
            "The step ends before the server and the client may take as long as they are allowed to",
            """
            { "benchmark_cases": [ {
                "case_name": "Kestrel-7B", "ci_queue": ["tpu_v6e_queue"],
                "env": { "INPUT_LEN": 1024, "OUTPUT_LEN": 128, "BK_TIMEOUT_IN_MINUTES": 60, "SERVER_WAIT_MINS": 45, "BENCHMARK_TIMEOUT": "1h" },
                "server_command_options": { "command_type": "vllm_serve", "args": { "model": "acme/Kestrel-7B", "tensor-parallel-size": 1, "max-num-seqs": 128, "max-num-batched-tokens": 1024, "max-model-len": 2048 } },
                "client_command_options": { "command_type": "vllm_bench_serve", "args": { "model": "acme/Kestrel-7B", "dataset-name": "random", "num-prompts": 1000, "percentile-metrics": "ttft,tpot,itl,e2el" } }
            } ] }
            """,
            """
            { "benchmark_cases": [ {
                "case_name": "Kestrel-7B", "ci_queue": ["tpu_v6e_queue"],
                "env": { "INPUT_LEN": 1024, "OUTPUT_LEN": 128, "BK_TIMEOUT_IN_MINUTES": 180, "SERVER_WAIT_MINS": 45, "BENCHMARK_TIMEOUT": "1h" },
                "server_command_options": { "command_type": "vllm_serve", "args": { "model": "acme/Kestrel-7B", "tensor-parallel-size": 1, "max-num-seqs": 128, "max-num-batched-tokens": 1024, "max-model-len": 2048 } },
                "client_command_options": { "command_type": "vllm_bench_serve", "args": { "model": "acme/Kestrel-7B", "dataset-name": "random", "num-prompts": 1000, "percentile-metrics": "ttft,tpot,itl,e2el" } }
            } ] }
            """
        )
        {
            Why =
                "Buildkite ended the job at its own limit while the client was still within the one it had been given: no table, no "
                    + "history, and no message that named a limit.",
        };

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet)
    {
        if (
            one.Environment["BK_TIMEOUT_IN_MINUTES"] is not { } limit
            || one.Settings.StepTimeoutMinutes is not { } minutes
            || one.Client.Kind == CommandKind.LmEval
        )
            yield break;
        // What nobody has set is a default, which few cases ever need.
        if (one.Environment["BENCHMARK_TIMEOUT"] is null || one.Environment["SERVER_WAIT_MINS"] is null) yield break;
        var needed = one.Settings.ServerWait + one.Settings.ClientTimeout;
        if (TimeSpan.FromMinutes(minutes) < needed)
            yield return new Diagnostic(
                Rule,
                limit.Location,
                $"the step ends after {minutes} minutes, and server and client together may take {needed.TotalMinutes:0}",
                "raise BK_TIMEOUT_IN_MINUTES, or lower SERVER_WAIT_MINS or BENCHMARK_TIMEOUT"
            );
    }
}
