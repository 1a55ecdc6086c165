using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Testing;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>
/// The container that RunTpuTests uses (<c>--runner docker</c>), one for each program: they share the machine's network, so that the client
/// finds the server.
/// </summary>
/// <param name="processes">Starts the engine's client.</param>
/// <param name="plan">The container.</param>
/// <param name="host">The machine around it.</param>
/// <param name="lines">Shows what is done.</param>
internal sealed class ContainerBenchmarkPlace(IProcessRunner processes, ContainerPlan plan, HostBenchmarkPlace host, StageLines lines)
    : IBenchmarkPlace
{
    private static readonly Stage Benchmark = new("Benchmark", "Benchmark", "Benchmark");

    private readonly List<ContainerPlace> containers = [];

    public string Folder => ContainerPlace.ResultsTarget;

    public async Task<string?> PrepareAsync(CancellationToken cancellationToken) =>
        (await new ContainerPlace(processes, plan).PrepareAsync(Job("true", CommandLine.Of("true")), lines, cancellationToken))?.Reason;

    public CommandLine Command(CommandLine command)
    {
        // The case's variables reach the container by name; their values stay in the environment of the engine's client.
        var settings = plan.Settings with
        {
            PassedVariables = [.. plan.Settings.PassedVariables, .. command.Environment.Keys.Order(StringComparer.Ordinal)],
        };
        var container = new ContainerPlace(processes, plan with { Settings = settings });
        containers.Add(container);
        var started = container.Command(Job($"exec {command}", command), host.Folder);
        return host.Command(
            started with
            {
                Environment = started.Environment.SetItems(command.Environment),
                Timeout = command.Timeout,
                KeepsOutput = command.KeepsOutput,
            },
            container.Removal
        );
    }

    public async Task CleanUpAsync()
    {
        foreach (var container in containers) await container.CleanUpAsync(lines);
    }

    private static StageJob Job(string script, CommandLine command) =>
        new(StepKey.Parse("benchmark")!, SubjectName.Parse("benchmark")!, Benchmark, script)
        {
            Environment = command
                .Environment.Where(pair => pair.Value is not null)
                .ToImmutableDictionary(pair => pair.Key, pair => pair.Value!),
        };
}
