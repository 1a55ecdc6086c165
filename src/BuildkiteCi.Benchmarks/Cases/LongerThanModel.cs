using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B039: requests are longer than the server takes them.</summary>
internal sealed class LongerThanModel : CaseRule
{
    // The data sets whose requests the client makes itself, to the lengths that it is given.
    private static readonly ImmutableArray<string> Made = ["random", "sonnet"];

    public override Rule Rule { get; } =
        new(
            "B039",
            Severity.Error,
            "The requests of a case are longer than its server takes them",
            """
            { "benchmark_cases": [ {
                "case_name": "Kestrel-7B", "ci_queue": ["tpu_v6e_queue"],
                "env": { "INPUT_LEN": 2048, "OUTPUT_LEN": 128 },
                "server_command_options": { "command_type": "vllm_serve", "args": { "model": "acme/Kestrel-7B", "tensor-parallel-size": 1, "max-num-seqs": 128, "max-num-batched-tokens": 1024, "max-model-len": 2048 } },
                "client_command_options": { "command_type": "vllm_bench_serve", "args": { "model": "acme/Kestrel-7B", "dataset-name": "random", "random-input-len": 2048, "random-output-len": 128, "num-prompts": 100, "percentile-metrics": "ttft,tpot,itl,e2el" } }
            } ] }
            """,
            """
            { "benchmark_cases": [ {
                "case_name": "Kestrel-7B", "ci_queue": ["tpu_v6e_queue"],
                "env": { "INPUT_LEN": 2048, "OUTPUT_LEN": 128 },
                "server_command_options": { "command_type": "vllm_serve", "args": { "model": "acme/Kestrel-7B", "tensor-parallel-size": 1, "max-num-seqs": 128, "max-num-batched-tokens": 1024, "max-model-len": 2304 } },
                "client_command_options": { "command_type": "vllm_bench_serve", "args": { "model": "acme/Kestrel-7B", "dataset-name": "random", "random-input-len": 2048, "random-output-len": 128, "num-prompts": 100, "percentile-metrics": "ttft,tpot,itl,e2el" } }
            } ] }
            """
        )
        {
            Why =
                "A case's output was made longer and its server's limit was not. Every request was refused, and the client's table held "
                    + "zeros.",
        };

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet) =>
        from data in Made
        where one.Client.Text("dataset-name") == data
        let limit = one.Server?["max-model-len"]
        where limit is not null
        from queue in one.Queues
        let machine = queue.Machine
        let input = one.Client[$"{data}-input-len"]?.CountOn(machine)
        let output = one.Client[$"{data}-output-len"]?.CountOn(machine)
        let most = limit.CountOn(machine)
        where input + output > most
        select new Diagnostic(
            Rule,
            limit.On(machine)!.Location,
            $"the server takes {most} tokens, and a request has {input} and asks for {output} more",
            $"raise 'max-model-len' to {input + output} at least, or shorten the requests"
        );
}
