using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>The build's list of steps, and who waits for whom. Steps are named by their place in the list.</summary>
internal sealed class StepGraph
{
    private StepGraph(ImmutableArray<PlannedStep> steps, ImmutableDictionary<int, StepId> uploaders)
    {
        Steps = steps;
        this.uploaders = uploaders;
        places = steps.Select((step, place) => (step.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place);
        byKey = Keys(steps);
        byConcurrencyGroup = Enumerable
            .Range(0, steps.Length)
            .Where(place => steps[place].Concurrency is not null)
            .ToLookup(place => steps[place].Concurrency!.Group, StringComparer.Ordinal);
        Needs = [.. new NeedFinder(this).Find()];
    }

    // The uploading step of each upload that has one.
    private readonly ImmutableDictionary<int, StepId> uploaders;
    private readonly Dictionary<StepId, int> places;
    private readonly Dictionary<StepKey, List<int>> byKey;
    private readonly ILookup<string, int> byConcurrencyGroup;

    public static StepGraph Empty { get; } = new([], ImmutableDictionary<int, StepId>.Empty);

    /// <summary>All steps, as the build's page lists them.</summary>
    public ImmutableArray<PlannedStep> Steps { get; }

    /// <summary>What each step waits for.</summary>
    public ImmutableArray<StepNeeds> Needs { get; }

    public IEnumerable<string> KnownKeys => byKey.Keys.Select(key => key.Text);

    public int Place(StepId step) => places[step];

    /// <summary>
    /// The list with uploads in it, one after another: right behind the step that uploaded it (behind its group where it is in one), so
    /// that a later upload of the same step is above an earlier one; at the top where no step did. Source: Buildkite's documentation,
    /// pipeline upload.
    /// </summary>
    public StepGraph With(IEnumerable<UploadedSteps> uploads)
    {
        var (steps, by) = (Steps.ToList(), uploaders);
        foreach (var upload in uploads.Where(upload => !upload.Steps.IsEmpty))
        {
            var place = upload.Uploader is { } uploader ? steps.FindIndex(step => step.Id == uploader) + 1 : 0;
            while (place > 0 && place < steps.Count && steps[place - 1].Group is { } group && ReferenceEquals(steps[place].Group, group))
                place++;
            steps.InsertRange(place, upload.Steps);
            if (upload.Uploader is { } known) by = by.SetItem(upload.Steps[0].Id.Upload, known);
        }

        return new StepGraph([.. steps], by);
    }

    /// <summary>The list with some of its steps planned otherwise; each keeps its id.</summary>
    public StepGraph Change(Func<PlannedStep, PlannedStep> change) => new([.. Steps.Select(change)], uploaders);

    /// <summary>Steps and all that they wait for, or all that wait for them.</summary>
    public ImmutableHashSet<StepId> Reach(IEnumerable<StepId> steps, bool upwards)
    {
        var next = (
            from place in Enumerable.Range(0, Steps.Length)
            from need in Needs[place].Steps
            select upwards ? (From: place, To: need.Step) : (From: need.Step, To: place)
        ).ToLookup(edge => edge.From, edge => edge.To);
        var open = new Stack<int>(steps.Select(Place));
        var seen = open.ToHashSet();
        while (open.TryPop(out var place))
        {
            foreach (var other in next[place])
            {
                if (seen.Add(other)) open.Push(other);
            }
        }

        return [.. seen.Select(place => Steps[place].Id)];
    }

    /// <summary>The list without some steps.</summary>
    public StepGraph Without(Func<PlannedStep, bool> isGone) => new(Steps.RemoveAll(step => isGone(step)), uploaders);

    /// <summary>The place of the step that uploaded this one; null: none did.</summary>
    public int? UploaderOf(int step) =>
        uploaders.TryGetValue(Steps[step].Id.Upload, out var id) && places.TryGetValue(id, out var place) ? place : null;

    /// <summary>The step or the group's steps of a key.</summary>
    public IReadOnlyList<int> StepsOf(StepKey key) => byKey.TryGetValue(key, out var found) ? found : [];

    /// <summary>All that a step uploaded, and what that uploaded.</summary>
    public IEnumerable<int> UploadsOf(int step) =>
        uploaders.IsEmpty ? [] : Enumerable.Range(0, Steps.Length).Where(other => IsUploadedBy(other, step));

    /// <summary>The steps of a concurrency group.</summary>
    public IEnumerable<int> WithConcurrencyGroup(string group) => byConcurrencyGroup[group];

    /// <summary>Whether a step was uploaded by another one, or by what that one uploaded.</summary>
    public bool IsUploadedBy(int step, int uploader)
    {
        for (var above = UploaderOf(step); above is { } next; above = UploaderOf(next))
        {
            if (next == uploader) return true;
        }

        return false;
    }

    private static Dictionary<StepKey, List<int>> Keys(ImmutableArray<PlannedStep> steps)
    {
        var keys = new Dictionary<StepKey, List<int>>();
        for (var place = 0; place < steps.Length; place++)
        {
            if (steps[place].Key is { } key) Add(key, place);
            if (steps[place].Group?.Key is { } group) Add(group, place);
        }

        return keys;

        void Add(StepKey key, int place)
        {
            if (!keys.TryGetValue(key, out var list)) keys[key] = list = [];
            list.Add(place);
        }
    }
}
