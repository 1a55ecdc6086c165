using BuildkiteCi.Builds;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Composing;

/// <summary>Sends a composition into a build.</summary>
public static class CompositionUpload
{
    /// <summary>Sets the meta-data, then uploads in order. The first call that fails ends it.</summary>
    /// <exception cref="BuildException">The build refused a part.</exception>
    public static async Task SendAsync(Composition composition, IBuild build, CancellationToken cancellationToken)
    {
        foreach (var (key, value) in composition.MetaData) await build.SetMetaDataAsync(key, value, cancellationToken);
        foreach (var upload in composition.Uploads)
            await build.UploadAsync(new Upload(upload.Name, YamlWriter.Write(upload.Document)), cancellationToken);
    }
}
