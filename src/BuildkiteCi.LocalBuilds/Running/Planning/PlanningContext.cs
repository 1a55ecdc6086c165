using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Conditionals;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>What decides which steps of an upload are in the build.</summary>
/// <param name="Environment">The build's variables, <c>BUILDKITE_BRANCH</c> and the like: what conditions are judged by.</param>
/// <param name="Filter">What this machine runs.</param>
public sealed record PlanningContext(ImmutableDictionary<string, string> Environment, RunFilter Filter)
{
    /// <summary>The files that the build changes, for uploads that still ask for them (<c>if_changed</c>); null: they are not
    /// known.</summary>
    public ImmutableArray<string>? ChangedFiles { get; init; }

    /// <summary>What is masked in the labels of steps, which may be the start of a command.</summary>
    public Redaction Secrets { get; init; } = Redaction.None;

    /// <summary>The folder of a plugin that is on this machine, by the source that a step names; null: it is not.</summary>
    public Func<string, string?> FindPlugin { get; init; } = _ => null;

    internal ConditionContext Conditions => new(Environment);

    internal string Branch => Environment.GetValueOrDefault("BUILDKITE_BRANCH", "");
}
