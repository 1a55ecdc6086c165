using System.Collections.Immutable;

namespace BuildkiteCi.Composing.Builds;

/// <summary>What a build is for; it decides what runs and how urgent that is (domain rules, "Build kinds").</summary>
/// <param name="Name">The word for it, on the command line and in labels: <c>nightly</c>.</param>
public sealed record BuildKind(string Name)
{
    /// <summary>The nightly build of everything.</summary>
    public static BuildKind Nightly { get; } = new("nightly");

    /// <summary>A build against the head of vLLM.</summary>
    public static BuildKind Integration { get; } = new("integration");

    /// <summary>A pull request's build.</summary>
    public static BuildKind PullRequest { get; } = new("pull-request");

    /// <summary>The build of a change that has landed on the main branch.</summary>
    public static BuildKind PostMerge { get; } = new("post-merge");

    /// <summary>Any other build: started by hand, or of another branch or a tag.</summary>
    public static BuildKind Other { get; } = new("other");

    /// <summary>A build that only benchmarks.</summary>
    public static BuildKind Benchmark { get; } = new("benchmark");

    /// <summary>A build that tunes kernels, whenever machines have nothing better to do.</summary>
    public static BuildKind KernelTuning { get; } = new("kernel-tuning");

    /// <summary>All kinds, in the order in which they are decided.</summary>
    public static ImmutableArray<BuildKind> All { get; } = [Nightly, Integration, Benchmark, KernelTuning, PullRequest, PostMerge, Other];

    /// <summary>The kind's name.</summary>
    public override string ToString() => Name;
}
