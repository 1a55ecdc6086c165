using System.Collections.Immutable;

namespace BuildkiteCi.Composing.Builds;

/// <summary>What a build is for; it decides what runs and how urgent that is (domain rules, "Build kinds").</summary>
/// <param name="Name">The word for it, on the command line and in labels: <c>nightly</c>.</param>
/// <param name="Priority">Priority of its jobs; higher goes first.</param>
public sealed record BuildKind(string Name, int Priority)
{
    /// <summary>The nightly build of everything.</summary>
    public static BuildKind Nightly { get; } = new("nightly", 0);

    /// <summary>A build against the head of vLLM.</summary>
    public static BuildKind Integration { get; } = new("integration", 3);

    /// <summary>A pull request's build.</summary>
    public static BuildKind PullRequest { get; } = new("pull-request", 5);

    /// <summary>The build of a change that has landed on the main branch.</summary>
    public static BuildKind PostMerge { get; } = new("post-merge", 10);

    /// <summary>Any other build: started by hand, or of another branch or a tag.</summary>
    public static BuildKind Other { get; } = new("other", 1);

    /// <summary>A build that only benchmarks.</summary>
    public static BuildKind Benchmark { get; } = new("benchmark", 2);

    /// <summary>A build that tunes kernels, whenever machines have nothing better to do.</summary>
    public static BuildKind KernelTuning { get; } = new("kernel-tuning", -10);

    /// <summary>All kinds.</summary>
    public static ImmutableArray<BuildKind> All { get; } = [Nightly, Integration, PullRequest, PostMerge, Other, Benchmark, KernelTuning];

    /// <summary>The kind's name.</summary>
    public override string ToString() => Name;
}
