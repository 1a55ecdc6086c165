using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B015: a machine map without a value for one of the case's queues.</summary>
internal sealed class NoMachine : CaseRule
{
    internal static readonly Rule Definition =
        new(
            "B015",
            Severity.Error,
            "A machine map has no value for one of the case's queues",
            "\"ci_queue\": [\"tpu_v6e_queue\"], \"tensor-parallel-size\": { \"v7x-2\": 2 }",
            "\"tensor-parallel-size\": { \"v7x-2\": 2, \"default\": 1 }"
        )
        {
            Why = "One queue of a case had no value, and its job ran with the text of the whole map as an argument.",
        };

    public override Rule Rule => Definition;

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet) =>
        from command in new[] { one.Server, one.Client, one.Accuracy }.OfType<CaseCommand>()
        from argument in command.Arguments
        let map = argument.Value as MachineArgument
        where map is not null
        from queue in one.Queues
        let machine = queue.Machine
        where map.For(machine.MapKey) is null
        select new Diagnostic(
            Rule,
            map.Location,
            $"'{argument.Name}' has no value for '{machine.MapKey ?? "any machine"}', the machine of '{queue.Name}'",
            machine.MapKey is { } key ? $"add \"{key}\" or \"default\"" : "add \"default\"");
}
