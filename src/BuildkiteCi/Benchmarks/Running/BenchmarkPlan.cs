using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Benchmarks.Judging;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>A case, ready to run on a machine.</summary>
/// <param name="Case">The case.</param>
/// <param name="Machine">The machine, as the case sees it.</param>
/// <param name="Commands">Its commands there.</param>
public sealed record BenchmarkPlan(BenchmarkCase Case, Machine Machine, CaseCommands Commands)
{
    /// <summary>What the run has to reach.</summary>
    public Targets Targets => Targets.Of(Case.Settings);

    /// <summary>The plan of a case on a queue's machine; a map without a value for it is an error.</summary>
    public static Checked<BenchmarkPlan> Of(BenchmarkCase one, Machine machine) =>
        CaseCommands.Of(one, machine).Then(commands => Checked.Ok(new BenchmarkPlan(one, machine.With(one.Settings.Device), commands)));
}
