using BuildkiteCi;
using BuildkiteCi.Builds.Running;
using BuildkiteCi.Builds.Running.Scheduling;
using BuildkiteCi.Testing;
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
    private readonly Dictionary<JobId, Row> rows = [];
    private int ended;
    private Task? live;
    private CancellationTokenSource? stop;

    public override bool IsLive => true;

    public override void Show(RunEvent happened)
    {
        lock (gate)
        {
            switch (happened)
            {
                case JobStarted started:
                    rows[started.Id] = new Row(started.Job.Label, time.GetTimestamp());
                    break;
                case JobWrote wrote when rows.TryGetValue(wrote.Id, out var row):
                    row.Add(wrote.Line);
                    return;
                case JobEnded job when rows.Remove(job.Id, out var row):
                    ended++;
                    if (job.Became is StepEnd.Failed or StepEnd.Errored)
                        foreach (var line in row.Tail) console.WriteLine($"  {line.Text}");
                    break;
            }

            if (happened is not JobStarted && PlainRunView.Text(happened) is { } text) console.MarkupLine($"{Markup.Escape(Elapsed.Clock(happened.Elapsed))} {Colour(happened)}{Markup.Escape(text)}[/]");
            live ??= StartAsync();
        }
    }

    public override async Task PauseAsync()
    {
        Task? running;
        lock (gate)
        {
            (running, live) = (live, null);
            stop?.Cancel();
        }

        if (running is not null) await running;
    }

    private Task StartAsync()
    {
        stop = new CancellationTokenSource();
        var token = stop.Token;
        return Task.Run(() => console.Live(Picture()).AutoClear(true).StartAsync(async display =>
        {
            while (!token.IsCancellationRequested)
            {
                display.UpdateTarget(Picture());
                await Task.Delay(Refresh, time, CancellationToken.None);
            }
        }), CancellationToken.None);
    }

    private Rows Picture()
    {
        lock (gate)
        {
            var lines = rows.Values.Select(row => (IRenderable)new Markup($"[yellow]{Markup.Escape(row.Label)}[/] {Elapsed.Text(time.GetElapsedTime(row.Started))} [dim]{Markup.Escape(row.LastLine)}[/]") { Overflow = Overflow.Ellipsis });
            return new Rows(lines.Append(new Markup($"[bold]{rows.Count} running, {ended} ended[/]")));
        }
    }

    private static string Colour(RunEvent happened) => happened switch
    {
        JobEnded { Became: StepEnd.Passed } => "[green]",
        JobEnded { Became: StepEnd.SoftFailed } or JobEnded { Became: null } or StepBlocked => "[yellow]",
        JobEnded or StepStuck => "[red]",
        _ => "[dim]",
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
