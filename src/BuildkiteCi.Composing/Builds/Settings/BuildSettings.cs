using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Settings;

namespace BuildkiteCi.Composing.Builds.Settings;

/// <summary>What <c>ci.yml</c> sets about builds: how their kind is decided, what gates them, whom they tell.</summary>
public sealed record BuildSettings
{
    /// <summary>The settings of a repository that sets none.</summary>
    public static BuildSettings BuiltIn { get; } = BuildSettingsReading.Read(BuiltInSettings.File, CatalogueFolders.BuiltIn);

    /// <summary>The kinds in the order in which they are decided.</summary>
    public required ImmutableArray<BuildKindRow> Kinds { get; init; }

    /// <summary>The branch that changes land on; pull requests are compared with it unless they name another.</summary>
    public required string MainBranch { get; init; }

    /// <summary>Which tags are releases.</summary>
    public required ReleaseTagPattern ReleaseTags { get; init; }

    /// <summary>When a pull request is built.</summary>
    public required PullRequestRules PullRequests { get; init; }

    /// <summary>Variables that tell whether files of a kind changed, in the order of their names in the file.</summary>
    public required ImmutableArray<ChangeFlag> ChangeFlags { get; init; }

    /// <summary>Who is notified when a scheduled build fails.</summary>
    public required OnCall OnCall { get; init; }

    /// <summary>Where vLLM's commit comes from.</summary>
    public required VllmSource Vllm { get; init; }

    /// <summary>The values that <c>MODEL_IMPL_TYPE</c> can have; the first is the default.</summary>
    public required ImmutableArray<ImplementationType> Implementations { get; init; }

    /// <summary>How urgent the jobs of a kind are.</summary>
    public int PriorityOf(BuildKind kind) => Kinds.First(row => row.Kind == kind).Priority;
}
