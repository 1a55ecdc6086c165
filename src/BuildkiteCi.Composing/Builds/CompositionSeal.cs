using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing.Builds;

/// <summary>
/// Records in a build's meta-data whether its pipeline was uploaded whole. Publishing asks for it: matrices of a build that was only
/// half told would show half a catalogue.
/// </summary>
public static class CompositionSeal
{
    private const string Key = "composition";
    private const string Begun = "uploading";
    private const string Whole = "whole";
    private const string Failed = "failed";

    /// <summary>Records that uploading begins.</summary>
    public static Task BreakAsync(IBuild build, CancellationToken cancellationToken) =>
        build.SetMetaDataAsync(Key, Begun, cancellationToken);

    /// <summary>Records that everything is uploaded.</summary>
    public static Task CloseAsync(IBuild build, CancellationToken cancellationToken) =>
        build.SetMetaDataAsync(Key, Whole, cancellationToken);

    /// <summary>Records that the pipeline could not be composed. Where the build cannot be reached, its log still shows it.</summary>
    public static async Task TryFailAsync(IBuild build, CancellationToken cancellationToken)
    {
        try
        {
            await build.SetMetaDataAsync(Key, Failed, cancellationToken);
        }
        catch (BuildException)
        {
            // The build fails either way.
        }
    }

    /// <summary>Why nothing may be published, as a sentence; null where the pipeline is whole, or was composed by a program that records
    /// nothing.</summary>
    public static async Task<string?> WhatIsWrongAsync(IBuild build, CancellationToken cancellationToken) =>
        (await build.MetaDataAsync(Key, cancellationToken))?.Trim() switch
        {
            null or Whole => null,
            Failed =>
                "the build's pipeline could not be composed, so its results are not the catalogue's; mend what the uploading step reports "
                    + "and run it again",
            _ => "the build's pipeline was uploaded only in part, so its results are not the catalogue's; run the uploading step again",
        };
}
