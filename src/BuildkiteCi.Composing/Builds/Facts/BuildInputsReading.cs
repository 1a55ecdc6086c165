using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing.Builds.Facts;

/// <summary>Finds out all that decides what a build does: from its environment, from git, from GitHub.</summary>
/// <param name="git">Knows the history.</param>
/// <param name="labels">Knows a pull request's labels where the agent does not tell them.</param>
/// <param name="files">The repository.</param>
/// <param name="time">Dates the build.</param>
public sealed class BuildInputsReading(GitHistory git, IPullRequestLabels labels, IFileTree files, TimeProvider time)
{
    private const int LongestCommit = 100;

    /// <summary>Whether the labels of a pull request decide about more than whether it is built.</summary>
    public bool AsksLabels { get; init; }

    /// <summary>Reads everything. Errors beside the facts mean that the build must not go on.</summary>
    /// <param name="identity">The environment's part.</param>
    /// <param name="settings">The rules.</param>
    /// <param name="cancellationToken">Ends whatever is under way.</param>
    public async Task<Diagnosed<BuildInputs>> ReadAsync(BuildIdentity identity, BuildSettings settings, CancellationToken cancellationToken)
    {
        var found = new List<Diagnostic>();
        if (identity.WrongTag is { } wrong) found.Add(wrong);
        var changes = await git.ChangesAsync(identity, cancellationToken);
        if (!changes.IsKnown)
            found.Add(
                EnvironmentRules.Problem(
                    EnvironmentRules.IncompleteInputs,
                    $"what the build changes is not known: {changes.HowKnown}",
                    "build a clone that has, or can fetch, the history"
                )
            );
        var known = await LabelsAsync(identity, changes, settings.PullRequests, found, cancellationToken);
        var gate = BuildGate.Decide(identity, changes, known, settings.PullRequests);
        return Diagnosed.With(
            new BuildInputs(
                identity with
                {
                    Commit = await git.ResolveAsync(identity.Commit, cancellationToken) ?? identity.Commit,
                },
                changes,
                gate,
                time.GetUtcNow()
            )
            {
                VllmCommit = gate.IsOpen ? await VllmCommitAsync(identity, settings.Vllm, found, cancellationToken) : null,
                ChangeFlags = settings.ChangeFlags,
                Labels = known,
                Documentation = settings.PullRequests.Documentation,
                Kinds = settings.Kinds,
                Notifications = Notification.Of(identity, settings.OnCall),
            },
            found);
    }

    private async Task<ImmutableArray<string>> LabelsAsync(
        BuildIdentity identity, ChangedFiles changes, PullRequestRules rules, List<Diagnostic> found, CancellationToken cancellationToken)
    {
        if (identity.PullRequest is null || !(AsksLabels || BuildGate.NeedsLabels(identity, changes, rules))) return [];
        if (identity.PullRequest.Labels is { } told) return told;
        if (identity.Repository is not { } address || GitHubRepository.OfAddress(address) is not { } repository) return [];
        try
        {
            return await labels.OfAsync(repository, identity.PullRequest.Number, cancellationToken);
        }
        catch (BuildException failure)
        {
            found.Add(
                EnvironmentRules.Problem(
                    EnvironmentRules.MissingInputs,
                    $"the labels of {identity.PullRequest} of {repository} cannot be had: {failure.Message}",
                    "try again, or let the agent tell them in BUILDKITE_PULL_REQUEST_LABELS"
                )
            );
            return [];
        }
    }

    private async Task<string?> VllmCommitAsync(
        BuildIdentity identity,
        VllmSource source,
        List<Diagnostic> found,
        CancellationToken cancellationToken
    )
    {
        if (identity.Kind == BuildKind.Integration)
        {
            var head = await git.RemoteHeadAsync(source.Repository, cancellationToken);
            if (head is null)
                found.Add(
                    EnvironmentRules.Problem(
                        EnvironmentRules.MissingInputs,
                        $"the head of '{source.Repository}' cannot be had",
                        "try again, or correct 'vllm.repository' in ci.yml"
                    )
                );
            return head;
        }

        if (files.Read(source.CommitFile, found)?.Trim() is not { Length: > 0 } text) return null;
        if (text.Length <= LongestCommit && text.All(character => char.IsAsciiLetterOrDigit(character) || "._-/".Contains(character)))
            return text;
        found.Add(
            new Diagnostic(
                EnvironmentRules.MissingInputs,
                new SourceLocation(source.CommitFile, 1, 1),
                "the file holds no commit",
                "write a commit's hash, and nothing else"
            )
        );
        return null;
    }
}
