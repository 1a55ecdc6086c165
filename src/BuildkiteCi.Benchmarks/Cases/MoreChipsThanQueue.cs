using System.Globalization;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B038: a server is to use more chips than its machine has.</summary>
internal sealed class MoreChipsThanQueue : CaseRule
{
    public override Rule Rule { get; } =
        new(
            "B038",
            Severity.Error,
            "A case needs more chips than the machines of its queue have",
            """
            { "benchmark_cases": [ {
                "case_name": "Kestrel-7B", "ci_queue": ["tpu_v6e_queue"],
                "env": { "INPUT_LEN": 1024, "OUTPUT_LEN": 128 },
                "server_command_options": { "command_type": "vllm_serve", "args": { "model": "acme/Kestrel-7B", "tensor-parallel-size": 8, "max-num-seqs": 128, "max-num-batched-tokens": 1024, "max-model-len": 2048 } },
                "client_command_options": { "command_type": "vllm_bench_serve", "args": { "model": "acme/Kestrel-7B", "dataset-name": "random", "num-prompts": 100, "percentile-metrics": "ttft,tpot,itl,e2el" } }
            } ] }
            """,
            """
            { "benchmark_cases": [ {
                "case_name": "Kestrel-7B", "ci_queue": ["tpu_v6e_8_queue"],
                "env": { "INPUT_LEN": 1024, "OUTPUT_LEN": 128 },
                "server_command_options": { "command_type": "vllm_serve", "args": { "model": "acme/Kestrel-7B", "tensor-parallel-size": 8, "max-num-seqs": 128, "max-num-batched-tokens": 1024, "max-model-len": 2048 } },
                "client_command_options": { "command_type": "vllm_bench_serve", "args": { "model": "acme/Kestrel-7B", "dataset-name": "random", "num-prompts": 100, "percentile-metrics": "ttft,tpot,itl,e2el" } }
            } ] }
            """
        )
        {
            Why =
                "A case was moved to a smaller queue and kept its size. Every night the server waited for chips that were not there, until "
                    + "its time was over.",
        };

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet) =>
        from queue in one.Queues
        let machine = queue.Machine
        let chips = ChipsOf(machine)
        let tensor = one.Server?["tensor-parallel-size"]
        where tensor is not null
        let size = tensor.CountOn(machine)
        let replicas = one.Server?["data-parallel-size"]?.CountOn(machine) ?? 1
        where size * replicas > chips
        select new Diagnostic(
            Rule,
            tensor.On(machine)!.Location,
            $"{size * replicas} chips are asked for{(replicas > 1 ? $" ({size} for each of {replicas} replicas)" : "")}, and the machines of "
                + $"'{queue.Name}' have {chips}",
            "lower 'tensor-parallel-size', give it a value for each machine, or name a larger queue"
        );

    // Behind the dash of v6e-8; null where the queue does not tell.
    private static int? ChipsOf(CaseMachine machine) =>
        machine.MapKey is { } key
        && int.TryParse(key.AsSpan(key.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var chips)
            ? chips
            : null;
}
