using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Testing;

/// <summary>What running a stage needs of the world.</summary>
/// <param name="Processes">Starts commands.</param>
/// <param name="Build">Holds the results.</param>
/// <param name="Results">A folder for the files that tests leave, with one folder a try.</param>
/// <param name="Log">Shows the output as it comes.</param>
/// <param name="Time">Measures, waits, and dates folders.</param>
public sealed record StageDependencies(IProcessRunner Processes, IBuild Build, IFileTree Results, IStageLog Log, TimeProvider Time)
{
    /// <summary>The generations under which a matrix looks for what was measured.</summary>
    public Fleet Fleet { get; init; } = Fleet.BuiltIn;
}
