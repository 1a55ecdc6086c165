using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Checks.Documents;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>Everything that is known of a build's uploads while it runs.</summary>
internal sealed class RunPlan
{
    private readonly Dictionary<StepId, RunStep> steps = [];
    private readonly Dictionary<StepId, string> uuids = [];
    private readonly Dictionary<StepKey, string> keys = [];
    private readonly List<PlannedUpload> uploads = [];

    /// <summary>The uploads, in the order in which they came.</summary>
    public IReadOnlyList<PlannedUpload> Uploads => uploads;

    /// <summary>The number of the last upload that was taken.</summary>
    public long LastUpload { get; private set; }

    /// <summary>The uploads' <c>env</c>, later ones over earlier ones.</summary>
    public ImmutableDictionary<string, string> Variables { get; private set; } =
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    public RunStep this[StepId id] => steps[id];

    /// <summary>The step's id for the outside (<c>BUILDKITE_STEP_ID</c>).</summary>
    public string UuidOf(StepId id) => uuids[id];

    /// <summary>Takes the step's id from an earlier run.</summary>
    public void Restore(LocalStep step)
    {
        if (uuids.ContainsKey(step.Id)) uuids[step.Id] = step.Uuid;
    }

    /// <summary>Understands an upload.</summary>
    /// <returns>What it brings; with errors beside it, nothing of it is in the plan.</returns>
    public Diagnosed<PlannedUpload> Add(LocalUpload upload, PlanningContext context)
    {
        LastUpload = upload.Number;

        // What else is wrong with the file Buildkite takes as it is, and the job that uploaded it got a warning.
        var read = PipelineDocument.Read(new SourceFile(upload.Name, upload.Yaml));
        var planned = (read.Value is { } document ? Diagnosed.Ok(document) : read)
            .Then(known => UploadPlanner.Plan(ChangedSteps.Apply(known, context.ChangedFiles), (int)upload.Number, context))
            .Then(Unrepeated);
        if (planned.HasErrors || planned.Value is not { } value) return planned;
        foreach (var step in value.Steps)
        {
            steps[step.Plan.Id] = step;
            uuids[step.Plan.Id] = Guid.NewGuid().ToString();
        }

        uploads.Add(value);
        foreach (var key in value.Keys) keys[key] = upload.Name;
        Variables = Variables.SetItems(value.Environment);
        return planned;
    }

    /// <summary>Forgets the keys of steps that were taken out of the build.</summary>
    public void Forget(IEnumerable<StepId> gone)
    {
        foreach (var id in gone)
        {
            if (steps[id].Plan.Key is { } key) keys.Remove(key);
        }
    }

    private Diagnosed<PlannedUpload> Unrepeated(PlannedUpload upload)
    {
        var repeated =
            from step in upload.Steps
            where step.Plan.Key is { } key && keys.ContainsKey(key)
            select new Diagnostic(
                RepeatedStepKey.Definition,
                step.Source.Key?.Location ?? step.Source.Location,
                $"key '{step.Plan.Key}' is in upload '{keys[step.Plan.Key!]}' already",
                "give each step of the build a key of its own"
            );
        return Diagnosed.With(upload, repeated);
    }
}
