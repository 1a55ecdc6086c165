namespace BuildkiteCi.Composing.Builds.Settings;

/// <summary>A kind of build and how it is treated.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Priority">Priority of its jobs; higher goes first.</param>
public sealed record BuildKindRow(BuildKind Kind, int Priority)
{
    /// <summary>Slug of the pipeline whose builds are all of this kind (<c>BUILDKITE_PIPELINE_SLUG</c>); null: there is none.</summary>
    public string? Pipeline { get; init; }
}
