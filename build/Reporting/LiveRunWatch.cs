using Build.Terminal;
using BuildkiteCi.Core.Text;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Watching;
using BuildkiteCi.LocalBuilds.Store;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Build.Reporting;

/// <summary>
/// Watches a run on a terminal: what has failed or is worth a word scrolls by; below it stand how far the build is, and its steps as a
/// tree, what runs before what waits.
/// </summary>
/// <param name="console">The terminal.</param>
/// <param name="time">Measures how long jobs run.</param>
internal sealed class LiveRunWatch(IAnsiConsole console, TimeProvider time) : RunWatch
{
    private const int LinesOfAFailure = 10;
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();
    private readonly LiveRegion region = new(console);
    private readonly List<IReadOnlyList<Segment>> above = [];
    private readonly LeftOutSteps leftOut = new();
    private long begun = time.GetTimestamp();
    private ITimer? redrawing;

    /// <summary>Full path of the folder that holds the logs, for the summary.</summary>
    public string StateFolder { get; init; } = "";

    /// <summary>How long jobs took when they last passed, by their labels.</summary>
    public IReadOnlyDictionary<string, TimeSpan> LastSpans { get; init; } = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);

    public override void Show(RunEvent happened)
    {
        lock (gate)
        {
            Board.Show(happened);
            begun = time.GetTimestamp() - (long)(happened.Elapsed.TotalSeconds * time.TimestampFrequency);
            if (happened is JobWrote || leftOut.Take(happened)) return;
            TakeLeftOut();
            above.AddRange(Above(happened));
            if (redrawing is not null) return;
            Draw();
            redrawing = time.CreateTimer(_ => Redraw(), null, Refresh, Refresh);
        }
    }

    public override async Task PauseAsync()
    {
        ITimer? timer;
        lock (gate) (timer, redrawing) = (redrawing, null);
        if (timer is not null) await timer.DisposeAsync();
        lock (gate)
        {
            TakeLeftOut();
            if (above.Count > 0) Draw();
            region.Clear();
        }
    }

    public override void Summarize(RunResult result)
    {
        foreach (var line in RunSummary.Of(Board, result, StateFolder)) console.Write(new Text(line.Text + "\n", StyleOf(line.Tone)));
    }

    // What many events of a moment bring is drawn at once: a terminal that shows 900 steps would have nothing else to do.
    private void Redraw()
    {
        lock (gate)
        {
            if (redrawing is not null) Draw();
        }
    }

    private void Draw()
    {
        var height = Math.Max(2, console.Profile.Height - 1);
        region.Draw(above, new LiveTree(Board, time.GetElapsedTime(begun), LastSpans).Rows(console.Profile.Width, height));
        above.Clear();
    }

    private void TakeLeftOut() =>
        above.AddRange(
            leftOut
                .Drain()
                .Select(line => (IReadOnlyList<Segment>)[new Segment(TerminalText.Plain(line), new Style(decoration: Decoration.Dim))])
        );

    private IEnumerable<IReadOnlyList<Segment>> Above(RunEvent happened)
    {
        if (
            happened is JobEnded { Became: StepEnd.Failed or StepEnd.Errored or StepEnd.TimedOut } ended
            && Board.Find(ended.Id.Step)?.Jobs.FirstOrDefault(job => ReferenceEquals(job.Job, ended.Job)) is { } job
        )
        {
            foreach (var line in job.Tail.TakeLast(LinesOfAFailure)) yield return [new Segment($"  {TerminalText.Plain(line)}")];
        }

        // What begins or goes well is seen in the tree.
        if (happened is JobStarted or StepEnded { End: StepEnd.Passed } or BuildPlanned || PlainRunView.Text(happened) is not { } text)
            yield break;
        yield return [new Segment($"{Elapsed.Clock(happened.Elapsed)} "), new Segment(TerminalText.Plain(text), StyleOf(happened))];
    }

    private static Style StyleOf(RunEvent happened) => happened switch
    {
        JobEnded { Became: StepEnd.Passed } => new Style(Color.Green),
        JobEnded { Became: StepEnd.SoftFailed } or JobEnded { Became: null } or StepBlocked => new Style(Color.Olive),
        JobEnded or StepStuck => new Style(Color.Red),
        _ => new Style(decoration: Decoration.Dim),
    };

    private static Style StyleOf(SummaryTone tone) => tone switch
    {
        SummaryTone.Good => new Style(Color.Green),
        SummaryTone.Bad => new Style(Color.Red),
        SummaryTone.Doubtful => new Style(Color.Olive),
        SummaryTone.Detail => new Style(decoration: Decoration.Dim),
        _ => Style.Plain,
    };
}
