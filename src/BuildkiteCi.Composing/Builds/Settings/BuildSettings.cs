using System.Collections.Immutable;

namespace BuildkiteCi.Composing.Builds.Settings;

/// <summary>What <c>ci.yml</c> says about builds: how their kind is told, what gates them, whom they tell.</summary>
public sealed record BuildSettings
{
    /// <summary>Everything as it is built in (domain rules, "Build kinds").</summary>
    public static BuildSettings BuiltIn { get; } = new();

    /// <summary>The kinds in the order in which they are decided.</summary>
    public ImmutableArray<BuildKindRow> Kinds { get; init; } =
    [
        new(BuildKind.Nightly, 0),
        new(BuildKind.Integration, 3) { Pipeline = "tpu-vllm-integration" },
        new(BuildKind.Benchmark, 2),
        new(BuildKind.KernelTuning, -10),
        new(BuildKind.PullRequest, 5),
        new(BuildKind.PostMerge, 10),
        new(BuildKind.Other, 1),
    ];

    /// <summary>The branch that changes land on; pull requests are compared with it unless they name another.</summary>
    public string MainBranch { get; init; } = "main";

    /// <summary>Which tags are releases.</summary>
    public ReleaseTagPattern ReleaseTags { get; init; } = ReleaseTagPattern.BuiltIn;

    /// <summary>When a pull request is built.</summary>
    public PullRequestRules PullRequests { get; init; } = PullRequestRules.BuiltIn;

    /// <summary>Variables that tell whether files of a kind changed, in the order of their names in the file.</summary>
    public ImmutableArray<ChangeFlag> ChangeFlags { get; init; } = ChangeFlag.BuiltIn;

    /// <summary>Who is told when a scheduled build fails.</summary>
    public OnCall OnCall { get; init; } = new(null, null);

    /// <summary>Where vLLM's commit comes from.</summary>
    public VllmSource Vllm { get; init; } = new();

    /// <summary>The values that <c>MODEL_IMPL_TYPE</c> can have; the first is the default.</summary>
    public ImmutableArray<ImplementationType> Implementations { get; init; } = ImplementationType.All;

    /// <summary>How urgent the jobs of a kind are.</summary>
    public int PriorityOf(BuildKind kind) => Kinds.FirstOrDefault(row => row.Kind == kind)?.Priority ?? kind.Priority;
}
