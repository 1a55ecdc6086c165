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
        let server = one.Server
        where server is not null
        let chips = queue.Machine.MapKey is { } key ? Number(key[(key.LastIndexOf('-') + 1)..]) : null
        let tensor = server["tensor-parallel-size"]
        let size = NumberOf(tensor, queue.Machine)
        let replicas = NumberOf(server["data-parallel-size"], queue.Machine) ?? 1
        where size * replicas > chips
        select new Diagnostic(
            Rule,
            ValueOf(tensor, queue.Machine)!.Location,
            $"{size * replicas} chips are asked for{(replicas > 1 ? $" ({size} for each of {replicas} replicas)" : "")}, and the machines of "
                + $"'{queue.Name}' have {chips}",
            "lower 'tensor-parallel-size', give it a value for each machine, or name a larger queue"
        );

    private static ArgumentValue? ValueOf(CaseArgument? argument, CaseMachine machine) =>
        argument?.Value is MachineArgument map ? map.For(machine.MapKey) : argument?.Value;

    private static int? NumberOf(CaseArgument? argument, CaseMachine machine) =>
        ValueOf(argument, machine) is TextArgument text ? Number(text.Text) : null;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
