using BuildkiteCi.Core.Text;
using BuildkiteCi.LocalBuilds.Running.Watching;
using BuildkiteCi.LocalBuilds.Store;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Build.Reporting;

/// <summary>The rows that a terminal shows of a run: a bar with counts, then the steps that run or wait below their groups, as many as
/// fit.</summary>
/// <param name="board">The state of the run.</param>
/// <param name="elapsed">Since the run began.</param>
/// <param name="lastSpans">How long jobs took when they last passed, by their labels.</param>
internal sealed class LiveTree(RunBoard board, TimeSpan elapsed, IReadOnlyDictionary<string, TimeSpan> lastSpans)
{
    private const int WidestBar = 30;

    // Below this width a running row has no room for the time of the last run beside its last line.
    private const int Narrow = 50;

    private static readonly Style Dim = new(decoration: Decoration.Dim);
    private static readonly Style Bold = new(decoration: Decoration.Bold);

    /// <summary>The rows, at most <paramref name="height"/>; the last one is the bar.</summary>
    public IReadOnlyList<IReadOnlyList<Segment>> Rows(int width, int height)
    {
        var steps = board.Steps.Where(step => step.End is null).ToList();

        // What runs goes first, then what somebody has to answer, then what waits; each keeps its place in the tree.
        var room = Math.Max(0, height - 1);
        var shown = steps.OrderBy(step => step.IsRunning ? 0 : step.IsBlocked ? 1 : 2).Take(room).ToHashSet();
        while (shown.Count > 0 && Height(steps, shown) > room)
            shown.Remove(steps.FindLast(step => shown.Contains(step) && !step.IsRunning) ?? steps.FindLast(shown.Contains)!);
        List<IReadOnlyList<Segment>> rows = [.. Tree(steps, shown, width)];
        rows.Add(Bar(width));
        return rows;
    }

    // How many rows the tree takes, counted without making them: most of what is tried for a full terminal is not drawn.
    private static int Height(List<BoardStep> steps, HashSet<BoardStep> shown)
    {
        object? group = null;
        var height = steps.Count > shown.Count ? 1 : 0;
        foreach (var step in steps.Where(shown.Contains))
        {
            if (step.Step.Plan.Group is { } next && !ReferenceEquals(next, group)) height++;
            group = step.Step.Plan.Group;
            height += step.IsRunning ? step.Jobs.Count(job => job.IsRunning) : 1;
        }

        return height;
    }

    private IEnumerable<IReadOnlyList<Segment>> Tree(List<BoardStep> steps, HashSet<BoardStep> shown, int width)
    {
        object? group = null;
        foreach (var step in steps.Where(shown.Contains))
        {
            if (step.Step.Plan.Group is { } next && !ReferenceEquals(next, group)) yield return Header(next);
            group = step.Step.Plan.Group;
            var indent = group is null ? "" : "  ";
            if (!step.IsRunning) yield return Waiting(step, indent);
            foreach (var job in step.Jobs.Where(job => job.IsRunning)) yield return Running(job, indent, width);
        }

        if (steps.Count > shown.Count) yield return [new Segment($"{StepGlyph.Waiting} {steps.Count - shown.Count} more", Dim)];
    }

    private IReadOnlyList<Segment> Header(BuildkiteCi.LocalBuilds.Running.Scheduling.PlannedGroup group)
    {
        var members = board.Steps.Where(step => ReferenceEquals(step.Step.Plan.Group, group)).ToList();
        return
        [
            new Segment(TerminalText.Plain(group.Shown), Bold),
            new Segment($" {members.Count(step => step.End is not null)}/{members.Count}", Dim),
        ];
    }

    private List<Segment> Running(BoardJob job, string indent, int width)
    {
        var again = job.Try > 1;
        List<Segment> row =
        [
            new($"{indent}{(again ? StepGlyph.Retrying : StepGlyph.Running)} ", new Style(Color.Olive)),
            new(TerminalText.Plain(job.Job.Shown), new Style(Color.Olive)),
            new($" {Elapsed.Watch(elapsed - job.Started)}"),
        ];
        if (width >= Narrow && lastSpans.TryGetValue(job.Job.Label, out var last)) row.Add(new Segment($"/{Elapsed.Watch(last)}", Dim));
        if (again) row.Add(new Segment($" try {job.Try} of {job.MostTries}", new Style(Color.Olive)));
        if (job.Tail.LastOrDefault() is { } line) row.Add(new Segment($" {TerminalText.Plain(line)}", Dim));
        return row;
    }

    private List<Segment> Waiting(BoardStep step, string indent)
    {
        var (glyph, why) = step.IsBlocked ? (StepGlyph.Blocked, step.Reason ?? "waits for an answer") : (StepGlyph.Waiting, Why(step));
        List<Segment> row =
        [
            new($"{indent}{glyph} ", step.IsBlocked ? new Style(Color.Olive) : Dim),
            new(TerminalText.Plain(step.Step.Shown), step.IsBlocked ? new Style(Color.Olive) : Style.Plain),
        ];
        row.Add(new Segment($" {TerminalText.Plain(why)}", Dim));
        return row;
    }

    private string Why(BoardStep step)
    {
        var needs = board.OpenNeeds(step);
        return needs switch
        {
            [] => "waits for its turn",
            [var one] => $"waits for {one}",
            [var one, .. var others] => $"waits for {one} and {others.Length} more",
        };
    }

    private Segment[] Bar(int width)
    {
        var (total, ended) = (board.Total, board.Ended);
        var running = board.Steps.Sum(step => step.Jobs.Count(job => job.IsRunning));
        var failed = board.Steps.Count(step => step.End is StepEnd.Failed or StepEnd.Errored or StepEnd.TimedOut or StepEnd.Cancelled);
        var blocked = board.Steps.Count(step => step.IsBlocked);
        var counts =
            $" {ended}/{total} {running} running{(failed > 0 ? $", {failed} failed" : "")}{(blocked > 0 ? $", {blocked} blocked" : "")} "
                + $"{Elapsed.Watch(elapsed)}";
        var length = Math.Clamp(width - counts.Length - 2, 0, WidestBar);
        var full = total == 0 ? 0 : length * ended / total;
        return
        [
            new Segment(new string('━', full), new Style(failed > 0 ? Color.Red : Color.Green)),
            new Segment(new string('─', length - full), Dim),
            new Segment(length == 0 ? counts.TrimStart() : counts, Bold),
        ];
    }
}
