using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Builds.Facts;

/// <summary>
/// The generations that a build is for. Its environment can ask for one (<c>TPU_VERSION</c>; <c>KERNEL_TUNING_TPU_VERSION</c> and
/// <c>KERNEL_TUNING_TPU_CORES</c> in a build that tunes kernels) and for queues of it. That is done or refused, and never replaced by
/// another.
/// </summary>
/// <param name="Generations">In the order of the fleet.</param>
public sealed record RequestedGenerations(ImmutableArray<Generation> Generations)
{
    private const string TuningVersion = "KERNEL_TUNING_TPU_VERSION";
    private const string TuningCores = "KERNEL_TUNING_TPU_CORES";

    private static readonly ImmutableArray<(string Variable, HostScale Scale)> QueueVariables =
    [
        ("TPU_QUEUE_SINGLE", HostScale.Small),
        ("TPU_QUEUE_MULTI", HostScale.Large),
    ];

    /// <summary>The one that the environment asks for; null where it asks for none.</summary>
    public Generation? OnlyGeneration { get; init; }

    /// <summary>Reads a build's environment.</summary>
    public static Diagnosed<RequestedGenerations> Read(IReadOnlyDictionary<string, string> environment, BuildKind kind, Fleet fleet)
    {
        var found = new List<Diagnostic>();
        var tunes = kind == BuildKind.KernelTuning;
        var (single, problem) = JobGeneration.Of(
            environment,
            fleet,
            tunes ? [TuningVersion, .. JobGeneration.Variables] : JobGeneration.Variables
        );
        if (problem is not null)
            found.Add(
                EnvironmentRules.Problem(
                    EnvironmentRules.UnusableVariable,
                    problem,
                    "correct it, or leave it out: then every generation is tested"
                )
            );
        if (tunes && Value(environment, TuningVersion) is { } wanted && Value(environment, "TPU_VERSION") is { } other && other != wanted)
            found.Add(
                EnvironmentRules.Problem(
                    EnvironmentRules.UnusableVariable,
                    $"{TuningVersion} is '{wanted}', and TPU_VERSION is '{other}'",
                    "leave one of the two out"
                )
            );
        foreach (var (variable, scale) in QueueVariables)
            if (Value(environment, variable) is { } queue) single = WithQueue(single, scale, queue, variable, fleet, found);
        if (tunes && Value(environment, TuningCores) is { } cores) single = WithCores(single, cores, fleet, found);
        return Diagnosed.With(new RequestedGenerations(single is null ? fleet.Generations : [single]) { OnlyGeneration = single }, found);
    }

    private static Generation? WithQueue(
        Generation? generation,
        HostScale scale,
        string queue,
        string variable,
        Fleet fleet,
        List<Diagnostic> found
    )
    {
        var machines = fleet.MachinesOf(queue);
        if (generation is null) Refuse(found, $"{variable} is '{queue}', and nothing tells for which generation", "set TPU_VERSION, too");
        else if (machines is null)
            Refuse(
                found,
                $"{variable} is '{queue}', which is no queue of the fleet's generations",
                Spelling.Suggest(queue, fleet.Queues, $"there are {string.Join(", ", fleet.Queues)}")
            );
        else if (machines.Value.Generation.Name != generation.Name)
            Refuse(
                found,
                $"{variable} is '{queue}', a queue of {machines.Value.Generation}, and the build is for {generation}",
                "name a queue of that generation"
            );
        else return scale == HostScale.Small ? generation with { SmallQueue = queue } : generation with { LargeQueue = queue };
        return generation;
    }

    // Kernels are tuned on the machines of so many chips, which the pipeline knows as the large ones.
    private static Generation? WithCores(Generation? generation, string cores, Fleet fleet, List<Diagnostic> found)
    {
        if (generation is null)
        {
            Refuse(found, $"{TuningCores} is '{cores}', and nothing tells of which generation", $"set {TuningVersion}, too");
            return null;
        }

        var machines = fleet.Queues.Where(queue => fleet.MachinesOf(queue)?.Generation.Name == generation.Name)
            .Select(queue => (Queue: queue, Chips: fleet.MachinesOf(queue)!.Value.Chips))
            .Where(machine => machine.Chips is not null)
            .ToArray();
        if (Array.Find(machines, machine => machine.Chips.ToString() == cores) is { Queue: { } pool })
            return generation with { LargeQueue = pool };
        Refuse(
            found,
            $"{TuningCores} is '{cores}', and no machine of {generation} has as many",
            $"there are {string.Join(", ", machines.Select(machine => machine.Chips))}"
        );
        return generation;
    }

    private static void Refuse(List<Diagnostic> found, string message, string fix) =>
        found.Add(EnvironmentRules.Problem(EnvironmentRules.UnusableVariable, message, fix));

    private static string? Value(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
