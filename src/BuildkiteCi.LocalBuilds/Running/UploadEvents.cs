using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>The events of an upload that has come into the build.</summary>
internal static class UploadEvents
{
    /// <summary>The upload, what it leaves out, and what this machine does not do for it.</summary>
    /// <param name="elapsed">Since the run began.</param>
    /// <param name="name">What the upload is about.</param>
    /// <param name="upload">The upload.</param>
    /// <param name="uploader">The step that uploaded it; null: none did.</param>
    /// <param name="changed">The changed files, where it asks for them.</param>
    public static IEnumerable<RunEvent> Of(TimeSpan elapsed, string name, PlannedUpload upload, RunStep? uploader, ChangedFiles? changed)
    {
        yield return new UploadTaken(elapsed, name, upload.Steps.Count(step => step.Plan.Kind != StepKind.Wait), uploader, upload.Steps);
        if (changed is not null) yield return new UploadNoted(elapsed, name, ChangedSteps.Describe(changed));
        if (PassedOverAttributes.Of(upload) is { } passedOver) yield return new UploadNoted(elapsed, name, passedOver);
        foreach (var step in upload.Steps.Where(step => step.Plan.IsRun))
        {
            foreach (var (job, rules) in step.Jobs.Zip(step.Plan.Jobs))
            {
                if (rules.Skip is { } reason) yield return new JobLeftOut(elapsed, job, reason);
            }
        }
    }
}
