using System.Collections.Immutable;
using System.IO.Enumeration;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>Which of a build's steps are run on this machine; the others are passed over.</summary>
public sealed record RunFilter
{
    /// <summary>Every step is run.</summary>
    public static RunFilter All { get; } = new();

    /// <summary>Queues that this machine serves; null: all.</summary>
    public ImmutableArray<string>? Queues { get; init; }

    /// <summary>Patterns (<c>*</c>, <c>?</c>) of which one must match a step's key or label, or its group's; null: all steps.</summary>
    public ImmutableArray<string>? Only { get; init; }

    /// <summary>Why a step is passed over; null: it is run. Waits are never passed over: they keep the order of the rest.</summary>
    internal string? PassesOver(Step step, string? queue, GroupStep? group)
    {
        if (step is TriggerStep trigger) return $"would start a build of '{trigger.Pipeline?.Canonical}', which is not done here";
        if (step is WaitStep) return null;
        if (Only is { } only && !only.Any(pattern => Fits(pattern, step) || (group is not null && Fits(pattern, group))))
            return "is not among those to run";
        return step is CommandStep && queue is not null && Queues is { } queues && !queues.Contains(queue)
            ? $"for queue '{queue}', which this machine does not serve"
            : null;
    }

    private static bool Fits(string pattern, Step step) =>
        new[] { step.Key?.Canonical, step.Label?.Canonical }.Any(text =>
            text is not null && FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false)
        );
}
