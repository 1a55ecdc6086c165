using System.Collections.Immutable;

namespace BuildkiteCi.Builds.Running.Scheduling;

/// <summary>How a job's end is taken.</summary>
public sealed record JobRules
{
    /// <summary>A job whose every failure counts.</summary>
    public static JobRules Strict { get; } = new();

    /// <summary>Whether any failure leaves the build as it is.</summary>
    public bool SoftFailAlways { get; init; }

    /// <summary>Exit statuses that leave the build as it is.</summary>
    public ImmutableArray<int> SoftFailStatuses { get; init; } = [];

    /// <summary>Why the job is not run (<c>skip</c> of a matrix adjustment); null: it is.</summary>
    public string? Skip { get; init; }

    /// <summary>Whether a job that ends with this status fails softly.</summary>
    public bool FailsSoftly(int status) => SoftFailAlways || SoftFailStatuses.Contains(status);
}
