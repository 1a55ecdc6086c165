using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Planning;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>How a build is run on this machine.</summary>
public sealed record RunSettings
{
    /// <summary>Jobs that run at once, at least 1.</summary>
    public int JobsAtOnce { get; init; } = 1;

    /// <summary>Which steps are run here.</summary>
    public RunFilter Filter { get; init; } = RunFilter.All;

    /// <summary>Which part of the build is run.</summary>
    public RunScope Scope { get; init; } = RunScope.All;

    /// <summary>Whether an interrupted or failed run is resumed: what has passed is not run again.</summary>
    public bool Continues { get; init; }

    /// <summary>Whether steps that would be cancelled when the build fails (<c>cancel_on_build_failing</c>) run to their end.</summary>
    public bool KeepsGoing { get; init; }

    /// <summary>How long a job that is ended has to clean up.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often uploads from within running steps are looked for.</summary>
    public TimeSpan UploadPoll { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The environment that the run was started with; its jobs inherit it.</summary>
    public ImmutableDictionary<string, string> Inherited { get; init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What the build is about, as variables of its jobs: <c>BUILDKITE_BRANCH</c>, <c>BUILDKITE_COMMIT</c>, …</summary>
    public ImmutableDictionary<string, string> BuildVariables { get; init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);
}
