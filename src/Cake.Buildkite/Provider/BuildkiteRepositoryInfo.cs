using System.Collections.Immutable;
using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>What is checked out.</summary>
public sealed class BuildkiteRepositoryInfo
{
    private readonly BuildVariables variables;

    internal BuildkiteRepositoryInfo(BuildVariables variables) => this.variables = variables;

    /// <summary>As git takes it, which need not be a URL (<c>BUILDKITE_REPO</c>).</summary>
    public string? Address => variables.Text("BUILDKITE_REPO");

    /// <summary>The branch; for a tag the tag's name (<c>BUILDKITE_BRANCH</c>).</summary>
    public string? Branch => variables.Text("BUILDKITE_BRANCH");

    /// <summary>The tag; null where none is built (<c>BUILDKITE_TAG</c>).</summary>
    public string? Tag => variables.Text("BUILDKITE_TAG");

    /// <summary>
    /// 40 hexadecimal digits, or a name such as <c>HEAD</c> in builds that people or other builds started (<c>BUILDKITE_COMMIT</c>).
    /// </summary>
    public string? Commit => variables.Text("BUILDKITE_COMMIT");

    /// <summary>Whether a name was replaced by the commit that it stood for (<c>BUILDKITE_COMMIT_RESOLVED</c>).</summary>
    public bool? CommitResolved => variables.Flag("BUILDKITE_COMMIT_RESOLVED");

    /// <summary>What is fetched (<c>BUILDKITE_REFSPEC</c>).</summary>
    public string? Refspec => variables.Text("BUILDKITE_REFSPEC");

    /// <summary>The agent's own mirror (<c>BUILDKITE_REPO_MIRROR</c>).</summary>
    public string? Mirror => variables.Text("BUILDKITE_REPO_MIRROR");

    /// <summary>Another place to fetch from (<c>BUILDKITE_GIT_REMOTE_MIRROR_URL</c>).</summary>
    public string? RemoteMirror => variables.Text("BUILDKITE_GIT_REMOTE_MIRROR_URL");

    /// <summary>Given to git checkout (<c>BUILDKITE_GIT_CHECKOUT_FLAGS</c>).</summary>
    public string? CheckoutFlags => variables.Text("BUILDKITE_GIT_CHECKOUT_FLAGS");

    /// <summary>Given to git clean (<c>BUILDKITE_GIT_CLEAN_FLAGS</c>).</summary>
    public string? CleanFlags => variables.Text("BUILDKITE_GIT_CLEAN_FLAGS");

    /// <summary>Given to git clone (<c>BUILDKITE_GIT_CLONE_FLAGS</c>).</summary>
    public string? CloneFlags => variables.Text("BUILDKITE_GIT_CLONE_FLAGS");

    /// <summary>Given to git fetch (<c>BUILDKITE_GIT_FETCH_FLAGS</c>).</summary>
    public string? FetchFlags => variables.Text("BUILDKITE_GIT_FETCH_FLAGS");

    /// <summary>How signatures of commits are checked (<c>BUILDKITE_GIT_COMMIT_VERIFICATION</c>).</summary>
    public string? CommitVerification => variables.Text("BUILDKITE_GIT_COMMIT_VERIFICATION");

    /// <summary>Whether large files are fetched (<c>BUILDKITE_GIT_LFS_ENABLED</c>).</summary>
    public bool? Lfs => variables.Flag("BUILDKITE_GIT_LFS_ENABLED");

    /// <summary>Folder of the agent's mirrors (<c>BUILDKITE_GIT_MIRRORS_PATH</c>).</summary>
    public DirectoryPath? MirrorsPath => variables.Folder("BUILDKITE_GIT_MIRRORS_PATH");

    /// <summary>Whether a commit that is there is not fetched again (<c>BUILDKITE_GIT_SKIP_FETCH_EXISTING_COMMITS</c>).</summary>
    public bool? SkipFetchExistingCommits => variables.Flag("BUILDKITE_GIT_SKIP_FETCH_EXISTING_COMMITS");

    /// <summary>The folders of a sparse checkout (<c>BUILDKITE_GIT_SPARSE_CHECKOUT_PATHS</c>).</summary>
    public ImmutableArray<string> SparseCheckoutPaths => variables.List("BUILDKITE_GIT_SPARSE_CHECKOUT_PATHS");

    /// <summary>Whether submodules are checked out (<c>BUILDKITE_GIT_SUBMODULES</c>).</summary>
    public bool? Submodules => variables.Flag("BUILDKITE_GIT_SUBMODULES");

    /// <summary>Whether the checkout starts from nothing (<c>BUILDKITE_CLEAN_CHECKOUT</c>).</summary>
    public bool? CleanCheckout => variables.Flag("BUILDKITE_CLEAN_CHECKOUT");

    /// <summary>Whether nothing is checked out (<c>BUILDKITE_SKIP_CHECKOUT</c>).</summary>
    public bool? SkipCheckout => variables.Flag("BUILDKITE_SKIP_CHECKOUT");

    /// <summary>Where the code is, and where the command starts (<c>BUILDKITE_BUILD_CHECKOUT_PATH</c>).</summary>
    public DirectoryPath? CheckoutPath => variables.Folder("BUILDKITE_BUILD_CHECKOUT_PATH");
}
