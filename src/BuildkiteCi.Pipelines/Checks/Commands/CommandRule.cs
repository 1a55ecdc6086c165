using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>A rule about what steps run. Its bad and good examples are whole pipeline files.</summary>
public abstract class CommandRule : CheckedRule
{
    private static readonly Lazy<ImmutableArray<CommandRule>> Found = new(AllOf<CommandRule>);

    /// <summary>All rules, by code.</summary>
    public static ImmutableArray<CommandRule> All => Found.Value;

    internal abstract void Check(CommandScript script, RepositoryPaths paths, DiagnosticBag found);
}
