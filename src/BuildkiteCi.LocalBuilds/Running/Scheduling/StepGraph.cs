using System.Collections.Immutable;
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
        Needs = [.. new NeedFinder(this).Find()];
    }

    // The uploading step of each upload that has one.
    private readonly ImmutableDictionary<int, StepId> uploaders;
    private readonly Dictionary<StepId, int> places;
    private readonly Dictionary<StepKey, List<int>> byKey;

    public static StepGraph Empty { get; } = new([], ImmutableDictionary<int, StepId>.Empty);

    /// <summary>All steps, as the build's page lists them.</summary>
    public ImmutableArray<PlannedStep> Steps { get; }

    /// <summary>What each step waits for.</summary>
    public ImmutableArray<StepNeeds> Needs { get; }

    public IEnumerable<string> KnownKeys => byKey.Keys.Select(key => key.Text);

    public int Place(StepId step) => places[step];

    /// <summary>
    /// The list with an upload in it: right behind the step that uploaded it (behind its group where it is in one), so that a later upload
    /// of the same step stands above an earlier one; at the top where no step did. Source: Buildkite's documentation, pipeline upload.
    /// </summary>
    public StepGraph With(UploadedSteps upload)
    {
        if (upload.Steps.IsEmpty) return this;
        var place = upload.Uploader is { } uploader ? Place(uploader) + 1 : 0;
        while (place > 0 && place < Steps.Length && Steps[place - 1].Group is { } group && ReferenceEquals(Steps[place].Group, group)) place++;
        return new StepGraph(
            Steps.InsertRange(place, upload.Steps),
            upload.Uploader is { } known ? uploaders.SetItem(upload.Steps[0].Id.Upload, known) : uploaders);
    }

    /// <summary>The list without some steps.</summary>
    public StepGraph Without(Func<PlannedStep, bool> isGone) => new(Steps.RemoveAll(step => isGone(step)), uploaders);

    /// <summary>The place of the step that uploaded this one; null: none did.</summary>
    public int? UploaderOf(int step) => uploaders.TryGetValue(Steps[step].Id.Upload, out var id) && places.TryGetValue(id, out var place) ? place : null;

    /// <summary>The step or the group's steps of a key.</summary>
    public IReadOnlyList<int> StepsOf(StepKey key) => byKey.TryGetValue(key, out var found) ? found : [];

    /// <summary>A step and all that it uploaded, and what that uploaded.</summary>
    public IEnumerable<int> WithUploads(int step) => Enumerable.Range(0, Steps.Length).Where(other => other == step || IsUploadedBy(other, step));

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
