using System.Collections.Immutable;
using BuildkiteCi.Adopting.Observing;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>Tells how a repository runs its CI from builds that were observed and from its files.</summary>
public static class CiDetection
{
    /// <summary>Everything that was found.</summary>
    /// <param name="files">The repository.</param>
    /// <param name="scripts">Its scripts that compose builds.</param>
    /// <param name="text">What they hold.</param>
    /// <param name="builds">What they did; empty where nothing was run.</param>
    public static DetectedCi Of(IFileTree files, BootstrapScripts scripts, ScriptText text, ImmutableArray<ObservedBuild> builds)
    {
        var all = UploadedDocument.Of(builds);
        var own = all.RemoveAll(upload => upload.Build.Scenario.OtherPipeline is not null);
        var generations = GenerationDetection.Of(all, files, text);
        var steps = StepDetection.Of(own, text);
        var (image, imageQuestion) = ImageDetection.Of(text);
        var detected = new DetectedCi
        {
            Generations = generations,
            Catalogue = CatalogueDetection.Of(files, own, generations.IsEmpty ? Fleet.BuiltIn.Generations[0] : generations[0].Generation),
            OtherQueues = GenerationDetection.OtherQueues(all, [.. generations.Select(one => one.Generation)], text),
            Variables = VariableDetection.Of(own, [.. generations.Select(one => one.Generation)], text),
            Priorities = Priorities(own),
            Slugs = Slugs(builds),
            ReadyLabel = ReadyLabel(builds, text),
            TriedPullRequests = builds.Any(build => build.Scenario.IsPullRequest),
            ChangeFlags = text.ChangeFlags(),
            OnCall = OnCall(own),
            Pipelines = PipelineDetection.Of(own, steps, text),
            Others =
            [
                .. scripts
                    .Others.Select(script => OtherDetection.Of(script, all, builds, text))
                    .OfType<DetectedPipeline>()
                    .Where(other => !other.Files.IsEmpty),
            ],
            Steps = steps.Declared,
            OnlyOn = OnlyOn(own, [.. generations.Select(one => one.Generation)]),
            ReplacedKeys = steps.ReplacedKeys,
            Cases = CaseDetection.Of(own, files, text, builds),
            Image = image,
            Markers = MarkerDetection.Of(files),
        };
        var questions = Questions(detected, scripts, text, builds);
        return detected with { Questions = imageQuestion is null ? questions : questions.Add(imageQuestion) };
    }

    private static ImmutableSortedDictionary<string, int> Priorities(ImmutableArray<UploadedDocument> uploads) =>
        uploads.Where(upload => upload.Priority is not null && upload.Build.Scenario.Occasion != BuildOccasion.Release)
            .GroupBy(upload => upload.Build.Scenario.Occasion)
            .ToImmutableSortedDictionary(
                builds => builds.Key,
                builds => builds.GroupBy(upload => upload.Priority!.Value).OrderByDescending(same => same.Count()).First().Key,
                StringComparer.Ordinal
            );

    // Subjects of the catalogue that one generation's upload has and another's of the same build has not.
    private static ImmutableSortedDictionary<string, ImmutableArray<string>> OnlyOn(
        ImmutableArray<UploadedDocument> uploads,
        ImmutableArray<Generation> generations
    )
    {
        var targets = (from upload in uploads
                       where upload.Upload.UploadedBy is not null && upload.TpuVersion is not null
                       from step in upload.Document?.AllSteps.OfType<CommandStep>() ?? []
                       from variable in step.Env
                       where variable.Key == "CI_TARGET"
                       select (Target: variable.Value, upload.TpuVersion)).Distinct().ToLookup(one => one.Target, one => one.TpuVersion);
        var tested = targets.SelectMany(one => one).Distinct(StringComparer.Ordinal).Count();
        return targets.Where(one => one.Count() < tested)
            .ToImmutableSortedDictionary(
                one => one.Key,
                one =>
                    generations
                        .Where(generation => one.Contains(generation.TpuVersion))
                        .Select(generation => generation.Name)
                        .ToImmutableArray(),
                StringComparer.Ordinal
            );
    }

    private static ImmutableSortedDictionary<string, string> Slugs(ImmutableArray<ObservedBuild> builds)
    {
        var slugs = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var scenario in builds.Select(build => build.Scenario).Where(scenario => scenario.OtherPipeline is null))
        {
            if (
                scenario.Environment.GetValueOrDefault("BUILDKITE_PIPELINE_SLUG") is { } slug
                && !slug.StartsWith("observed", StringComparison.Ordinal)
            )
                slugs[scenario.Occasion] = slug;
        }

        return slugs.ToImmutable();
    }

    private static (string Label, SourceLocation Place)? ReadyLabel(ImmutableArray<ObservedBuild> builds, ScriptText text)
    {
        var with = builds.FirstOrDefault(build =>
            build.Scenario is { IsPullRequest: true, Labels.IsEmpty: false } && build.ExitStatus == 0
        );
        var without = builds.FirstOrDefault(build => build.Scenario is { IsPullRequest: true, Labels.IsEmpty: true });
        return
            with is not null
            && without is { ExitStatus: not 0 }
            && text.Labels().FirstOrDefault(label => label.Label == with.Scenario.Labels[0]) is { Label: not null } found
            ? (found.Label, found.Location)
            : null;
    }

    private static ImmutableArray<(string By, string To)> OnCall(ImmutableArray<UploadedDocument> uploads) =>
    [
        .. uploads.Where(upload => upload.Build.Environment.GetValueOrDefault("BUILDKITE_SOURCE") == "schedule")
            .SelectMany(upload => upload.Notifications).Where(told => told.To != "creator@example.com").Distinct(),
    ];

    private static ImmutableArray<Question> Questions(
        DetectedCi detected,
        BootstrapScripts scripts,
        ScriptText text,
        ImmutableArray<ObservedBuild> builds
    )
    {
        var questions = ImmutableArray.CreateBuilder<Question>();
        foreach (
            var build in builds.Where(build => build.ExitStatus != 0 && Expected(build) is null && !IsRefusedType(build, detected.Cases))
        )
            questions.Add(
                new Question(
                    SourceLocation.Of(build.Scenario.Script),
                    $"the script ends with status {build.ExitStatus} in the build '{build.Scenario}' here ({build.LastLine}); what does "
                        + "such a build have? If only a program that this machine lacks is the reason, run Adopt again with --pass-over "
                        + "and the script that needs it"
                )
            );
        foreach (
            var refused in builds
                .SelectMany(build => build.Refused.Select(program => (Program: program, build.Scenario.Script)))
                .DistinctBy(one => one.Program)
        )
            questions.Add(
                new Question(
                    text.Find(refused.Program.Split(' ')[0]) ?? SourceLocation.Of(refused.Script),
                    $"'{refused.Program}' was not run while the build was observed; does what it answers decide what is uploaded?"
                )
            );
        foreach (
            var upload in builds
                .SelectMany(build => build.Uploads.Select(upload => (Build: build, Upload: upload)))
                .Where(one => one.Upload is { Path: null, UploadedBy: null } && IsUnknown(one.Upload.Text))
                .DistinctBy(one => one.Upload.Text.Length)
        )
            questions.Add(
                new Question(
                    SourceLocation.Of(upload.Build.Scenario.Script),
                    $"a pipeline is generated in the build '{upload.Build.Scenario}' ('{ObservedBuild.LastOf(upload.Upload.Text)}'); which "
                        + "file holds it?"
                )
            );
        if (scripts.Main is { } main && builds.IsEmpty)
            questions.Add(
                new Question(
                    SourceLocation.Of(main),
                    "nothing was run, so it is not known which builds upload which pipelines; list them below 'pipelines', or run Adopt "
                        + "again and let it run the script in a copy"
                )
            );
        foreach (var (folder, place) in detected.Catalogue.Unknown)
            questions.Add(
                new Question(
                    place,
                    $"the folder '{folder}' holds subjects and is not part of the built-in catalogue; do builds test them? Then list it "
                        + "below 'catalogue'"
                )
            );
        foreach (var other in detected.Others.Where(other => other.Slug is null))
            questions.Add(
                new Question(
                    SourceLocation.Of(other.Script),
                    $"which slug has the pipeline of Buildkite that runs this script? Write it as 'other_pipelines.{other.Name}.slug'"
                )
            );
        return questions.ToImmutable();
    }

    // Statuses that a scenario was made for.
    private static string? Expected(ObservedBuild build) =>
        build.Scenario.Name.Contains("without a label", StringComparison.Ordinal)
        || build.Scenario.Name.Contains("unknown type", StringComparison.Ordinal)
        || build.Scenario.Name.Contains(" cores", StringComparison.Ordinal)
            ? ""
            : null;

    // A folder of cases that the script refuses is none of its types.
    private static bool IsRefusedType(ObservedBuild build, DetectedCases? cases) =>
        cases is { Types.IsEmpty: false }
        && build.Environment.GetValueOrDefault("BM_CASE_TYPE") is { } type
        && !cases.Types.Contains(type, StringComparer.OrdinalIgnoreCase);

    private static bool IsUnknown(string text) =>
        !text.Contains("notify:", StringComparison.Ordinal)
        && !text.Contains("/cases/", StringComparison.Ordinal)
        && text.Trim().Length > 0;
}
