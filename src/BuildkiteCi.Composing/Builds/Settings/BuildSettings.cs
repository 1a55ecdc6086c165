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

/// <summary>A kind of build and how it is treated.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Priority">Priority of its jobs; higher goes first.</param>
public sealed record BuildKindRow(BuildKind Kind, int Priority)
{
    /// <summary>Slug of the pipeline whose builds are all of this kind (<c>BUILDKITE_PIPELINE_SLUG</c>); null: there is none.</summary>
    public string? Pipeline { get; init; }
}

/// <summary>A variable that is 1 where a build changes certain files, else 0: kernel tests run only where kernels changed.</summary>
/// <param name="Variable">Its name: <c>RUN_KERNEL_TESTS</c>.</param>
/// <param name="Beginnings">What the path of such a file starts with.</param>
public sealed record ChangeFlag(string Variable, ImmutableArray<string> Beginnings)
{
    /// <summary>The variable's value for these changes.</summary>
    public string Value(ImmutableArray<string> changed) =>
        changed.Any(path => Beginnings.Any(beginning => path.StartsWith(beginning, StringComparison.Ordinal))) ? "1" : "0";
}

/// <summary>Who is notified when a scheduled nightly or integration build fails.</summary>
/// <param name="Email">An address; null: no mail is sent.</param>
/// <param name="Channel">A Slack channel: <c>#tpu-ci</c> or <c>workspace#tpu-ci</c>; null: nothing is posted.</param>
public sealed record OnCall(string? Email, string? Channel);

/// <summary>When a pull request is built.</summary>
/// <param name="ReadyLabel">The label without which it is not built; null: it always is.</param>
/// <param name="Documentation">Files that nothing needs to be built for.</param>
public sealed record PullRequestRules(string? ReadyLabel, PathPatterns Documentation);

/// <summary>Where vLLM's commit comes from.</summary>
/// <param name="CommitFile">The file that holds the last commit of vLLM that is known to work, relative to the root.</param>
/// <param name="Repository">vLLM's repository: integration builds take the head of its default branch.</param>
public sealed record VllmSource(string CommitFile, string Repository);
