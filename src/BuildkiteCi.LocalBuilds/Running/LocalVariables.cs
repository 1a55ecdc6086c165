using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>What a local build is about, as Buildkite would tell its jobs: from the repository, and from the environment where that has
/// more.</summary>
public static class LocalVariables
{
    private const string TokenVariable = "BUILDKITE_AGENT_ACCESS_TOKEN";
    private const string LocalToken = "local";

    // Somebody may try a pull request's build, or a release's, by setting these before starting it.
    private static readonly ImmutableArray<(string Name, string Otherwise)> Overridable =
    [
        ("BUILDKITE_ORGANIZATION_SLUG", "local"),
        ("BUILDKITE_PIPELINE_SLUG", "local"),
        ("BUILDKITE_PIPELINE_NAME", "local"),
        ("BUILDKITE_PIPELINE_DEFAULT_BRANCH", "main"),
        ("BUILDKITE_PIPELINE_PROVIDER", "local"),
        ("BUILDKITE_SOURCE", "ui"),
        ("BUILDKITE_REPO", ""),
        ("BUILDKITE_TAG", ""),
        ("BUILDKITE_PULL_REQUEST", "false"),
        ("BUILDKITE_PULL_REQUEST_BASE_BRANCH", ""),
        ("BUILDKITE_PULL_REQUEST_REPO", ""),
        ("BUILDKITE_PULL_REQUEST_LABELS", ""),
        ("BUILDKITE_BUILD_AUTHOR", ""),
        ("BUILDKITE_BUILD_AUTHOR_EMAIL", ""),
        ("BUILDKITE_BUILD_CREATOR", ""),
        ("BUILDKITE_BUILD_CREATOR_EMAIL", ""),
    ];

    // Alike for every build of a repository.
    private static readonly ImmutableArray<string> Ids = ["BUILDKITE_ORGANIZATION_ID", "BUILDKITE_PIPELINE_ID", "BUILDKITE_AGENT_ID"];

    /// <summary>Whether a job with these variables is one of a local build, not of Buildkite.</summary>
    public static bool AreOfLocalJob(IReadOnlyDictionary<string, string> variables) =>
        variables.GetValueOrDefault("BUILDKITE") == "true" && variables.GetValueOrDefault(TokenVariable) == LocalToken;

    /// <summary>Full path of the folder that holds the build of a local job; null: the variables are not of one, or it is of another
    /// repository.</summary>
    /// <param name="variables">The environment of a process.</param>
    /// <param name="root">Full path of the repository that it works on.</param>
    public static string? StateOf(IReadOnlyDictionary<string, string> variables, string root) =>
        AreOfLocalJob(variables)
        && variables.GetValueOrDefault("BUILDKITE_BUILD_CHECKOUT_PATH") == root
        && variables.GetValueOrDefault(StandInScript.StateVariable) is { Length: > 0 } folder
            ? folder
            : null;

    /// <summary>The variables.</summary>
    /// <param name="build">Gives id and number.</param>
    /// <param name="root">Full path of the repository.</param>
    /// <param name="processes">Asks git.</param>
    /// <param name="inherited">The environment that the run was started with.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public static async Task<ImmutableDictionary<string, string>> ReadAsync(
        LocalBuild build,
        string root,
        IProcessRunner processes,
        IReadOnlyDictionary<string, string> inherited,
        CancellationToken cancellationToken
    )
    {
        var (id, number) = await build.IdentityAsync(cancellationToken);
        var variables = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        variables["BUILDKITE"] = "true";
        variables["CI"] = "true";
        variables["BUILDKITE_BUILD_ID"] = id;
        variables["BUILDKITE_BUILD_NUMBER"] = $"{number}";
        variables["BUILDKITE_BUILD_URL"] = $"file://{build.StateFolder}";
        variables["BUILDKITE_BUILD_CHECKOUT_PATH"] = root;
        variables["BUILDKITE_BUILD_PATH"] = Path.GetDirectoryName(root) ?? root;
        variables["BUILDKITE_AGENT_NAME"] = "local";
        variables[TokenVariable] = LocalToken;
        variables[StandInScript.StateVariable] = build.StateFolder;
        variables["BUILDKITE_COMPUTE_TYPE"] = "self-hosted";
        variables["BUILDKITE_SHELL"] = "/bin/bash -e -c";
        variables["BUILDKITE_REDACTED_VARS"] = Inherited("BUILDKITE_REDACTED_VARS") ?? JobSecrets.Patterns;
        foreach (var name in Ids) variables[name] = Inherited(name) ?? IdOf($"{name} {root}");
        foreach (var (name, otherwise) in Overridable)
            variables[name] = inherited.GetValueOrDefault(name) is { Length: > 0 } value ? value : otherwise;
        variables["BUILDKITE_BRANCH"] =
            Inherited("BUILDKITE_BRANCH") ?? await GitAsync("symbolic-ref", "--short", "--quiet", "HEAD") ?? "main";
        variables["BUILDKITE_COMMIT"] =
            Inherited("BUILDKITE_COMMIT") ?? await GitAsync("rev-parse", "--verify", "--quiet", "HEAD") ?? "HEAD";
        variables["BUILDKITE_MESSAGE"] = Inherited("BUILDKITE_MESSAGE") ?? await GitAsync("log", "-1", "--format=%B") ?? "";
        return variables.ToImmutable();

        string? Inherited(string name) => inherited.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

        // A folder that is no repository, or one without a commit, has no answer; the build runs all the same.
        async Task<string?> GitAsync(params string[] arguments)
        {
            var answer = await processes.AskGitAsync(root, [.. arguments], cancellationToken);
            return answer?.Trim() is { Length: > 0 } text ? text : null;
        }
    }

    private static string IdOf(string name) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)).ToString();
}
