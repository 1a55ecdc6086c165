using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running.Watching;

/// <summary>A job as a view shows it: its newest try.</summary>
/// <param name="job">The job.</param>
/// <param name="mostTries">How often it is tried at most.</param>
public sealed class BoardJob(RunJob job, int mostTries)
{
    private const int TailLines = 20;

    private readonly Queue<string> tail = new();

    /// <summary>The job.</summary>
    public RunJob Job => job;

    /// <summary>How often it is tried at most.</summary>
    public int MostTries => mostTries;

    /// <summary>Which try it is, counted from 1.</summary>
    public int Try { get; private set; }

    /// <summary>Whether the try runs.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>When the try started, since the run began.</summary>
    public TimeSpan Started { get; private set; }

    /// <summary>How long it took; null: it runs.</summary>
    public TimeSpan? Span { get; private set; }

    /// <summary>How it ended; null: it runs.</summary>
    public JobEnd? End { get; private set; }

    /// <summary>What became of the job; null: it runs, or will run again.</summary>
    public StepEnd? Became { get; private set; }

    /// <summary>Its log, a file below the state folder.</summary>
    public string Log { get; private set; } = "";

    /// <summary>The last lines of the try, at most 20.</summary>
    public IReadOnlyCollection<string> Tail => tail;

    /// <summary>Whether it passed, but not at once.</summary>
    public bool IsFlaky => Became == StepEnd.Passed && Try > 1;

    internal void Start(JobStarted started)
    {
        tail.Clear();
        (Try, IsRunning, Started, Span, End, Became, Log) = (started.Try, true, started.Elapsed, null, null, null, started.Log);
    }

    internal void Add(string line)
    {
        if (tail.Count == TailLines) tail.Dequeue();
        tail.Enqueue(line);
    }

    internal void Finish(JobEnded ended) => (IsRunning, Span, End, Became) = (false, ended.Span, ended.End, ended.Became);
}
