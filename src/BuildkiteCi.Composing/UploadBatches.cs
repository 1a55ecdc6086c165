using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Composing.Collecting;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Composing;

/// <summary>
/// Cuts a build's page into uploads that Buildkite takes, and puts them into the order in which they have to go. A group that is too large
/// is cut between files where that is possible; its dependents wait for all of its parts.
/// </summary>
internal static class UploadBatches
{
    /// <summary>A step makes more jobs than an upload may hold.</summary>
    internal static Rule TooLargeForAnUpload { get; } =
        new(
            "U003",
            Severity.Error,
            "What cannot be split makes more jobs than one upload may hold",
            "steps:\n  - { command: pytest, parallelism: 600 }\n",
            "steps:\n  - { command: pytest, parallelism: 300 }\n  - { command: pytest, parallelism: 300 }\n"
        )
        {
            Why = "One group passed Buildkite's limit, and the whole upload was refused at night.",
        };

    /// <summary>A build is larger than Buildkite's usual limits.</summary>
    internal static Rule TooLargeForABuild { get; } =
        new(
            "U004",
            Severity.Warning,
            "The build is larger than Buildkite allows unless an organisation has higher limits",
            "# 4,001 jobs, or 501 uploads\n",
            "# 4,000 jobs in at most 500 uploads\n"
        )
        {
            Why = "A build passed the limit of an organisation. Its last steps, which publish the results, were refused.",
        };

    // Buildkite's documentation, limits: per build.
    private const int MostJobs = 4_000;
    private const int MostUploads = 500;

    /// <param name="page">The parts of the page, from the top.</param>
    /// <param name="maxJobs">Jobs that an upload may hold.</param>
    /// <param name="found">Takes what cannot be cut small enough.</param>
    public static ImmutableArray<ComposedUpload> Split(ImmutableArray<PagePart> page, int maxJobs, DiagnosticBag found)
    {
        var cut = page.Select(part => (Part: part, Batches: Batches(part, maxJobs, found))).ToArray();
        var parts = new ReplacedKeys(cut.SelectMany(one => one.Batches).SelectMany(batch => batch.Cut));
        var uploads = ImmutableArray.CreateBuilder<ComposedUpload>();
        foreach (var (part, batches) in cut)
        {
            for (var i = 0; i < batches.Count; i++)
            {
                var steps = batches[i].Steps;
                var frame = new PipelineDocument(YamlNode.Generated.Path, [])
                {
                    Env = part.Env,
                    Secrets = part.Secrets,
                    Others = i == 0 ? part.Others with { Entries = [.. part.Once.Entries, .. part.Others.Entries] } : part.Others,
                };
                uploads.Add(
                    new ComposedUpload(
                        batches.Count == 1 ? part.Name : $"{part.Name}-{(i + 1).ToString(CultureInfo.InvariantCulture)}",
                        () => frame with { Steps = [.. steps.Select(step => parts.Apply(step.ToStep()))] }
                    )
                );
            }
        }

        var jobs = cut.Sum(one => one.Batches.Sum(batch => batch.Jobs));
        if (jobs > MostJobs || uploads.Count > MostUploads)
        {
            found.Add(
                new Diagnostic(
                    TooLargeForABuild,
                    YamlNode.Generated,
                    $"the build makes {jobs} jobs in {uploads.Count} uploads, and Buildkite allows {MostJobs} in {MostUploads}",
                    "test fewer generations or subjects at once, or have the organisation's limits raised"
                )
            );
        }

        // Buildkite inserts each upload right behind the uploading step, so what is to be read last goes first.
        uploads.Reverse();
        return uploads.DrainToImmutable();
    }

    private static List<Batch> Batches(PagePart part, int maxJobs, DiagnosticBag found)
    {
        List<Batch> batches = [];
        var steps = new List<PageStep>();
        var jobs = 0;
        foreach (var step in part.Steps)
        {
            var count = step.Jobs;
            if (count > maxJobs && step.CanBeCut)
            {
                Close();
                var parts = GroupParts.Of(step, maxJobs, found);
                batches.AddRange(parts.Select((one, i) => new Batch([one]) { Cut = i == 0 ? GroupParts.Keys(step, parts) : [] }));
                continue;
            }

            if (count > maxJobs) found.Add(TooLarge(step.Head, count, maxJobs));
            if (jobs + count > maxJobs) Close();
            steps.Add(step);
            jobs += count;
        }

        Close();
        return batches.Count == 0 ? [new Batch([])] : batches;

        void Close()
        {
            if (steps.Count > 0) batches.Add(new Batch([.. steps]));
            steps.Clear();
            jobs = 0;
        }
    }

    internal static Diagnostic TooLarge(Step step, int jobs, int maxJobs) =>
        new(
            TooLargeForAnUpload,
            step.Location,
            $"{step} makes {jobs} jobs, and an upload may hold {maxJobs}",
            "make several steps of it"
        );

    private sealed record Batch(ImmutableArray<PageStep> Steps)
    {
        public int Jobs => Steps.Sum(step => step.Jobs);

        /// <summary>A group that was cut, and the keys of its parts.</summary>
        public ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> Cut { get; init; } = [];
    }
}
