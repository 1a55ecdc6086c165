using System.Collections.Immutable;

namespace Cake.Buildkite;

/// <summary>The pull request that is built; a branch's own build knows none, even if one is open.</summary>
public sealed class BuildkitePullRequestInfo
{
    private readonly BuildVariables variables;

    internal BuildkitePullRequestInfo(BuildVariables variables) => this.variables = variables;

    /// <summary>Whether a pull request is built (<c>BUILDKITE_PULL_REQUEST</c> is a number).</summary>
    public bool IsPullRequest => Number is not null;

    /// <summary>Its number; null where no pull request is built (<c>BUILDKITE_PULL_REQUEST</c>).</summary>
    public int? Number => variables.PullRequestNumber("BUILDKITE_PULL_REQUEST");

    /// <summary>The branch that it goes into (<c>BUILDKITE_PULL_REQUEST_BASE_BRANCH</c>).</summary>
    public string? BaseBranch => variables.Text("BUILDKITE_PULL_REQUEST_BASE_BRANCH");

    /// <summary>The repository that it comes from (<c>BUILDKITE_PULL_REQUEST_REPO</c>).</summary>
    public string? Repository => variables.Text("BUILDKITE_PULL_REQUEST_REPO");

    /// <summary>Its labels (<c>BUILDKITE_PULL_REQUEST_LABELS</c>).</summary>
    public ImmutableArray<string> Labels => variables.List("BUILDKITE_PULL_REQUEST_LABELS");

    /// <summary>True for a draft, else null (<c>BUILDKITE_PULL_REQUEST_DRAFT</c>).</summary>
    public bool? IsDraft => variables.Flag("BUILDKITE_PULL_REQUEST_DRAFT");

    /// <summary>Whether the merge of both branches is built (<c>BUILDKITE_PULL_REQUEST_USING_MERGE_REFSPEC</c>).</summary>
    public bool? UsesMergeRefspec => variables.Flag("BUILDKITE_PULL_REQUEST_USING_MERGE_REFSPEC");

    /// <summary>In a merge queue: the branch that it goes into (<c>BUILDKITE_MERGE_QUEUE_BASE_BRANCH</c>).</summary>
    public string? MergeQueueBaseBranch => variables.Text("BUILDKITE_MERGE_QUEUE_BASE_BRANCH");

    /// <summary>In a merge queue: that branch's commit (<c>BUILDKITE_MERGE_QUEUE_BASE_COMMIT</c>).</summary>
    public string? MergeQueueBaseCommit => variables.Text("BUILDKITE_MERGE_QUEUE_BASE_COMMIT");
}
