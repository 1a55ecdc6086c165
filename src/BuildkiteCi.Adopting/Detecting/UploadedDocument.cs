using System.Collections.Immutable;
using BuildkiteCi.Adopting.Observing;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>An upload of an observed build, understood.</summary>
/// <param name="Build">The build.</param>
/// <param name="Upload">The upload.</param>
/// <param name="Written">Its text as a document, variables as written; null where it is none.</param>
internal sealed record UploadedDocument(ObservedBuild Build, ObservedUpload Upload, PipelineDocument? Written)
{
    private const string Version = "TPU_VERSION";

    private static readonly ImmutableArray<string> Ways = ["email", "slack"];

    /// <summary>The document with the variables of the uploading process.</summary>
    public PipelineDocument? Document { get; } = Upload.IsLiteral ? Written : Written?.Interpolate(Variables.Of(Upload.Environment)).Value;

    /// <summary>The priority at its top, or null.</summary>
    public int? Priority => int.TryParse(Document?.Others.Scalar("priority")?.Canonical, out var number) ? number : null;

    /// <summary>The TPU generation that the uploading process was set up for, by <c>TPU_VERSION</c>; null: none.</summary>
    public string? TpuVersion => Upload.Environment.GetValueOrDefault(Version) is { Length: > 0 } version ? version : null;

    /// <summary>The command steps that run in the build.</summary>
    public IEnumerable<CommandStep> Running =>
        (Document?.AllSteps ?? []).OfType<CommandStep>().Where(step => BuildObserver.RunsIn(step, Build.Environment));

    /// <summary>Variables that the scripts set, which the build's first job did not have.</summary>
    public IEnumerable<KeyValuePair<string, string>> Exported =>
        Upload.Environment.Where(variable => !Build.Environment.ContainsKey(variable.Key));

    /// <summary>All uploads of some builds.</summary>
    public static ImmutableArray<UploadedDocument> Of(IEnumerable<ObservedBuild> builds) =>
        [
            .. from build in builds
            from upload in build.Uploads
            select new UploadedDocument(
                build,
                upload,
                PipelineDocument.Read(new SourceFile(upload.Path ?? "(generated)", upload.Text)).Value
            ),
        ];

    /// <summary>The notifications at its top, each by its key and target.</summary>
    public IEnumerable<(string By, string To)> Notifications =>
        (Document?.Others["notify"] as YamlSequence)
            ?.Items.OfType<YamlMapping>()
            .SelectMany(one => Ways.Where(one.Has).Select(by => (by, one.Scalar(by)?.Canonical ?? "")))
        ?? [];
}
