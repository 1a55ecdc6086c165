using BuildkiteCi.Core.Json;

namespace BuildkiteCi.Composing;

/// <summary>A composition as files: what would be uploaded, without a build.</summary>
public static class UploadFiles
{
    /// <summary>
    /// Writes each upload as <c>NN-name.yml</c>, numbered in the order of uploading, and the meta-data as <c>meta-data.json</c>. Upload
    /// files of an earlier composition that this one does not have are removed.
    /// </summary>
    public static void Write(Composition composition, IFileTree folder)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        // As many digits as sorting by name takes, at least two.
        var digits = new string('0', Math.Max(2, composition.Uploads.Length.ToString().Length));
        for (var i = 0; i < composition.Uploads.Length; i++)
        {
            var path = $"{(i + 1).ToString(digits)}-{composition.Uploads[i].Name}.yml";
            folder.Write(path, composition.Uploads[i].Document.ToYaml());
            written.Add(path);
        }

        folder.Write("meta-data.json", MetaData(composition));
        foreach (var path in folder.List("").Where(path => IsUpload(path) && !written.Contains(path))) folder.Delete(path);
    }

    private static bool IsUpload(string path)
    {
        var number = path.AsSpan(0, Math.Max(0, path.IndexOf('-')));
        return number.Length >= 2
            && !number.ContainsAnyExceptInRange('0', '9')
            && !path.Contains('/')
            && path.EndsWith(".yml", StringComparison.Ordinal);
    }

    private static string MetaData(Composition composition) => JsonText.IndentedObject(json =>
    {
        foreach (var (key, value) in composition.MetaData) json.WriteLongString(key, value);
    });
}
