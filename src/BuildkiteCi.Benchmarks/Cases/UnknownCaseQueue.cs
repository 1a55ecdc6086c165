using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B008: a queue that no agent serves.</summary>
internal sealed class UnknownCaseQueue : CaseRule
{
    public override Rule Rule { get; } =
        new(
            "B008",
            Severity.Warning,
            "A queue has no agents, so the job would wait for ever",
            "\"ci_queue\": [\"tpu_v6_queue\"]",
            "\"ci_queue\": [\"tpu_v6e_queue\"]"
        )
        {
            Why = "A queue was retired and a case still named it. Its job waited for ever, and the build with it.",
        };

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet) =>
        from queue in one.Queues
        where !fleet.Queues.Contains(queue.Name)
        select new Diagnostic(
            Rule,
            queue.Location,
            $"the queue '{queue.Name}' has no agents",
            Spelling.Suggest(queue.Name, fleet.Queues, "add it to the fleet file, or name another"));
}
