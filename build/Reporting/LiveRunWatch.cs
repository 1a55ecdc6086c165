using BuildkiteCi.Core;
using BuildkiteCi.Core.Text;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Build.Reporting;

/// <summary>Watches a run on a terminal: what has ended scrolls by, below it stand the jobs that run, each with its last line.</summary>
/// <param name="console">The terminal.</param>
/// <param name="time">Measures how long jobs run.</param>
internal sealed class LiveRunWatch(IAnsiConsole console, TimeProvider time) : RunWatch
{
    private const int TailLines = 20;
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();
    private readonly LiveRegion region = new(console);
    // In the order in which they started, so that a line stays where it is while others come and go.
    private readonly OrderedDictionary<JobId, Row> rows = [];
    private int ended;
    private ITimer? redrawing;

    public override bool IsLive => true;

    public override void Show(RunEvent happened)
    {
        lock (gate)
        {
            var above = new List<IReadOnlyList<Segment>>();
            switch (happened)
            {
                case JobStarted started:
                    rows[started.Id] = new Row(TerminalText.Plain(started.Job.Label), time.GetTimestamp());
                    break;
                case JobWrote wrote when rows.TryGetValue(wrote.Id, out var row):
                    row.Add(wrote.Line);
                    return;
                case JobEnded job when rows.Remove(job.Id, out var row):
                    ended++;
                    if (job.Became is StepEnd.Failed or StepEnd.Errored) above.AddRange(row.Tail.Select(line => Line($"  {TerminalText.Plain(line.Text)}", Style.Plain)));
                    break;
            }

            if (happened is not JobStarted && PlainRunView.Text(happened) is { } text) above.Add([.. Line($"{Elapsed.Clock(happened.Elapsed)} ", Style.Plain), .. Line(TerminalText.Plain(text), StyleOf(happened))]);
            region.Draw(above, Rows());
            redrawing ??= time.CreateTimer(_ => Redraw(), null, Refresh, Refresh);
        }
    }

    public override async Task PauseAsync()
    {
        ITimer? timer;
        lock (gate) (timer, redrawing) = (redrawing, null);
        if (timer is null) return;
        await timer.DisposeAsync();
        lock (gate) region.Clear();
    }

    private void Redraw()
    {
        lock (gate)
        {
            if (redrawing is not null) region.Draw([], Rows());
        }
    }

    private List<IReadOnlyList<Segment>> Rows() =>
    [
        .. rows.Values.Select(row => (Segment[])
        [
            new($"{Elapsed.Text(time.GetElapsedTime(row.Started)),10} "),
            new(row.Label, new Style(Color.Yellow)),
            new(" "),
            new(TerminalText.Plain(row.LastLine), new Style(decoration: Decoration.Dim)),
        ]),
        Line($"{rows.Count} running, {ended} ended", new Style(decoration: Decoration.Bold)),
    ];

    private static Segment[] Line(string text, Style style) => [new(text, style)];

    private static Style StyleOf(RunEvent happened) => happened switch
    {
        JobEnded { Became: StepEnd.Passed } => new Style(Color.Green),
        JobEnded { Became: StepEnd.SoftFailed } or JobEnded { Became: null } or StepBlocked => new Style(Color.Yellow),
        JobEnded or StepStuck => new Style(Color.Red),
        _ => new Style(decoration: Decoration.Dim),
    };

    private sealed class Row(string label, long started)
    {
        private readonly Queue<OutputLine> tail = new();

        public string Label => label;

        public long Started => started;

        public IEnumerable<OutputLine> Tail => tail;

        public string LastLine => tail.LastOrDefault().Text ?? "";

        public void Add(OutputLine line)
        {
            if (tail.Count == TailLines) tail.Dequeue();
            tail.Enqueue(line);
        }
    }
}
