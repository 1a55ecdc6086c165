using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>
/// The state of a build and what may run next. Immutable: whatever happens gives a new one. It starts nothing itself and knows no time;
/// the same events give the same schedule.
/// </summary>
public sealed class Schedule
{
    private readonly StepGraph graph;
    private readonly ImmutableArray<StepProgress> progress;

    private Schedule(StepGraph graph, ImmutableArray<StepProgress> progress)
    {
        this.graph = graph;
        this.progress = Settling.Settle(graph, progress);
    }

    /// <summary>A build without steps.</summary>
    public static Schedule Empty { get; } = new(StepGraph.Empty, []);

    /// <summary>All steps, as the build's page lists them.</summary>
    public ImmutableArray<PlannedStep> Steps => graph.Steps;

    /// <summary>The jobs that may start now, most urgent first, as if each before it had been started.</summary>
    public ImmutableArray<JobId> Runnable => StartOrder.Of(graph.Steps, progress);

    /// <summary>Block and input steps that wait for somebody.</summary>
    public IEnumerable<PlannedStep> Blocked =>
        Where(step => step.IsReady && step.End is null).Where(step => step.Kind is StepKind.Block or StepKind.Input);

    /// <summary>Jobs that run and should be ended, because the build is failing and their steps want that.</summary>
    public IEnumerable<JobId> ToCancel => IsFailing ? Running.Where(job => Step(job.Step).CancelOnBuildFailing) : [];

    /// <summary>Jobs that run.</summary>
    public IEnumerable<JobId> Running =>
        from pair in graph.Steps.Zip(progress)
        from number in Enumerable.Range(0, pair.Second.Jobs.Length)
        where pair.Second.Jobs[number].IsRunning
        select new JobId(pair.First.Id, number);

    /// <summary>Whether a step has failed the build.</summary>
    public bool IsFailing => progress.Any(step => step.FailsBuild);

    /// <summary>Steps that wait, though nothing is left that they could wait for: they name unknown keys, or each other.</summary>
    public IEnumerable<(PlannedStep Step, string Why)> Stuck => Settling.Stuck(graph, progress);

    /// <summary>The steps of some keys, those of groups among them.</summary>
    public ImmutableArray<StepId> StepsOf(IEnumerable<StepKey> keys) =>
        [.. keys.SelectMany(graph.StepsOf).Select(place => graph.Steps[place].Id).Distinct()];

    /// <summary>These steps and all that wait for them, by whatever way.</summary>
    public ImmutableHashSet<StepId> Downstream(IEnumerable<StepId> steps) => graph.Reach(steps, upwards: false);

    /// <summary>These steps and all that they wait for, by whatever way.</summary>
    public ImmutableHashSet<StepId> Upstream(IEnumerable<StepId> steps) => graph.Reach(steps, upwards: true);

    /// <summary>What a step waits for, as far as the build has it.</summary>
    public ImmutableArray<PlannedStep> NeedsOf(StepId step) =>
        [.. graph.Needs[graph.Place(step)].Steps.Select(need => graph.Steps[need.Step]).Distinct()];

    /// <summary>Changes how steps are planned; what has become of them stays.</summary>
    public Schedule Change(Func<PlannedStep, PlannedStep> change) => new(graph.Change(change), progress);

    /// <summary>A step by its id.</summary>
    public PlannedStep Step(StepId id) => graph.Steps[graph.Place(id)];

    /// <summary>How far a step is.</summary>
    public StepProgress Progress(StepId id) => progress[graph.Place(id)];

    /// <summary>
    /// Takes uploads into the build, in the order in which they came. What is uploaded together is inserted together: a wait of the first
    /// must not pass before the second is above it.
    /// </summary>
    public Schedule Insert(params IEnumerable<UploadedSteps> uploads)
    {
        var before = graph.Steps.Zip(progress).ToDictionary(pair => pair.First.Id, pair => pair.Second);
        var with = graph.With(uploads);
        return new Schedule(with, [.. with.Steps.Select(step => before.GetValueOrDefault(step.Id) ?? New(step))]);
    }

    /// <summary>Takes out of the build what has not started (<c>pipeline upload --replace</c>).</summary>
    public Schedule DropUnstarted()
    {
        var kept = graph
            .Steps.Zip(progress)
            .Where(pair => pair.Second.End is not null || pair.Second.Jobs.Any(job => job.Tries > 0))
            .ToDictionary(pair => pair.First.Id, pair => pair.Second);
        var without = graph.Without(step => !kept.ContainsKey(step.Id));
        return new Schedule(without, [.. without.Steps.Select(step => kept[step.Id])]);
    }

    /// <summary>A try of a job was started.</summary>
    public Schedule Start(JobId job) => With(job, Started);

    /// <summary>A try of a job has ended; uploads that it made are in the build by now.</summary>
    public Schedule End(JobId job, JobEnd end)
    {
        var step = Step(job.Step);
        return With(job, state => state.After(end, step.Jobs[job.Number], step.Retry));
    }

    /// <summary>A block or input step has its answer.</summary>
    public Schedule Unblock(StepId step) => With(step, state => state with { End = StepEnd.Passed });

    /// <summary>Jobs that may start have started and passed, and questions have their answers: all at once, so that a forecast of a build of
    /// any size looks once at what follows from a wave.</summary>
    internal Schedule Pass(IEnumerable<JobId> jobs, IEnumerable<StepId> answered)
    {
        var states = progress.ToBuilder();
        foreach (var job in jobs)
        {
            var place = graph.Place(job.Step);
            var (step, state) = (graph.Steps[place], states[place]);
            var passed = Started(state.Jobs[job.Number]).After(new JobEnd(0), step.Jobs[job.Number], step.Retry);
            states[place] = state with { Jobs = state.Jobs.SetItem(job.Number, passed) };
        }

        foreach (var place in answered.Select(graph.Place)) states[place] = states[place] with { End = StepEnd.Passed };
        return new Schedule(graph, states.MoveToImmutable());
    }

    /// <summary>A step is cancelled: what has not started of it never will; jobs that run are theirs to end who run them.</summary>
    public Schedule Cancel(StepId step) => With(step, state => state.End is not null ? state : state.Cancelled(Step(step).Jobs));

    /// <summary>A job that runs has promised to fail: the build is failing from now on.</summary>
    public Schedule Promise(JobId job) => With(job, state => state with { IsPromisedToFail = true });

    /// <summary>Steps that ended in an earlier run of the build, and are not run again.</summary>
    public Schedule Restore(IReadOnlyDictionary<StepId, StepEnd> ends) => ends.Count == 0 ? this : new Schedule(graph,
    [
        .. graph.Steps.Zip(progress, (step, state) => ends.TryGetValue(step.Id, out var end)
            ? state with { End = end, Jobs = [.. state.Jobs.Select(job => job with { End = end, Tries = Math.Max(1, job.Tries) })] }
            : state),
    ]);

    /// <summary>Takes steps out of the build that an earlier run of it had taken out.</summary>
    public Schedule Without(IReadOnlySet<StepId> gone)
    {
        var kept = graph
            .Steps.Zip(progress)
            .Where(pair => !gone.Contains(pair.First.Id))
            .ToDictionary(pair => pair.First.Id, pair => pair.Second);
        var without = graph.Without(step => gone.Contains(step.Id));
        return new Schedule(without, [.. without.Steps.Select(step => kept[step.Id])]);
    }

    private static JobProgress Started(JobProgress job) => job with { IsRunning = true, Tries = job.Tries + 1 };

    private static StepProgress New(PlannedStep step) =>
        new([.. step.Jobs.Select(rules => rules.Skip is null ? JobProgress.New : JobProgress.New with { End = StepEnd.LeftOut })]);

    private IEnumerable<PlannedStep> Where(Func<StepProgress, bool> condition) =>
        graph.Steps.Where((_, place) => condition(progress[place]));

    private Schedule With(JobId job, Func<JobProgress, JobProgress> change) =>
        With(job.Step, step => step with { Jobs = step.Jobs.SetItem(job.Number, change(step.Jobs[job.Number])) });

    private Schedule With(StepId step, Func<StepProgress, StepProgress> change)
    {
        var place = graph.Place(step);
        return new Schedule(graph, progress.SetItem(place, change(progress[place])));
    }
}

/// <summary>The steps of one upload.</summary>
/// <param name="Uploader">The step that uploaded them; null: the build's creator.</param>
/// <param name="Steps">In the order in which they were written; those of a group follow each other.</param>
public sealed record UploadedSteps(StepId? Uploader, ImmutableArray<PlannedStep> Steps);
