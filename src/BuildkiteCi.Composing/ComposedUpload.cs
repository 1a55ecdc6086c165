using System.Collections.Immutable;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing;

/// <summary>A pipeline document that is uploaded as one.</summary>
public sealed record ComposedUpload
{
    private readonly Func<PipelineDocument> make;

    /// <param name="name">What it is about: <c>v6e</c>, <c>publish</c>.</param>
    /// <param name="make">Makes the pipeline, the same each time.</param>
    public ComposedUpload(string name, Func<PipelineDocument> make) => (Name, this.make) = (name, make);

    /// <summary>What it is about: <c>v6e</c>, <c>publish</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// The pipeline, fully interpolated. It is made of the files each time it is asked for, so that a composition of any size holds none:
    /// ask once, and look at one after the other.
    /// </summary>
    public PipelineDocument Document => make();

    /// <summary>How many jobs Buildkite makes of it, parallelism and matrices counted out.</summary>
    public int JobCount { get; private init; }

    /// <summary>Its jobs by the queue that they go to; a step that names none counts as <c>(default)</c>.</summary>
    public ImmutableArray<KeyValuePair<string, int>> JobsPerQueue { get; private init; } = [];

    /// <summary>The upload with its pipeline changed each time it is made.</summary>
    internal ComposedUpload With(Func<PipelineDocument, PipelineDocument> change) => new(Name, () => change(make()));

    /// <summary>The upload with the numbers of its pipeline.</summary>
    /// <param name="document">The pipeline, made.</param>
    internal ComposedUpload Counted(PipelineDocument document) =>
        this with
        {
            JobCount = document.JobCount,
            JobsPerQueue =
            [
                .. document
                    .AllSteps.OfType<CommandStep>()
                    .GroupBy(step => step.Queue?.Canonical ?? "(default)", StringComparer.Ordinal)
                    .Select(queue => KeyValuePair.Create(queue.Key, queue.Sum(step => step.JobCount))),
            ],
        };
}
