using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Bisecting;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.History;
using BuildkiteCi.Benchmarks.Running;
using BuildkiteCi.Core;
using BuildkiteCi.Testing;
using Cake.Core;

namespace Build.Wiring;

/// <summary>From an event of the history to the commit that caused it.</summary>
internal static class Bisecting
{
    /// <summary>Shows the commits to try for an event; false where they could not be listed.</summary>
    public static async Task<bool> SuspectsAsync(this BuildContext context, RunHistory history, string name, OutputFormat format)
    {
        var one = await EventAsync(context, history, name);
        var found = await new CommitLog(context.Processes, context.Files.Root).CandidatesAsync(one, context.Stopping);
        context.Deliver(format == OutputFormat.Json ? EventCandidatesText.WriteJson(found) : EventCandidatesText.Write(found));
        return found.Problem is null;
    }

    /// <summary>Runs a case of the event on its commits until it is clear which of them did it; what an earlier call ran counts.</summary>
    /// <returns>Whether it is decided.</returns>
    public static async Task<bool> BisectAsync(
        this BuildContext context,
        RunHistory history,
        string name,
        ContainerPlan? container,
        string? prepare,
        int mostRuns,
        OutputFormat format
    )
    {
        Action<string> say = format == OutputFormat.Json ? Console.Error.WriteLine : context.Say;
        var one = await EventAsync(context, history, name);
        var candidates = await new CommitLog(context.Processes, context.Files.Root).CandidatesAsync(one, context.Stopping);
        if (candidates.Problem is { } problem) throw new CakeException(1, problem);
        if (candidates.Commits.IsEmpty)
            throw new CakeException(
                1,
                $"both sides of '{one.Id}' measured the same code of this repository, so there is no commit to find; "
                    + $"{VersionRange.Line(candidates.Others)}"
            );
        var (member, plan) = Choose(context, one);
        say(
            $"{EventText.Heading(one)}: {candidates.Commits.Length} {(candidates.Commits.Length == 1 ? "commit" : "commits")}, tried with "
                + $"{EventText.Line(member)}"
        );

        var earlier = await EarlierAsync(history, plan, member, candidates, context.Stopping);
        var bisection = Bisection.Of(candidates, member.From, member.To, member.RelativeSpread, member.FalseAlarm) with
        {
            Results = earlier,
        };
        var benchmark = new CommitBenchmark(context, plan, container, prepare, history, candidates, member.Series.Metric, say);
        bisection = await new BisectRun(benchmark, say, mostRuns).RunAsync(bisection, context.Stopping);
        if (format == OutputFormat.Json) context.Deliver(BisectText.WriteJson(one.Id, member.Series, bisection));
        else context.Deliver($"{one.Id}: {BisectText.Sentence(bisection)}\n");
        return bisection.Standing.Verdict != BisectVerdict.Undecided;
    }

    private static async Task<ChangeEvent> EventAsync(BuildContext context, RunHistory history, string name)
    {
        var events = (await context.ReportOfAsync(history, [])).Events;
        return ChangeEvent.Find(events, name)
            ?? throw new CakeException(
                1,
                events.IsEmpty
                    ? $"the history {history.Address.Shown} has no event"
                    : $"there is no event '{name}'; "
                        + Spelling.Suggest(name, events.Select(one => one.Id), $"BenchmarkReport lists them; the newest is {events[0].Id}")
            );
    }

    // The member that noise hides least, of a case that can still be run.
    private static (EventMember, BenchmarkPlan) Choose(BuildContext context, ChangeEvent one)
    {
        var only = context.Options.Text("case-name");
        foreach (
            var member in one
                .Members.Where(member => only is null || member.Series.Case == only)
                .OrderByDescending(member => Math.Abs(member.Relative) / Math.Max(member.RelativeSpread, 0.005))
        )
        {
            if (context.PlanOf(member.Series.Case, member.Series.Device) is { } plan) return (member, plan);
        }

        throw new CakeException(
            1,
            $"none of the cases of '{one.Id}' can be run here: "
                + $"{string.Join(", ", one.Members.Select(member => $"{member.Series.Case} on {member.Series.Device}").Distinct())}; name "
                + "their file with --case-file"
        );
    }

    // Of this case in this configuration; another's numbers are others.
    private static async Task<ImmutableArray<CommitResult>> EarlierAsync(
        RunHistory history,
        BenchmarkPlan plan,
        EventMember member,
        EventCandidates candidates,
        CancellationToken cancellationToken
    )
    {
        var commits = candidates.Commits.Select(one => one.Commit).Append(candidates.LastGood).ToHashSet(StringComparer.Ordinal);
        var (_, hash) = ConfigurationText.Of(plan.Commands);
        return
        [
            .. from run in await history.BisectRunsAsync(member.Series.Case, cancellationToken)
               where run.Device == member.Series.Device && run.ConfigurationHash == hash && commits.Contains(run.Commit)
               let value = run.IsUsable ? run.Metrics.FirstOrDefault(one => one.Metric.Name == member.Series.Metric.Name)?.Value : null
               select new CommitResult(run.Commit, value, value is null ? run.Reason : null) { IsEarlier = true },
        ];
    }
}
