using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>How a job's end is taken.</summary>
/// <param name="SoftFail">When a failure leaves the build as it is.</param>
public sealed record JobRules(SoftFail SoftFail)
{
    /// <summary>A job whose every failure counts.</summary>
    public static JobRules Strict { get; } = new(SoftFail.Never);

    /// <summary>Why the job is not run (<c>skip</c> of a matrix adjustment); null: it is.</summary>
    public string? Skip { get; init; }
}
