using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B029: a case for several hosts on a queue of one.</summary>
internal sealed class SeveralHostsQueue : CaseRule
{
    public override Rule Rule { get; } =
        new(
            "B029",
            Severity.Error,
            "A case for several hosts names a queue of one host",
            "\"IS_MULTI_HOST_BENCH\": true, \"ci_queue\": [\"tpu_v6e_8_queue\"]",
            "\"IS_MULTI_HOST_BENCH\": true, \"ci_queue\": [\"tpu_v7x_16_queue\"]"
        )
        {
            Why = "A case for several hosts went to a queue of one. It waited for its other hosts until its timeout.",
        };

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet) =>
        from queue in one.Queues
        where one.Settings.SeveralHosts && !queue.Machine.HasSeveralHosts
        let names = string.Join(", ", fleet.Queues.Where(other => CaseMachine.OfQueue(other, fleet).HasSeveralHosts))
        select new Diagnostic(
            Rule,
            queue.Location,
            $"'IS_MULTI_HOST_BENCH' is set, and the machines of '{queue.Name}' are of one host",
            names.Length > 0
                ? $"name one of several hosts ({names}), or remove the flag"
                : "remove the flag: the fleet has no machines of several hosts");
}
