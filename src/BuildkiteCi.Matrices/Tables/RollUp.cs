using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Matrices.Tables;

/// <summary>One status for several (domain rules, "Roll-ups for readers").</summary>
public static class RollUp
{
    // In the order in which they are looked for once neither a failure nor a pass decides.
    private static readonly ImmutableArray<Status> Announced = [Status.Beta, Status.Planned];

    /// <summary>
    /// Of a subject's stages on one generation: Failing if any fails, Passing if all pass, declared if all are, else Untested. A single
    /// stage is itself.
    /// </summary>
    public static Status OfStages(params ImmutableArray<Status> statuses)
    {
        if (statuses.Length == 1) return statuses[0];
        if (statuses.Contains(Status.Failing)) return Status.Failing;
        return Common(statuses, Status.Passing) ?? Common(statuses, Status.Declared) ?? Status.Untested;
    }

    /// <summary>
    /// Of one stage, or of one roll-up, across generations: Failing if it fails on any; Passing if it passes on all, where too little
    /// memory on one counts as passing if another passes; N/A if all are; else Beta or Planned where one is; else Untested. A single
    /// generation is itself.
    /// </summary>
    public static Status OfGenerations(params ImmutableArray<Status> statuses)
    {
        if (statuses.Length == 1) return statuses[0];
        if (statuses.Contains(Status.Failing)) return Status.Failing;
        if (statuses.Contains(Status.Passing) && statuses.All(status => status == Status.Passing || status == Status.NotEnoughHbm))
            return Status.Passing;
        return Common(statuses, Status.NotApplicable)
            ?? Common(statuses, Status.Declared)
            ?? Announced.FirstOrDefault(statuses.Contains)
            ?? Status.Untested;
    }

    private static Status? Common(ImmutableArray<Status> statuses, Status wanted) =>
        statuses.Length > 0 && statuses.All(status => status == wanted) ? wanted : null;
}
