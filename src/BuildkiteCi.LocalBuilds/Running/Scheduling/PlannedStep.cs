using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>A step as far as its order in the build goes.</summary>
/// <param name="Id">Which one it is.</param>
/// <param name="Kind">What it is.</param>
public sealed record PlannedStep(StepId Id, StepKind Kind)
{
    /// <summary>Its key; null: none.</summary>
    public StepKey? Key { get; init; }

    /// <summary>What people call it where it has no key; null: its place has to do.</summary>
    public string? Label { get; init; }

    /// <summary>The group that it is in; null: none.</summary>
    public PlannedGroup? Group { get; init; }

    /// <summary>What it waits for; null: the waits before it; empty: nothing, not even waits.</summary>
    public ImmutableArray<PlannedDependency>? DependsOn { get; init; }

    /// <summary>Whether it runs though what it depends on has failed.</summary>
    public bool AllowDependencyFailure { get; init; }

    /// <summary>Of a wait: whether it lets the build go on though something above it has failed.</summary>
    public bool ContinuesOnFailure { get; init; }

    /// <summary>Why it is not in the build (<c>if</c>, <c>skip</c>, <c>branches</c>); what depends on it does not wait. Null: it
    /// is.</summary>
    public string? LeftOut { get; init; }

    /// <summary>Why it is not run on this machine; it is passed over when its turn comes. Null: it is run.</summary>
    public string? PassedOver { get; init; }

    /// <summary>Whether it is in the build, and run on this machine.</summary>
    public bool IsRun => LeftOut is null && PassedOver is null;

    /// <summary>Its jobs' rules, one entry a job; at least one for a command step, none for any other.</summary>
    public ImmutableArray<JobRules> Jobs { get; init; } = [];

    /// <summary>The concurrency group; null: none.</summary>
    public ConcurrencyLimit? Concurrency { get; init; }

    /// <summary>Higher goes first.</summary>
    public int Priority { get; init; }

    /// <summary>Rules after which a failed job is run again.</summary>
    public ImmutableArray<RetryRule> Retry { get; init; } = [];

    /// <summary>Whether it is cancelled when another step fails the build.</summary>
    public bool CancelOnBuildFailing { get; init; }

    /// <summary>Whether everything behind it in the list waits for it.</summary>
    internal bool IsBarrier => Kind is StepKind.Wait or StepKind.Block && LeftOut is null;
}

/// <summary>A concurrency group and how many of its jobs run at once.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Limit">At least 1.</param>
/// <param name="Eager">
/// Whether any job that is ready may go; else they go in the order in which they were made, and a later one waits even for one that is not
/// ready yet.
/// </param>
public sealed record ConcurrencyLimit(string Group, int Limit, bool Eager = false);

/// <summary>How a job's end is taken.</summary>
/// <param name="SoftFail">When a failure leaves the build as it is.</param>
public sealed record JobRules(SoftFail SoftFail)
{
    /// <summary>A job whose every failure counts.</summary>
    public static JobRules Strict { get; } = new(SoftFail.Never);

    /// <summary>Why the job is not run (<c>skip</c> of a matrix adjustment); null: it is.</summary>
    public string? Skip { get; init; }
}

/// <summary>An entry of <c>depends_on</c>.</summary>
/// <param name="Key">Key of a step or a group.</param>
/// <param name="AllowFailure">Whether it may fail.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PlannedDependency(StepKey Key, bool AllowFailure = false);
