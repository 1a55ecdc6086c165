using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Benchmarks.Changes;

namespace BuildkiteCi.Benchmarks.Bisecting;

/// <summary>Lists the commits of a checkout, with git.</summary>
/// <param name="processes">Starts git.</param>
/// <param name="root">The checkout.</param>
public sealed class CommitLog(IProcessRunner processes, string root)
{
    /// <summary>The name of this repository in the history's versions.</summary>
    public const string Component = "tpu-inference";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The commits to try for an event, as far as this checkout holds them.</summary>
    public async Task<EventCandidates> CandidatesAsync(ChangeEvent one, CancellationToken cancellationToken)
    {
        var (from, to) = (EventCandidates.Of(one.LastGood, Component), EventCandidates.Of(one.FirstBad, Component));
        if (from == to) return EventCandidates.Of(one, Component, []);
        // A merge counts once: what came in with it was never measured by itself.
        var log = await GitAsync(
            ["log", "--first-parent", "--reverse", "--format=%H%x09%cI%x09%s", $"{from}..{to}", "--"],
            cancellationToken
        );
        if (!log.Succeeded)
        {
            return EventCandidates.Of(one, Component, []) with
            {
                Problem =
                    $"git cannot list {from}..{to} here ({FirstLine(log.ErrorOutput)}); run this in a checkout of that repository, and in "
                        + "a shallow one 'git fetch --unshallow' first",
            };
        }

        return EventCandidates.Of(
            one,
            Component,
            [.. log.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).OfType<CandidateCommit>()]
        );
    }

    private static CandidateCommit? Parse(string line) =>
        line.Split('\t', 3) is [var commit, var time, var subject]
        && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.None, out var made)
            ? new CandidateCommit(commit, made, subject, 0)
            : null;

    private Task<ProcessExit> GitAsync(ImmutableArray<string> arguments, CancellationToken cancellationToken) =>
        processes.RunAsync(new CommandLine("git", arguments) { Folder = root, Timeout = Patience }, null, cancellationToken);

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
