using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Definitions;

namespace BuildkiteCi.Matrices.Site;

/// <summary>The short answer to "does it work on my TPU".</summary>
internal enum Verdict
{
    /// <summary>Nothing that was tested says yes or no.</summary>
    Unknown,

    /// <summary>Everything that was tested passes, and something was.</summary>
    Works,

    /// <summary>Something passes and something fails.</summary>
    WorksInPart,

    /// <summary>Something fails and nothing passes.</summary>
    Fails,

    /// <summary>It is declared to work, and was not tested here.</summary>
    Declared,

    /// <summary>It does not fit into the machine's memory.</summary>
    TooLarge,
}

/// <summary>Reads verdicts off results.</summary>
internal static class Verdicts
{
    /// <summary>The verdict on a subject on a generation.</summary>
    public static Verdict Of(MatrixDefinition definition, SubjectSupport? subject, string generation)
    {
        var statuses = definition.Stages.Select(stage => subject?.On(generation, stage).Status ?? Status.Untested).ToHashSet();
        if (statuses.Contains(Status.Failing)) return statuses.Contains(Status.Passing) ? Verdict.WorksInPart : Verdict.Fails;
        if (statuses.Contains(Status.NotEnoughHbm)) return Verdict.TooLarge;
        if (statuses.Contains(Status.Passing)) return Verdict.Works;
        return statuses.Contains(Status.Declared) ? Verdict.Declared : Verdict.Unknown;
    }

    /// <summary>
    /// The publication since which the newest verdict stands without a break: the oldest release among those, else the oldest night; null
    /// where only the newest one says so or the subject is gone.
    /// </summary>
    public static SitePublication? Since(MatrixDefinition definition, SubjectTrack track, string generation)
    {
        var newest = Of(definition, track.Newest, generation);
        var run = track.Line.Publications.Zip(track.Results).Reverse()
            .TakeWhile(one => one.Second is not null && Of(definition, one.Second, generation) == newest)
            .Select(one => one.First).Reverse().ToArray();
        return run.Length < 2 ? null : run.FirstOrDefault(one => one.About.Release is not null) ?? run[0];
    }
}
