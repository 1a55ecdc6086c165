using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>A case, ready to run on a machine.</summary>
/// <param name="Case">The case.</param>
/// <param name="Machine">The machine, as the case sees it.</param>
/// <param name="Commands">Its commands there.</param>
public sealed record BenchmarkPlan(BenchmarkCase Case, CaseMachine Machine, CaseCommands Commands)
{
    private static readonly TimeSpan SeveralHostsWait = TimeSpan.FromHours(2);

    /// <summary>How far below its target a score still passes (<c>testing.accuracy_tolerance</c> of <c>ci.yml</c>).</summary>
    public double AccuracyTolerance { get; init; } = AccuracyTarget.UsualTolerance;

    /// <summary>What the run has to reach.</summary>
    public Targets Targets => Targets.Of(Case.Settings, AccuracyTolerance);

    /// <summary>
    /// Whether the server spans several hosts: by the case (<c>IS_MULTI_HOST_BENCH</c>, <c>TPU_MULTIHOST_BACKEND=ray</c>), or the queue's
    /// machines are of several.
    /// </summary>
    public bool SeveralHosts => Case.Settings.SeveralHosts || Machine.HasSeveralHosts || Variable("TPU_MULTIHOST_BACKEND") == "ray";

    /// <summary>How long to wait for the server. Several hosts take as long as vLLM gives its engine, and two hours unless the case sets
    /// it.</summary>
    public TimeSpan ServerWait => !SeveralHosts ? Case.Settings.ServerWait
        : int.TryParse(Variable("VLLM_ENGINE_READY_TIMEOUT_S"), out var seconds) ? TimeSpan.FromSeconds(seconds)
        : SeveralHostsWait;

    /// <summary>A variable of the server's environment, or null.</summary>
    internal string? Variable(string name) => Commands.Server?.Environment.GetValueOrDefault(name);

    /// <summary>The plan with every program started in a checkout, whose Python packages come first.</summary>
    /// <param name="folder">Full path of the checkout.</param>
    public BenchmarkPlan In(string folder)
    {
        CommandLine Moved(CommandLine command) =>
            command with
            {
                Folder = folder,
                Environment = command.Environment.SetItem(
                    "PYTHONPATH",
                    command.Environment.GetValueOrDefault("PYTHONPATH") is { Length: > 0 } path ? $"{folder}:{path}" : folder
                ),
            };
        return this with
        {
            Commands = new CaseCommands(
                Moved(Commands.Client),
                Commands.Server is { } server ? Moved(server) : null,
                Commands.Accuracy is { } accuracy ? Moved(accuracy) : null
            ),
        };
    }

    /// <summary>The plan of a case on a queue's machine; a map without a value for it is an error.</summary>
    public static Diagnosed<BenchmarkPlan> Of(BenchmarkCase one, CaseMachine machine) =>
        CaseCommands.Of(one, machine).Then(commands => Diagnosed.Ok(new BenchmarkPlan(one, machine, commands)));
}
