using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing;

/// <summary>Sends a composition into a build.</summary>
public static class CompositionUpload
{
    // Agents take one value a call, and a call takes about a tenth of a second.
    private const int ValuesAtOnce = 8;

    /// <summary>
    /// Sets the meta-data, then uploads in order, and seals the build. The first upload that fails ends it: the build stays without its
    /// seal, so that its results are not published, and shows on its page what happened.
    /// </summary>
    /// <param name="composition">What is sent.</param>
    /// <param name="build">Where it goes.</param>
    /// <param name="note">What the build's page shows of it.</param>
    /// <param name="isRetry">Whether an earlier try may have sent a part, which is then replaced.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="BuildException">The build refused a part; the message names which.</exception>
    public static async Task SendAsync(
        Composition composition,
        IBuild build,
        Annotation note,
        bool isRetry,
        CancellationToken cancellationToken
    )
    {
        await CompositionSeal.BreakAsync(build, cancellationToken);
        await Parallel.ForEachAsync(
            composition.MetaData,
            new ParallelOptions { MaxDegreeOfParallelism = ValuesAtOnce, CancellationToken = cancellationToken },
            async (value, stopping) => await build.SetMetaDataAsync(value.Key, value.Value, stopping));
        for (var i = 0; i < composition.Uploads.Length; i++) await SendAsync(composition, i, build, isRetry, cancellationToken);
        await CompositionSeal.CloseAsync(build, cancellationToken);
        await CompositionNote.TryShowAsync(note, build, cancellationToken);
    }

    private static async Task SendAsync(Composition composition, int at, IBuild build, bool isRetry, CancellationToken cancellationToken)
    {
        var upload = composition.Uploads[at];
        try
        {
            await build.UploadAsync(new Upload(upload.Name, upload.Document.ToYaml()) { Replaces = isRetry && at == 0 }, cancellationToken);
        }
        catch (BuildException failure)
        {
            var what = $"upload {at + 1} of {composition.Uploads.Length}, '{upload.Name}', failed: {failure.Message}";
            await CompositionNote.TryShowAsync(CompositionNote.PartiallyUploaded(what), build, cancellationToken);
            throw new BuildException(
                $"{what}; the build's pipeline is not whole, and its results will not be published; run this step again",
                failure
            );
        }
    }
}
