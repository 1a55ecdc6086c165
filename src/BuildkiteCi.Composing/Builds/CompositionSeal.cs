using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing.Builds;

/// <summary>
/// Says in a build's meta-data whether its pipeline was uploaded whole. Whoever publishes results asks: matrices of a build that was only
/// half told would show half a catalogue.
/// </summary>
public static class CompositionSeal
{
    private const string Key = "composition";
    private const string Begun = "uploading";
    private const string Whole = "whole";

    /// <summary>Says that uploading begins.</summary>
    public static Task BreakAsync(IBuild build, CancellationToken cancellationToken) => build.SetMetaDataAsync(Key, Begun, cancellationToken);

    /// <summary>Says that everything is uploaded.</summary>
    public static Task CloseAsync(IBuild build, CancellationToken cancellationToken) => build.SetMetaDataAsync(Key, Whole, cancellationToken);

    /// <summary>Why nothing may be published, as a sentence; null where the pipeline is whole, or was composed by somebody who says nothing.</summary>
    public static async Task<string?> WhatIsWrongAsync(IBuild build, CancellationToken cancellationToken) =>
        await build.MetaDataAsync(Key, cancellationToken) is { } seal && seal.Trim() != Whole
            ? "the build's pipeline was uploaded only in part, so its results are not the catalogue's; run the uploading step again"
            : null;
}
